// Types, in the spellings of the language page, section 3: `[]T`, `map[K]V`, `{ a: T }`, `(A, B)`, `fn(A) -> B`.

import type { Name, TypeNode } from '../1-parse/syntax.ts'
import type { Cursor } from './cursor.ts'
import { concat, type Doc } from './doc.ts'
import { inBraces, inBrackets } from './rows.ts'

/** Where a type stands, which decides the parentheses it needs. `cast`: those that are written stay. */
type Place = 'alone' | 'member' | 'option' | 'cast'

export function type(c: Cursor, node: TypeNode, place: Place = 'alone'): Doc {
  const layers = wrapping(c, node)
  if ((layers > 0 || isOtherSpelling(c, node)) && c.hasComments(node.span)) return c.token(node.span)
  const isRespelled = layers > 0 || isOtherSpelling(c, node)
  const lead = isRespelled ? c.waiting(c.next()) : []
  const needed = layers > 0 && (place === 'cast' || needsParentheses(c, node, place))
  for (let at = 0; at < layers; at++) c.skip('(')
  const doc = plain(c, node)
  for (let at = 0; at < layers; at++) c.skip(')')
  return needed ? concat([...lead, '(', doc, ')']) : isRespelled ? concat([...lead, doc]) : doc
}

/** How many pairs of parentheses are written around a type. The spans of types include them. */
function wrapping(c: Cursor, { kind, span }: TypeNode): number {
  let layers = 0
  let { end } = span
  for (let start = c.next(); c.text[start] === '('; start = c.next(start + 1)) {
    const closer = closerOf(c, start, end)
    if (closer === undefined || c.next(closer + 1) < end) break
    layers++
    end = closer
  }
  // The innermost pair is the type's own.
  return kind === 'tupleType' || kind === 'unitType' ? Math.max(0, layers - 1) : layers
}

/** Where the parenthesis that opens at `start` is closed. */
function closerOf(c: Cursor, start: number, end: number): number | undefined {
  let depth = 0
  for (let at = start; at < end; at = c.next(at + 1)) {
    if (c.text[at] === '(') depth++
    else if (c.text[at] === ')' && --depth === 0) return at
  }
  return undefined
}

function isOtherSpelling(c: Cursor, { kind }: TypeNode): boolean {
  if (kind === 'listType') return !/^\[\s*\]/.test(c.text.slice(c.next(), c.next() + 20))
  if (kind === 'mapType') return !c.sees('map')
  return kind === 'fnType' && !c.sees('fn')
}

function needsParentheses(c: Cursor, node: TypeNode, place: Place): boolean {
  if (node.kind === 'unionType') return place !== 'alone'
  if (place !== 'option') return false
  if (node.kind === 'mapType') return c.text.slice(node.span.start, node.span.end).replace(/[\s()]/g, '') !== 'map'
  return node.kind === 'listType' || node.kind === 'optionType' || (node.kind === 'fnType' && node.result !== undefined)
}

function plain(c: Cursor, node: TypeNode): Doc {
  switch (node.kind) {
    case 'namedType': {
      const module = node.module ? [c.token(node.module.span), c.take('.')] : []
      return concat([...module, c.token(node.name.span), typeArguments(c, node.args)])
    }
    case 'listType':
      return list(c, node)
    case 'mapType':
      return map(c, node)
    case 'recordType':
      return inBraces(c, {
        ...{ open: '{', close: '}', separator: 'field', elements: node.fields },
        print: ({ name, type: field }) => concat([c.token(name.span), c.take(':'), ' ', type(c, field)]),
      })
    case 'tupleType':
      // A result `-> A, B` has no parentheses; its span starts at the arrow.
      return c.text[node.span.start] === '(' ? typeList(c, node.elements) : concat(joined(c, node.elements))
    case 'unitType':
      return concat([c.take('('), c.take(')')])
    case 'fnType': {
      const word = c.sees('fn') ? c.take('fn') : 'fn'
      const params = typeList(c, node.params)
      return concat([word, params, ...(node.result ? [' ', c.take('->'), ' ', type(c, node.result, 'member')] : [])])
    }
    case 'chanType':
      return concat([...channelWords(c, node.direction), angle(c, [node.element])])
    case 'optionType': {
      const inner = type(c, node.inner, 'option')
      const mark = c.take('?')
      while (c.last < node.span.end && c.skipIf('?'));
      return concat([inner, mark])
    }
    case 'unionType':
      return concat(
        node.members.flatMap((one, at) => (at === 0 ? [] : [' ', c.take('|'), ' ']).concat([type(c, one, 'member')])),
      )
  }
}

