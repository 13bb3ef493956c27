// Whatever text it is given, the compiler ends, throws nothing, and gives a program or says what is wrong with it.
// A program that nothing was said against has no part whose type the checker does not know.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { check, emit } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { characterSoup, exchangedProgram, mutatedProgram, tokenSoup } from './programs.ts'
import { unknownTypes } from './unknown-types.ts'

/** Compiles a text as far as AssemblyScript. */
function survives(text: string): void {
  const source = new Source('main.haira', text)
  const { checked, diagnostics } = check(source)
  const failed = diagnostics.some(({ severity }) => severity === 'error')
  expect(checked === undefined).toBe(failed)
  for (const { span, related } of diagnostics) {
    for (const one of [span, ...related.map((label) => label.span)]) {
      const inside = one.start >= 0 && one.start <= one.end && one.end <= one.source.text.length
      if (!inside) throw new Error(`a place outside of the text: ${one.start} to ${one.end}`)
    }
  }
  expect(renderAll(diagnostics)).not.toMatch(/undefined`|\[object/)
  if (!checked) return
  expect(unknownTypes(checked)).toEqual([])
  const { assembly, diagnostics: found } = emit(source)
  expect(assembly === undefined).toBe(found.some(({ severity }) => severity === 'error'))
}

const property = (texts: fc.Arbitrary<string>, runs: number) =>
  fc.assert(fc.property(texts, survives), { numRuns: Number(process.env.RUNS ?? runs), ...seed() })

/** `SEED=n` makes the cases of a failed run again. */
const seed = () => (process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) })

test('characters', { timeout: 60_000 }, () => property(characterSoup, 1000))
test('words of the language in any order', { timeout: 60_000 }, () => property(tokenSoup, 2000))
test('programs with pieces missing, doubled, moved or replaced', { timeout: 60_000 }, () =>
  property(mutatedProgram, 2000),
)
test("programs with operands in each other's places", { timeout: 60_000 }, () => property(exchangedProgram, 2000))
