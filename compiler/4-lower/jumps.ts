// `return`, `break` and `continue`. AssemblyScript has no labels, so a jump out of an inner loop leaves a signal in a
// variable, and each loop on the way looks at it.

import type * as ast from '../1-parse/syntax.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { errorType, isPrimitive } from '../3-check/types.ts'
import { type Body, type LoopScope, signals } from './body.ts'
import { assign, binary, create, helper, int, isThere, name, nullValue, perform, scalar, when } from './build.ts'
import { prepareCall } from './calls.ts'
import { leaving } from './convert.ts'
import { evaluate } from './evaluate.ts'
import { lower, operand } from './expressions.ts'
import { lookedAt } from './growing.ts'
import type { Expression, Statement } from './program.ts'
import { takeTailCall } from './rename.ts'

/** Whether the right side of `orelse` leaves instead of giving a value. */
export function isJump(node: ast.Binary['right']): node is ast.Return | ast.Jump {
  return node.kind === 'return' || node.kind === 'break' || node.kind === 'continue'
}

/** A jump. */
export function lowerJump(body: Body, node: ast.Return | ast.Jump): void {
  if (node.kind === 'return') return lowerReturn(body, node)
  const { label } = node
  const target = body.loops.findLast((loop) => (label ? loop.label === label.text : loop.kind === 'loop'))
  if (!target) return body.context.fail(node, 'jump without a loop')
  body.add(...body.jump(target, node.kind))
}

/** The variable for jumps that lead to a scope, to be declared before its loop. */
export function signalOf(scope: LoopScope): Statement[] {
  if (scope.signal === undefined) return []
  return [{ kind: 'let', name: scope.signal, constant: false, type: scalar('i32'), value: int(0) }]
}

/** What must follow a loop out of which labelled jumps, or panics that are caught, lead. */
export function passOn(body: Body, passed: LoopScope): Statement[] {
  const panics = passed.passesPanics ? [{ kind: 'check', result: undefined } as const] : []
  return [...panics, ...passJumpsOn(body, passed)]
}

/** What must follow a loop out of which labelled jumps lead. */
export function passJumpsOn(body: Body, passed: LoopScope): Statement[] {
  return [...passed.passes].flatMap((target) => {
    const signal = name(target.signal!)
    const is = (value: number) => binary(signal, '==', int(value))
    if (target !== body.loops.at(-1)) return [when(binary(signal, '!=', int(0)), [{ kind: 'break' }])]
    return [
      when(is(signals.break), [{ kind: 'break' }]),
      when(is(signals.continue), [assign(signal, int(0)), { kind: 'continue' }]),
    ]
  })
}

function lowerReturn(body: Body, node: ast.Return): void {
  const { values } = node
  if (body.context.checked.toolErrors.has(node)) return returnOrRaise(body, values as [ast.Expression, ast.Expression])
  if (values.length > 1) {
    const parts = body.inOrder(values.map((value) => operand(body, value)))
    return body.add(...body.leave(create(body.resultType, parts)))
  }
  const [value] = values
  if (value === undefined) return body.add(...body.leave(isPrimitive(body.result, 'nil') ? undefined : nullValue))
  if (isPrimitive(body.result, 'nil') && !isPrimitive(body.context.typeOf(value), 'nil')) {
    evaluate(body, lower(body, value))
    return body.add(...body.leave(undefined))
  }
  const result = returned(body, value)
  body.add(...body.leave(isPrimitive(body.result, 'nil') ? undefined : result))
}

/** `return value, err` in a tool whose result has no place for the error. */
function returnOrRaise(body: Body, values: [ast.Expression, ast.Expression]): void {
  const [value, error] = body.inOrder(values.map((one) => operand(body, one))) as [Expression, Expression]
  const held = body.temporary(error, body.context.type(errorType))
  body.add(when(isThere(held), [perform(helper('panic', 'raise', [held])), leaving(body)]))
  body.add(...body.leave(isPrimitive(body.result, 'nil') ? undefined : value))
}

/** A call that is returned as it is needs no test for a panic: the caller makes it. */
export function returned(body: Body, value: ast.Expression): Expression {
  const { context } = body
  const node = unwrapGroup(value)
  const isPlain =
    node.kind === 'call' && !context.checked.conversions.has(value) && !context.checked.conversions.has(node)
  // Nothing of the function runs after it, so a variable need not be told that its value is seen elsewhere now.
  if (node.kind === 'identifier' && body.exits.length === 0) return lookedAt(body, value).lower()
  if (body.toHandler()) return lower(body, value)
  if (!isPlain) return takeTailCall(body.statements, lower(body, value))
  if (isPrimitive(context.typeOf(node), 'nil')) return lower(body, value)
  return prepareCall(body, node).expression
}
