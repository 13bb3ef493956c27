// Where Haira and JavaScript mean the same, JavaScript says what is right: integers by BigInt, floats and their text,
// strings by code point, sorting, maps, and JSON there and back. RUNS=1000 tries more, SEED=n repeats.

import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { build, instantiate } from '../emit/run-program.ts'
import { grow, growthSteps } from './growing.ts'
import { program } from './program.ts'

const runs = Number(process.env.RUNS ?? 12)
const seed = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }

let ask: (requests: unknown[][]) => unknown[]

beforeAll(async () => {
  const { wasm } = await build(program, { optimize: 2 })
  ask = (requests) => {
    const lines = requests.map((request) => JSON.stringify(request))
    let output = ''
    const guest = instantiate(wasm, (name, text) => {
      if (name === 'io.read-line') return JSON.stringify({ line: lines.shift() ?? null })
      if (name === 'io.write-stdout') output += text
      return ''
    })
    const reply = guest('main', { args: [] }) as { error?: { message: string } }
    expect(reply.error).toBeUndefined()
    return output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  }
})

/** Asks for a hundred cases at a time, and compares each with what JavaScript says. */
function compare<T>(one: fc.Arbitrary<T>, request: (value: T) => unknown[], oracle: (value: T) => unknown): void {
  const property = fc.property(fc.array(one, { minLength: 1, maxLength: 300, size: 'max' }), (values) => {
    expect(ask(values.map(request))).toEqual(values.map((value) => JSON.parse(JSON.stringify(oracle(value)))))
  })
  fc.assert(property, { numRuns: runs, ...seed })
}

const edges = [
  0n,
  1n,
  -1n,
  2n,
  63n,
  64n,
  127n,
  128n,
  255n,
  256n,
  32767n,
  65535n,
  2n ** 31n,
  2n ** 32n,
  2n ** 63n - 1n,
  -(2n ** 63n),
]
const integer = fc.oneof(
  fc.constantFrom(...edges),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -100n, max: 100n }),
)

/** Haira's ints and sized integers, by BigInt. */
function integerOperation([type, operator, first, second]: [string, string, bigint, bigint]): string {
  const bits = type === 'int' ? 64 : Number(type.slice(1))
  const isSigned = type === 'int' || type.startsWith('i')
  const wrap = (value: bigint) => (isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value))
  const [a, b] = [wrap(first), wrap(second)]
  const unsigned = (value: bigint) => BigInt.asUintN(bits, value)
  const count = b & 63n
  switch (operator) {
    case '+':
      return `${wrap(a + b)}`
    case '-':
      return `${wrap(a - b)}`
    case '*':
      return `${wrap(a * b)}`
    case '/':
      return b === 0n ? 'division by zero' : `${wrap(a / b)}`
    case '%':
      return b === 0n ? 'division by zero' : `${wrap(a % b)}`
    case '&':
      return `${wrap(a & b)}`
    case '|':
      return `${wrap(a | b)}`
    case '^':
      return `${wrap(a ^ b)}`
    case '<<':
      return isSigned && b < 0n ? 'negative shift count' : `${wrap(a << count)}`
    case '>>':
      return isSigned && b < 0n ? 'negative shift count' : `${wrap(a >> count)}`
    case '>>>':
      return isSigned && b < 0n ? 'negative shift count' : `${wrap(unsigned(a) >> count)}`
    case '<':
      return `${a < b}`
    case '==':
      return `${a === b}`
    case '-x':
      return `${wrap(-a)}`
    default:
      return `${wrap(~a)}`
  }
}

/** A float as Haira prints it. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  if (Object.is(value, -0)) return '-0.0'
  const text = String(value).replace('e+', 'e')
  return /[.e]/.test(text) ? text : `${text}.0`
}

/** An f32: the shortest text that reads back as the same one; of those the closest, or the one with an even digit. */
function singleText(value: number): string {
  const single = Math.fround(value)
  if (!Number.isFinite(single) || single === 0) return floatText(single)
  const distance = (one: number) => Math.abs(one - Math.abs(single))
  for (let count = 1; count < 10; count++) {
    const [mantissa, exponent] = Math.abs(single)
      .toExponential(count - 1)
      .split('e') as [string, string]
    const digits = Number(mantissa.replace('.', ''))
    const [best] = [digits - 1, digits, digits + 1]
      .map((own) => ({ own, float: Number(`${own}e${Number(exponent) - count + 1}`) }))
      .filter(({ float }) => Math.fround(float) === Math.abs(single))
      .sort((a, b) => distance(a.float) - distance(b.float) || (a.own % 2) - (b.own % 2))
    if (best) return floatText(single < 0 ? -best.float : best.float)
  }
  throw new Error(`no text for ${single}`)
}

function floatOperations([x, y]: [number, number]): string {
  const values = [x, x + y, x - y, x * y, x / y, x % y].map(floatText)
  return `${values.join(' ')} ${x < y} ${x === y} ${singleText(x)}`
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const anyFloat = fc.oneof(
  finite,
  fc.integer().map(Number),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -400, max: 400 }).map((n) => n / 8),
)

const letter = fc.constantFrom('a', 'b', 'a', 'B', ' ', 'é', '😀', 'ß', '€', '\n', '"', '\uFFFD')
const text = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(''))
const shortText = fc.array(letter, { minLength: 1, maxLength: 2 }).map((letters) => letters.join(''))

function byCodePoint(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  for (let i = 0; i < Math.min(x.length, y.length); i++)
    if (x[i] !== y[i]) return x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!
  return x.length - y.length
}

