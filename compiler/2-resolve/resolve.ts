// Phase 2: Syntax → Resolved. Which declaration each name means, which modules are imported, which agent hands off to
// which. Unknown names in agent fields are left to phase 3, which knows what the field wants.

import type * as ast from '../1-parse/syntax.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Resolved } from '../phases.ts'
import { Binder } from './bind.ts'
import { declare } from './declare.ts'
import { handoffGraph, initOrder } from './handoff-graph.ts'
import { importModules } from './modules.ts'
import { reportUnusedImports } from './report-unused-imports.ts'

/** Resolves the names of one file. */
export function resolve(syntax: ast.Syntax, report: Report): Resolved {
  const imported = importModules(syntax, report)
  const { scope, globals } = declare(syntax, report)

  const binder = new Binder(scope, globals, imported, report)
  for (const item of syntax.items) binder.item(item)
  reportUnusedImports(imported, binder.usedModules, report)

  const agents = syntax.items.filter((item) => item.kind === 'agent').filter((agent) => isDeclared(agent))
  const handoffs = handoffGraph(agents, scope)
  return {
    modules: [{ syntax, source: syntax.span.source, scope, imports: imported.modules }],
    symbols: binder.symbols,
    declares: binder.declares,
    reads: binder.reads,
    hoisted: binder.hoisted,
    handoffs,
    agentOrder: initOrder(handoffs),
  }

  function isDeclared(agent: ast.Agent): boolean {
    const symbol = scope.get(agent.name.text)
    return symbol?.kind === 'agent' && symbol.node === agent
  }
}
