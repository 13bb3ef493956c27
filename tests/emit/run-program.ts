// Compiles Haira programs against stdlib/ and runs them on the smallest host that will do: it answers every import at
// once, prints to a list, and knows no model. What programs compute is tested with it; fibers and providers are not.

import { readdirSync, readFileSync } from 'node:fs'
import type { AssembleOptions } from '../../compiler/6-wasm/assemble.ts'
import { compile, type Files } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'

const folder = new URL('../../stdlib/', import.meta.url)

/** Texts of the standard library, as the compiler takes them. */
export const library: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
)

export type Options = Partial<AssembleOptions> & { files?: Files }

/** Compiles a program that must be right. */
export async function build(text: string, options: Options = {}) {
  const source = new Source('main.haira', text)
  const { artifact, diagnostics } = await compile(source, { suspend: 'jspi', optimize: 1, library, ...options })
  if (!artifact) throw new Error(diagnostics.map((one) => `${one.code} ${one.message}`).join('\n'))
  return artifact
}

export interface Run {
  /** Standard output. */
  output: string
  /** Reply of `guest.main`. */
  reply: unknown
}

/** Compiles a program, initialises its entries and runs it. */
export async function run(text: string, options: Options = {}): Promise<Run> {
  const { wasm, init } = await build(text, options)
  const printed: string[] = []
  const guest = instantiate(wasm, (name, request) => {
    if (name === 'io.write-stdout' || name === 'io.write-stderr') printed.push(request)
    if (name === 'env.get') return '{"value":null}'
    if (name === 'io.read-line') return '{"line":null}'
    if (name === 'clock.now') return '1000.5'
    return ''
  })
  for (const [entry] of init.entries.entries()) guest('init', { entry })
  return { reply: guest('main', { args: [] }), output: printed.join('') }
}

type Answer = (name: string, request: string) => string
type Guest = ((name: 'init' | 'main' | 'call', request: object) => unknown) & { memory: WebAssembly.Memory }

interface Exports {
  memory: WebAssembly.Memory
  _initialize(): void
  cabi_realloc(pointer: number, oldSize: number, align: number, size: number): number
  [name: string]: unknown
}

/** Instantiates a module whose imports are all answered by one function; gives its guest interface. */
export function instantiate(wasm: Uint8Array, answer: Answer): Guest {
  const module = new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>)
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
  for (const { module: name, name: field } of WebAssembly.Module.imports(module)) {
    const short = name.replace('haira:host/', '').replace('@0.1.0', '')
    imports[name] ??= {}
    imports[name][field] = (pointer: number, length: number, result: number) => {
      write(result, answer(`${short}.${field}`, read(pointer, length)))
    }
  }
  const exports = new WebAssembly.Instance(module, imports).exports as unknown as Exports
  exports._initialize()

  function read(pointer: number, length: number): string {
    return new TextDecoder().decode(new Uint8Array(exports.memory.buffer, pointer, length))
  }

  function allocate(text: string): [pointer: number, length: number] {
    const bytes = new TextEncoder().encode(text)
    const pointer = exports.cabi_realloc(0, 0, 1, bytes.length)
    new Uint8Array(exports.memory.buffer).set(bytes, pointer)
    return [pointer, bytes.length]
  }

  function write(result: number, text: string): void {
    const [pointer, length] = allocate(text)
    new Uint32Array(exports.memory.buffer, result, 2).set([pointer, length])
  }

  const guest = (name: string, request: object): unknown => {
    const call = exports[`haira:host/guest@0.1.0#${name}`] as (pointer: number, length: number) => number
    const result = call(...allocate(JSON.stringify(request)))
    const [pointer, length] = new Uint32Array(exports.memory.buffer, result, 2)
    return JSON.parse(read(pointer!, length!))
  }
  return Object.assign(guest, { memory: exports.memory })
}
