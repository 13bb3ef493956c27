// What phases 4 and 5 make of programs: the AssemblyScript text and the init table; and what the programs then print,
// which is what the text is for. A case without `stdout.txt` is not run.

import { lower } from '../../compiler/4-lower/lower.ts'
import { check, emit } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { type Case, filesOf, suite } from '../suite.ts'
import { build, run } from './run-program.ts'

suite('emit', new URL('cases/', import.meta.url), async (one) => {
  const source = new Source('input.haira', one.read('input.haira'))
  const files = filesOf(one)
  const { assembly, diagnostics } = emit(source, files)
  if (!assembly) throw new Error(diagnostics.map((found) => `${found.code} ${found.message}`).join('\n'))
  one.expect('output.as.ts', assembly.text)
  const { checked } = check(source, files)
  const { init } = lower(checked!)
  if (init.entries.length > 0) one.expect('init-table.json', `${JSON.stringify(init, null, 2)}\n`)
  if (one.has('stdout.txt')) await expectRun(one)
  else await build(source.text, { files })
})

async function expectRun(one: Case): Promise<void> {
  const { output, reply } = await run(one.read('input.haira'), { files: filesOf(one) })
  one.expect('stdout.txt', output)
  if (one.has('reply.json')) one.expect('reply.json', `${JSON.stringify(reply)}\n`)
}
