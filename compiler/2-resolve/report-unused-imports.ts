// W0202 for imports: an import that nothing in the file uses.

import type { Report } from '../diagnostics/diagnostic.ts'
import { unusedImport } from '../diagnostics/messages.generated.ts'
import type { Imported } from './modules.ts'

/** Reports imported modules that no name refers to. */
export function reportUnusedImports(imported: Imported, used: ReadonlySet<string>, report: Report): void {
  for (const [local, node] of imported.good) {
    if (!used.has(local)) report.add(node.span, unusedImport({ name: local }))
  }
}
