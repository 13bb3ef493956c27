// Regular expressions inside the module: RE2's syntax, its errors, agreement with JavaScript where the two mean the same, and
// time that does not explode.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileDriver, Guest } from './guest.ts'

interface Said {
  matches: boolean
  first: string
  all: string[]
  captures: string[]
  split: string[]
  replaced: string
}

const guest = new Guest(await compileDriver('regex', { optimize: 1 }))

function ask(pattern: string, texts: string[], replacement = '<$0>'): Said[] | string {
  const reply = guest.call('Regex', { pattern, texts, replacement })
  expect(reply).toMatchObject({ status: 200 })
  return reply.body as Said[] | string
}

/** What a pattern says of one text. */
function say(pattern: string, text: string, replacement?: string): Said {
  const said = ask(pattern, [text], replacement)
  if (typeof said === 'string') throw new Error(said)
  return said[0]!
}

describe('syntax', () => {
  test.each([
    ['a|b', 'xbax', ['b', 'a']],
    ['', 'ab', ['', '', '']],
    ['a**', '', 'invalid regex `a**`: `**` repeats a repetition'],
    ['a+?', 'aaa', ['a', 'a', 'a']],
    ['(?U)a+', 'aa', ['a', 'a']],
    ['(?U)a+?', 'aa', ['aa']],
    ['a{2}', 'aaaaa', ['aa', 'aa']],
    ['a{2,3}', 'aaaaaa', ['aaa', 'aaa']],
    ['a{2,3}?', 'aaaaa', ['aa', 'aa']],
    ['a{0,2}b', 'aaab', ['aab']],
    ['a{3,}', 'aaaaba', ['aaaa']],
    ['a{,3}', 'a{,3}', ['a{,3}']],
    ['(?:ab){0}c', 'abc', ['c']],
    ['x{a}', 'x{a}', ['x{a}']],
    ['.', 'a\n😀', ['a', '😀']],
    ['(?s).', 'a\n😀', ['a', '\n', '😀']],
    ['^a$', 'a\na', []],
    ['(?m)^a$', 'a\na', ['a', 'a']],
    ['(?m:^a)|b$', 'b\na\nb', ['a', 'b']],
    ['\\Aa|a\\z', 'aaa', ['a', 'a']],
    ['\\bfoo\\b', 'foo food foo', ['foo', 'foo']],
    ['\\Bo', 'o fo', ['o']],
    ['[a-c]+', 'xabcx', ['abc']],
    ['[^a-c]+', 'abx\ny', ['x\ny']],
    ['[]a]+', 'a]b', ['a]']],
    ['[a\\]-]+', '-a]b', ['-a]']],
    ['[\\d.-]+', 'v1.2-3', ['1.2-3']],
    ['[[:alpha:][:digit:]]+', 'a1_é', ['a1']],
    ['[[:^space:]]+', 'ab c', ['ab', 'c']],
    ['\\d+\\D', 'a12b٣', ['12b']],
    ['\\w+', 'snake_case é', ['snake_case']],
    ['\\s', 'a\v\tb\u00a0', ['\t']],
    ['[^\\s\\d]+', 'a 1b', ['a', 'b']],
    ['\\pL+', 'añ1Ω', ['añ', 'Ω']],
    ['\\p{Greek}+', 'aΩβb', ['Ωβ']],
    ['\\p{^Greek}+|\\PL', 'Ωa', ['a']],
    ['\\p{Lu}\\p{Ll}+', 'Ärger und Öl', ['Ärger', 'Öl']],
    ['(?i)straße', 'STRAßE STRAẞE strasse', ['STRAßE', 'STRAẞE']],
    ['(?i)k', 'kK\u212a', ['k', 'K', '\u212a']],
    ['(?i)[^k]', 'kK\u212ax', ['x']],
    ['(?i:A)b', 'ab aB Ab', ['ab', 'Ab']],
    ['(?i)a(?-i)b', 'Ab AB', ['Ab']],
    ['\\x41\\x{1F600}\\101\\t', 'A😀A\t', ['A😀A\t']],
    ['\\Qa.b*\\E+', 'a.b** a.b*', ['a.b**', 'a.b*']],
    ['\\.\\_\\-', '._-', ['._-']],
    ['(?P<y>\\d{4})-(?<m>\\d\\d)', 'on 2024-05', ['2024-05']],
    ['(|a)*', 'aa', ['', '', '']],
    ['(|a)+', 'aa', ['', '', '']],
    ['(a|)*', 'aa', ['aa']],
    ['(?:a?)*?b', 'aab', ['aab']],
    ['😀+', 'x😀😀', ['😀😀']],
    ['[😀-😂]', '😁', ['😁']],
    ['(a', '', 'invalid regex `(a`: missing `)`'],
    ['a)', '', 'invalid regex `a)`: unexpected `)`'],
    ['[a', '', 'invalid regex `[a`: missing `]`'],
    ['[z-a]', '', 'invalid regex `[z-a]`: invalid range `z-a`'],
    ['*a', '', 'invalid regex `*a`: nothing to repeat before `*`'],
    ['a|{2}', '', 'invalid regex `a|{2}`: nothing to repeat before `{`'],
    ['a{2}{3}', '', 'invalid regex `a{2}{3}`: `{2}{` repeats a repetition'],
    ['a{1001}', '', 'invalid regex `a{1001}`: invalid repeat count `{1001}`'],
    ['a{3,2}', '', 'invalid regex `a{3,2}`: invalid repeat count `{3,2}`'],
    [
      '((a{100}){100}){100}',
      '',
      'invalid regex `((a{100}){100}){100}`: repetitions within each other are more than 1000',
    ],
    ['(?=a)', '', 'invalid regex `(?=a)`: look-around is not supported'],
    ['(?<!a)', '', 'invalid regex `(?<!a)`: look-around is not supported'],
    ['(a)\\1', '', 'invalid regex `(a)\\1`: back-references are not supported'],
    ['\\y', '', 'invalid regex `\\y`: unknown escape `\\y`'],
    ['\\', '', 'invalid regex `\\`: `\\` at the end'],
    ['\\pX', '', 'invalid regex `\\pX`: unknown character class `\\pX`'],
    ['\\p{Klingon}', '', 'invalid regex `\\p{Klingon}`: unknown character class `\\p{Klingon}`'],
    ['[[:foo:]]', '', 'invalid regex `[[:foo:]]`: unknown character class `[:foo:]`'],
    ['(?P<a>.)(?P<a>.)', '', 'invalid regex `(?P<a>.)(?P<a>.)`: two groups are named `a`'],
    ['(?P<a', '', 'invalid regex `(?P<a`: a group needs a name of letters, digits and `_`, and `>`'],
    ['(?z)', '', 'invalid regex `(?z)`: unknown group `(?`'],
  ])('%s', (pattern, text, expected) => {
    const said = ask(pattern, [text])
    expect(typeof said === 'string' ? said : said[0]!.all).toEqual(expected)
  })

  test('nesting has a limit', () => {
    expect(say(`${'('.repeat(1000)}a${')'.repeat(1000)}`, 'a').captures).toHaveLength(1001)
    expect(ask('('.repeat(100_000), [''])).toMatch(/groups are nested too deeply$/)
  })

  test('categories and scripts are those of the engine', () => {
    const points = Array.from({ length: 0x6000 }, (_, at) => String.fromCodePoint(at * 5))
    const text = points.filter((one) => !/\p{Cs}/u.test(one)).join('')
    for (const name of ['L', 'Lu', 'Nd', 'P', 'Sm', 'Zs', 'Cf', 'Han', 'Cyrillic', 'Latin', 'Common', 'Gothic']) {
      const property = name.length > 2 ? `Script=${name}` : name
      expect(say(`\\p{${name}}`, text).all).toEqual(text.match(new RegExp(`\\p{${property}}`, 'gu')))
    }
  })

  test('what case folding joins is what JavaScript joins', () => {
    const letters = Array.from({ length: 0x600 }, (_, point) => String.fromCodePoint(point)).filter((one) =>
      /\p{L}/u.test(one),
    )
    const text = letters.join('')
    for (const letter of letters.filter((_, at) => at % 7 === 0)) {
      expect(say(`(?i)${letter}`, text).all).toEqual(text.match(new RegExp(letter, 'giu')))
    }
  })
})

