// Operations on values of type any, whose types are known only when the program runs.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import { anyType, type Type as HairaType, isPrimitive, rangeType } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { Checked } from '../phases.ts'
import type { Span } from '../source.ts'
import type { Body, Operand } from './body.ts'
import { helper, int, not, perform, text } from './build.ts'
import { convert } from './convert.ts'
import { lower, lowerBare } from './expressions.ts'
import type { Place } from './places.ts'
import type { ClassMethod, Expression } from './program.ts'

/** What the runtime calls on values that have become values of type any. */
export function methodsOfAny(checked: Checked): ClassMethod[] {
  return [
    'show',
    'write',
    'equals',
    'entries',
    ...(readsFields(checked) ? (['field'] as const) : []),
    ...(clones(checked) ? (['copy'] as const) : []),
  ]
}

/** Whether the program copies values, which may hold some of type any. */
function clones(checked: Checked): boolean {
  return finds(checked, (node) => {
    const symbol = node.kind === 'identifier' ? checked.symbols.get(node as ast.Identifier) : undefined
    return symbol?.kind === 'builtin' && symbol.name === 'clone'
  })
}

/** What the library reads fields of: configurations and questions of agents. */
const readers: ReadonlySet<string> = new Set([
  'builtin.create_agent',
  'builtin.spawn_agents',
  'agent.create',
  'agent.spawn',
])

/** Whether the program reads fields of values of type any by name or index. */
function readsFields(checked: Checked): boolean {
  return finds(checked, (node) => {
    const target = node.kind === 'call' ? checked.calls.get(node as ast.Call)?.target : undefined
    if (target?.kind === 'library' && readers.has(target.fn.name)) return true
    if (node.kind === 'fieldsPattern')
      return (node as Extract<ast.Pattern, { kind: 'fieldsPattern' }>).type === undefined
    if (node.kind !== 'member' && node.kind !== 'index') return false
    const { object } = node as ast.Member | ast.Index
    const type = checked.conversions.get(object) ?? checked.types.get(object)
    return type !== undefined && isDynamic(type.kind === 'option' ? type.inner : type)
  })
}

/** Names that the program reads after a dot of values of type any. */
export function membersOfAny(checked: Checked): Set<string> {
  const names = new Set<string>()
  finds(checked, (node) => {
    if (node.kind !== 'member') return false
    const { object, name } = node as ast.Member
    const type = checked.conversions.get(object) ?? checked.types.get(object)
    if (type !== undefined && isDynamic(type.kind === 'option' ? type.inner : type)) names.add(name.text)
    return false
  })
  return names
}

/** Whether the program calls values of type any. */
export function callsAny(checked: Checked): boolean {
  return finds(checked, (node) => {
    const target = node.kind === 'call' ? checked.calls.get(node as ast.Call)?.target : undefined
    return target?.kind === 'value' && checked.types.get(target.callee)?.kind !== 'fn'
  })
}

/** Whether the program has channels, which a loop over a value of type any may be over. */
export function hasChannels(checked: Checked): boolean {
  return finds(checked, (node) => {
    if (node.kind === 'newChannel') return true
    return node.kind === 'call' && checked.types.get(node as ast.Call)?.kind === 'chan'
  })
}

/** Whether the program receives from channels of which it is not known what they carry. */
export function receivesAny(checked: Checked): boolean {
  const isAny = (channel: ast.Expression) => {
    const type = checked.conversions.get(channel) ?? checked.types.get(channel)
    return type !== undefined && isDynamic(type)
  }
  return finds(checked, (node) => {
    if (node.kind === 'select') {
      return (node as ast.Select).arms.some((arm) => arm.kind === 'receive' && isAny(arm.channel))
    }
    return node.kind === 'unary' && (node as ast.Unary).operator === '<-' && isAny((node as ast.Unary).operand)
  })
}

function finds(checked: Checked, test: (node: { kind?: string }) => boolean): boolean {
  let found = false
  for (const { syntax } of checked.modules) {
    walk(syntax.items, (node) => {
      found ||= test(node)
      return !found
    })
  }
  return found
}

/** An expression as a value of type any, as an operand. */
export function anyOperand(body: Body, node: ast.Expression): Operand {
  const type = body.context.wantedType(node)
  return { type: body.context.type(anyType), lower: () => convert(body, lower(body, node), type, anyType, node) }
}

/** Calls a function that may panic; gives its value. */
function asked(body: Body, fn: string, args: Expression[]): Expression {
  const value = body.temporary(helper('dynamic', fn, args), undefined)
  body.check()
  return value
}

