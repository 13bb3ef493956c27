// Workflows: trigger, parameters, result, schema (agentic.md 9).

import type * as ast from '../1-parse/syntax.ts'
import { unsuitableRequestParameter } from '../diagnostics/messages.generated.ts'
import type { CheckedWorkflow } from '../phases.ts'
import { checkBody } from './bodies.ts'
import type { Context } from './context.ts'
import { readDocstring } from './docstring.ts'
import { checkJsonParameters } from './json-parameters.ts'
import { parametersSchema } from './schema.ts'
import { showType } from './show-type.ts'
import { checkTriggers } from './trigger.ts'

/** Checks a workflow; gives nothing if its signature cannot be used. */
export function checkWorkflow(context: Context, node: ast.Workflow): CheckedWorkflow | undefined {
  const routes = checkTriggers(context, node)
  const fn = checkBody(context, node)
  if (!fn) return undefined
  checkJsonParameters(context, fn.params, (param) =>
    unsuitableRequestParameter({ name: param.name, type: showType(param.type) }),
  )
  const { description, params } = readDocstring(node.description, fn.params)
  return { ...fn, node, description, route: routes[0], routes, schema: parametersSchema(context, fn.params, params) }
}
