// Deep nesting of every kind: 2,000 levels work or are one error; never a crash of this phase or a later one. What is allowed is compiled to text, so that the limits fit the stack of all phases.

import { expect, test } from 'vitest'
import { emit } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'

const valued = (expression: string) => `fn main() {\n    x = ${expression}\n    println("\${x}")\n}\n`
const body = (statements: string) => `fn main() {\n    a = 1\n${statements}\n}\n`
const typed = (type: string) => `fn f(x: ${type}) {\n    println("called")\n}\n`
const identity = 'fn f(n: int) -> int {\n    return n\n}\n'

/** Compiles to text and gives the codes of all errors. */
function errorsOf(text: string): string[] {
  const { diagnostics } = emit(new Source('main.haira', text))
  return diagnostics.filter((one) => one.severity === 'error').map((one) => one.code)
}

const brackets: Record<string, (levels: number) => string> = {
  parentheses: (n) => valued('('.repeat(n) + 1 + ')'.repeat(n)),
  lists: (n) => valued('['.repeat(n) + 1 + ']'.repeat(n)),
  calls: (n) => identity + valued('f('.repeat(n) + 1 + ')'.repeat(n)),
  branches: (n) => body('if a == 1 {\n'.repeat(n) + '}\n'.repeat(n)),
  loops: (n) => body('while a == 1 {\n'.repeat(n) + '}\n'.repeat(n)),
  interpolations: (n) => valued('"${'.repeat(n) + 1 + '}"'.repeat(n)),
}

const rows: Record<string, (levels: number) => string> = {
  minus: (n) => valued(`${'- '.repeat(n)}1`),
  not: (n) => valued(`${'not '.repeat(n)}true`),
  'other prefixes': (n) => valued(`${'!~'.repeat(n / 2)}1`),
  sum: (n) => valued(`1${' + 1'.repeat(n)}`),
  'sum of strings': (n) => valued(`"a"${' + "a"'.repeat(n)}`),
  'sum of products': (n) => valued(`1${' + 1 * 2'.repeat(n)}`),
  conjunction: (n) => valued(`true${' and true'.repeat(n)}`),
  equality: (n) => valued(`true${' == true'.repeat(n)}`),
  casts: (n) => valued(`1${' as int'.repeat(n)}`),
  'else if': (n) => body(`if a == 0 {\n}${' else if a == 1 {\n}'.repeat(n)}`),
}

/** Errors for other reasons too, or no legal programs at this depth: only a crash would be wrong. */
const others: Record<string, (levels: number) => string> = {
  maps: (n) => valued('{a: '.repeat(n) + 1 + '}'.repeat(n)),
  blocks: (n) => body('{\n'.repeat(n) + '}\n'.repeat(n)),
  matches: (n) => body('match a {\n1 => '.repeat(n) + 1 + '\n}'.repeat(n)),
  patterns: (n) => body(`match a {\n${'some('.repeat(n)}b${')'.repeat(n)} => println("b")\n}`),
  alternatives: (n) => body(`match a {\n1${' | 1'.repeat(n)} => println("b")\n}`),
  'labelled loops': (n) => body('b: for {\n'.repeat(n) + '}\n'.repeat(n)),
  await: (n) => valued(`${'await '.repeat(n)}t`),
  receive: (n) => valued(`${'<-'.repeat(n)}t`),
  spawn: (n) => valued(`${'spawn {'.repeat(n)}f()${'}'.repeat(n)}`),
  arrows: (n) => valued(`${'a => '.repeat(n)}1`),
  'arrows with parentheses': (n) => valued(`${'(a) => '.repeat(n)}1`),
  'function literals': (n) => valued('fn() { '.repeat(n) + 1 + ' }'.repeat(n)),
  members: (n) => valued(`a${'.b'.repeat(n)}`),
  'safe members': (n) => valued(`a${'?.b'.repeat(n)}`),
  methods: (n) => valued(`"a"${'.trim()'.repeat(n)}`),
  'calls of calls': (n) => valued(`a${'()'.repeat(n)}`),
  indexes: (n) => valued(`a${'[0]'.repeat(n)}`),
  'tuple indexes': (n) => valued(`a${'.0'.repeat(n)}`),
  propagation: (n) => valued(`a${'?'.repeat(n)}`),
  orelse: (n) => valued(`a${' orelse a'.repeat(n)}`),
  pipes: (n) => identity + valued(`1${' |> f'.repeat(n)}`),
  'list types': (n) => typed(`${'[]'.repeat(n)}int`),
  'list types in brackets': (n) => typed(`${'['.repeat(n)}int${']'.repeat(n)}`),
  'map types': (n) => typed(`${'map[string]'.repeat(n)}int`),
  'option types': (n) => typed(`int${'?'.repeat(n)}`),
  'function types': (n) => typed(`${'fn() -> '.repeat(n)}int`),
  'arrow types': (n) => typed(`${'() -> '.repeat(n)}int`),
  'channel types': (n) => typed(`${'chan<'.repeat(n)}int${'>'.repeat(n)}`),
  'type arguments': (n) => typed(`${'Box<'.repeat(n)}int${'>'.repeat(n)}`),
  'type arguments of a call': (n) => valued(`f<${'Box<'.repeat(n)}int${'>'.repeat(n)}>()`),
  'union types': (n) => typed(`int${' | int'.repeat(n)}`),
  'tuple types': (n) => typed(`${'('.repeat(n)}int${')'.repeat(n)}`),
  'record types': (n) => typed(`${'{a: '.repeat(n)}int${'}'.repeat(n)}`),
  'aliases of aliases': (n) =>
    `${Array.from({ length: n }, (_, at) => `type T${at} = T${at + 1}\n`).join('')}type T${n} = int\n`,
  'open parentheses': (n) => valued('('.repeat(n)),
  'open braces': (n) => body('{'.repeat(n)),
  'open interpolations': (n) => valued('"${'.repeat(n)),
  'closers without opener': (n) => valued(')'.repeat(n)),
}

