// Channels and tasks: making, receiving, sending, waiting (language.md 8).

import type * as ast from '../../1-parse/syntax.ts'
import { awaitNeedsTask, channelDirection, expectedType } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { expect, infer, present, unwrapGroup, value } from '../expressions.ts'
import { showType } from '../show-type.ts'
import { typeOfNode } from '../type-nodes.ts'
import { anyType, boolType, errorKind, intType, isPrimitive, optionOf, type Type } from '../types.ts'
import { hasZero } from '../zero.ts'
import { inferSpawnPair } from './spawn.ts'

/** `chan<T>(n)` */
export function inferNewChannel(context: Context, node: ast.NewChannel): Type {
  const element = typeOfNode(context, node.element)
  if (node.capacity) expect(context, node.capacity, intType)
  return { kind: 'chan', direction: 'both', element }
}

/** `<-ch`: what a closed channel gives is the zero value, or nil where there is none. */
export function inferReceive(context: Context, node: ast.Unary): Type {
  return receivedFrom(context, node.operand)
}

/** The type of what is received from a channel. */
export function receivedFrom(context: Context, channel: ast.Expression): Type {
  const element = elementOf(context, channel, 'receive')
  return element.kind === 'error' || hasZero(element) ? element : optionOf(element)
}

/** `ch <- v` */
export function checkSend(context: Context, node: { channel: ast.Expression; value: ast.Expression }): void {
  const element = elementOf(context, node.channel, 'send')
  if (element.kind === 'error') value(context, node.value)
  else expect(context, node.value, element)
}

/** What a channel carries, which must be open in the direction that is used. */
function elementOf(context: Context, channel: ast.Expression, use: 'send' | 'receive'): Type {
  const type = present(context, channel)
  if (type.kind === 'error') return errorKind
  if (isPrimitive(type, 'any')) return anyType
  if (type.kind !== 'chan') return context.error(channel, expectedType({ expected: 'channel', found: showType(type) }))
  if (type.direction === 'both' || type.direction === use) return type.element
  return wrongDirection(context, channel, use)
}

/** E0408: a view of a channel is used against its direction. */
export function wrongDirection(context: Context, at: ast.Expression | ast.Name, use: 'send' | 'receive'): Type {
  const direction = use === 'send' ? 'receive-only' : 'send-only'
  return context.error(at, channelDirection({ action: use, direction }))
}

/** `await t`: the result of the task, which may be an error pair. */
export function inferAwait(context: Context, node: ast.Unary): Type {
  const type = present(context, node.operand)
  if (type.kind === 'task') return type.result
  if (type.kind === 'error' || isPrimitive(type, 'any')) return type
  return context.error(node.operand, awaitNeedsTask({ found: showType(type) }))
}

/** The value of an assignment to several targets: `v, ok = <-ch` asks a receive for more than it gives to one. */
export function inferSpread(context: Context, node: ast.Expression, targets: number): Type {
  const inner = unwrapGroup(node)
  const type = targets === 2 ? pairOf(context, inner) : undefined
  if (!type) return infer(context, node)
  for (let one = node; ; one = one.expression) {
    context.types.set(one, type)
    if (one.kind !== 'group') return type
  }
}

/** The forms that give two values to two targets: the value and whether it was sent, the results and the first error. */
function pairOf(context: Context, node: ast.Expression): Type | undefined {
  if (node.kind === 'unary' && node.operator === '<-') {
    const received = inferReceive(context, node)
    return received.kind === 'error' ? received : { kind: 'tuple', elements: [received, boolType] }
  }
  return node.kind === 'spawn' && node.body.kind === 'block' ? inferSpawnPair(context, node.body) : undefined
}
