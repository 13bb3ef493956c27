// What programs print: one folder for each part of the language and of the library, its output written from the
// reference. A case ends with the line of its uncaught error, if it has one.

import { run } from '../emit/run-program.ts'
import { filesOf, suite } from '../suite.ts'

suite('run', new URL('cases/', import.meta.url), async (one) => {
  const { output, reply } = await run(one.read('main.haira'), { files: filesOf(one), optimize: 0 })
  const error = (reply as { error?: { message: string } }).error
  one.expect('stdout.txt', error ? `${output}error: ${error.message}\n` : output)
})
