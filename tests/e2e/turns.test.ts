// What goes on side by side within a turn, sessions as values, and what is part of every request.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { load } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'
import { text } from '../wire/answers.ts'
import { desk, model, serveDesk } from './desk.ts'
import { program } from './haira.ts'
import { systemOf } from './model.ts'

serveDesk()

/** What a program of this folder prints, run in this process; its steps take no time. */
async function printed(name: string): Promise<string> {
  const { wasm } = await build(readFileSync(program(name), 'utf8'), { optimize: 0 })
  let output = ''
  const stdout = (text: string): void => {
    output += text
  }
  const running = await load(wasm as Uint8Array<ArrayBuffer>, { env: {}, stdout, stderr: stdout, offline: true })
  await running.init()
  await running.main()
  await running.close()
  return output.replaceAll(/ \d+ms: /g, ' 0ms: ').replaceAll(/ \d+ms$/gm, ' 0ms')
}

test.each([
  [
    'turns',
    'tools of one response and targets of "parallel" work at once, tools end with the turn, sessions are values',
  ],
  ['streams', 'streams are values: loops, results, errors at the start, ends before the end'],
  ['budgets', 'one budget over handoffs, tools, strategies and streams; what runs out is an error of code 509'],
])('%s: %s', async (name) => {
  expect(await printed(name)).toBe(readFileSync(program(name).replace('.haira', '.txt'), 'utf8'))
})

test('the scope is part of the system prompt in every call form', async () => {
  for (const path of ['/guarded', '/stream/guarded']) {
    model.script([text('Fine.')])
    expect(await desk.post(path, { message: 'Hi' })).toMatchObject({ status: 200 })
    expect(systemOf(model.requests[0]!)).toBe(
      'Be kind.\n\nKeep to these topics: billing, refunds. If you are asked about anything else, answer only: I only speak of money.',
    )
  }
})
