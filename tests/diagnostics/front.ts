// What a user of `haira check` sees for a program: all findings of the phases before code is made.

import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { check } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'

/** All findings for a program in one file. */
export function findings(text: string, name = 'main.haira'): Diagnostic[] {
  return check(new Source(name, text)).diagnostics
}

/** Source and findings together, as they are reviewed. */
export function snapshot(text: string): string {
  const rendered = renderAll(findings(text))
  return `--- main.haira\n${text}${text.endsWith('\n') ? '' : '\n'}--- findings\n${rendered || 'none\n'}`
}