function stringFunctions([s, t, a, b]: [string, string, number, number]): unknown[] {
  const points = [...s]
  const index = (units: number) => (units < 0 ? -1 : [...s.slice(0, units)].length)
  return [
    points.length,
    Buffer.byteLength(s),
    points.slice(Math.min(a, points.length), Math.max(a, Math.min(b, points.length))).join(''),
    points.toReversed().join(''),
    index(s.indexOf(t)),
    index(s.lastIndexOf(t)),
    s.includes(t),
    s.startsWith(t),
    s.endsWith(t),
    s.split(t),
    s.replaceAll(t, '<>'),
    s.split(t).length - 1,
    s.trim(),
    s + t,
    byCodePoint(s, t) < 0,
    s === t,
    '*'.repeat(Math.max(0, 12 - points.length)) + s,
    s + s,
  ]
}

type Step = ['set' | 'delete' | 'count' | 'get', string, number]

function mapSteps(steps: Step[]): unknown[] {
  const m = new Map<string, number>()
  const numbers = new Map<number, string>()
  const found: unknown[] = []
  for (const [op, key, n] of steps) {
    if (op === 'set') {
      m.set(key, n)
      numbers.set(n, key)
    } else if (op === 'delete') {
      m.delete(key)
      numbers.delete(n)
    } else if (op === 'count') {
      m.set(key, (m.get(key) ?? 0) + n)
      numbers.set(n, (numbers.get(n) ?? '') + key)
    } else found.push(m.get(key) ?? null, numbers.get(n) ?? null, m.get(key) ?? -1, m.size)
  }
  return [...found, [...m], [...numbers.keys()], [...numbers.values()]]
}

describe('as JavaScript', () => {
  test('integers of every width', () => {
    const types = fc.constantFrom('int', 'i8', 'i16', 'i32', 'u8', 'u16', 'u32', 'u64')
    const operators = fc.constantFrom('+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>', '<', '==', '-x', '~x')
    compare(
      fc.tuple(types, operators, integer, integer),
      ([type, operator, a, b]) => ['integers', type, operator, `${a}`, `${b}`],
      integerOperation,
    )
  })

  test('floats and their text', () => {
    compare(fc.tuple(anyFloat, anyFloat), ([a, b]) => ['floats', floatText(a), floatText(b)], floatOperations)
  })

  test('floats from any decimal text', () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{0,40}$/)
    const decimal = fc.tuple(digits, fc.stringMatching(/^[0-9]{1,30}$/), fc.integer({ min: -340, max: 310 }))
    // Just in the middle between two floats, and close to it.
    const middle = fc
      .tuple(fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n }), fc.integer({ min: 0, max: 200 }))
      .map(([n, shift]) => `${(2n * n + 1n) * 2n ** BigInt(shift)}`)
    const texts = fc.oneof(
      decimal.map(([whole, fraction, exponent]) => `${whole}.${fraction}e${exponent}`),
      middle,
      middle.map((one) => `${one}.${'0'.repeat(30)}1`),
    )
    compare(
      texts,
      (one) => ['floats', one, '1'],
      (one) => floatOperations([Number(one), 1]),
    )
  })

  test('strings', () => {
    const index = fc.integer({ min: 0, max: 14 })
    compare(fc.tuple(text, shortText, index, index), (one) => ['strings', ...one], stringFunctions)
  })

  test('sorting, which is stable', () => {
    const ints = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 60 })
    compare(
      fc.tuple(ints, fc.array(text, { maxLength: 20 })),
      (one) => ['sorted', ...one],
      ([numbers, texts]) => [
        numbers.toSorted((a, b) => a - b),
        texts.toSorted(byCodePoint),
        numbers.toSorted((a, b) => (a % 5) - (b % 5)),
      ],
    )
  })

  test('maps, which keep their order', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'é', '😀', '', 'abcd', 'abcde', 'abcdefgh', 'abcdefghi', 'a\u0000')
    const step = fc.tuple(fc.constantFrom('set', 'set', 'delete', 'count', 'get'), key, fc.integer({ min: 0, max: 9 }))
    compare(
      fc.array(step, { maxLength: 60, size: 'max' }) as fc.Arbitrary<Step[]>,
      (steps) => ['maps', steps],
      mapSteps,
    )
  })

  test('lists and strings that grow, seen by others', () => {
    const op = fc.constantFrom(...growthSteps)
    const step = fc.tuple(op, fc.nat({ max: 8 }), fc.integer({ min: -99, max: 99 }))
    compare(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => ['growing', steps], grow)
  })

  // Keys that are numbers stand first in JavaScript's objects, and -0 is lost in its JSON.
  const key = text.filter((one) => !/^\d+$/.test(one) && one !== '__proto__')
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constant(null),
      fc.boolean(),
      anyFloat.map((n) => n + 0),
      text,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  })).value

  test('JSON there and back', () => {
    compare(
      json,
      (one) => ['json', one],
      (one) => one,
    )
  })

  test('what is JSON, and what is not', () => {
    const isJson = (one: string) => {
      try {
        JSON.parse(one)
        return true
      } catch {
        return false
      }
    }
    const piece = fc.constantFrom(
      '',
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      '\\u12',
      '0',
      '-',
      '.',
      'e',
      'true',
      ' ',
      '\n',
      'a',
    )
    const damaged = fc
      .tuple(json, fc.nat({ max: 60 }), fc.nat({ max: 2 }), piece)
      .map(([value, at, removed, added]) => {
        const whole = JSON.stringify(value)
        return whole.slice(0, at) + added + whole.slice(at + removed)
      })
      .filter((one) => one.isWellFormed())
    compare(
      damaged,
      (one) => ['accepted', one],
      (one) => [isJson(one), isJson(one)],
    )
  })
})
