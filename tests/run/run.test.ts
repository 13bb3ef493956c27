// What programs print: one folder for each part of the language and of the library, its output written from the
// reference. A case ends with the line of its uncaught error, if it has one. Programs with tasks need the real host, and
// must print the same on each way to suspend.

import { build, run } from '../emit/run-program.ts'
import { type Case, filesOf, suite } from '../suite.ts'
import { runHosted } from './hosted.ts'

suite('run', new URL('cases/', import.meta.url), async (one) => {
  const text = one.read('main.haira')
  if (/\bspawn\b|\bchan<|\btesting\.mock\b/.test(text)) return runTasks(one, text)
  const { output, reply } = await run(text, { files: filesOf(one), optimize: 0 })
  one.expect('stdout.txt', withError(output, (reply as { error?: { message: string } }).error?.message))
})

async function runTasks(one: Case, text: string): Promise<void> {
  const { wasm } = await build(text, { files: filesOf(one), suspend: 'asyncify', optimize: 1 })
  for (const suspend of ['asyncify', 'jspi'] as const) {
    const { output, error } = await runHosted(wasm, suspend)
    one.expect('stdout.txt', withError(output, error))
  }
}

function withError(output: string, message: string | undefined): string {
  return message === undefined ? output : `${output}error: ${message}\n`
}
