// W0202 for imports: an import that nothing in the file uses.

import type { Report } from '../diagnostics/diagnostic.ts'
import { unusedImport } from '../diagnostics/messages.generated.ts'
import { moduleText } from './load.ts'
import type { Imported } from './modules.ts'

/** Reports imports of which no name is used. */
export function reportUnusedImports({ good, used }: Imported, report: Report): void {
  for (const item of good) {
    if (!used.has(item)) report.add(item.span, unusedImport({ name: item.alias?.text ?? moduleText(item.module) }))
  }
}
