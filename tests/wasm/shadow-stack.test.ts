// The collector finds every live value at every level, though most stores of roots are removed from level 1 on.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { assemble } from '../../compiler/6-wasm/assemble.ts'
import { library } from '../emit/run-program.ts'

const text = readFileSync(new URL('roots.as', import.meta.url), 'utf8')
const facts = { sources: [], env: [], secrets: [], init: { entries: [] } }

async function result(optimize: 0 | 1 | 2 | 3): Promise<string> {
  const { wasm } = await assemble({ text, map: [], traced: [] }, facts, { suspend: 'jspi', optimize, library })
  const stub = new Proxy({}, { get: () => () => 0 })
  const imports = new Proxy({}, { get: () => stub }) as WebAssembly.Imports
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>), imports)
  const {
    memory,
    _initialize,
    'haira:host/guest@0.1.0#main': main,
  } = exports as unknown as {
    memory: WebAssembly.Memory
    _initialize(): void
    'haira:host/guest@0.1.0#main': (pointer: number, length: number) => number
  }
  _initialize()
  const [pointer, length] = new Uint32Array(memory.buffer, main(0, 0), 2)
  return new TextDecoder().decode(new Uint8Array(memory.buffer, pointer, length))
}

const a = 'a!:a,aa'
const b = 'b!:b,bb'

test('values survive collections at every level', async () => {
  const plain = await result(0)
  const [parameters, , inArguments, , , chosen, called, both, sum] = plain.split('|')
  expect(parameters).toBe('a!b!:a,aa,b,bbb!a!:b,bb,a,aa')
  expect(chosen).toBe(`${a}${a}${b}${b}`)
  expect(called).toBe('F!:F,FFG!:G,GG')
  expect(both).toBe(`${a}${b}`)
  expect(inArguments).toBe('i!:i,iii!!:i!,i!i!x!:x,xxx!:x,xxx!:x,xxy!:y,yyy!:y,yy')
  expect(sum).toBe('5050')
  for (const level of [1, 2, 3] as const) expect(await result(level), `level ${level}`).toBe(plain)
})
