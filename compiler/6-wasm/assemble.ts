// Phase 6: Assembly -> Artifact. Compiles the emitted text with the library to WebAssembly, gives the exports their
// names, makes the module suspendable, optimizes it, and attaches what a host must know.

import type { SuspendMode } from '../manifest.ts'
import type { Artifact, Assembly } from '../phases.ts'
import { withoutSection, withSections } from './binary.ts'
import { renameExports } from './interface.ts'
import { describeModule, type ModuleFacts } from './manifest.ts'
import { configure, inlineSmall, keepApart, type OptimizeLevel, passes } from './optimize.ts'
import { type ModuleHook, runAsc } from './run-asc.ts'
import { relieveShadowStack } from './shadow-stack.ts'
import { sourceMap } from './source-map.ts'
import { asyncify } from './suspend.ts'

export interface AssembleOptions {
  /** `asyncify`: runs on every engine. `jspi`: the plain module. */
  suspend: SuspendMode
  /** 0 compiles fastest, 3 gives the smallest module. */
  optimize: OptimizeLevel
  /** Keeps function names in the binary, and the Haira texts in its source map. */
  debug?: boolean
  /** Texts of the standard library by file name below stdlib/: `agent.ts`. */
  library: ReadonlyMap<string, string>
}

/** Binaryen makes a map only for a module that says where it is; that is taken out again, ours stands in a section. */
const mapUrl = 'app.wasm.map'

/**
 * Makes the module of an emitted program.
 *
 *     const { wasm, manifest } = await assemble(emit(program), program, { suspend: 'asyncify', optimize: 2, library })
 */
export async function assemble(assembly: Assembly, facts: ModuleFacts, options: AssembleOptions): Promise<Artifact> {
  let code = new Uint8Array()
  let lines = ''
  const finish: ModuleHook = (library, module) => {
    const { before, after } = passes(options.optimize)
    const suspendable = options.suspend === 'asyncify'
    configure(library, options.optimize, options.debug ?? false)
    renameExports(library, module, suspendable)
    if (options.optimize > 0) relieveShadowStack(library, module)
    keepApart(library, module, assembly.traced, options.optimize)
    module.runPasses(before)
    inlineSmall(library, module, options.optimize)
    if (suspendable) asyncify(library, module)
    module.runPasses(after)
    const { binary, sourceMap } = module.emitBinary(mapUrl)
    code = withoutSection(new Uint8Array(binary), 'sourceMappingURL')
    lines = sourceMap ?? ''
  }
  await runAsc(assembly, options.library, finish, options.optimize < 2 ? 'debug' : 'release')
  const manifest = await describeModule(code, facts, options.suspend)
  const wasm = withSections(code, [
    ['haira.manifest', JSON.stringify(manifest)],
    ['haira.init', JSON.stringify(facts.init)],
    ['haira.source-map', JSON.stringify(sourceMap(code, lines, assembly, options.debug ?? false))],
  ])
  return { wasm, manifest, init: facts.init }
}
