// Programs with comments, newlines and blanks put between tokens at random. Not every place takes them: what cannot be
// read any more is no case.

import { lex } from '../../compiler/1-parse/lex.ts'
import type { Random } from './random.ts'

const insertions = [
  '\n',
  '\n\n\n',
  '  ',
  ' // note\n',
  '\n// own line\n',
  ' /* b */ ',
  '\n/* own */\n',
  ' /* two\nlines */ ',
  '\n\n// a\n\n// b\n',
  '// no blank\n',
]

/** `text` with up to `most` insertions. */
export function mutate(text: string, random: Random, most: number): string {
  const { starts } = lex(text).tokens
  if (starts.length === 0) return text
  const places = random.some(1, most, () => random.pick(starts)).sort((one, other) => other - one)
  return places.reduce((result, at) => result.slice(0, at) + random.pick(insertions) + result.slice(at), text)
}
