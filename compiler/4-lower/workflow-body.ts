// The body of a workflow that has hooks: an attempt, and after it what `onerror`, `onsuccess` and `oncancel` make of it.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import { type Type as HairaType, isError, isErrorPair, isPrimitive, withoutError } from '../3-check/types.ts'
import type { CheckedFunction, Symbol } from '../phases.ts'
import type { Span } from '../source.ts'
import type { Body } from './body.ts'
import { create, helper, isThere, member, nullValue, perform, text, when } from './build.ts'
import { leaving } from './convert.ts'
import { lowerHooks } from './hooks.ts'
import type { Expression, Statement } from './program.ts'
import { lowerAttempt, lowerRegion, type Region } from './region.ts'
import { lowerFunctionBody } from './statements.ts'
import { predeclare } from './try.ts'

/** The statements of the workflow's function. */
export function lowerHookedBody(body: Body, node: ast.Workflow, fn: CheckedFunction, givesLast: boolean): Statement[] {
  predeclareForHooks(body, node)
  const whole = answerType(fn.result)
  const { loop, made: region } = lowerAttempt(body, () => {
    const region = lowerRegion(body, node.body, fn.result, () => lowerFunctionBody(body, fn.body, givesLast), givesLast)
    body.add(...region.statements)
    raiseError(body, region, fn.result)
    return region
  })
  body.add(...region.declarations, loop)
  lowerHooks(body, node.hooks, {
    success: region.value && answerOf(body, region.value, fn.result),
    logFailure: (error) => helper('step', 'hookFailed', [text(node.name.text), error]),
    answer: (hook) => answer(body, hook, whole, fn.result),
  })
  body.check()
  if (region.value) body.add(...body.leave(region.value))
  return body.whole
}

/** What a caller gets of a result beside its error. */
function answerType(result: HairaType): HairaType {
  return isErrorPair(result) ? withoutError(result) : result
}

function answerOf(body: Body, value: Expression, result: HairaType): Expression {
  if (!isErrorPair(result)) return value
  if (result.elements.length === 2) return member(value, '_0')
  const parts = result.elements.slice(0, -1).map((_, at) => member(value, `_${at}`))
  return create(body.context.type(withoutError(result)), parts)
}

/** An error that the body has returned counts as one that it raised. */
function raiseError(body: Body, { value }: Region, result: HairaType): void {
  if (!value) return
  const error = isErrorPair(result) ? member(value, `_${result.elements.length - 1}`) : value
  if (!isErrorPair(result) && !(result.kind === 'option' && isError(result))) return
  const held = body.temporary(error, undefined)
  body.add(when(isThere(held), [perform(helper('panic', 'raise', [held])), leaving(body)]))
}

/** `onerror`: what it returns, or its last value, is the answer. */
function answer(body: Body, hook: ast.FlowHook, whole: HairaType, result: HairaType): void {
  const gives = !isPrimitive(whole, 'nil')
  const region = body.giving(whole, () =>
    lowerRegion(body, hook.body, whole, () => lowerFunctionBody(body, hook.body, gives), gives),
  )
  body.add(...region.declarations, ...region.statements)
  if (!region.returned) return
  const made = region.value && asResult(body, region.value, whole, result)
  body.add(when(region.returned, body.leave(made)))
}

/** An answer as the result of the function: without an error, where that has one. */
function asResult(body: Body, value: Expression, whole: HairaType, result: HairaType): Expression {
  if (!isErrorPair(result)) return value
  const type = body.context.types.of(result)
  if (result.elements.length === 2) return create(type, [value, nullValue])
  const parts = whole.kind === 'tuple' ? whole.elements.map((_, at) => member(value, `_${at}`)) : []
  return create(type, [...parts, nullValue])
}

/** Variables of the body that its hooks use are there from the beginning. */
function predeclareForHooks(body: Body, node: ast.Workflow): void {
  const { context } = body
  const used = new Set<Symbol>()
  walk(node.hooks, (one) => {
    const symbol = one.kind === 'identifier' ? context.checked.symbols.get(one as ast.Identifier) : undefined
    if (symbol?.kind === 'local') used.add(symbol)
    return true
  })
  for (const symbol of used) {
    if (symbol.kind !== 'local' || !isInside(symbol.declaration, node.body)) continue
    if (node.hooks.some((hook) => isInside(symbol.declaration, hook))) continue
    predeclare(body, symbol, symbol.declaration)
  }
}

function isInside({ span }: ast.Name, around: { span: Span }): boolean {
  return span.start >= around.span.start && span.end <= around.span.end
}
