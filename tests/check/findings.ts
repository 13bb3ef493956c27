// Phases 1 to 3 on a text, as `haira check` runs them.

import { type Files, load } from '../../compiler/2-resolve/load.ts'
import { resolve } from '../../compiler/2-resolve/resolve.ts'
import { check } from '../../compiler/3-check/check.ts'
import { type Diagnostic, Report } from '../../compiler/diagnostics/diagnostic.ts'
import type { Checked, Resolved } from '../../compiler/phases.ts'
import { Source } from '../../compiler/source.ts'

export interface Findings {
  diagnostics: Diagnostic[]
  resolved: Resolved
  checked: Checked
}

/** Parses, resolves and checks a program; it must be free of syntax errors. */
export function findingsOf(text: string, name = 'main.haira', files?: Files): Findings {
  const report = new Report()
  const loaded = load(new Source(name, text), report, files)
  if (loaded.some(({ isBroken }) => isBroken)) {
    throw new Error(report.all.map((one) => `${one.code} ${one.message}`).join('\n'))
  }
  const resolved = resolve(loaded, report)
  const checked = check(resolved, report)
  return { diagnostics: report.all, resolved, checked }
}

/** `E0301 4:10` for each finding, in order. */
export function codesOf(text: string): string[] {
  return findingsOf(text).diagnostics.map(({ code, span }) => {
    const { line, column } = span.source.position(span.start)
    return `${code} ${line}:${column}`
  })
}