describe('results', () => {
  test('groups that took no part are empty', () => {
    expect(say('(a)|(b)', 'b').captures).toEqual(['b', '', 'b'])
    expect(say('(a)|(b)', 'c').captures).toEqual([])
  })

  test('replacements follow Go', () => {
    const replaced = (replacement: string) => say('(?P<first>\\w+) (\\w+)', 'hello world', replacement).replaced
    expect(replaced('$2 $1')).toBe('world hello')
    expect(replaced('$1x')).toBe('')
    expect(replaced('${1}x')).toBe('hellox')
    expect(replaced('$first-${first}')).toBe('hello-hello')
    expect(replaced('$$1 $ ${ $9 ${nope}')).toBe('$1 $ ${  ')
    expect(say('b*', 'abc', '-').replaced).toBe('-a-c-')
  })

  test('splitting follows Go', () => {
    expect(say('a', 'banana').split).toEqual(['b', 'n', 'n', ''])
    expect(say('a*', 'abaabaccadaaae').split).toEqual(['', 'b', 'b', 'c', 'c', 'd', 'e'])
    expect(say(',', '').split).toEqual([''])
    expect(say('', 'é😀').split).toEqual(['é', '😀'])
    expect(say('(x)', 'axb').split).toEqual(['a', 'b'])
  })
})

test.each([
  ['(a*)*b', 'a'.repeat(50_000)],
  ['(a|aa)+$', `${'a'.repeat(50_000)}b`],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(50_000)],
  ['(x+x+)+y', 'x'.repeat(50_000)],
  ['(.*)(.*)(.*)(.*)(.*)[^x]$', 'x'.repeat(20_000)],
  [`(?:a?){200}a{200}`, 'a'.repeat(200)],
])('a pattern on which backtracking explodes takes linear time: %s', (pattern, text) => {
  expect(say(pattern, text).matches).toBe(text.length === 200)
})

