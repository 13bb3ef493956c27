// Runs the AssemblyScript compiler in memory. The module is handed on inside asc's `afterCompile` hook, so that whatever
// this phase does to it happens in the same Binaryen session, without writing and reading it in between.

import type { DiagnosticMessage, Transform } from 'assemblyscript/asc'
import type binaryen from 'binaryen'
import config from '../../asconfig.json' with { type: 'json' }
import { InternalCompilerError } from '../4-lower/internal-error.ts'
import type { Assembly } from '../phases.ts'

const entry = 'app.ts'
// Makes asc note the line of each instruction. The name is not used: the map is made in assemble.ts.
const mapFlag = ['--sourceMap', 'app.wasm.map']
const libraryFolder = 'haira/'
const errorCategory = 3

/** What becomes of the compiled module, while it exists. */
export type ModuleHook = (library: typeof binaryen, module: binaryen.Module) => void

/**
 * Compiles emitted text against the library (texts by file name below stdlib/) with the options of asconfig.json, and
 * calls the hook with the module. What asc reports is an error in our emitter or library, so it is thrown as a fault of
 * the compiler.
 */
export async function runAsc(
  assembly: Assembly,
  sources: ReadonlyMap<string, string>,
  hook: ModuleHook,
  target: keyof typeof config.targets = 'debug',
): Promise<void> {
  const [{ main }, { default: library }] = await Promise.all([import('assemblyscript/asc'), import('binaryen')])
  const errors: DiagnosticMessage[] = []
  let hookError: unknown
  const afterCompile = (module: binaryen.Module) => {
    try {
      hook(library, module)
      empty(library, module)
    } catch (error) {
      hookError = error
    }
  }
  const { error } = await main([entry, '--config', 'asconfig.json', '--target', target, ...mapFlag], {
    readFile: (name) => readFile(name, assembly.text, sources),
    writeFile: () => {},
    listFiles: () => [],
    reportDiagnostic: (found) => {
      if (found.category === errorCategory) errors.push(found)
    },
    transforms: [{ afterCompile } as unknown as Transform],
  })
  if (errors[0]) throw describe(errors, assembly, sources)
  if (hookError ?? error) throw hookError ?? error
}

/** The hook has taken what it wants, so what asc's own passes do from here on would be for nothing. */
function empty(library: typeof binaryen, module: binaryen.Module): void {
  const names = Array.from(
    { length: module.getNumExports() },
    (_, at) => library.getExportInfo(module.getExportByIndex(at)).name,
  )
  for (const name of names) module.removeExport(name)
  module.runPasses(['remove-unused-module-elements'])
}

function readFile(name: string, text: string, sources: ReadonlyMap<string, string>): string | null {
  if (name === 'asconfig.json') return JSON.stringify(config)
  if (name === entry) return text
  return name.startsWith(libraryFolder) ? (sources.get(name.slice(libraryFolder.length)) ?? null) : null
}

/** One error for all that asc reported, each with its AssemblyScript line; the position is that of the first mapped one. */
function describe(
  found: DiagnosticMessage[],
  assembly: Assembly,
  sources: ReadonlyMap<string, string>,
): InternalCompilerError {
  const places = found.map((one) => placeOf(one, assembly, sources))
  const details = found.map((one, index) => `  ${one.message} (AS${one.code})\n${places[index]!.frame}`)
  const haira = places.find((place) => place.haira)?.haira
  return new InternalCompilerError(
    `the generated AssemblyScript does not compile; this is a fault of the compiler\n${details.join('\n')}`,
    haira && { source: haira.source, start: haira.offset },
  )
}

interface Place {
  frame: string
  haira: Assembly['map'][number]
}

function placeOf(found: DiagnosticMessage, assembly: Assembly, sources: ReadonlyMap<string, string>): Place {
  if (!found.range) return { frame: '', haira: undefined }
  const file = found.range.source.normalizedPath
  const text = readFile(file, assembly.text, sources) ?? ''
  const before = text.slice(0, found.range.start).split('\n')
  const line = before.length
  const frame = `    ${file}:${line}: ${text.split('\n')[line - 1]?.trim() ?? ''}`
  return { frame, haira: file === entry ? assembly.map[line - 1] : undefined }
}
