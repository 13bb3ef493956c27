// The arguments of a call, in the order of the parameters; they are evaluated in the order in which they are written.

import type * as ast from '../1-parse/syntax.ts'
import type { ResolvedArgument, ResolvedCall } from '../phases.ts'
import type { Body, Operand } from './body.ts'
import { create, helper, nullValue } from './build.ts'
import type { FnType } from './closures.ts'
import type { Callable } from './effects.ts'
import { lower, operand } from './expressions.ts'
import { hasPlainDefault, isLiteral } from './functions.ts'
import type { Expression, Type } from './program.ts'

/** Of a call of a declared function. Defaults at the end are left to the callee where it has them itself. */
export function functionArguments(
  body: Body,
  node: ast.Call,
  { args, typeArgs }: ResolvedCall,
  callee: Callable,
): Expression[] {
  const inside = body.context.inside(callee, typeArgs)
  const { params } = inside.callee(callee)
  let count = args.length
  while (count > 0 && args[count - 1]!.kind === 'default' && hasPlainDefault(params, count - 1)) count--
  const needed = args.slice(0, count)
  const values = inWrittenOrder(body, node, needed)
  // A default may refer to the parameters before it, which then must have names.
  const isSettled = needed.every((arg) => arg.kind !== 'default' || !arg.value || isLiteral(arg.value))
  return needed.map((arg, at) => {
    const param = params[at]!
    const ir = body.context.type(param.type)
    // A default belongs to the callee.
    const value = body.inContext(arg.kind === 'default' ? inside : body.context, () =>
      takeArgument(body, arg, values, ir),
    )
    if (isSettled) return value
    const held = body.settled(value, ir)
    body.alias(param.symbol, held)
    return held
  })
}

function takeArgument(body: Body, arg: ResolvedArgument, values: Values, type: Type): Expression {
  switch (arg.kind) {
    case 'given':
      return values(arg.value)
    case 'rest':
      return listOf(
        arg.values.map(({ spread, value }) => ({ spread, value: values(value) })),
        type.kind === 'array' ? type.element : type,
      )
    case 'default':
      // What may be left out without having a default is nil.
      return arg.value ? lower(body, arg.value) : nullValue
    default:
      return arg satisfies never
  }
}

/** Of a call of a function value: what may be left out is passed in a box, or as null where it is. */
export function valueArguments(
  body: Body,
  node: ast.Call,
  args: readonly ResolvedArgument[],
  type: FnType,
): Expression[] {
  const { params } = body.context.types.functionType(type)
  const values = inWrittenOrder(body, node, args)
  return params.map((param, at) => {
    const arg = args[at]
    if (!arg || arg.kind === 'default') {
      return at < type.params.length ? nullValue : listOf([], param.kind === 'array' ? param.element : param)
    }
    const value = takeArgument(body, arg, values, param)
    if (arg.kind !== 'given' || at < type.required) return value
    return create({ kind: 'ref', inner: body.context.type(type.params[at]!) }, [value])
  })
}

type Values = (node: ast.Expression) => Expression

/** Evaluates what a call is given. Where the parameters have another order, each value is settled first. */
export function inWrittenOrder(body: Body, node: ast.Call, args: readonly ResolvedArgument[]): Values {
  const written = node.args.map((argument) => argument.value)
  const order = args.flatMap((arg) =>
    arg.kind === 'given' ? [arg.value] : arg.kind === 'rest' ? arg.values.map(({ value }) => value) : [],
  )
  const isInOrder = written.every((one, at) => one === order[at])
  const operands = written.map((one) => operand(body, one))
  const values = body.inOrder(operands)
  const settled = isInOrder ? values : values.map((value, at) => body.settled(value, operands[at]!.type))
  return (one) => settled[written.indexOf(one)] ?? body.context.fail(one, 'argument that is not written')
}

export interface Element<T> {
  spread: boolean
  value: T
}

/** A new list of values and of the elements of lists. */
export function listOf(elements: readonly Element<Expression>[], type: Type): Expression {
  const parts: Expression[] = []
  let row: Expression[] = []
  const end = () => {
    if (row.length > 0) parts.push({ kind: 'array', items: row })
    row = []
  }
  for (const { spread, value } of elements) {
    if (spread) {
      end()
      parts.push(value)
    } else row.push(value)
  }
  end()
  const [first, ...more] = parts
  if (!first) return { kind: 'array', items: [] }
  if (more.length === 0) return first.kind === 'array' ? first : helper('list', 'copy', [first], [type])
  return parts.reduce((list, part) => helper('list', 'concat', [list, part], [type]))
}

/** The same from expressions, as an operand. */
export function listOperand(body: Body, elements: readonly Element<ast.Expression>[], element: Type): Operand {
  return {
    type: { kind: 'array', element },
    lower: () => {
      const values = body.inOrder(elements.map(({ value }) => operand(body, value)))
      return listOf(
        elements.map(({ spread }, at) => ({ spread, value: values[at]! })),
        element,
      )
    },
  }
}
