// The message files and what is generated from them: nothing is stale, and every example shows what it says.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { generateMessages, readMessages } from '../../compiler/diagnostics/generate-messages.ts'
import { generated, messageFiles } from '../../compiler/generate.ts'
import { emit } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { findings } from './front.ts'

test('generating again changes nothing', () => {
  for (const [path, text] of generated()) {
    const fresh = readFileSync(path, 'utf8') === text
    expect(fresh, `${path} is stale: npm run generate`).toBe(true)
  }
})

/** Findings about an example that are beside its point: it uses little of what it declares, or what cannot be compiled yet. */
const beside = ['E0900', 'W0106', 'W0202']

function codesOf(text: string, code: string): string[] {
  // What cannot be compiled yet is said only when code is made.
  const found = code === 'E0900' ? emit(new Source('main.haira', text)).diagnostics : findings(text)
  const codes = new Set(found.map((one) => one.code))
  return [...codes].filter((one) => one === code || !beside.includes(one))
}

for (const file of messageFiles()) {
  const entries = readMessages(file)
  describe.skipIf(entries.length === 0)(`examples of ${file.name}`, () => {
    test.each(entries)('$code $name', ({ code, bad, good }) => {
      for (const text of bad) expect(codesOf(text, code)).toEqual([code])
      for (const text of good) expect(codesOf(text, code)).toEqual([])
    })
  })
}

describe('the form of a message file', () => {
  const fileOf = (text: string) => [{ name: 'x.md', text }]

  test('holes become typed parameters; those that not every variant has are optional', () => {
    const code = generateMessages(
      fileOf('## E0102 unknownProvider\n> no `%name%`\n\n> no `%name%`; try `%other%`\n\nHint: see %place%\n\nWhy.\n'),
    )
    expect(code).toContain('holes: { name: Hole; other?: Hole | undefined; place?: Hole | undefined }')
    expect(code).toContain("severity: 'error'")
  })

  test('an entry without an explanation is refused, with its place', () => {
    expect(() => generateMessages(fileOf('\n## E0102 unknownProvider\n> no\n'))).toThrow(
      'x.md:2: unknownProvider has no sentence',
    )
  })

  test('a heading without code is refused', () => {
    expect(() => generateMessages(fileOf('## unknownProvider\n> no\n\nWhy.'))).toThrow('x.md:1: expected a heading')
  })

  test('a name is declared once', () => {
    const entry = '## E0102 one\n> no\n\nWhy.\n'
    expect(() => generateMessages(fileOf(entry + entry))).toThrow('x.md:5: one is already declared at x.md:1')
  })
})
