// `onerror`, `onsuccess` and `oncancel` of steps and workflows (agentic.md 9), after the attempt that they belong to.

import type * as ast from '../1-parse/syntax.ts'
import { errorStructType, type Type as HairaType, nilType } from '../3-check/types.ts'
import type { Body } from './body.ts'
import { helper, not, perform, when } from './build.ts'
import type { Expression, Statement } from './program.ts'
import { lowerAttempt, lowerRegion } from './region.ts'
import { lowerStatements } from './statements.ts'

/** How the hooks of a step and of a workflow differ. */
export interface HookManner {
  /** What `onsuccess` gets. */
  success: Expression | undefined
  /** What is done with the failure of a hook whose failures are only logged. */
  logFailure: (error: Expression) => Expression
  /** The body of `onerror`, where its value is the answer: it adds what gives that back. */
  answer?: (hook: ast.FlowHook) => void
}

const failed = helper('panic', 'failed', [])

/** Adds hooks. A panic that is pending afterwards goes on. */
export function lowerHooks(body: Body, hooks: readonly ast.FlowHook[], manner: HookManner): void {
  const of = (event: ast.FlowHook['event']) => hooks.find((hook) => hook.event === event)
  const [onerror, onsuccess, oncancel] = [of('onerror'), of('onsuccess'), of('oncancel')]
  const succeeded = onsuccess ? body.block(() => lowerLogged(body, onsuccess, manner.success, manner)) : []
  const cancelled = oncancel ? body.block(() => lowerOnCancel(body, oncancel, manner)) : []
  const refused = onerror ? body.block(() => lowerOnError(body, onerror, manner)) : []
  const isCancelled = helper('panic', 'stopped', [])
  const broken: Statement[] =
    cancelled.length > 0
      ? [when(isCancelled, cancelled, refused)]
      : refused.length > 0
        ? [when(not(isCancelled), refused)]
        : []
  if (broken.length > 0) body.add(when(failed, broken, succeeded))
  else if (succeeded.length > 0) body.add(when(not(failed), succeeded))
}

/** The error goes on, unless the hook returns. */
function lowerOnError(body: Body, hook: ast.FlowHook, manner: HookManner): void {
  const error = body.temporary(helper('panic', 'takeError', []), undefined)
  bindVariable(body, hook, error, errorStructType)
  if (manner.answer) manner.answer(hook)
  else lowerStatements(body, hook.body.statements)
  body.add(perform(helper('panic', 'setPendingPanic', [error])))
}

/** Runs although the fiber is cancelled, which goes on afterwards. */
function lowerOnCancel(body: Body, hook: ast.FlowHook, manner: HookManner): void {
  const error = body.temporary(helper('panic', 'takeError', []), undefined)
  bindVariable(body, hook, error, errorStructType)
  lowerLogged(body, hook, undefined, manner)
  body.add(perform(helper('panic', 'setPendingPanic', [error])))
}

/** A hook whose value nobody takes and whose failure is only logged. */
function lowerLogged(body: Body, hook: ast.FlowHook, value: Expression | undefined, manner: HookManner): void {
  if (value) bindVariable(body, hook, value, undefined)
  const { loop } = lowerAttempt(body, () =>
    body.giving(nilType, () => {
      const region = lowerRegion(body, hook.body, nilType, () => lowerStatements(body, hook.body.statements))
      body.add(...region.declarations, ...region.statements)
    }),
  )
  body.add(loop, when(helper('panic', 'catches', []), [perform(manner.logFailure(helper('panic', 'takeError', [])))]))
}

/** Lets the hook's variable stand for a value. */
function bindVariable(body: Body, hook: ast.FlowHook, value: Expression, type: HairaType | undefined): void {
  const { context } = body
  const symbol = hook.variable && context.symbolOf(hook.variable)
  if (!symbol || hook.variable!.text === '_' || !context.checked.reads.has(symbol)) return
  const ir = context.type(type ?? context.typeOfSymbol(symbol, hook.variable!))
  body.add({ kind: 'let', name: body.declare(symbol), constant: false, type: ir, value })
  body.share(symbol, ir)
}
