// `select`: the arms become objects, of which the runtime chooses one (language.md 8).

import type * as ast from '../1-parse/syntax.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { anyType, boolType, type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import { declareVariable, lowerAssign } from './assign.ts'
import type { Body } from './body.ts'
import { assign, binary, create, helper, int, libraryClass, member, method, nullValue, perform, when } from './build.ts'
import { leavesByPanic } from './calls.ts'
import { elementOf, received, receivedType } from './channels.ts'
import { convert } from './convert.ts'
import { mayBeAny } from './dynamic.ts'
import { lower, operand } from './expressions.ts'
import { holdsNil, lowerBranch, type Sink } from './if.ts'
import { lowerJump } from './jumps.ts'
import type { Expression } from './program.ts'
import { performExpression } from './statements.ts'

/** An arm that may have to wait, with the object that does. */
interface Place {
  arm: Exclude<ast.SelectArm, { kind: 'default' }>
  element: HairaType
  /** Whether only the running program knows what the channel carries. */
  isAny: boolean
  value: Expression
}

/** `select` for its effects. */
export function lowerSelect(body: Body, node: ast.Select): void {
  lowerArms(body, node, undefined)
}

/** `select` as a value: that of the arm that was taken. */
export function lowerSelectValue(body: Body, node: ast.Select): Expression {
  const type = body.context.typeOf(node)
  if (isPrimitive(type, 'nil')) {
    lowerArms(body, node, { take: (value) => [perform(value)], canBeNil: true })
    return nullValue
  }
  const result = body.variable(type, { isAlwaysSet: false })
  lowerArms(body, node, { take: (value) => [assign(result, value)], canBeNil: holdsNil(type) })
  return result
}

function lowerArms(body: Body, node: ast.Select, sink: Sink | undefined): void {
  const places = placesOf(body, node)
  const otherwise = node.arms.find((arm) => arm.kind === 'default')
  const list = body.temporary(create({ kind: 'array', element: libraryClass('Arm', 'channel') }, []), undefined)
  for (const { value } of places) body.add(perform(method(list, 'push', [value])))
  const hasDefault: Expression = { kind: 'bool', value: otherwise !== undefined }
  const chosen = body.temporary(helper('channel', 'select', [list, hasDefault]), undefined)
  body.check()
  const from = (at: number): void => {
    const place = places[at]
    if (!place) {
      if (otherwise) performArm(body, otherwise.body, sink)
      return
    }
    const then = body.block(() => {
      if (place.arm.kind === 'receive') store(body, place, place.arm)
      performArm(body, place.arm.body, sink)
    })
    // The last one needs no test.
    if (at === places.length - 1 && !otherwise) body.add({ kind: 'block', body: then })
    else
      body.add(
        when(
          binary(chosen, '==', int(at)),
          then,
          body.block(() => from(at + 1)),
        ),
      )
  }
  from(0)
}

/** Channels and what is sent are evaluated in order, before anything is chosen. */
function placesOf(body: Body, node: ast.Select): Place[] {
  return node.arms.flatMap((arm): Place[] => {
    if (arm.kind === 'default') return []
    body.from(arm)
    const timeout = arm.kind === 'receive' ? timeoutOf(body, arm.channel) : undefined
    const element = timeout ? anyType : elementOf(body, arm.channel)
    if (timeout) return [{ arm, element, isAny: false, value: timeout }]
    const isAny = mayBeAny(body.context.wantedType(arm.channel))
    const sends: Expression = { kind: 'bool', value: arm.kind === 'sendTo' }
    const operands = [operand(body, arm.channel), ...(arm.kind === 'sendTo' ? [operand(body, arm.value)] : [])]
    const [channel, value = nothing(body, element)] = body.inOrder(operands)
    if (isAny) {
      const made = body.temporary(helper('dynamic-channel', 'arm', [channel!, sends, value]), undefined)
      body.check()
      return [{ arm, element, isAny, value: made }]
    }
    const type = libraryClass('Place', 'channel', [body.context.type(element)])
    return [{ arm, element, isAny, value: body.temporary(create(type, [channel!, sends, value]), type) }]
  })
}

/** `<-time.after(ms)`: a timer that runs only while the `select` waits. */
function timeoutOf(body: Body, channel: ast.Expression): Expression | undefined {
  const node = unwrapGroup(channel)
  const made = node.kind === 'call' ? body.context.checked.calls.get(node) : undefined
  if (made?.target.kind !== 'library' || made.target.fn.name !== 'time.after') return undefined
  const [ms] = made.args
  if (ms?.kind !== 'given') return undefined
  const type = libraryClass('Timeout', 'lib-time')
  return body.temporary(create(type, [lower(body, ms.value)]), type)
}

function nothing(body: Body, element: HairaType): Expression {
  return helper('panic', 'nothing', [], [body.context.type(element)])
}

/** `v, ok = <-ch`: into variables that are there, or that the arm declares. */
function store(body: Body, place: Place, arm: Extract<ast.SelectArm, { kind: 'receive' }>): void {
  const { context } = body
  const ok = member(place.value, 'ok')
  const read = (type: HairaType) =>
    place.isAny
      ? convert(body, method(place.value, 'receivedAny', []), anyType, type, arm)
      : received(body, member(place.value, 'value'), ok, { element: place.element, type, at: arm })
  arm.targets.forEach((target, at) => {
    if (target.text === '_') return
    const symbol = context.symbolOf(target)
    const wanted = context.typeOfSymbol(symbol, target)
    if (context.checked.declares.has(target) && symbol.kind === 'local' && !body.isDeclared(symbol)) {
      declareVariable(body, symbol, at === 0 ? read(wanted) : ok, wanted, false, false)
      return
    }
    const type = at === 0 ? receivedType(place.element) : boolType
    const value = at === 0 ? read(type) : ok
    body.assign(symbol, target, convert(body, value, type, wanted, arm))
  })
}

function performArm(body: Body, node: ast.ArmBody, sink: Sink | undefined): void {
  body.from(node)
  switch (node.kind) {
    case 'block':
      return lowerBranch(body, node, sink)
    case 'return':
    case 'break':
    case 'continue':
      return lowerJump(body, node)
    case 'assign':
      lowerAssign(body, node)
      if (sink?.canBeNil) body.add(...sink.take(nullValue))
      return
    default:
      if (!sink || leavesByPanic(body, node)) return performExpression(body, node)
      return body.add(...sink.take(lower(body, node)))
  }
}
