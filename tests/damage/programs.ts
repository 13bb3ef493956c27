// Programs that nobody would write: words of the language in any order, and real programs with pieces missing, doubled,
// moved or taken from another one.

import fc from 'fast-check'
import { lex } from '../../compiler/1-parse/lex.ts'
import { referenceBlocks, repositoryPrograms } from '../format/corpus.ts'
import { read } from '../format/round-trip.ts'

const corpus = [...repositoryPrograms(), ...referenceBlocks()]
  .map(({ text }) => text)
  .filter((text) => text.length < 4000)

/** A program as the texts of its tokens, each with the blanks and comments after it. */
function pieces(text: string): string[] {
  const { starts } = lex(text).tokens
  return Array.from(starts, (start, at) => text.slice(start, starts[at + 1] ?? text.length))
}

/** Every word that some program has: names, literals, operators, keywords. */
const vocabulary = [...new Set(corpus.flatMap(pieces).map((piece) => piece.trim()))].filter(
  (word) => word !== '' && word.length < 40,
)

const word = fc.constantFrom(...vocabulary)
const gap = fc.constantFrom(' ', '', '\n', ' ', '\n\n', ' // note\n')

/** Any words in any order. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .array(fc.tuple(word, gap), { maxLength: 60 })
  .map((words) => words.flat().join(''))

/** Any characters at all, with those that mean something more often. */
export const characterSoup: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'(){}[]"\'\\$`@;:,.<>=|&!?-+*/% \n\r\t0123456789abAB_'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
  ),
  maxLength: 80,
})

type Change =
  | { kind: 'remove' | 'double' | 'newline'; at: number }
  | { kind: 'put' | 'replace'; at: number; word: string }
  | { kind: 'move'; at: number; to: number }
  /** An operand where another one was, so that the program can still be read and means something else. */
  | { kind: 'exchange'; at: number; with: number }
  | { kind: 'splice'; at: number; count: number; from: number; of: string }

const at = fc.nat()
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constantFrom('remove' as const, 'double' as const, 'newline' as const), at }),
  fc.record({ kind: fc.constantFrom('put' as const, 'replace' as const), at, word }),
  fc.record({ kind: fc.constant('move' as const), at, to: at }),
  fc.record({
    kind: fc.constant('splice' as const),
    at,
    count: fc.nat({ max: 12 }),
    from: at,
    of: fc.constantFrom(...corpus),
  }),
)

const exchange: fc.Arbitrary<Change> = fc.record({ kind: fc.constant('exchange' as const), at, with: at })

const changed = (programs: string[], changes: fc.Arbitrary<Change>) =>
  fc
    .tuple(fc.constantFrom(...programs), fc.array(changes, { minLength: 1, maxLength: 4 }))
    .map(([text, list]) => list.reduce(apply, pieces(text)).join(''))

/** A program with operands in each other's places: it can often still be read, and hardly ever makes sense. */
export const exchangedProgram: fc.Arbitrary<string> = changed(
  corpus.filter((text) => read(text) !== undefined),
  exchange,
)

/** A program with pieces missing, doubled, moved, exchanged or taken from another one. */
export const mutatedProgram: fc.Arbitrary<string> = changed(corpus, fc.oneof(change, exchange))

function apply(tokens: string[], change: Change): string[] {
  const at = tokens.length === 0 ? 0 : change.at % tokens.length
  const token = tokens[at] ?? ''
  switch (change.kind) {
    case 'remove':
      return tokens.toSpliced(at, 1)
    case 'double':
      return tokens.toSpliced(at, 0, token)
    case 'newline':
      return tokens.toSpliced(at, 0, '\n')
    case 'put':
      return tokens.toSpliced(at, 0, `${change.word} `)
    case 'replace':
      return tokens.toSpliced(at, 1, `${change.word} `)
    case 'move':
      return tokens.toSpliced(at, 1).toSpliced(change.to % Math.max(tokens.length, 1), 0, token)
    case 'exchange': {
      const operands = tokens.flatMap((piece, at) => (/^[\w"]/.test(piece) ? [at] : []))
      if (operands.length === 0) return tokens
      const one = operands[change.at % operands.length]!
      const other = operands[change.with % operands.length]!
      return tokens.with(one, tokens[other]!.trimEnd() + /\s*$/.exec(tokens[one]!)![0])
    }
    case 'splice': {
      const others = pieces(change.of)
      const from = others.length === 0 ? 0 : change.from % others.length
      return tokens.toSpliced(at, 0, ...others.slice(from, from + change.count))
    }
  }
}
