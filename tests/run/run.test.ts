// What programs print: one folder for each part of the language and of the library, its output written from the
// reference. A case ends with the line of its uncaught error, if it has one. Each program is compiled once, runs on the
// real host, and must print the same on each way to suspend.

import { build } from '../emit/run-program.ts'
import { filesOf, suite } from '../suite.ts'
import { runHosted, withError } from './hosted.ts'

suite('run', new URL('cases/', import.meta.url), async (one) => {
  const { wasm } = await build(one.read('main.haira'), { files: filesOf(one), suspend: 'asyncify', optimize: 0 })
  for (const suspend of ['asyncify', 'jspi'] as const) {
    one.expect('stdout.txt', withError(await runHosted(wasm, suspend)))
  }
})
