// Language page 1.3 and 1.4: the values of number and string literals.

import { describe, expect, test } from 'vitest'
import { expression } from './program.ts'

/** The parts of a string literal: text, and the source of each interpolation between `<` and `>`. */
function parts(literal: string): string[] {
  const node = expression(literal)
  if (node.kind !== 'string') throw new Error(`expected a string, found ${node.kind}`)
  return node.parts.map((part) => {
    if (part.kind === 'text') return part.text
    const { source, start, end } = part.expression.span
    return `<${source.text.slice(start, end)}>`
  })
}

describe('plain strings', () => {
  test.each([
    ['""', []],
    ['"a b"', ['a b']],
    [String.raw`"\n\t\r\\\"\'\0\$\{\}"`, ['\n\t\r\\"\'\0${}']],
    [String.raw`"\x41\u{1F600}\u{e9}"`, ['A😀é']],
    [String.raw`"\d+ \q"`, ['\\d+ \\q']],
    ['"a ${b} c"', ['a ', '<b>', ' c']],
    ['"${a}${b}"', ['<a>', '<b>']],
    ['"${ f("x ${y}", {k: "}"}) }"', ['<f("x ${y}", {k: "}"})>']],
    ['"${\n  a\n}"', ['<a>']],
    ['"$5 {x} $"', ['$5 {x} $']],
    [String.raw`"\${x}"`, ['${x}']],
    [String.raw`r"\d ${'$'}{x}"`, ['\\d ${x}']],
  ])('%s', (literal, expected) => {
    expect(parts(literal)).toEqual(expected)
  })
})

describe('triple strings', () => {
  test.each([
    ['on one line', '"""a"""', ['a']],
    ['blanks at both ends go', '"""  a \n  """', ['a']],
    ['the common indentation goes', '"""\n    a\n      b\n    c\n    """', ['a\n  b\nc']],
    ['the first line does not count', '"""a\n    b\n      c"""', ['a\nb\n  c']],
    ['blank lines do not count and become empty', '"""\n    a\n \n      \n    b\n"""', ['a\n\n\nb']],
    ['tabs and blanks have no common indentation', '"""x\n\ta\n    b"""', ['x\n\ta\n    b']],
    ['a closing line less indented than the text', '"""\n    a\n  """', ['a']],
    ['escapes come last', '"""\n    \\n  a\\n\n    """', ['\n  a\n']],
    ['inserted values keep their lines', '"""\n    a ${b}\n      ${c}\n    """', ['a ', '<b>', '\n  ', '<c>']],
    ['quotes inside', '"""a "b" \\""" c"""', ['a "b" """ c']],
    ['CR LF counts as one newline', '"""a\r\n    b\r\n    c"""', ['a\nb\nc']],
    ['raw', 'r"""\n  \\d\n   ${x}\n"""', ['\\d\n ${x}']],
    ['empty', '"""\n  \n"""', []],
  ])('%s', (_, literal, expected) => {
    expect(parts(literal)).toEqual(expected)
  })
})

describe('numbers', () => {
  test.each([
    ['0', 0n],
    ['007', 7n],
    ['1_000_000', 1_000_000n],
    ['0xFF', 255n],
    ['0XfF', 255n],
    ['0b1010', 10n],
    ['0o17', 15n],
    ['0xFFFF_FFFF_FFFF_FFFF', -1n],
    ['0x8000_0000_0000_0000', -(2n ** 63n)],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['1_0.2_5E-2', 0.1025],
  ])('%s', (literal, value) => {
    expect(expression(literal)).toMatchObject({ kind: typeof value === 'bigint' ? 'int' : 'float', value })
  })

  test('the least int is written with a unary minus', () => {
    expect(expression('-9223372036854775808')).toMatchObject({ operator: '-', operand: { value: 2n ** 63n } })
  })
})
