// Tools: description, parameters that a model can supply, schema (agentic.md 2).

import type * as ast from '../1-parse/syntax.ts'
import { toolWithoutDescription, unsuitableParameter, untypedParameter } from '../diagnostics/messages.generated.ts'
import type { CheckedTool } from '../phases.ts'
import { checkBody } from './bodies.ts'
import { checkRendered } from './components.ts'
import type { Context } from './context.ts'
import { checkDecorators, checkTimeout } from './decorators.ts'
import { readDocstring } from './docstring.ts'
import { checkJsonParameters } from './json-parameters.ts'
import { parametersSchema } from './schema.ts'
import { showType } from './show-type.ts'

/** Checks a tool; gives nothing if its signature cannot be used. */
export function checkTool(context: Context, node: ast.Tool): CheckedTool | undefined {
  checkDecorators(context, node.decorators, 'tool')
  for (const decorator of node.decorators) if (decorator.name.text === 'render') checkRendered(context, decorator)
  const timeout = checkTimeout(context, node.decorators)
  const fn = checkBody(context, node)
  if (!fn) return undefined
  const { description, params } = readDocstring(node.description, fn.params)
  const name = node.name.text
  if (!node.description || (description === '' && params.size === 0)) {
    context.error(node.name, toolWithoutDescription({ name }))
  }
  for (const param of node.params) {
    if (!param.type && !param.rest) context.error(param.name, untypedParameter({ tool: name, name: param.name.text }))
  }
  checkJsonParameters(context, fn.params, (param) =>
    unsuitableParameter({ name: param.name, type: showType(param.type) }),
  )
  const schema = parametersSchema(context, fn.params, params)
  return { ...fn, node, description, schema, ...(timeout === undefined ? {} : { timeout }) }
}
