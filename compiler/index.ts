// The compiler: source text in, WebAssembly out. The phases, top to bottom; what they hand on is in phases.ts.

import type { Files } from './2-resolve/load.ts'
import { lower } from './4-lower/lower.ts'
import { reportNotYet } from './4-lower/report-not-yet.ts'
import { emit as emitProgram } from './5-emit/emit.ts'
import type { AssembleOptions } from './6-wasm/assemble.ts'
import { type Diagnostic, Report } from './diagnostics/diagnostic.ts'
import { front } from './front.ts'
import type { Artifact, Assembly, Checked } from './phases.ts'
import type { Source } from './source.ts'

export type { Files } from './2-resolve/load.ts'
export type { Diagnostic } from './diagnostics/diagnostic.ts'
export { renderAll } from './diagnostics/render.ts'
export { check } from './front.ts'
export { Source } from './source.ts'

/** What a module is made for. */
export interface What {
  /** To run the program's tests, and not its `main`. */
  tests?: boolean
  /** To run the program's evals, and not its `main`. */
  evals?: boolean
}

export interface Compilation {
  /** Absent if there are errors. */
  artifact?: Artifact
  /** The AssemblyScript text that the module is made from. */
  assembly?: Assembly
  diagnostics: Diagnostic[]
}

/** The program as phase 4 takes it: checked, and without constructs that cannot be lowered yet. */
function lowerable(
  source: Source,
  files: Files | undefined,
  what?: What,
): { checked?: Checked; diagnostics: Diagnostic[] } {
  const report = new Report()
  const checked = front(source, files, report)
  if (checked) reportNotYet(checked, report, what)
  return checked && !report.failed ? { checked, diagnostics: report.all } : { diagnostics: report.all }
}

/** Compiles a program to AssemblyScript text, which `haira emit` prints. */
export function emit(source: Source, files?: Files, what?: What): Omit<Compilation, 'artifact'> {
  const { checked, diagnostics } = lowerable(source, files, what)
  return checked ? { assembly: emitProgram(lower(checked, what)), diagnostics } : { diagnostics }
}

/**
 * Compiles a program to a WebAssembly module.
 *
 *     const { artifact, diagnostics } = await compile(source, { suspend: 'asyncify', optimize: 2, library })
 */
export async function compile(
  source: Source,
  options: AssembleOptions & What & { files?: Files },
): Promise<Compilation> {
  const { checked, diagnostics } = lowerable(source, options.files, options)
  if (!checked) return { diagnostics }
  const program = lower(checked, options)
  const assembly = emitProgram(program)
  // Loaded only here: AssemblyScript and Binaryen take longer to load than a program to check.
  const { assemble } = await import('./6-wasm/assemble.ts')
  return { artifact: await assemble(assembly, program, options), assembly, diagnostics }
}
