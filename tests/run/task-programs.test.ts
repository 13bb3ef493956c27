// Random programs of tasks and channels print what a model of the language says, on both ways to suspend.
// `RUNS=2000` tries more, `SEED=n` repeats.

import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { build } from '../emit/run-program.ts'
import { runHosted } from './hosted.ts'
import { encode, expected, interpreter, taskPrograms } from './task-programs.ts'

const numRuns = Number(process.env.RUNS ?? 60)
const seed = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }

test('tasks and channels do what the model does', async () => {
  const { wasm } = await build(interpreter, { suspend: 'asyncify', optimize: 1 })
  const property = fc.asyncProperty(taskPrograms, async (program) => {
    for (const suspend of ['asyncify', 'jspi'] as const) {
      const { output, error } = await runHosted(wasm, suspend, Readable.from([encode(program)]))
      expect(output + (error === undefined ? '' : `error: ${error}\n`)).toBe(expected(program))
    }
  })
  await fc.assert(property, { numRuns, ...seed })
})
