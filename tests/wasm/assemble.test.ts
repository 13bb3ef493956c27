// What a finished module looks like from outside: exports, imports, custom sections, size; and what a fault of the
// compiler looks like.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { assemble } from '../../compiler/6-wasm/assemble.ts'
import { emit } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { build, library, run } from '../emit/run-program.ts'

const supportDesk = readFileSync(new URL('../../examples/support-desk.haira', import.meta.url), 'utf8')
const bytes = (wasm: Uint8Array) => new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>)

const guest = ['init', 'main', 'call', 'task'].map((name) => `haira:host/guest@0.1.0#${name}`)
const always = [
  'memory',
  '_initialize',
  'cabi_realloc',
  'haira_abort_message',
  'haira_cancelled',
  'haira_channel',
  'haira_fiber',
  'haira_pending',
  'haira_stack',
  'haira_stop',
  'haira_traced',
  ...guest,
]
const ofAsyncify = [
  'haira_scratch',
  'haira_scratch_size',
  ...['start_unwind', 'stop_unwind', 'start_rewind', 'stop_rewind', 'get_state'].map((name) => `asyncify_${name}`),
]

function exportsOf(wasm: Uint8Array): string[] {
  return WebAssembly.Module.exports(bytes(wasm)).map((one) => one.name)
}

function section(wasm: Uint8Array, name: string): unknown {
  const [found] = WebAssembly.Module.customSections(bytes(wasm), name)
  return JSON.parse(new TextDecoder().decode(found))
}

test('a universal module exports the guest interface and what Asyncify needs', async () => {
  const { wasm } = await build(supportDesk, { suspend: 'asyncify', optimize: 2 })
  expect(exportsOf(wasm).sort()).toEqual([...always, ...ofAsyncify].sort())
  expect(wasm.length).toBeLessThanOrEqual(60_000)
})

test('a module for JSPI has nothing of Asyncify', async () => {
  const { wasm } = await build(supportDesk, { suspend: 'jspi', optimize: 2 })
  expect(exportsOf(wasm).sort()).toEqual([...always].sort())
})

test('the manifest tells of the binary, the init table of the program', async () => {
  const { wasm, manifest, init } = await build(supportDesk, { suspend: 'asyncify' })
  expect(section(wasm, 'haira.manifest')).toEqual(manifest)
  expect(section(wasm, 'haira.init')).toEqual(init)
  const modules = new Set(WebAssembly.Module.imports(bytes(wasm)).map((one) => one.module))
  expect([...modules].sort()).toEqual(manifest.capabilities.map((name) => `haira:host/${name}@0.1.0`))
  expect(manifest).toMatchObject({
    version: 1,
    compiler: 'haira 0.1.0',
    source: 'main.haira',
    suspend: 'asyncify',
    env: ['OPENAI_API_KEY'],
    secrets: ['OPENAI_API_KEY'],
  })
  expect(manifest.sourceHash).toMatch(/^[0-9a-f]{64}$/)
  expect(init.entries.map((entry) => entry.name)).toEqual(['openai', 'BillingAgent', 'TechAgent', 'FrontDesk', 'Chat'])
})

test('a program imports only what it can reach', async () => {
  const { manifest } = await build('x = 1 + 1\nfn main() { }')
  expect(manifest.capabilities).toEqual(['trace'])
  const printing = await build('import "io"\nfn main() { io.println("hi") }')
  expect(printing.manifest.capabilities).toEqual(['io', 'trace'])
})

test('the same program gives the same bytes, whatever was compiled before', async () => {
  const first = await build(supportDesk, { suspend: 'asyncify', optimize: 2 })
  await build('fn main() { }', { suspend: 'jspi', optimize: 0 })
  const again = await build(supportDesk, { suspend: 'asyncify', optimize: 2 })
  expect(Buffer.compare(first.wasm, again.wasm)).toBe(0)
})

test('every level and both ways to wait compute the same', async () => {
  const text = readFileSync(new URL('../emit/cases/loops/input.haira', import.meta.url), 'utf8')
  const expected = await run(text, { optimize: 0 })
  for (const optimize of [1, 2, 3] as const) {
    expect(await run(text, { optimize, suspend: 'asyncify' }), `level ${optimize}`).toEqual(expected)
    expect(await run(text, { optimize, suspend: 'jspi' }), `level ${optimize}`).toEqual(expected)
  }
})

test('function names are kept on demand', async () => {
  const has = (wasm: Uint8Array) => WebAssembly.Module.customSections(bytes(wasm), 'name').length > 0
  expect(has((await build(supportDesk, { debug: true })).wasm)).toBe(true)
  expect(has((await build(supportDesk)).wasm)).toBe(false)
})

test('text that does not compile is a fault of the compiler, told with its line and Haira position', async () => {
  const source = new Source('main.haira', 'fn half(n: int) -> int {\n    n / 2\n}\nfn main() { half(4) }\n')
  const { assembly } = emit(source)
  const broken = { ...assembly!, text: assembly!.text.replace('return n / 2;', 'return "half";') }
  const facts = { sources: [source], env: [], secrets: [], init: { entries: [] } }
  const failure = assemble(broken, facts, { suspend: 'jspi', optimize: 0, library })
  await expect(failure).rejects.toMatchObject({ name: 'InternalCompilerError', position: 'main.haira:2:5' })
  await expect(failure).rejects.toThrow(
    /fault of the compiler\n {2}Type .* is not assignable.*\n {4}app\.ts:\d+: return "half";/,
  )
})
