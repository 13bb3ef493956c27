// Workflows: trigger, parameters, result, schema (agentic.md 9).

import type * as ast from '../1-parse/syntax.ts'
import { unsuitableRequestParameter } from '../diagnostics/messages.generated.ts'
import type { CheckedWorkflow } from '../phases.ts'
import { checkBody } from './bodies.ts'
import { checkBudgetDecorator } from './budget.ts'
import type { Context } from './context.ts'
import { readDocstring } from './docstring.ts'
import { checkJsonParameters } from './json-parameters.ts'
import { parametersSchema, typeSchema } from './schema.ts'
import { showType } from './show-type.ts'
import { checkTriggers } from './trigger.ts'
import { isErrorPair, withoutError } from './types.ts'

/** Checks a workflow; gives nothing if its signature cannot be used. */
export function checkWorkflow(context: Context, node: ast.Workflow): CheckedWorkflow | undefined {
  const triggers = checkTriggers(context, node)
  const budget = checkBudgetDecorator(context, node.decorators)
  const fn = checkBody(context, node)
  if (!fn) return undefined
  checkJsonParameters(context, fn.params, (param) =>
    unsuitableRequestParameter({ name: param.name, type: showType(param.type) }),
  )
  const { description, params } = readDocstring(node.description, fn.params)
  const answer = isErrorPair(fn.result) ? withoutError(fn.result) : fn.result
  return {
    ...fn,
    node,
    description,
    triggers,
    ...(budget ? { budget } : {}),
    schema: parametersSchema(context, fn.params, params),
    resultSchema: typeSchema(context, answer),
  }
}
