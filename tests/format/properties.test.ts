// Formatting changes the layout and nothing else, and once is enough: over every program of the repository, over the same
// with comments and newlines put anywhere between tokens, and over generated programs.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { referenceBlocks, repositoryPrograms } from './corpus.ts'
import { Generator } from './generate.ts'
import { mutate } from './mutate.ts'
import { forAll } from './random.ts'
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

function survives(text: string): boolean {
  const syntax = read(text)
  if (syntax) roundTrip(text, syntax)
  return syntax !== undefined
}

describe('property', () => {
  const small = corpus.filter(({ text }) => text.length < 1500)

  test('comments and newlines anywhere', { timeout: 60_000 }, () => {
    forAll((random) => mutate(random.pick(small).text, random, random.pick([1, 3, 8])), 1000, survives)
  })

  test('generated programs', { timeout: 60_000 }, () => {
    forAll((random) => new Generator(random).program(), 600, survives)
  })

  test('generated programs with comments', { timeout: 60_000 }, () => {
    forAll((random) => mutate(new Generator(random).program(), random, random.pick([1, 4])), 400, survives)
  })
})
