// `@before` and `@after` in tools (agentic.md 2).

import type * as ast from '../../1-parse/syntax.ts'
import type { Context } from '../context.ts'
import { checkStatements } from '../statements.ts'
import { errorType, isErrorPair, nilType, optionOf, type Type, withoutError } from '../types.ts'

/** Checks the hooks of a tool. What `@before` returns is the result; `@after` changes it by assigning `result`. */
export function checkToolHooks(context: Context, node: ast.Tool, result: Type): void {
  const whole = isErrorPair(result) ? withoutError(result) : result
  for (const hook of node.hooks) {
    const variables = context.resolved.afterHooks.get(hook)
    if (variables) {
      // There is no result where the body has failed.
      context.symbolTypes.set(variables.result, optionOf(whole))
      context.symbolTypes.set(variables.err, errorType)
    }
    const { body } = context
    context.body = { ...body, result: hook.when === 'before' ? result : nilType, loops: [] }
    context.assuming(new Map(), () => checkStatements(context, hook.body.statements))
    context.body = body
  }
}
