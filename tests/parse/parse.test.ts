// What the cases do not show: places, comments, time.

import { describe, expect, test } from 'vitest'
import { parse } from '../../compiler/1-parse/parse.ts'
import { Report } from '../../compiler/diagnostics/diagnostic.ts'
import { Source } from '../../compiler/source.ts'
import { expression, only, parsed } from './program.ts'
import { checkSpans } from './spans.ts'

const textOf = ({ span }: { span: { source: Source; start: number; end: number } }) =>
  span.source.text.slice(span.start, span.end)

describe('spans', () => {
  test('cover the construct and nothing around it', () => {
    const { items } = parsed(
      '\n/// A desk.\npub agent Desk {\n  a: b // c\n}\n\n@get("/x")\nworkflow W() { }\n\nx = a +\n  b // c\n',
    )
    expect(items.map(textOf)).toEqual([
      'pub agent Desk {\n  a: b // c\n}',
      '@get("/x")\nworkflow W() { }',
      'x = a +\n  b',
    ])
  })

  test('are exact inside interpolations of an indented string', () => {
    const node = expression('"""\n    é ${name}\n      ${f("${x + 1}")}\n    """')
    if (node.kind !== 'string') throw new Error('expected a string')
    const inner = node.parts.filter((part) => part.kind === 'interpolation')
    expect(inner.map(textOf)).toEqual(['${name}', '${f("${x + 1}")}'])
    expect(inner.map((part) => textOf(part.expression))).toEqual(['name', 'f("${x + 1}")'])
    expect(checkSpans(parsed('x = "a ${f("${x + 1}")} b"'))).toEqual([])
  })

  test('of an operator are the operator', () => {
    const node = expression('a  >>> b')
    if (node.kind !== 'binary') throw new Error('expected an operator')
    expect(textOf({ span: node.operatorSpan })).toBe('>>>')
  })
})

describe('comments', () => {
  test('are kept, without their markers', () => {
    const { comments } = parsed('// a\nx = 1 /* b /* c */ */\n/// d\nfn f() {} //// e\n')
    expect(comments.map(({ style, text }) => [style, text])).toEqual([
      ['line', 'a'],
      ['block', 'b /* c */'],
      ['doc', 'd'],
      ['line', '// e'],
    ])
  })

  test('doc comments belong to the declaration or field after them', () => {
    expect(only('/// One.\n/// Two.\nfn f() {}')).toMatchObject({ doc: 'One.\nTwo.' })
    expect(only('/// One.\n@get("/")\nworkflow W() {}')).toMatchObject({ doc: 'One.' })
    expect(only('struct S {\n  /// One.\n  a: int\n  b: int\n}')).toMatchObject({
      fields: [{ doc: 'One.' }, { name: { text: 'b' } }],
    })
  })
})

test('after an error the other items are there', () => {
  const report = new Report()
  const { items } = parse(new Source('x', 'fn a() {}\nfn b( {}\nfn c() { 1 + }\nfn d() {}'), report)
  expect(items.map((item) => 'name' in item && (item.name as { text: string }).text)).toEqual(['a', 'c', 'd'])
  expect(report.all).toHaveLength(2)
})

describe('time does not explode with nesting', () => {
  const deep = 60
  test.each([
    ['parentheses', `x = ${'('.repeat(deep)}1${')'.repeat(deep)}`],
    ['lambdas', `x = ${'f(a => { '.repeat(deep)}1${' })'.repeat(deep)}`],
    ['maps', `x = ${'{ a: '.repeat(deep)}1${' }'.repeat(deep)}`],
    ['arrows with blocks that look like maps', `x = ${'a => { b: T = '.repeat(deep)}1${'\n }'.repeat(deep)}`],
    ['matches', `x = ${'match a { _ => '.repeat(deep)}1${' }'.repeat(deep)}`],
    ['statements', `${'if a { '.repeat(deep)}x = 1${' }'.repeat(deep)}`],
    ['types', `x: ${'['.repeat(deep)}int${']'.repeat(deep)}`],
    ['type arguments', `x: ${'A<'.repeat(deep)}int${'>'.repeat(deep)}`],
    ['generic calls', `x = ${'f<A<int>>('.repeat(deep)}1${')'.repeat(deep)}`],
    ['strings', `x = ${'"${'.repeat(deep)}1${'}"'.repeat(deep)}`],
  ])('%s', (_, text) => {
    expect(parsed(text).items).toHaveLength(1)
  })

  test('nesting beyond all reason is an error, not a crash', () => {
    for (const text of [`x = ${'('.repeat(100_000)}`, `x = ${'-'.repeat(100_000)}1`, `x = ${'"${'.repeat(5_000)}`]) {
      const report = new Report()
      parse(new Source('x', text), report)
      expect(report.failed).toBe(true)
    }
  })
})
