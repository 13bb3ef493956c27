// Reading and extending WebAssembly binaries, on binaries made by hand.

import { expect, test } from 'vitest'
import { importedModules, withSections } from '../../compiler/6-wasm/binary.ts'

const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const typeSection = [1, 4, 1, 0x60, 0, 0]
const name = (text: string) => [text.length, ...new TextEncoder().encode(text)]

function withImports(...imports: [module: string, field: string][]): Uint8Array {
  const entries = imports.flatMap(([module, field]) => [...name(module), ...name(field), 0, 0])
  return Uint8Array.from([...header, ...typeSection, 2, entries.length + 1, imports.length, ...entries])
}

test('modules are named once each, in order', () => {
  const wasm = withImports(['b', 'x'], ['a', 'y'], ['b', 'z'])
  expect(WebAssembly.validate(wasm as Uint8Array<ArrayBuffer>)).toBe(true)
  expect(importedModules(wasm)).toEqual(['b', 'a'])
})

test('a binary without imports imports from no module', () => {
  expect(importedModules(Uint8Array.from(header))).toEqual([])
  expect(importedModules(Uint8Array.from([...header, ...typeSection]))).toEqual([])
})

test('imports other than functions are refused', () => {
  const memory = [...name('env'), ...name('memory'), 2, 0, 1]
  const wasm = Uint8Array.from([...header, 2, memory.length + 1, 1, ...memory])
  expect(() => importedModules(wasm)).toThrow('import of kind 2')
})

test('a binary that ends too early is refused', () => {
  expect(() => importedModules(withImports(['abc', 'x']).slice(0, 20))).toThrow('ends too early')
})

test('sections are appended, whatever their length', () => {
  const texts = ['', 'é', 'x'.repeat(127), 'y'.repeat(128), 'z'.repeat(70_000)]
  const wasm = withSections(
    Uint8Array.from(header),
    texts.map((text, index) => [`section${index}`, text]),
  )
  const module = new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>)
  const found = texts.map((_, index) => WebAssembly.Module.customSections(module, `section${index}`)[0])
  expect(found.map((bytes) => new TextDecoder().decode(bytes))).toEqual(texts)
})
