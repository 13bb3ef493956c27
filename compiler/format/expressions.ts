// Expressions: one function for each kind that needs more than a line. Literals stay as they are written.

import type { Argument, Binary, Expression, Jump, Return } from '../1-parse/syntax.ts'
import { blockRow, conditional, match, select, tryCatch } from './branches.ts'
import { chain } from './chain.ts'
import type { Cursor } from './cursor.ts'
import { concat, type Doc, group, hardline, indent, line } from './doc.ts'
import { lambda } from './lambda.ts'
import { list, map, struct } from './literals.ts'
import { enclosed, hugging, inBrackets, together } from './rows.ts'
import { jump } from './statements.ts'
import { type, typeArguments } from './types.ts'

export function expression(c: Cursor, node: Expression): Doc {
  switch (node.kind) {
    case 'nil':
    case 'bool':
    case 'int':
    case 'float':
    case 'string':
    case 'identifier':
      return c.token(node.span)
    case 'unary':
      return unary(c, node, false)
    case 'binary':
      return node.operator === '..' || node.operator === '..=' ? range(c, node) : binary(c, node)
    case 'cast': {
      const parts = [expression(c, node.operand), ' ', c.take('as'), node.optional ? c.take('?') : '', ' ']
      return concat([...parts, type(c, node.type, 'cast')])
    }
    case 'call':
    case 'index':
    case 'member':
    case 'tupleIndex':
    case 'propagate':
      return postfix(c, node)
    case 'unit':
      return concat([c.take('('), c.take(')')])
    case 'group': {
      const parts = [c.take('('), expression(c, node.expression)]
      c.skipIf(',')
      return concat([...parts, c.take(')')])
    }
    case 'tuple':
      return inBrackets(c, {
        ...{ open: '(', close: ')', separator: 'comma', elements: node.elements },
        print: (one) => expression(c, one),
      })
    case 'list':
      return list(c, node)
    case 'map':
      return map(c, node)
    case 'struct':
      return struct(c, node)
    case 'lambda':
      return lambda(c, node)
    case 'if':
      return conditional(c, node)
    case 'match':
      return match(c, node)
    case 'select':
      return select(c, node)
    case 'tryExpression':
      return tryCatch(c, node.try)
    case 'blockExpression':
      return together(c.next(), c, () => enclosed(c, blockRow(c, node.block, 'operand')).doc)
    case 'spawn':
      return together(c.next(), c, () => {
        const word = [c.take('spawn'), ' ']
        return concat([
          ...word,
          node.body.kind === 'block' ? enclosed(c, blockRow(c, node.body)).doc : expression(c, node.body),
        ])
      })
    case 'newChannel': {
      const parts = [c.take('chan'), c.take('<'), type(c, node.element), c.take('>'), c.take('(')]
      return concat([...parts, node.capacity ? expression(c, node.capacity) : '', c.take(')')])
    }
  }
}

/**
 * `not x` for `!x`, except to the left of a comparison: `!a == b` means the same as `not a == b`, but only one of them
 * reads so.
 */
function unary(c: Cursor, node: Extract<Expression, { kind: 'unary' }>, keepSign: boolean): Doc {
  const { operator, operand } = node
  const inner = () => (operand.kind === 'unary' ? unary(c, operand, keepSign) : expression(c, operand))
  if (operator === 'not' && c.sees('!')) return concat([c.take('!', keepSign ? '!' : 'not '), inner()])
  const word = operator === 'not' || operator === 'await'
  return concat([c.take(operator), word ? ' ' : '', inner()])
}

/** `0..10` without blanks, unless a side has some. */
function range(c: Cursor, node: Binary): Doc {
  const isWide = [node.left, node.right].some(({ kind }) => kind === 'binary' || kind === 'cast')
  const gap = isWide ? ' ' : ''
  return concat([expression(c, node.left), gap, c.token(node.operatorSpan), gap, side(c, node.right)])
}

const levels = ['orelse', '|>', 'or', 'and', '== !=', '< <= > >=', '|', '^', '&', '<< >> >>>', '+ -', '* / %']
const levelOf = new Map(levels.flatMap((operators, level) => operators.split(' ').map((one) => [one, level] as const)))
const comparisons = new Set(['==', '!=', '<', '<=', '>', '>='])
const spellings: Record<string, string> = { '&&': 'and', '||': 'or' }

