// Phase 2: Syntax → Resolved. Which declaration each name means, which modules are imported, which agent hands off to
// which. Unknown names in agent fields are left to phase 3, which knows what the field wants.

import type * as ast from '../1-parse/syntax.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Module, Resolved, Symbol } from '../phases.ts'
import { Binder } from './bind.ts'
import { bindItem } from './bind-items.ts'
import { bindTypes } from './bind-types.ts'
import { declare } from './declare.ts'
import { handoffGraph, initOrder } from './handoff-graph.ts'
import type { LoadedFile } from './load.ts'
import { exportedNames, importModules } from './modules.ts'
import { reportDuplicateAgentic } from './report-duplicate-agentic.ts'
import { reportUnusedImports } from './report-unused-imports.ts'

/** What the files of a program share. */
type Found = Pick<Resolved, 'symbols' | 'declares' | 'reads' | 'hoisted' | 'selves' | 'afterHooks'>

/** Resolves the names of a program, whose files come in the order of initialisation. */
export function resolve(files: readonly LoadedFile[], report: Report): Resolved {
  const found: Found = {
    symbols: new Map(),
    declares: new Set(),
    reads: new Set(),
    hoisted: new Set(),
    selves: new Map(),
    afterHooks: new Map(),
  }
  const modules = new Map<LoadedFile, Module>()
  for (const file of files) modules.set(file, resolveFile(file, modules, found, report))
  const all = [...modules.values()]
  reportDuplicateAgentic(all, report)
  const handoffs = handoffGraph(all.flatMap(declaredAgents), found.symbols)
  return { ...found, modules: all, handoffs, agentOrder: initOrder(handoffs) }
}

function resolveFile(file: LoadedFile, modules: ReadonlyMap<LoadedFile, Module>, found: Found, report: Report): Module {
  const { syntax } = file
  const imported = importModules(file, modules, report)
  const { scope, globals } = declare(syntax, report)
  const exports = exportedNames(file, scope, imported, modules, report)
  const binder = new Binder(scope, globals, imported, found, report)
  bindTypes(binder, syntax)
  for (const item of syntax.items) bindItem(binder, item)
  reportUnusedImports(imported, report)
  const names = [...imported.names].flatMap(([name, [first]]): [string, Symbol][] =>
    first ? [[name, first.symbol]] : [],
  )
  return {
    name: file.name,
    syntax,
    source: syntax.span.source,
    scope,
    imported: new Map(names),
    imports: new Map([...imported.modules].map(([local, { symbol }]) => [local, symbol.name])),
    exports,
  }
}

/** The agents of a file; the second of two with one name is none. */
function declaredAgents({ syntax, scope }: Module): ast.Agent[] {
  return syntax.items
    .filter((item) => item.kind === 'agent')
    .filter((agent) => {
      const symbol = scope.get(agent.name.text)
      return symbol?.kind === 'agent' && symbol.node === agent
    })
}
