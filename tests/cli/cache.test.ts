// The cache of modules: what is a hit, and that damage and lack of room cost nothing but time.

import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CacheKey, ModuleCache } from '../../host/cli/cache.ts'
import { temporaryFolder } from './command-line.ts'

const facts: CacheKey = {
  compiler: 'haira 1',
  sources: [{ name: 'a.haira', text: 'fn main() {}' }],
  options: { suspend: 'asyncify', optimize: 2 },
}
const entry = {
  wasm: new Uint8Array([0, 97, 115, 109, 10, 10, 255]),
  warnings: { plain: 'é\n', coloured: '\x1b[1mé\x1b[0m\n', json: '{}\n' },
}

test('an entry comes back as it was written', () => {
  const cache = new ModuleCache(temporaryFolder())
  const key = cache.key(facts)
  expect(cache.read(key)).toBeUndefined()
  cache.write(key, entry)
  const found = cache.read(key)
  expect(found?.warnings).toEqual(entry.warnings)
  expect([...found!.wasm]).toEqual([...entry.wasm])
})

test('the key changes with the text, its name, the compiler and each option, and with nothing else', () => {
  const cache = new ModuleCache('unused')
  const key = cache.key(facts)
  expect(cache.key({ ...facts, options: { optimize: 2, suspend: 'asyncify' } })).toBe(key)
  const others: CacheKey[] = [
    { ...facts, compiler: 'haira 2' },
    { ...facts, sources: [{ name: 'b.haira', text: 'fn main() {}' }] },
    { ...facts, sources: [{ name: 'a.haira', text: 'fn main() { }' }] },
    { ...facts, sources: [...facts.sources, { name: 'b.haira', text: '' }] },
    { ...facts, options: { ...facts.options, suspend: 'jspi' } },
    { ...facts, options: { ...facts.options, optimize: 3 } },
  ]
  expect(new Set([key, ...others.map((other) => cache.key(other))]).size).toBe(others.length + 1)
})

test.each([
  ['a changed byte', (bytes: Buffer) => bytes.fill(1, bytes.length - 1)],
  ['a cut end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 2)],
  ['nothing', () => Buffer.alloc(0)],
])('an entry with %s counts as none, and can be written again', (_, damage) => {
  const folder = temporaryFolder()
  const cache = new ModuleCache(folder)
  const key = cache.key(facts)
  cache.write(key, entry)
  const path = join(folder, 'modules', key)
  writeFileSync(path, damage(readFileSync(path)))
  expect(cache.read(key)).toBeUndefined()
  cache.write(key, entry)
  expect(cache.read(key)).toBeDefined()
})

test('of more than 200 entries those used last stay', () => {
  const folder = temporaryFolder()
  const cache = new ModuleCache(folder)
  const names = Array.from({ length: 201 }, (_, index) => `${index}`.padStart(64, '0'))
  for (const [index, name] of names.slice(0, 200).entries()) {
    cache.write(name, entry)
    utimesSync(join(folder, 'modules', name), 1_000 + index, 1_000 + index)
  }
  cache.read(names[0]!)
  cache.write(names[200]!, entry)
  const kept = new Set(readdirSync(join(folder, 'modules')))
  expect(kept.size).toBe(200)
  expect(kept.has(names[0]!)).toBe(true)
  expect(kept.has(names[1]!)).toBe(false)
})

test('a folder that cannot be written is a cache that keeps nothing', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  const cache = new ModuleCache(join(folder, 'file'))
  cache.write(cache.key(facts), entry)
  expect(cache.read(cache.key(facts))).toBeUndefined()
})