function list(c: Cursor, { element }: Extract<TypeNode, { kind: 'listType' }>): Doc {
  const open = c.take('[')
  if (c.skipIf(']')) return concat([open, ']', type(c, element, 'member')])
  const inner = inParentheses(c, element)
  c.skip(']')
  return concat(['[]', inner])
}

function map(c: Cursor, { key, value, span }: Extract<TypeNode, { kind: 'mapType' }>): Doc {
  if (c.sees('map')) {
    const word = c.take('map')
    // `map` alone: its key and value are nowhere written.
    if (key.span.start <= span.start || !c.sees('[')) return word
    return concat([word, c.take('['), type(c, key), c.take(']'), type(c, value, 'member')])
  }
  c.skip(c.sees('[') ? '[' : '{')
  const from = type(c, key)
  c.skip(':')
  const to = inParentheses(c, value)
  c.skipIf(',')
  c.skip(c.sees(']') ? ']' : '}')
  return concat(['map[', from, ']', to])
}

/** An element that gets the parentheses which its own spelling needs, written or not. */
function inParentheses(c: Cursor, node: TypeNode): Doc {
  const doc = type(c, node)
  return node.kind === 'unionType' ? concat(['(', doc, ')']) : doc
}

function channelWords(c: Cursor, direction: 'both' | 'send' | 'receive'): Doc[] {
  if (direction === 'receive') return [c.take('<-'), c.take('chan')]
  return direction === 'send' ? [c.take('chan'), c.take('<-')] : [c.take('chan')]
}

function typeList(c: Cursor, elements: readonly TypeNode[]): Doc {
  return inBrackets(c, {
    ...{ open: '(', close: ')', separator: 'comma', elements },
    print(element) {
      const named = c.next() < element.span.start && !c.sees('(') ? [parameterName(c), c.take(':'), ' '] : []
      return concat([...named, type(c, element)])
    },
  })
}

/** The name of a parameter in a function type, which the tree does not keep. */
function parameterName(c: Cursor): Doc {
  const start = c.next()
  return c.token({ start, end: start + /^\w*/.exec(c.text.slice(start, start + 200))![0].length })
}

/** `A, B`, where nothing encloses them. */
function joined(c: Cursor, elements: readonly TypeNode[]): Doc[] {
  return elements.flatMap((one, at) => [...(at === 0 ? [] : [c.take(','), ' ']), type(c, one)])
}

/** `<A, B>`, or nothing. */
export function typeArguments(c: Cursor, args: readonly TypeNode[]): Doc {
  return args.length === 0 ? '' : angle(c, args)
}

function angle(c: Cursor, args: readonly TypeNode[]): Doc {
  // `<<-` would be a shift.
  const open = [c.take('<'), startsWithArrow(args[0]!) ? ' ' : '']
  return concat([...open, ...joined(c, args), c.take('>')])
}

function startsWithArrow(node: TypeNode): boolean {
  if (node.kind === 'unionType') return startsWithArrow(node.members[0]!)
  return node.kind === 'optionType'
    ? startsWithArrow(node.inner)
    : node.kind === 'chanType' && node.direction === 'receive'
}

/** `<T, U>` of a declaration, or nothing. */
export function typeParameters(c: Cursor, names: readonly Name[]): Doc {
  if (names.length === 0) return ''
  const list = () => names.flatMap((one, at) => [...(at === 0 ? [] : [c.take(','), ' ']), c.token(one.span)])
  return concat([c.take('<'), ...list(), c.take('>')])
}

/** ` -> T`, or nothing. */
export function result(c: Cursor, node: TypeNode | undefined): Doc {
  return node ? concat([' ', c.take('->'), ' ', type(c, node)]) : ''
}
