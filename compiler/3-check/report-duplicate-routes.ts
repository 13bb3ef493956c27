// E0114: two workflows that answer the same requests.

import { duplicateRoute } from '../diagnostics/messages.generated.ts'
import type { CheckedWorkflow } from '../phases.ts'
import type { Context } from './context.ts'

/** Reports workflows whose method and path match those of an earlier one; names of path parameters do not matter. */
export function reportDuplicateRoutes(context: Context, workflows: CheckedWorkflow[]): void {
  const first = new Map<string, CheckedWorkflow>()
  const all = workflows.flatMap((workflow) => workflow.triggers.routes.map((route) => ({ workflow, route })))
  for (const { workflow, route } of all) {
    const { method, path } = route
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