const operators: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'quotient',
  '%': 'rest',
}

/** `a + b` and the like, where types decide what it is. */
export function dynamicArithmetic(body: Body, operator: string, x: Expression, y: Expression): Expression {
  const fn = operators[operator]
  return fn === undefined ? asked(body, 'bits', [text(operator), x, y]) : asked(body, fn, [x, y])
}

/** `a < b` and the like. */
export function dynamicOrder(body: Body, operator: string, left: ast.Expression, right: ast.Expression): Expression {
  const [x, y] = body.inOrder([anyOperand(body, left), anyOperand(body, right)]) as [Expression, Expression]
  const args = operator === '<' || operator === '<=' ? [x, y] : [y, x]
  return asked(body, operator === '<' || operator === '>' ? 'less' : 'lessOrEqual', args)
}

/** `-a` and `~a` */
export function dynamicUnary(body: Body, node: ast.Unary): Expression {
  return asked(body, node.operator === '-' ? 'negate' : 'invert', [lower(body, node.operand)])
}

/** `a == b` where one may be of any type. */
export function dynamicEquality(
  body: Body,
  operator: '==' | '!=',
  left: ast.Expression,
  right: ast.Expression,
): Expression {
  const [x, y] = body.inOrder([anyOperand(body, left), anyOperand(body, right)]) as [Expression, Expression]
  const equal = helper('equal', 'equals', [x, y], [body.context.type(anyType)])
  return operator === '==' ? equal : not(equal)
}

/** `a.name` */
export function dynamicField(body: Body, object: Expression, name: string): Expression {
  return asked(body, 'field', [object, text(name)])
}

/** `len(a)` */
export function dynamicLength(body: Body, node: ast.Expression): Expression {
  return asked(body, 'lengthOf', [lower(body, node)])
}

/** `a.0` */
export function dynamicPart(body: Body, object: Expression, index: number): Expression {
  return asked(body, 'part', [object, int(index)])
}

/** A value that is a tuple of so many parts, or else a panic. */
export function dynamicTuple(body: Body, value: Expression, count: number): Expression {
  return asked(body, 'apart', [value, int(count)])
}

/** `a[i]` */
export function dynamicElement(body: Body, node: ast.Index): Expression {
  const [object, index] = body.inOrder([anyOperand(body, node.object), anyOperand(body, node.index)])
  return asked(body, 'element', [object!, index!])
}

/** `a[i..j]` */
export function dynamicSlice(body: Body, node: ast.Index): Expression {
  const range: Operand = { type: body.context.type(rangeType), lower: () => lowerBare(body, node.index) }
  const [object, index] = body.inOrder([anyOperand(body, node.object), range])
  return asked(body, 'slice', [object!, index!])
}

/** `a.name` as a target. */
export function dynamicFieldPlace(body: Body, object: Expression, name: string): Place {
  return {
    read: () => dynamicField(body, object, name),
    store: (value) => tell(body, 'setField', [object, text(name), value]),
  }
}

/** `a[i]` as a target. */
export function dynamicElementPlace(body: Body, node: ast.Index): Place {
  const any = body.context.type(anyType)
  const [object, index] = body
    .inOrder([anyOperand(body, node.object), anyOperand(body, node.index)])
    .map((value) => body.settled(value, any)) as [Expression, Expression]
  return {
    read: () => asked(body, 'element', [object, index]),
    store: (value) => tell(body, 'setElement', [object, index, value]),
  }
}

function tell(body: Body, fn: string, args: Expression[]): void {
  body.add(perform(helper('dynamic', fn, args)))
  body.check()
}

/** `a(…)`, which may be any function. */
export function dynamicCall(body: Body, node: ast.Call): Expression {
  const [callee, ...args] = body.inOrder([
    anyOperand(body, node.callee),
    ...node.args.map((argument) => anyOperand(body, argument.value)),
  ])
  return helper('dynamic', 'call', [callee!, { kind: 'array', items: args }])
}

/** `a?` */
export function dynamicPropagate(body: Body, value: Expression): Expression {
  return asked(body, 'present', [value])
}

/** Whether a value may be of any type. */
export function mayBeAny(type: HairaType): boolean {
  return isDynamic(type)
}

/** A value as one of type any. */
export function asAny(body: Body, value: Expression, type: HairaType, at: { span: Span }): Expression {
  return isPrimitive(type, 'any') ? value : convert(body, value, type, anyType, at)
}
