// E0116 across files: handoffs, routes and traces know agents, tools, workflows and providers by name alone.

import type { Report } from '../diagnostics/diagnostic.ts'
import { duplicateAgentic } from '../diagnostics/messages.generated.ts'
import type { Module, Symbol } from '../phases.ts'
import { nameOf } from './declare.ts'

/** Reports agentic declarations of one name in different files; those of one file have been reported. */
export function reportDuplicateAgentic(modules: readonly Module[], report: Report): void {
  const first = new Map<string, Symbol>()
  for (const symbol of modules.flatMap(({ scope }) => [...scope.values()])) {
    if (!['provider', 'agent', 'tool', 'workflow'].includes(symbol.kind)) continue
    const other = first.get(symbol.name)
    if (!other) {
      first.set(symbol.name, symbol)
      continue
    }
    const kinds = other.kind === symbol.kind ? `${symbol.kind}s` : 'agentic declarations'
    const related = [{ span: nameOf(other)!.span, text: 'first declared here' }]
    report.add(nameOf(symbol)!.span, duplicateAgentic({ kinds, name: symbol.name }), { related })
  }
}
