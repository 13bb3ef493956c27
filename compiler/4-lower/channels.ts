// Channels and tasks as values: making, sending, receiving, waiting (language.md 8). Each of these may let the fiber wait,
// and so end in a panic: the fiber is cancelled, or nothing can ever go on.

import type * as ast from '../1-parse/syntax.ts'
import { sameType } from '../3-check/fit.ts'
import { anyType, type Type as HairaType, isPrimitive, optionOf } from '../3-check/types.ts'
import { hasZero } from '../3-check/zero.ts'
import type { Span } from '../source.ts'
import type { Body } from './body.ts'
import { assign, create, giveBack, helper, int, method, name, not, nullValue, perform, present, when } from './build.ts'
import { innerFunction } from './closures.ts'
import { wrapped } from './convert.ts'
import { mayBeAny } from './dynamic.ts'
import { lower, operand } from './expressions.ts'
import type { Expression } from './program.ts'
import { isBoxed } from './types.ts'
import { zeroOf } from './zero.ts'

/** What a channel carries. */
export function elementOf(body: Body, channel: ast.Expression): HairaType {
  const type = body.context.wantedType(channel)
  if (mayBeAny(type)) return anyType
  const own = type.kind === 'option' ? type.inner : type
  return own.kind === 'chan' ? own.element : body.context.fail(channel, 'channel of another type')
}

/** `chan<T>(n)` */
export function lowerNewChannel(body: Body, node: ast.NewChannel): Expression {
  const capacity = node.capacity ? lower(body, node.capacity) : int(0)
  const made = create(body.context.types.of(body.context.typeOf(node)), [capacity, ...zeroFunction(body, node)])
  if (capacity.kind === 'int' && capacity.value >= 0n) return made
  const channel = body.temporary(made, undefined)
  body.check()
  return channel
}

/** What makes the zero value that the channel gives once it is closed: the runtime's own where its type is not known. */
function zeroFunction(body: Body, node: ast.NewChannel): Expression[] {
  const type = body.context.typeOf(node)
  if (type.kind !== 'chan') return body.context.fail(node, 'channel of another type')
  const { element } = type
  if (!body.context.receivesAny || isNothing(element) || !hasZero(element)) return []
  const made = innerFunction(body, undefined, {
    title: '',
    type: { kind: 'fn', params: [], required: 0, rest: undefined, result: element },
    params: [],
    isDeferring: false,
    at: node,
    lowerBody: (inner) => {
      inner.add(giveBack(zeroOf(inner, element, node)))
      return inner.whole
    },
  })
  return [made]
}

/** Whether the runtime's `nothing` is the zero value: of numbers, and of what may be nil. */
function isNothing(type: HairaType): boolean {
  return isBoxed(type) || type.kind === 'option' || isPrimitive(type, 'any', 'nil')
}

/** `ch <- v` */
export function lowerSend(body: Body, node: ast.SendStatement): void {
  const [channel, value] = body.inOrder([operand(body, node.channel), operand(body, node.value)])
  const isAny = mayBeAny(body.context.wantedType(node.channel))
  body.add(perform(isAny ? helper('dynamic-channel', 'send', [channel!, value!]) : method(channel!, 'send', [value!])))
  body.check()
}

/** `<-ch`, alone or as `v, ok = <-ch`. */
export function lowerReceive(body: Body, node: ast.Unary): Expression {
  const element = elementOf(body, node.operand)
  const type = body.context.typeOf(node)
  const isAny = mayBeAny(body.context.wantedType(node.operand))
  const channel = lower(body, node.operand)
  const made = isAny ? helper('dynamic-channel', 'receive', [channel]) : method(channel, 'receive', [])
  const found = body.temporary(made, body.context.type(element))
  body.check()
  const ok = helper('channel', 'received', [])
  const pair = type.kind === 'tuple' && !sameType(type, element) && type.elements[0]
  if (!pair) return received(body, found, ok, { element, type, at: node })
  const held = body.temporary(ok, undefined)
  return create(body.context.types.of(type), [received(body, found, held, { element, type: pair, at: node }), held])
}

/** The type of what is received: a channel that is closed gives nil where there is no zero value. */
export function receivedType(element: HairaType): HairaType {
  return hasZero(element) ? element : optionOf(element)
}

/** What was received, or what a closed channel gives instead: the zero value, or nil if that is the type's. */
export function received(
  body: Body,
  value: Expression,
  ok: Expression,
  { element, type, at }: { element: HairaType; type: HairaType; at: { span: Span } },
): Expression {
  if (sameType(type, element)) return orZero(body, value, ok, element, at)
  if (!isBoxed(element)) return value
  return { kind: 'conditional', condition: ok, then: wrapped(body, value, element), else: nullValue }
}

function orZero(body: Body, value: Expression, ok: Expression, element: HairaType, at: { span: Span }): Expression {
  if (isNothing(element) || !hasZero(element)) return value
  const [statements, zero] = body.capture(() => zeroOf(body, element, at))
  if (statements.length === 0) return { kind: 'conditional', condition: ok, then: value, else: zero }
  const result = name(body.fresh())
  body.add({ kind: 'let', name: result.name, constant: false, type: body.context.type(element), value })
  body.add(when(not(ok), [...statements, assign(result, zero)]))
  return result
}

/** `ch.try_receive()`: the value, nil if there is none, and whether there was one. */
export function lowerTryReceive(body: Body, channel: Expression, type: HairaType, element: HairaType): Expression {
  const found = body.temporary(method(channel, 'try_receive', []), body.context.type(element))
  const ok = body.temporary(helper('channel', 'received', []), undefined)
  const isPlain = !isBoxed(element)
  const value: Expression = isPlain
    ? found
    : { kind: 'conditional', condition: ok, then: wrapped(body, found, element), else: nullValue }
  return create(body.context.types.of(type), [value, ok])
}

/** `await t` */
export function lowerAwait(body: Body, node: ast.Unary): Expression {
  const type = body.context.typeOf(node)
  if (isPrimitive(type, 'nil')) {
    performAwait(body, node)
    return nullValue
  }
  const result = body.temporary(awaited(body, node), body.context.type(type))
  body.check()
  return result
}

/** `await t` for its effect. */
export function performAwait(body: Body, node: ast.Unary): void {
  body.add(perform(awaited(body, node)))
  body.check()
}

function awaited(body: Body, node: ast.Unary): Expression {
  const value = lower(body, node.operand)
  const type = body.context.wantedType(node.operand)
  if (mayBeAny(type)) return helper('dynamic-channel', 'awaited', [value])
  return method(type.kind === 'option' ? present(value) : value, 'result', [])
}
