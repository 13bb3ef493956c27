// Language page 1.6: which newlines end a statement, and 3: what a `{` is.

import { describe, expect, test } from 'vitest'
import { expression, only, parsed } from './program.ts'

/** The kinds of the items of a program. */
const kinds = (text: string) => parsed(text).items.map((item) => item.kind)

describe('one statement', () => {
  test.each([
    'a = f(1,\n  2\n  )',
    'a = [1\n, 2]',
    'a = b +\n\n  c',
    'a =\n  b',
    'a = b\n  |> c\n  // comment\n  |> d',
    'a = b\n  .c\n  ?.d',
    'a = b\n  and c\n  or d\n  orelse e',
    'a = b\n  == c',
    'a = b\n  * c',
    'a = b\n  as int',
    'a = b \\\n  - c',
    'a = not\n  b',
    'a = spawn\n  f()',
    'if a { }\nelse { }',
    'try { }\ncatch { }',
    'try\n{ }\n\ncatch e\n{ }',
    'for x in\n  xs\n{ }',
    'while a\n{ }',
    'fn f()\n  -> int\n{ }',
    'agent A\n{\n}',
    'a = "x ${b +\n c}"',
    'a = f(/* two\n lines */ b)',
  ])('%j', (text) => {
    expect(parsed(text).items).toHaveLength(1)
  })
})

describe('two statements', () => {
  test.each([
    'a = b\n-1',
    'a = b\n(c)',
    'a = b\n[c]',
    'a = b\n<-c',
    'a = b\n{ c }',
    'a = b; c = d',
    'a = b;; c = d;',
    'a = b /* two\n lines */ c = d',
    'a = b?\nc = d',
    'a: List<int>\nb = c',
    'a: int?\nb = c',
    'a = x.in\nb = c',
  ])('%j', (text) => {
    expect(parsed(text).items).toHaveLength(2)
  })
})

test('return, break and continue take what stands on their line', () => {
  expect(only('fn f() {\n return\n 1\n}')).toMatchObject({ body: { statements: [{ kind: 'return', values: [] }, {}] } })
  expect(only('for {\n break\n x\n}')).toMatchObject({ body: { statements: [{ kind: 'break' }, {}] } })
})

test('a keyword before a colon at the start of a line is a name', () => {
  const item = only('agent A {\n  a: b\n  or: c\n  else: d\n  as: e\n}')
  expect(item).toMatchObject({
    fields: [{}, { name: { text: 'or' } }, { name: { text: 'else' } }, { name: { text: 'as' } }],
  })
})

test('contextual words are names elsewhere', () => {
  const words = 'provider tool agent workflow test eval step verify onerror default from chan some ok err self map'
  for (const word of words.split(' ')) expect(kinds(`${word} = 1\nx = ${word} + 1`)).toEqual(['assign', 'assign'])
})

describe('a brace in an operand', () => {
  test.each([
    ['{}', 'map'],
    ['{\n}', 'map'],
    ['{ a: 1 }', 'map'],
    ['{ "a": 1, (b): 2, 3: 4 }', 'map'],
    ['{ a, b: 1 }', 'map'],
    ['{ a }', 'map'],
    ['{ ...a }', 'map'],
    ['{ a() }', 'blockExpression'],
    ['{ a; b }', 'blockExpression'],
    ['{ x = 1\n x }', 'blockExpression'],
    ['User{}', 'struct'],
    ['User{name: "a", age = 3, x}', 'struct'],
    ['http.Request{url: "a"}', 'struct'],
    ['Shape.Circle{r: 1}', 'struct'],
    ['Pair<int, string>{a: 1}', 'struct'],
    ['[:]', 'map'],
    ['[a: 1, "b": 2]', 'map'],
    ['[]', 'list'],
  ])('%j is a %s', (text, kind) => {
    expect(expression(text).kind).toBe(kind)
  })

  test('at the start of a statement it is a block', () => {
    expect(kinds('{ a }')).toEqual(['blockStatement'])
  })
})

describe('a brace after an arrow', () => {
  test.each([
    ['{}', 'block'],
    ['{ a: 1 }', 'map'],
    ['{ a: 1, b: 2 }', 'map'],
    ['{ "a": 1 }', 'map'],
    ['{ (a): 1 }', 'map'],
    ['{ a }', 'block'],
    ['{ a, b = c }', 'block'],
    ['{ x: for a in b { } }', 'block'],
    ['{ xs: []int = []\n xs }', 'block'],
    ['{ n: int = 3\n n }', 'block'],
    ['{ n: int\n n = 3 }', 'block'],
  ])('%j is a %s', (text, kind) => {
    expect(expression(`v => ${text}`)).toMatchObject({ kind: 'lambda', body: { kind } })
    expect(expression(`match v { _ => ${text} }`)).toMatchObject({ kind: 'match', arms: [{ body: { kind } }] })
  })
})

describe('the first free brace of a header opens its body', () => {
  test.each([
    ['if a == B { }', 'then'],
    ['if (a) { }', 'then'],
    ['if f(B{x: 1}) { }', 'then'],
    ['if a == (B{x: 1}) { }', 'then'],
    ['if xs.any(x => { x > 1 }) { }', 'then'],
    ['if [{a: 1}][0].a > 0 { }', 'then'],
    ['if v = f(); v > 1 { }', 'then'],
    ['if v = {a: 1}; v.a > 1 { }', 'then'],
    ['if match a { 1 => true, _ => false } { }', 'then'],
  ])('%j', (text, part) => {
    expect(only(text)).toMatchObject({ expression: { kind: 'if', [part]: { statements: [] } } })
  })

  test('in loops too', () => {
    expect(kinds('for x in Items { }\nwhile A { }\nfor A { }\nfor { }')).toEqual(['forIn', 'while', 'while', 'while'])
  })

  test('and a guard ends at the arrow of its arm', () => {
    const arms = [{ guard: { kind: 'identifier' } }, { guard: { kind: 'binary' }, body: { kind: 'lambda' } }]
    expect(expression('match v { a if b => c, d if e > f => g => h }')).toMatchObject({ arms })
  })
})
