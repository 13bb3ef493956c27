// Where an uncaught error comes from, in Haira's terms, however the module was built.

import { expect, test } from 'vitest'
import type { SuspendMode } from '../../compiler/manifest.ts'
import { load, PanicError } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'

async function uncaught(text: string, options: Parameters<typeof build>[1] = {}): Promise<PanicError> {
  const { wasm } = await build(text, options)
  const program = await load(wasm as Uint8Array<ArrayBuffer>, { env: {}, stdout: () => {}, stderr: () => {} })
  await program.init()
  const outcome: unknown = await program.main().catch((error: unknown) => error)
  await program.close()
  if (!(outcome instanceof PanicError)) throw new Error(`no panic: ${String(outcome)}`)
  return outcome
}

const nested = `fn pick(xs: []int, at: int) -> int {
    return xs[at]
}

fn twice(xs: []int) -> int {
    first = pick(xs, 0)
    return first + pick(xs, 5)
}

fn main() {
    println(twice([1, 2]))
}
`

const chain = ['at pick (main.haira:2:12)', 'at twice (main.haira:7:20)', 'at main (main.haira:11:13)']

test.each<[SuspendMode, 0 | 1 | 2]>([
  ['asyncify', 0],
  ['asyncify', 1],
  ['asyncify', 2],
  ['jspi', 2],
])('the calls that a panic came through (%s, level %d)', async (suspend, optimize) => {
  const error = await uncaught(nested, { suspend, optimize })
  expect([error.message, error.fault, error.chain]).toEqual(['index 5 out of range (length 2)', true, chain])
})

test.each<SuspendMode>(['asyncify', 'jspi'])('an error of a task that is awaited (%s)', async (suspend) => {
  const text = `fn half(n: int) -> int {
    10 / n
}

fn main() {
    t = spawn half(0)
    println(await t)
}
`
  const { message, chain } = await uncaught(text, { suspend, optimize: 1 })
  expect(message).toBe('division by zero')
  expect(chain).toEqual(['at half (main.haira:2:5)', 'at task (main.haira:6:15)', 'at main (main.haira:7:13)'])
})

test('an error that was raised at the top level', async () => {
  const error = await uncaught('import "conv"\n\nn = conv.string_to_int("x")?\nprintln(n)\n')
  expect([error.message, error.fault, error.chain]).toEqual([
    'cannot convert "x" to int',
    false,
    ['at top level (main.haira:3:5)'],
  ])
})

test('columns count code points', async () => {
  const { chain } = await uncaught(
    'fn half(s: string, n: int) -> int { n / 0 }\nx = "😀" + "${half("é", 1)}"\nprintln(x)\n',
  )
  expect(chain).toEqual(['at half (main.haira:1:37)', 'at top level (main.haira:2:14)'])
})

test('recursion is shortened', async () => {
  const text =
    'fn down(n: int) -> int {\n    if n == 0 { panic("low") }\n    return down(n - 1) + 1\n}\nprintln(down(6))\n'
  const { message, chain } = await uncaught(text)
  expect([message, chain]).toEqual([
    'low',
    ['at down (main.haira:2:17)', 'at down (main.haira:3:12), 6 times', 'at top level (main.haira:5:9)'],
  ])
})

test('a section of a module that is built with debug holds the texts', async () => {
  const section = async (debug: boolean) => {
    const { wasm } = await build(nested, { debug })
    const [bytes] = WebAssembly.Module.customSections(new WebAssembly.Module(wasm as BufferSource), 'haira.source-map')
    return JSON.parse(new TextDecoder().decode(bytes)) as { sources: string[]; sourcesContent?: string[] }
  }
  expect(await section(true)).toMatchObject({ sources: ['main.haira'], sourcesContent: [nested] })
  expect(await section(false)).not.toHaveProperty('sourcesContent')
})
