// What a user of `haira check` sees for a program: all findings of the phases before code is made.

import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { check, type Files } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'

/** All findings for a program, see {@link programOf}. */
export function findings(text: string, name = 'main.haira'): Diagnostic[] {
  const { source, files } = programOf(text, name)
  return check(source, files).diagnostics
}

/** The program of an example; of several files, each but the first begins after a line `// name.haira`. */
export function programOf(text: string, name = 'main.haira'): { source: Source; files: Files } {
  const [main, ...parts] = text.split(/^\/\/ (\S+\.haira)\n/m)
  const others = new Map<string, Source>()
  for (let at = 0; at < parts.length; at += 2) others.set(parts[at]!, new Source(parts[at]!, parts[at + 1]!))
  return { source: new Source(name, main!), files: { entry: name, read: (path) => others.get(path) } }
}

/** Source and findings together, as they are reviewed. */
export function snapshot(text: string): string {
  const rendered = renderAll(findings(text))
  return `--- main.haira\n${text}${text.endsWith('\n') ? '' : '\n'}--- findings\n${rendered || 'none\n'}`
}
