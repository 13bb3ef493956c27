// Values of all kinds inside the module: JSON in and out, arguments, printed forms, equality, faults, library functions.

import { beforeEach, describe, expect, test } from 'vitest'
import { compileDriver, Guest } from './guest.ts'

const wasm = await compileDriver('values')
let guest: Guest

beforeEach(() => {
  guest = new Guest(wasm)
})

/** Calls a workflow that must succeed. */
function value(workflow: string, body: unknown = {}, rest: Parameters<Guest['call']>[2] = {}): unknown {
  const reply = guest.call(workflow, body, rest)
  expect(reply).toMatchObject({ status: 200 })
  return reply.body
}

describe('reading JSON', () => {
  test.each([
    ['1', 'int 1'],
    ['-0', 'int 0'],
    ['9223372036854775807', 'int 9223372036854775807'],
    ['-9223372036854775808', 'int -9223372036854775808'],
    ['9223372036854775808', 'float 9223372036854776000.0'],
    ['1.0', 'float 1.0'],
    ['1e2', 'float 100.0'],
    ['-2.5E-1', 'float -0.25'],
    ['1e400', 'float inf'],
    [' [1, "a" ,null,true,false,{}] ', '[int 1, string a, null, true, false, {}]'],
    ['{"a":{"b":[]},"a":2}', '{a={b=[]}, a=int 2}'],
    ['"\\u0041\\n\\"\\/\\\\\\ud83d\\ude00é😀"', 'string A\n"/\\😀é😀'],
    ['', 'error: unexpected end at 1:1'],
    ['  \n', 'error: unexpected end at 2:1'],
    ['{"a" 1}', "error: unexpected '1' at 1:6"],
    ['{"a": 1,}', "error: unexpected '}' at 1:9"],
    ['{a: 1}', "error: unexpected 'a' at 1:2"],
    ['[1 2]', "error: unexpected '2' at 1:4"],
    ['[1,]', "error: unexpected ']' at 1:4"],
    ['1 x', "error: unexpected 'x' at 1:3"],
    ['["é😀", x]', "error: unexpected 'x' at 1:8"],
    ['{\n  "a": tru\n}', "error: unexpected '\n' at 2:11"],
    ['01', "error: unexpected '1' at 1:2"],
    ['1.', 'error: unexpected end at 1:3'],
    ['.5', "error: unexpected '.' at 1:1"],
    ['+1', "error: unexpected '+' at 1:1"],
    ['1e', 'error: unexpected end at 1:3'],
    ['"abc', 'error: unexpected end at 1:5'],
    ['"a\\x"', "error: unexpected 'x' at 1:4"],
    ['"\\u00g0"', "error: unexpected 'g' at 1:6"],
    ['"a\nb"', "error: unexpected '\n' at 1:3"],
    ['NaN', "error: unexpected 'N' at 1:1"],
    ['nul', 'error: unexpected end at 1:4'],
  ])('%s', (text, expected) => {
    expect(value('Parse', { text })).toBe(expected)
  })

  test('limits nesting', () => {
    expect(value('Parse', { text: '['.repeat(500) + ']'.repeat(500) })).toMatch(/^\[\[/)
    expect(value('Parse', { text: '['.repeat(100_000) })).toBe('error: nested deeper than 500 at 1:501')
  })

  test('takes long texts full of escapes', () => {
    const text = '\n"'.repeat(100_000)
    expect(value('Parse', { text: JSON.stringify(text) })).toBe(`string ${text}`)
  })
})

describe('floats', () => {
  test('print as the shortest text that reads back the same', () => {
    const numbers = [
      3,
      0.1,
      1e21,
      1.5e21,
      123456789012345680000,
      1e-6,
      1e-7,
      5e-324,
      1.7976931348623157e308,
      -2.5,
      1 / 3,
    ]
    expect(value('Float', { numbers })).toEqual([
      '[3.0, 0.1, 1e21, 1.5e21, 123456789012345680000.0, 0.000001, 1e-7, 5e-324, 1.7976931348623157e308, -2.5, 0.3333333333333333]',
      numbers,
    ])
    expect(value('Float', undefined, { raw: '{"numbers":[-0.0]}' })).toEqual(['[-0.0]', [-0]])
  })

  test('survive reading and writing', () => {
    let seed = 1
    const random = (): number => {
      seed = (seed * 48271) % 2147483647
      return seed / 2147483647
    }
    const numbers = Array.from({ length: 2000 }, () => (random() - 0.5) * 10 ** Math.floor(random() * 40 - 20))
    expect((value('Float', { numbers }) as [string, number[]])[1]).toEqual(numbers)
  })
})

const types = {
  ...{ i: 1, f: 2, b: true, s: 'x', small: 255, list: [1, 2], map: { a: 1, b: 2.5 }, point: { x: 1, label: 'p' } },
  points: [{ x: 2 }, { x: 3, label: null, more: 1 }],
}

describe('parameters from a JSON body', () => {
  test('have their types', () => {
    expect(value('Types', types)).toEqual([
      ...[1, 2, true, 'x', 255, [1, 2], { a: 1, b: 2.5 }, { x: 1, label: 'p' }],
      ...[
        [
          { x: 2, label: null },
          { x: 3, label: null },
        ],
        null,
        null,
        null,
      ],
    ])
    const rest = { maybe: 7, text: '', spare: { x: 0 } }
    expect((value('Types', { ...types, ...rest }) as unknown[]).slice(-3)).toEqual([7, '', { x: 0, label: null }])
  })

  test('an integral float is an int', () => {
    const raw = JSON.stringify(types).replace('"i":1', '"i":3.0')
    expect((value('Types', undefined, { raw }) as unknown[])[0]).toBe(3)
  })

  test.each([
    ['i', 'x', 'i: expected int, got "x"'],
    ['i', '1', 'i: expected int, got "1"'],
    ['i', 1.5, 'i: expected int, got 1.5'],
    ['i', null, 'i: expected int, got null'],
    ['f', '1', 'f: expected float, got "1"'],
    ['b', 1, 'b: expected bool, got 1'],
    ['s', 1, 's: expected string, got 1'],
    ['small', 256, 'small: expected int, got 256'],
    ['small', -1, 'small: expected int, got -1'],
    ['list', 1, 'list: expected list, got 1'],
    ['list', [1, 'x'], 'list[1]: expected int, got "x"'],
    ['map', [], 'map: expected map, got []'],
    ['map', { a: 'x' }, 'map.a: expected float, got "x"'],
    ['point', {}, 'point.x: required'],
    ['point', 'x', 'point: expected object, got "x"'],
    ['points', [{ x: 1 }, { x: 'y' }], 'points[1].x: expected int, got "y"'],
    ['maybe', 'x', 'maybe: expected int, got "x"'],
    ['text', ['a', 'b'.repeat(80)], `text: expected string, got ["a","${'b'.repeat(51)}...`],
  ])('%s: %j', (name, wrong, error) => {
    const place = error.slice(0, error.indexOf(':'))
    const reply = guest.call('Types', { ...types, [name]: wrong })
    expect(reply).toMatchObject({ status: 400, body: { error } })
    expect(Object.keys((reply.body as { fields: object }).fields)).toEqual([place])
  })

  test('all problems are told together', () => {
    const { i: _, ...rest } = types
    expect(guest.call('Types', { ...rest, b: 'x' })).toEqual({
      status: 400,
      body: { error: 'i: required; b: expected bool, got "x"', fields: { i: 'required', b: 'expected bool' } },
    })
  })

  test('malformed bodies', () => {
    expect(guest.call('Types', undefined, { raw: '{"i": ' })).toEqual({
      status: 400,
      body: { error: 'malformed JSON: unexpected end at 1:7' },
    })
    expect(guest.call('Types', [1])).toEqual({ status: 400, body: { error: 'the body must be a JSON object' } })
  })
})

describe('parameters from path and query', () => {
  const path = { id: '7' }
  const query = { ratio: ['0.5'], on: ['true'], name: ['12'], tags: ['a', 'b'], sizes: ['[1,2]'] }

  test('are parsed', () => {
    expect(value('Texts', undefined, { path, query })).toEqual([7, 0.5, true, '12', ['a', 'b'], [1, 2], 20])
    const more = { ...query, tags: ['a'], sizes: ['3'], limit: ['5'] }
    expect(value('Texts', undefined, { path, query: more })).toEqual([7, 0.5, true, '12', ['a'], [3], 5])
  })

  test('path comes before body, body before query', () => {
    const body = { id: 1, ratio: 2.5, on: false, name: 'n', tags: [], sizes: [] }
    expect(value('Texts', body, { path, query })).toEqual([7, 2.5, false, 'n', [], [], 20])
  })

  test('are checked', () => {
    const wrong = { ...query, ratio: ['much'], on: ['1'], limit: ['x'] }
    const reply = guest.call('Texts', undefined, { path: { id: '1.5' }, query: wrong })
    expect(reply.body).toEqual({
      error: [
        ...['id: expected int, got "1.5"', 'ratio: expected float, got "much"', 'on: expected bool, got "1"'],
        'limit: expected int, got "x"',
      ].join('; '),
      fields: { id: 'expected int', ratio: 'expected float', on: 'expected bool', limit: 'expected int' },
    })
  })
})

describe('values', () => {
  test('print as language.md 10 says', () => {
    expect(value('Show')).toEqual([
      'a"b',
      '["a\\"b\\\\\\n\\t\\r\\u{1b}", "é"]',
      '-42',
      'true',
      'nil',
      '["a", nil]',
      '(1, 2.0)',
      '("x", false, [])',
      '{"a": 1, "b \\"q\\"": 2}',
      '{1: "x"}',
      '{}',
      'Point{x: 1, label: "p"}',
      '[Point{x: 1, label: nil}]',
      'bad',
      '[Error("bad")]',
      '3',
      'nil',
      's',
      '["s", 1, 1.0, true, nil, [1, 2], Point{x: 2, label: "q"}]',
    ])
  })

  test('are compared deeply', () => {
    expect(value('Equal')).toEqual(Array(16).fill(true))
  })

  test('faults panic with their message', () => {
    expect(value('Faults')).toEqual([
      'index 5 out of range (length 3)',
      'index -1 out of range (length 3)',
      'index 3 out of range (length 3)',
      'division by zero',
      'division by zero',
      'cannot convert nan to int',
      'cannot convert 10000000000000000000.0 to int',
      'expected string, found int',
      'expected int, found nil',
      'negative shift count',
      'clear',
    ])
  })

  test('operators', () => {
    const text = JSON.stringify(guest.call('Operators', {}).body)
    expect(JSON.parse(text)).toEqual([
      ...[-3, -1, Number(-(2n ** 63n)), 0, -2, 2, -4, 1],
      ...[[9, 2, 3], [9, 2], [], [9, 2, 3, 4], [9, 2, 3, 5, 6], 1, null, 'x', null, ['a'], 1, 2, 3, false],
    ])
  })
})

describe('module string', () => {
  test('counts code points', () => {
    expect(value('String', { s: ' 😀aBé😀 ', t: '😀' })).toEqual({
      len: 7,
      byte_len: 14,
      trim: ['😀aBé😀', ' 😀aBé😀 '],
      case: [' 😀ABÉ😀 ', ' 😀abé😀 '],
      has: [true, false, false],
      index_of: 1,
      split: [' ', 'aBé', ' '],
      replace: [' -aBé😀 ', ' -aBé- '],
      repeat: [' 😀aBé😀  😀aBé😀 ', ''],
      lines: [' 😀aBé😀 '],
      join: '1.0😀2.5',
    })
  })

  test('the empty string', () => {
    expect(value('String', { s: '😀b', t: '' })).toMatchObject({
      has: [true, true, true],
      index_of: 0,
      split: ['😀', 'b'],
      replace: ['😀b', '😀b'],
    })
    expect(value('String', { s: '', t: ',' })).toMatchObject({
      split: [''],
      lines: [],
      has: [false, false, false],
      index_of: -1,
    })
    expect(value('String', { s: 'a\r\nb\n\nc\n', t: 'a' })).toMatchObject({ lines: ['a', 'b', '', 'c'] })
    expect(value('String', { s: '--x-', t: '-+' })).toMatchObject({ trim: ['--x-', 'x'] })
  })
})

describe('module conv and json', () => {
  test('numbers from texts', () => {
    const texts = [' 42 ', '-7', '+007', '1_000', '9223372036854775808', '1.5', 'x"', '']
    expect(value('Conv', { texts })).toEqual([
      ...['42', '42.0', '-7', '-7.0', '7', '7.0'],
      ...['cannot convert "1_000" to int', 'cannot convert "1_000" to float'],
      ...['cannot convert "9223372036854775808" to int', '9223372036854776000.0'],
      ...['cannot convert "1.5" to int', '1.5'],
      ...['cannot convert "x\\"" to int', 'cannot convert "x\\"" to float'],
      ...['cannot convert "" to int', 'cannot convert "" to float'],
      ...['', '2.0', 'cannot encode nan as JSON', '[3.0]'],
    ])
  })
})

describe('a workflow', () => {
  test.each([
    ['raise', { status: 500, body: { error: 'raised' } }],
    ['code', { status: 410, body: { error: 'gone' } }],
    ['odd code', { status: 500, body: { error: 'odd' } }],
    ['panic', { status: 500, body: { error: 'division by zero' }, panic: 'division by zero' }],
    ['', { status: 200, body: null }],
  ])('may end by %s', (how, reply) => {
    expect(guest.call('End', { how })).toEqual(reply)
    expect(guest.call('End', { how: '' })).toEqual({ status: 200, body: null })
  })

  test('that aborts leaves the text for the host', () => {
    expect(() => guest.call('End', { how: 'abort' })).toThrow(/assertion of ours \(app\.ts:\d+:\d+\)/)
  })

  test('unknown names are told', () => {
    expect(guest.call('Nope', {})).toEqual({ status: 404, body: { error: "no workflow 'Nope'" } })
  })
})

test('main writes, reads the environment, and has an exit status', () => {
  guest.env = { NAME: 'n' }
  expect(guest.main()).toEqual({ exit: 3 })
  expect([guest.stdout, guest.stderr]).toEqual(['ab\n', 'cnd\n'])
})