test.each(Object.entries(brackets))('%s: 190 levels compile, 2,000 are one error', (_, program) => {
  expect(errorsOf(program(190))).toEqual([])
  expect(errorsOf(program(2000))).toEqual(['E0011'])
})

test.each(Object.entries(rows))('%s: 390 in a row are no E0011, 2,000 are one', (_, program) => {
  expect(errorsOf(program(390))).not.toContain('E0011')
  expect(errorsOf(program(2000))).toEqual(['E0011'])
})

test('20,000 in a row are one error', () => {
  expect(errorsOf(rows.sum!(20_000))).toEqual(['E0011'])
  expect(errorsOf(rows.minus!(20_000))).toEqual(['E0011'])
})

test.each(Object.entries(others))('%s: 2,000 levels end, and so do 400', (_, program) => {
  errorsOf(program(2000))
  errorsOf(program(400))
})

test('190 branches around a row of 190 compile', () => {
  const inner = `a = 1${' + 1'.repeat(190)}\n`
  expect(errorsOf(body('if a == 1 {\n'.repeat(190) + inner + '}\n'.repeat(190)))).toEqual([])
})

test('the error is at the level that is too much', () => {
  const { diagnostics } = emit(new Source('main.haira', `x = 1\n\ny = ${'- '.repeat(600)}x\n`))
  // The first 400 levels are the assignment and 399 minus signs.
  const [found] = diagnostics
  expect(found!.code).toBe('E0011')
  expect(found!.span.source.position(found!.span.start)).toMatchObject({ line: 3, column: 5 + 2 * 399 })
})

test('after an item that is too deep the next one is read', () => {
  expect(errorsOf(`fn a() {\n    x = ${'- '.repeat(600)}1\n}\n\nfn b() {\n    x = )\n}\n`)).toEqual(['E0011', 'E0011'])
})

test('comments in comments have no limit, many statements and structs in a chain neither', () => {
  expect(errorsOf(`${'/*'.repeat(20_000)}${'*/'.repeat(20_000)}\n${valued('1')}`)).toEqual([])
  expect(errorsOf(body('    a = a + 1\n'.repeat(2000)))).toEqual([])
  const structs = Array.from({ length: 1000 }, (_, at) => `struct S${at} {\n    next: S${at + 1}\n}\n`)
  expect(errorsOf(`${structs.join('')}struct S1000 {\n    last: int\n}\n`)).toEqual([])
})
