// The compiler's findings in the three forms that the command line shows. All are made at once, because the cache keeps
// warnings for runs whose stderr may be of another kind.

import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts'
import { renderAll, renderJson } from '../../compiler/diagnostics/render.ts'

export interface Messages {
  plain: string
  coloured: string
  /** One object per line. */
  json: string
}

/** Findings as texts for stderr; empty if there are none. */
export function showAll(diagnostics: Diagnostic[]): Messages {
  return {
    plain: spaced(renderAll(diagnostics)),
    coloured: spaced(renderAll(diagnostics, { colour: true })),
    json: diagnostics.map((one) => `${renderJson(one)}\n`).join(''),
  }
}

/** `2 errors, 1 warning`; empty for none. */
export function countFindings(diagnostics: Diagnostic[]): string {
  return (['error', 'warning'] as const)
    .map((severity) => [severity, diagnostics.filter((one) => one.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}${count === 1 ? '' : 's'}`)
    .join(', ')
}

function spaced(text: string): string {
  return text === '' ? '' : `${text}\n`
}
