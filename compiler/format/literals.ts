// Lists, maps, records and struct literals.

import type { Expression, MapEntry } from '../1-parse/syntax.ts'
import type { Cursor } from './cursor.ts'
import { concat, type Doc } from './doc.ts'
import { colon, expression } from './expressions.ts'
import { inBraces, inBrackets } from './rows.ts'
import { typeArguments } from './types.ts'

export function list(c: Cursor, { elements }: Extract<Expression, { kind: 'list' }>): Doc {
  return inBrackets(c, {
    ...{ open: '[', close: ']', separator: 'comma', elements },
    print: ({ spread, value }) => concat([spread ? c.take('...') : '', expression(c, value)]),
  })
}

export function map(c: Cursor, { entries }: Extract<Expression, { kind: 'map' }>): Doc {
  if (c.sees('[')) return bracketMap(c, entries)
  return inBraces(c, {
    ...{ open: '{', close: '}', separator: 'field', elements: entries },
    print: (one) => entry(c, one),
    // `{`, a name and a newline would be a block.
    keepCommas: entries[0]?.kind === 'shorthand',
  })
}

/** `[k: v]`, and `[:]` for the empty map. */
function bracketMap(c: Cursor, entries: readonly MapEntry[]): Doc {
  if (entries.length === 0) return concat([c.take('['), c.take(':'), c.take(']')])
  return inBrackets(c, {
    ...{ open: '[', close: ']', separator: 'comma', elements: entries },
    print(one) {
      if (one.kind !== 'keyed') return entry(c, one)
      return concat([expression(c, one.key), colon(c), c.value(() => expression(c, one.value))])
    },
  })
}

function entry(c: Cursor, node: MapEntry): Doc {
  switch (node.kind) {
    case 'field':
      return concat([c.token(node.name.span), colon(c), c.value(() => expression(c, node.value))])
    case 'shorthand':
      return c.token(node.name.span)
    case 'keyed':
      return concat([key(c, node.key), colon(c), c.value(() => expression(c, node.value))])
    case 'spread':
      return concat([c.take('...'), expression(c, node.value)])
  }
}

/** `(k)`: the parentheses of a computed key are not in the tree. */
function key(c: Cursor, node: Expression): Doc {
  return c.sees('(') ? concat([c.take('('), expression(c, node), c.take(')')]) : expression(c, node)
}

export function struct(c: Cursor, node: Extract<Expression, { kind: 'struct' }>): Doc {
  const path = node.path.flatMap((one, at) => [...(at === 0 ? [] : [c.take('.')]), c.token(one.span)])
  const head = [...path, typeArguments(c, node.typeArgs)]
  const body = inBraces(c, {
    ...{ open: '{', close: '}', separator: 'field', elements: node.fields },
    print: ({ name, value }) =>
      concat([c.token(name.span), ...(value ? [colon(c), c.value(() => expression(c, value))] : [])]),
  })
  return concat([...head, body])
}
