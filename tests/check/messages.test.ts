// The examples in the message files of phases 2 and 3: each bad one gives its code, each good one gives nothing at all.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readMessages } from '../../compiler/diagnostics/generate-messages.ts'
import { programOf } from '../diagnostics/front.ts'
import { findingsOf } from './findings.ts'

for (const name of ['2-resolve.md', '3-check.md']) {
  const file = new URL(`../../compiler/diagnostics/messages/${name}`, import.meta.url)
  describe(`examples of ${name}`, () => {
    for (const entry of readMessages({ name, text: readFileSync(file, 'utf8') })) {
      test(`${entry.code} ${entry.name}`, () => {
        // A warning about something that is not compiled yet stands beside the E0900 that says so.
        for (const bad of entry.bad) expect(codes(bad).filter(isAbout(entry.code))).toEqual([entry.code])
        for (const good of entry.good) expect(codes(good)).toEqual([])
      })
    }
  })
}

function codes(text: string): string[] {
  const { source, files } = programOf(text)
  return findingsOf(source.text, source.name, files).diagnostics.map((one) => one.code)
}

function isAbout(code: string): (found: string) => boolean {
  return (found) => found !== 'E0900' || code === 'E0900'
}