// ------------------------------------------------------------------------------------------- agreement with JavaScript

interface Part {
  text: string
  nullable: boolean
}

const atom = fc.constantFrom(
  'a',
  'b',
  'é',
  '😀',
  '.',
  '\\d',
  '\\w',
  '[ab]',
  '[^a]',
  '[a-cé]',
  '\\D',
  'ab',
  '\\p{L}',
  '[^\\d😀]',
)
const position = fc.constantFrom('^', '$', '\\b', '\\B')
const quantifier = fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,3}', '{2,}', '*?', '+?', '??', '{1,3}?')

const { whole } = fc.letrec<{ plain: Part; whole: Part }>((tie) => {
  const solid = atom.map((text) => ({ text, nullable: false }))
  const empty = position.map((text) => ({ text, nullable: true }))
  const quantified = (inner: fc.Arbitrary<Part>) =>
    fc.tuple(inner, quantifier).map(([{ text, nullable }, sign]) => ({
      // JavaScript ends a repetition that matches nothing in its own way.
      text: nullable ? `(?:${text})` : `(?:${text})${sign}`,
      nullable: nullable || /^[*?]|^\{0/.test(sign),
    }))
  const joined = (inner: fc.Arbitrary<Part>) =>
    fc.array(inner, { minLength: 1, maxLength: 3 }).map((parts) => ({
      text: parts.map((part) => part.text).join(''),
      nullable: parts.every((part) => part.nullable),
    }))
  const either = (inner: fc.Arbitrary<Part>) =>
    fc.tuple(inner, inner).map(([a, b]) => ({ text: `(?:${a.text}|${b.text})`, nullable: a.nullable || b.nullable }))
  return {
    plain: fc.oneof(
      { depthSize: 'small' },
      solid,
      empty,
      quantified(tie('plain')),
      joined(tie('plain')),
      either(tie('plain')),
    ),
    // JavaScript forgets what groups held when a repetition begins anew; RE2 does not. So groups are not repeated here.
    whole: fc.oneof(
      { depthSize: 'small' },
      tie('plain'),
      tie('plain').map(({ text, nullable }) => ({ text: `(${text})`, nullable })),
      joined(tie('whole')),
      either(tie('whole')),
    ),
  }
})

test('agrees with JavaScript where both mean the same', () => {
  const texts = fc.array(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'é', 'É', '😀', '1', ' ', '\n', '_'), maxLength: 12 }),
    {
      minLength: 3,
      maxLength: 3,
    },
  )
  const flags = fc.constantFrom('', 'i', 'm', 's', 'im')
  const property = fc.property(whole, texts, flags, ({ text: pattern }, samples, given) => {
    const said = ask(given === '' ? pattern : `(?${given})${pattern}`, samples)
    expect(said).toEqual(samples.map((sample) => expected(new RegExp(pattern, `yu${given}`), sample)))
  })
  fc.assert(property, { numRuns: Number(process.env.RUNS ?? 300) })
})

test('every pattern ends in an answer or an error', () => {
  const piece = fc.constantFrom(...'ab()[]{}*+?|^$.\\-,:1=<>PUidwspQE😀')
  const property = fc.property(fc.string({ unit: piece, maxLength: 14 }), (pattern) => {
    const said = ask(pattern, ['ab1', ''])
    if (typeof said === 'string') expect(said).toContain('invalid regex')
    else expect(said).toHaveLength(2)
  })
  fc.assert(property, { numRuns: Number(process.env.RUNS ?? 500) })
})

/** What Go would say, by JavaScript's matcher. */
function expected(regex: RegExp, text: string): Said {
  const found: RegExpExecArray[] = []
  const after = (at: number) => at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
  // Tried at each character: V8 would also find nothing between the halves of a pair.
  const search = (from: number) => {
    for (let at = from; at <= text.length; at = after(at)) {
      regex.lastIndex = at
      const match = regex.exec(text)
      if (match) return match
    }
    return undefined
  }
  let previous = -1
  for (let at = 0; at <= text.length; ) {
    const match = search(at)
    if (!match) break
    const end = match.index + match[0].length
    if (end !== at || match.index !== previous) found.push(match)
    at = end === at ? after(end) : end
    previous = end
  }
  const first = found[0]
  return {
    matches: found.length > 0,
    first: first?.[0] ?? '',
    all: found.map((match) => match[0]),
    captures: first ? [...first].map((group) => group ?? '') : [],
    split: splitAt(found, text),
    replaced: replaceAll(found, text),
  }
}

function splitAt(found: RegExpExecArray[], text: string): string[] {
  if (text === '') return ['']
  const parts: string[] = []
  let from = 0
  let end = 0
  for (const match of found) {
    end = match.index
    const to = end + match[0].length
    if (to !== 0) parts.push(text.slice(from, end))
    from = to
  }
  return end === text.length ? parts : [...parts, text.slice(from)]
}

function replaceAll(found: RegExpExecArray[], text: string): string {
  let replaced = ''
  let from = 0
  for (const match of found) {
    replaced += `${text.slice(from, match.index)}<${match[0]}>`
    from = match.index + match[0].length
  }
  return replaced + text.slice(from)
}
