// A workflow: the function that Haira code calls, the adapter that HTTP calls, and the constant that servers list.

import { isResponse } from '../3-check/types.ts'
import type { CheckedWorkflow } from '../phases.ts'
import { lowerAdapter } from './adapter.ts'
import { lowerLimited } from './budget.ts'
import { helper, libraryClass, name, text } from './build.ts'
import type { Context } from './context.ts'
import { declaration } from './declaration.ts'
import { lowerFunction } from './functions.ts'
import { pascal } from './names.ts'
import type { FunctionDeclaration, Variable } from './program.ts'

/** The code of a workflow. */
export function lowerWorkflow(
  context: Context,
  workflow: CheckedWorkflow,
): { constant: Variable; functions: FunctionDeclaration[] } {
  const { node } = workflow
  const adapter = lowerAdapter(context, workflow, {
    name: context.names.invented(`serve${pascal(node.name.text)}`),
    comment: `${node.name.text} as HTTP calls it.`,
    render: (value, type) => {
      if (type.kind === 'stream') return helper('stream-reply', 'serveStream', [value, name('params')])
      if (isResponse(type)) return helper('http-response', 'giveResponse', [value, name('params')])
      return helper('json', 'toJson', [value], [context.type(type)])
    },
    nothing: 'null',
  })
  const args = [text(node.name.text), name(adapter.name)]
  const constant = declaration(context.valueName(node), libraryClass('Workflow', 'workflow'), args, node)
  const own = workflow.budget
    ? lowerLimited(context, workflow, workflow.budget)
    : lowerFunction(context, workflow, context.nameOf(node), node)
  return { constant, functions: [...own, adapter] }
}
