// Every code block of the language reference is part of a case of tests/check, which shows what is said of it.

import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { referenceBlocks } from '../format/corpus.ts'

/** The lines that say something, without their indentation: a case may have the block inside a function. */
const linesOf = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

const cases = globSync(fileURLToPath(new URL('../check/cases/{reference,spec}-*/input.haira', import.meta.url))).map(
  (path) => linesOf(readFileSync(path, 'utf8')),
)

const blocks = referenceBlocks()

test.skipIf(blocks.length === 0).each(blocks)('$name', ({ text }) => {
  expect(cases.filter((one) => one.includes(linesOf(text)))).not.toEqual([])
})
