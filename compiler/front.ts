// The front end: phases 1 to 3, from source text to a checked program. Commands that make no module load this and not
// compiler/index.ts, since the back end has half of the compiler's files.

import { type Files, load } from './2-resolve/load.ts'
import { resolve } from './2-resolve/resolve.ts'
import { check as checkTypes } from './3-check/check.ts'
import { type Diagnostic, Report } from './diagnostics/diagnostic.ts'
import type { Checked } from './phases.ts'
import type { Source } from './source.ts'

/**
 * Finds what is wrong with a program. After a syntax error nothing else is said, since declarations may be missing.
 *
 * @param files How to get at the files that it imports; without, it can import the standard library only.
 */
export function check(source: Source, files?: Files): { checked?: Checked; diagnostics: Diagnostic[] } {
  const report = new Report()
  const checked = front(source, files, report)
  return checked ? { checked, diagnostics: report.all } : { diagnostics: report.all }
}

/** Phases 1 to 3; nothing after errors. */
export function front(source: Source, files: Files | undefined, report: Report): Checked | undefined {
  const loaded = load(source, report, files)
  if (loaded.some(({ isBroken }) => isBroken)) return undefined
  const resolved = resolve(loaded, report)
  const checked = checkTypes(resolved, report)
  return report.failed ? undefined : checked
}