/** All operators of one level are one chain. */
function binary(c: Cursor, node: Binary): Doc {
  const links: Binary[] = []
  let first: Expression = node
  while (first.kind === 'binary' && levelOf.get(first.operator) === levelOf.get(node.operator)) {
    links.push(first)
    first = first.left
  }
  links.reverse()
  const isCompared = comparisons.has(node.operator)
  const head = first.kind === 'unary' && isCompared ? unary(c, first, true) : expression(c, first)
  return chain(c, head, links, {
    place: ({ operatorSpan }) => operatorSpan,
    operator({ operatorSpan }) {
      const written = c.text.slice(operatorSpan.start, operatorSpan.end)
      return c.token(operatorSpan, spellings[written] ?? written)
    },
    operand: ({ right }) => side(c, right),
    breaks: links.some(({ operator }) => operator === '-') ? 'after' : 'before',
  })
}

/** The right side of `orelse` may be a jump. */
function side(c: Cursor, node: Expression | Return | Jump): Doc {
  switch (node.kind) {
    case 'return':
    case 'break':
    case 'continue':
      return jump(c, node)
    default:
      return expression(c, node)
  }
}

type Postfix = Extract<Expression, { kind: 'call' | 'index' | 'member' | 'tupleIndex' | 'propagate' }>

function postfix(c: Cursor, node: Postfix): Doc {
  const tails: Postfix[] = []
  let head: Expression = node
  while (isPostfix(head)) {
    tails.push(head)
    head = head.kind === 'call' ? head.callee : head.kind === 'propagate' ? head.operand : head.object
  }
  const before = [expression(c, head)]
  const after: Doc[] = []
  for (const tail of tails.reverse()) {
    const start = c.next()
    const isMember = tail.kind === 'member' || tail.kind === 'tupleIndex'
    // A member that was written on a line of its own stays there.
    if (isMember && c.newlineBetween(c.last, start)) after.push(...c.trailing(start), hardline())
    const parts = after.length > 0 ? after : before
    parts.push(tailOf(c, tail))
  }
  return after.length > 0 ? group(concat([...before, indent(after)]), 'broken') : concat(before)
}

function isPostfix(node: Expression): node is Postfix {
  return ['call', 'index', 'member', 'tupleIndex', 'propagate'].includes(node.kind)
}

function tailOf(c: Cursor, node: Postfix): Doc {
  switch (node.kind) {
    case 'call':
      return concat([typeArguments(c, node.typeArgs), callArguments(c, node.args)])
    case 'index':
      return concat([c.take('['), expression(c, node.index), c.take(']')])
    case 'member':
      if (node.optional) return concat([c.take('?.'), c.token(node.name.span)])
      // `f()? .x` is the member of a value, `f()?.x` that of an option.
      return concat([node.object.kind === 'propagate' ? ' ' : '', c.take('.'), c.token(node.name.span)])
    case 'tupleIndex':
      return concat([node.object.kind === 'propagate' ? ' ' : '', c.take('.'), index(c)])
    case 'propagate':
      return c.take('?')
  }
}

function index(c: Cursor): Doc {
  const start = c.next()
  return c.token({ start, end: start + /^[\d_]*/.exec(c.text.slice(start, start + 40))![0].length })
}

/** These gain nothing from a line of their own: they are one token, or break inside. */
const closed = new Set(['string', 'list', 'map', 'struct', 'lambda', 'identifier', 'match', 'blockExpression'])

/** `(a, name: b, ...c)`. */
export function callArguments(c: Cursor, args: readonly Argument[]): Doc {
  const hugs = args.length === 1 && !args[0]!.spread && closed.has(args[0]!.value.kind)
  return (hugs ? hugging : inBrackets)(c, {
    ...{ open: '(', close: ')', separator: 'comma', elements: args },
    print: (one) => argument(c, one),
  })
}

function argument(c: Cursor, { name, spread, value }: Argument): Doc {
  if (spread) return concat([c.take('...'), expression(c, value)])
  if (!name) return expression(c, value)
  return concat([c.token(name.span), colon(c), c.value(() => expression(c, value))])
}

/** The `:` after a name, which may be written `=`. */
export function colon(c: Cursor): Doc {
  return concat([c.take(c.sees('=') ? '=' : ':', ':'), ' '])
}

/** `a, b`: not enclosed, so broken only after a comma. */
export function expressions(c: Cursor, values: readonly Expression[]): Doc {
  const [first, ...rest] = values
  if (!first) return ''
  const head = expression(c, first)
  if (rest.length === 0) return head
  let broken = false
  const tail = rest.flatMap((one) => {
    const comma = c.take(',')
    const start = c.next()
    broken ||= c.newlineBetween(c.last, start)
    return [comma, ...c.trailing(start), line(' '), expression(c, one)]
  })
  return group(concat([head, indent(tail)]), broken ? 'broken' : 'fit')
}
