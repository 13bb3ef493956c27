// E0114: two workflows that answer the same requests.

import { duplicateRoute } from '../diagnostics/messages.generated.ts'
import type { CheckedWorkflow } from '../phases.ts'
import type { Context } from './context.ts'

/** Reports workflows whose method and path match those of an earlier one; names of path parameters do not matter. */
export function reportDuplicateRoutes(context: Context, workflows: CheckedWorkflow[]): void {
  const first = new Map<string, CheckedWorkflow>()
  for (const workflow of workflows) {
    if (!workflow.route) continue
    const { method, path } = workflow.route
    const key = `${method} ${path.replace(/\{[^{}]*\}/g, '{}')}`
    const other = first.get(key)
    if (!other) {
      first.set(key, workflow)
      continue
    }
    const related = [{ span: other.node.name.span, text: 'answers it already' }]
    context.error(workflow.node.name, duplicateRoute({ method, path }), { related })
  }
}
