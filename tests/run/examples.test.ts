// The programs of examples/programs print what they should, and their own tests pass.

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { haira } from '../cli/command-line.ts'
import { run } from '../emit/run-program.ts'

const folder = new URL('../../examples/programs/', import.meta.url)
const names = readdirSync(folder).map((name) => name.replace(/\.haira$/, ''))

test.each(names)('%s', async (name) => {
  const { output } = await run(readFileSync(new URL(`${name}.haira`, folder), 'utf8'), { optimize: 2 })
  expect(output).toBe(readFileSync(new URL(`examples/${name}.txt`, import.meta.url), 'utf8'))
})

test('their tests pass', async () => {
  const files = ['text-statistics', 'scheduler'].map((name) => `${folder.pathname}${name}.haira`)
  const { status, stdout } = await haira(['test', ...files])
  expect(stdout).toMatch(/\n3 passed, 0 failed\n$/)
  expect(status).toBe(0)
})
