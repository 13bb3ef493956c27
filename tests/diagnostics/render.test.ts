// The frame of language page 11, character by character.

import { expect, test } from 'vitest'
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts'
import { render, renderAll, renderJson } from '../../compiler/diagnostics/render.ts'
import { Source } from '../../compiler/source.ts'

const source = new Source('main.haira', 'a = 1\nb = 2\n\nn: int = "4"\n')

function finding(part: string, more: Partial<Diagnostic> = {}, from: Source = source): Diagnostic {
  const start = from.text.indexOf(part)
  const span = { source: from, start, end: start + part.length }
  return {
    code: 'E0301',
    severity: 'error',
    message: 'expected int, found string',
    span,
    label: '',
    related: [],
    ...more,
  }
}

test('the example of the language page', () => {
  const hint = 'convert with conv.string_to_int'
  expect(render(finding('"4"', { label: 'this is a string', hint }))).toBe(`\
error[E0301]: expected int, found string
  --> main.haira:4:10
   |
 4 | n: int = "4"
   |          ^^^ this is a string
   = help: convert with conv.string_to_int`)
})

test('a related place gets its own frame', () => {
  const related = [{ span: finding('a').span, text: 'first declared here' }]
  expect(render(finding('b', { related }))).toBe(`\
error[E0301]: expected int, found string
  --> main.haira:2:1
   |
 2 | b = 2
   | ^
  ::: main.haira:1:1
   |
 1 | a = 1
   | - first declared here`)
})

test('line numbers of different width are aligned', () => {
  const long = new Source('x', `${'\n'.repeat(8)}first\nsecond\n`)
  const related = [{ span: finding('second', {}, long).span, text: 'here' }]
  expect(render(finding('first', { related }, long))).toBe(`\
error[E0301]: expected int, found string
   --> x:9:1
    |
  9 | first
    | ^^^^^
   ::: x:10:1
    |
 10 | second
    | ------ here`)
})

test('a span over lines marks each of them, without the indentation', () => {
  const text = new Source('x', 'f(1,\n  2,\n  3) + 4\n')
  expect(render(finding('f(1,\n  2,\n  3)', { label: 'this call' }, text))).toBe(`\
error[E0301]: expected int, found string
  --> x:1:1
   |
 1 | f(1,
   | ^^^^
 2 |   2,
   |   ^^
 3 |   3) + 4
   |   ^^ this call`)
})

test('a long span is cut in the middle', () => {
  const text = new Source('x', 'a {\n  b\n  c\n  d\n  e\n}\n')
  expect(render(finding(text.text.trimEnd(), {}, text))).toBe(`\
error[E0301]: expected int, found string
  --> x:1:1
   |
 1 | a {
   | ^^^
 2 |   b
   |   ^
 ...
 6 | }
   | ^`)
})

test('tabs and wide characters keep the carets in place; columns count code points', () => {
  const text = new Source('x', '\tx = "日本👍" + y\n')
  expect(render(finding('y', {}, text))).toBe(`\
error[E0301]: expected int, found string
  --> x:1:14
   |
 1 |     x = "日本👍" + y
   |                    ^`)
})

test('the end of the file can be marked', () => {
  const end = { source, start: source.text.length, end: source.text.length }
  expect(render(finding('a', { span: end }))).toBe(`\
error[E0301]: expected int, found string
  --> main.haira:5:1
   |
 5 |
   | ^`)
})

test('colours surround parts and change no character', () => {
  const one = finding('"4"', { label: 'this', hint: 'do that', severity: 'warning', code: 'W0203' })
  const coloured = render(one, { colour: true })
  expect(coloured).toContain('\x1b[1;33mwarning[W0203]\x1b[0m')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are control characters
  expect(coloured.replace(/\x1b\[[\d;]*m/g, '')).toBe(render(one))
})

test('several findings have a blank line between them', () => {
  const one = finding('a')
  expect(renderAll([one, one])).toBe(`${render(one)}\n\n${render(one)}\n`)
  expect(renderAll([])).toBe('')
})

test('for tools a finding is one line of JSON', () => {
  const related = [{ span: finding('a').span, text: 'here' }]
  const line = renderJson(finding('"4"', { label: 'this', hint: 'do that', related }))
  expect(line).not.toContain('\n')
  expect(JSON.parse(line)).toEqual({
    code: 'E0301',
    severity: 'error',
    message: 'expected int, found string',
    file: 'main.haira',
    line: 4,
    column: 10,
    endLine: 4,
    endColumn: 13,
    label: 'this',
    hint: 'do that',
    related: [{ file: 'main.haira', line: 1, column: 1, endLine: 1, endColumn: 2, text: 'here' }],
  })
})
