// Compiles a program in this process, as `haira build --wasm` does but without its cache.

import { readFileSync } from 'node:fs'
import { compile } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { readLibrary } from '../../host/library.ts'

/** Compiles the file with the options of `haira run`; throws if it has errors. */
export async function compileFile(path: string): Promise<Uint8Array> {
  const { artifact, diagnostics } = await compile(new Source(path, readFileSync(path, 'utf8')), {
    suspend: 'asyncify',
    optimize: 2,
    library: await readLibrary(),
  })
  if (!artifact) throw new Error(diagnostics.map((one) => `${one.code} ${one.message}`).join('\n'))
  return artifact.wasm
}
