// Patterns of match arms.

import type { Name, Pattern } from '../1-parse/syntax.ts'
import { chain } from './chain.ts'
import type { Cursor } from './cursor.ts'
import { concat, type Doc } from './doc.ts'
import { inBraces, inBrackets } from './rows.ts'

type Rest = { kind: 'restPattern'; name?: Name; span: Pattern['span'] }

export function pattern(c: Cursor, node: Pattern | Rest): Doc {
  // Parentheses around a single pattern are not in the tree.
  if (c.next() < node.span.start && c.sees('(')) {
    const parts = [c.take('('), pattern(c, node)]
    c.skipIf(',')
    return concat([...parts, c.take(')')])
  }
  switch (node.kind) {
    case 'wildcardPattern':
    case 'bindPattern':
      return c.token(node.span)
    case 'literalPattern':
    case 'rangePattern':
      return number(c, node)
    case 'somePattern': {
      const parts = [c.take('some'), c.take('('), pattern(c, node.inner), c.take(')')]
      return concat(parts)
    }
    case 'fieldsPattern':
      return fields(c, node)
    case 'variantPattern': {
      const path = node.path.flatMap((one, at) => [...(at === 0 ? [] : [c.take('.')]), c.token(one.span)])
      return concat([...path, node.payload || c.last < node.span.end ? patterns(c, '(', ')', node.payload ?? []) : ''])
    }
    case 'tuplePattern':
      return patterns(c, '(', ')', node.elements)
    case 'listPattern':
      return patterns(c, '[', ']', node.elements)
    case 'orPattern':
      return alternatives(c, node.alternatives)
    case 'restPattern':
      return concat([c.take('...'), node.name ? c.token(node.name.span) : ''])
  }
}

function alternatives(c: Cursor, [first, ...rest]: readonly Pattern[]): Doc {
  const head = pattern(c, first!)
  return chain(c, head, rest, {
    place: () => ({ start: c.next(), end: c.next() + 1 }),
    operator: () => c.take('|'),
    operand: (one) => pattern(c, one),
    breaks: 'before',
  })
}

/** Literals stay as they are written; a sign and the dots of a range lose the blanks around them. */
function number(c: Cursor, node: Extract<Pattern, { kind: 'literalPattern' | 'rangePattern' }>): Doc {
  const { span } = node
  const isString = node.kind === 'literalPattern' && node.value.kind === 'string'
  if (isString || c.hasComments(span)) return c.token(span)
  return c.token(span, c.text.slice(span.start, span.end).replace(/\s/g, ''))
}

function fields(c: Cursor, node: Extract<Pattern, { kind: 'fieldsPattern' }>): Doc {
  const owner = node.type ? c.token(node.type.span) : ''
  const body = inBraces(c, {
    ...{ open: '{', close: '}', separator: 'field', elements: node.fields, keepCommas: true },
    print: ({ name, pattern: inner }) =>
      concat([c.token(name.span), ...(inner ? [c.take(':'), ' ', pattern(c, inner)] : [])]),
  })
  return concat([owner, body])
}

function patterns(c: Cursor, open: string, close: string, elements: readonly (Pattern | Rest)[]): Doc {
  return inBrackets(c, { open, close, separator: 'comma', elements, print: (one) => pattern(c, one) })
}
