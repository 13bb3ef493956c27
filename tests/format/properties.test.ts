// Formatting changes the layout and nothing else, and once is enough: over every program of the repository, over the same
// with comments and newlines put anywhere between tokens, and over generated programs.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { referenceBlocks, repositoryPrograms } from './corpus.ts'
import { Generator } from './generate.ts'
import { mutate } from './mutate.ts'
import { Random } from './random.ts'
import { read, roundTrip } from './round-trip.ts'

const corpus = [...repositoryPrograms(), ...referenceBlocks()].filter(({ text }) => read(text) !== undefined)

test('every program that can be read', { timeout: 30_000 }, () => {
  expect(corpus.length).toBeGreaterThan(200)
  for (const { text } of corpus) roundTrip(text)
})

test('the example of the language page is formatted already', () => {
  const text = readFileSync(new URL('../../examples/support-desk.haira', import.meta.url), 'utf8')
  expect(roundTrip(text)).toBe(text)
})

/** Calls `attempt` with numbers from 0 until it has succeeded often enough, or for so long that something is wrong. */
function many(wanted: number, attempt: (seed: number) => boolean): void {
  let done = 0
  for (let seed = 0; done < wanted; seed++) {
    if (seed > wanted * 4) throw new Error(`only ${done} of ${seed} cases can be read`)
    try {
      if (attempt(seed)) done++
    } catch (error) {
      throw new Error(`case ${seed}: ${(error as Error).message}`)
    }
  }
}

function survives(text: string): boolean {
  const syntax = read(text)
  if (syntax) roundTrip(text, syntax)
  return syntax !== undefined
}

describe('property', () => {
  const small = corpus.filter(({ text }) => text.length < 1500)

  test('comments and newlines anywhere', { timeout: 30_000 }, () => {
    many(1000, (seed) => {
      const random = new Random(seed)
      return survives(mutate(random.pick(small).text, random, random.pick([1, 3, 8])))
    })
  })

  test('generated programs', { timeout: 30_000 }, () => {
    many(600, (seed) => survives(new Generator(new Random(seed)).program()))
  })

  test('generated programs with comments', { timeout: 30_000 }, () => {
    many(400, (seed) => {
      const random = new Random(seed)
      return survives(mutate(new Generator(random).program(), random, random.pick([1, 4])))
    })
  })
})
