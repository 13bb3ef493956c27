// Garbage. Programs of the case folders again, as modules for Asyncify, optimized, and with a collector that runs at every
// allocation and overwrites what it frees; and a program that makes far more garbage than it may have memory.
// CASES=all takes every case, GARBAGE_GB=10 makes more garbage.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Files } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { build, instantiate, library } from '../emit/run-program.ts'
import { stressed } from '../stdlib/stress.ts'
import { runHosted, withError } from './hosted.ts'

const folder = new URL('cases/', import.meta.url)
const few = ['channels', 'closures', 'collections', 'defer', 'dynamic-values', 'growing', 'match-any']
const names = process.env.CASES === 'all' ? readdirSync(folder) : few
const gigabytes = Number(process.env.GARBAGE_GB ?? 0.25)

const garbage = `import "conv"
import "io"

struct Node { value: int, next: Node? }

// Lists, strings, maps, structs, tuples, boxes and function values, of about 1,000 bytes in a round.
fn round(n: int) -> int {
    list = [n, n + 1, n + 2]
    text = "\${n} and \${list}"
    m = {"a": n, "b": len(text)}
    chain = Node{value: n, next: Node{value: 1, next: nil}}
    pair = (text, list)
    add = (k: int) => k + n
    boxed: any = list
    return add(len(pair.0)) + (m["b"] or 0) + chain.value + len(boxed)
}

fn main() {
    line, _ = io.readln()
    rounds = conv.string_to_int(line)?
    kept: []string = []
    sum = 0
    for i in 0..rounds {
        sum += round(i) & 1
        if i % 10000 == 0 { kept = append(kept, "\${i}") }
    }
    println(len(kept) == (rounds + 9999) / 10000, sum > 0)
}
`

test(`${gigabytes} GB of garbage fit into 64 MB`, { timeout: 600_000 }, async () => {
  const { wasm } = await build(garbage, { optimize: 2 })
  let printed = ''
  let given = false
  const guest = instantiate(wasm, (name, text) => {
    if (name === 'io.write-stdout') printed += text
    if (name !== 'io.read-line') return ''
    const line = given ? null : String(Math.round(gigabytes * 1e6))
    given = true
    return JSON.stringify({ line })
  })
  guest('main', { args: [] })
  expect(printed).toBe('true true\n')
  expect(guest.memory.buffer.byteLength).toBeLessThan(64 * 1024 * 1024)
})

test.each(names)('%s, collected at every allocation', { timeout: 600_000 }, async (name) => {
  const path = (file: string) => new URL(`${name}/${file}`, folder)
  const read = (file: string) => readFileSync(path(file), 'utf8')
  const files: Files = {
    entry: 'main.haira',
    read: (file) => (existsSync(path(file)) ? new Source(file, read(file)) : undefined),
  }
  const options = { files, optimize: 2, suspend: 'asyncify', library: stressed(library) } as const
  const { wasm } = await build(read('main.haira'), options)
  expect(withError(await runHosted(wasm, 'asyncify'))).toBe(read('stdout.txt'))
})
