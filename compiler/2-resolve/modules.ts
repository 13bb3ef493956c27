// What `import "io"` brings into scope.

import type * as ast from '../1-parse/syntax.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { notYetSupported, unknownModule } from '../diagnostics/messages.generated.ts'
import { libraryModules, standardModules } from '../library/modules.ts'
import { nearest } from '../util/distance.ts'

export interface Imported {
  /** Modules by the name that stands for them in this file, refused ones included: their uses need no second word. */
  modules: Map<string, string>
  /** Imports that are good, by local name. */
  good: Map<string, ast.Import>
  /** Whether an import that was refused would bring names that nobody here knows. */
  hidesNames: boolean
}

/** The modules that a file imports; reports what cannot be imported. */
export function importModules(syntax: ast.Syntax, report: Report): Imported {
  const imported: Imported = { modules: new Map(), good: new Map(), hidesNames: false }
  for (const item of syntax.items) {
    if (item.kind === 'export') report.add(item.span, notYetSupported({ what: '`export`' }))
    if (item.kind === 'import') importModule(imported, item, report)
  }
  return imported
}

function importModule(imported: Imported, item: ast.Import, report: Report): void {
  const module = item.module.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  const local = item.alias?.text ?? module.slice(module.lastIndexOf('/') + 1)
  imported.modules.set(local, module)
  if (item.form === 'names' || item.form === 'all') {
    imported.hidesNames = true
    report.add(item.span, notYetSupported({ what: 'importing single names' }))
  } else if (libraryModules.has(module)) imported.good.set(local, item)
  else if (standardModules.has(module)) {
    report.add(item.module.span, notYetSupported({ what: `module \`${module}\`` }))
  } else if (module.includes('/') || module.startsWith('.')) {
    imported.hidesNames = true
    report.add(item.module.span, notYetSupported({ what: 'importing another file' }))
  } else {
    const suggestion = nearest(module, standardModules)
    imported.modules.set(suggestion ?? local, suggestion ?? module)
    imported.hidesNames ||= suggestion === undefined
    report.add(item.module.span, unknownModule({ name: module, suggestion }))
  }
}
