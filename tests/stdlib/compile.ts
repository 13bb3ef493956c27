// Compiles the AssemblyScript drivers of this folder against stdlib/, the way emitted programs are compiled, but with no
// Haira program behind them: so a failure here is a failure of the runtime.

import { readdirSync, readFileSync } from 'node:fs'
import { type AssembleOptions, assemble } from '../../compiler/6-wasm/assemble.ts'

const folder = new URL('../../stdlib/', import.meta.url)
const library = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
)

/** What drivers are compiled with unless a test says otherwise: plain and not optimized is fastest. */
export const defaults: AssembleOptions = { suspend: 'jspi', optimize: 0, library }

/** Compiles a driver of `drivers/`. */
export async function compileDriver(
  name: string,
  options: Partial<Pick<AssembleOptions, 'suspend' | 'optimize'>> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const text = readFileSync(new URL(`drivers/${name}.as`, import.meta.url), 'utf8')
  const facts = { sources: [], env: [], secrets: [], init: { entries: [] } }
  const { wasm } = await assemble({ text, map: [], traced: [] }, facts, { ...defaults, ...options })
  return wasm as Uint8Array<ArrayBuffer>
}
