// Damaged programs: whatever is cut out of a program or put into it, parsing ends, says something if anything is wrong,
// and every place it names exists.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from '../../compiler/1-parse/parse.ts'
import { Report } from '../../compiler/diagnostics/diagnostic.ts'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { Source } from '../../compiler/source.ts'

const read = (name: string) => readFileSync(new URL(`cases/${name}/input.haira`, import.meta.url), 'utf8')
const programs = ['tool', 'workflow', 'match-bodies', 'strings', 'select', 'types'].map(read)

function survives(text: string): void {
  const report = new Report()
  const { items, comments } = parse(new Source('x', text), report)
  for (const { span } of [...items, ...comments, ...report.all]) {
    if (span.start < 0 || span.start > span.end || span.end > text.length)
      throw new Error(`bad span in ${JSON.stringify(text)}`)
  }
  if (report.failed) expect(renderAll(report.all)).not.toContain('undefined')
}

test('cut off anywhere', () => {
  for (const text of programs) for (let end = 0; end < text.length; end++) survives(text.slice(0, end))
})

test('with one character missing', () => {
  for (const text of programs) for (let at = 0; at < text.length; at++) survives(text.slice(0, at) + text.slice(at + 1))
})

test('with a bracket or quote too many', () => {
  for (const text of programs) {
    for (const extra of ['(', ')', '{', '}', '"', '${']) {
      for (let at = 0; at < text.length; at += 3) survives(text.slice(0, at) + extra + text.slice(at))
    }
  }
})

test('with brackets closed in the wrong order', () => {
  const closers = ['()', '[]', '{}']
  for (const a of closers) {
    for (const b of closers) survives(`fn main() { f(${a[0]}${b[0]}x${a[1]}${b[1]}) }\n`)
    survives(`fn main() { f(${a[0]})${a[1]} }\n`)
  }
})
