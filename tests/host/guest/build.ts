// Builds the test guest, once for each driver, and gives it the custom sections that a test wants.

import { readdir, readFile } from 'node:fs/promises'
import { withSections } from '../../../compiler/6-wasm/binary.ts'
import { renameExports } from '../../../compiler/6-wasm/interface.ts'
import { configure } from '../../../compiler/6-wasm/optimize.ts'
import { runAsc } from '../../../compiler/6-wasm/run-asc.ts'
import { asyncify } from '../../../compiler/6-wasm/suspend.ts'
import type { InitEntry, Manifest, Route, SuspendMode } from '../../../compiler/manifest.ts'

const built = new Map<SuspendMode, Promise<Uint8Array<ArrayBuffer>>>()

const stdlib = new URL('../../../stdlib/', import.meta.url)

async function build(suspend: SuspendMode): Promise<Uint8Array<ArrayBuffer>> {
  const names = (await readdir(stdlib)).filter((name) => name.endsWith('.ts'))
  const library = new Map<string, string>()
  for (const name of names) library.set(name, await readFile(new URL(name, stdlib), 'utf8'))
  const text = await readFile(new URL('guest.as', import.meta.url), 'utf8')
  let code = new Uint8Array()
  await runAsc({ text, map: [], traced: [] }, library, (binaryen, module) => {
    // How large a frame is must not depend on what was compiled in this process before.
    configure(binaryen, 2, false)
    renameExports(binaryen, module, suspend === 'asyncify')
    if (suspend === 'asyncify') asyncify(binaryen, module)
    code = new Uint8Array(module.emitBinary())
  })
  return code
}

export interface GuestOptions {
  suspend?: SuspendMode
  entries?: InitEntry[]
  env?: string[]
  secrets?: string[]
}

/** The guest's bytes. */
export async function guest(options: GuestOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { suspend = 'asyncify', entries = [], env = [], secrets = [] } = options
  let code = built.get(suspend)
  if (code === undefined) {
    code = build(suspend)
    built.set(suspend, code)
  }
  const manifest: Manifest = {
    version: 1,
    compiler: 'haira 0.0.0',
    source: 'app.haira',
    sourceHash: '',
    suspend,
    capabilities: [],
    env: [...entries.map((_, index) => `ENTRY_${index}`), ...env],
    secrets,
  }
  return withSections(await code, [
    ['haira.manifest', JSON.stringify(manifest)],
    ['haira.init', JSON.stringify({ entries })],
  ]) as Uint8Array<ArrayBuffer>
}

/** A workflow of the table. */
export function workflow(name: string, method: Route['method'], path: string): InitEntry {
  const position = { file: 'app.haira', line: 1, column: 1 }
  return { kind: 'workflow', name, position, needs: [], description: '', routes: [{ method, path }], parameters: {} }
}
