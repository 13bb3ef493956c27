// Makes stdlib/regex-unicode.generated.ts: what regular expressions know of Unicode, packed into bytes. It is read off the
// engine's own expressions, so that the tables are those of the pinned Node and nothing is downloaded.

const lastCodePoint = 0x10ffff

/** General categories in the order of their numbers; what is not assigned comes last. */
const categories = 'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn'.split(
  ' ',
)

/** Scripts by their long names, as expressions name them. */
const scripts = `
  Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo Brahmi
  Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common Coptic
  Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic
  Ethiopic Garay Georgian Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi Gurmukhi Gurung_Khema Han Hangul
  Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian
  Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Kirat_Rai Lao Latin
  Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi
  Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar
  Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Ol_Onal Old_Hungarian
  Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage
  Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada
  Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Sunuwar Syloti_Nagri Syriac Tagalog Tagbanwa
  Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Todhri Toto Tulu_Tigalari
  Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi Zanabazar_Square`
  .trim()
  .split(/\s+/)

/** The generated file. */
export function generateUnicode(): string {
  const byCategory = valuesOf(categories, all).fill(categories.indexOf('Cs'), 0xd800, 0xe000)
  const assigned = all.filter((point) => !/Co|Cn/.test(categories[byCategory[point]!]!))
  return [
    '// Made by `npm run generate` from compiler/library/generate-unicode.ts. Do not edit.',
    '//',
    `// Unicode ${process.versions.unicode}: general categories, scripts and simple case folding, each as runs of code points.`,
    '',
    '/** Names of the categories, two letters each. */',
    `export const CATEGORIES = '${categories.join('')}'`,
    '',
    '/** A run is a byte: category in the upper five bits, length in the lower three, where 0 says that a number follows. */',
    ...table('categoryRuns', 'CATEGORY_BYTES', categoryRuns(byCategory)),
    '/** Names of the scripts, each between two commas. */',
    `export const SCRIPTS =\n  ',${scripts.join(',')},'`,
    '',
    '/** A run is the number of its script, 0 for none, and its length as a number. */',
    ...table('scriptRuns', 'SCRIPT_BYTES', scriptRuns(assigned)),
    '/** Gap, count, stride and difference (zigzag) of code points that fold to another one. */',
    ...table('foldRuns', 'FOLD_BYTES', foldRuns(assigned)),
  ].join('\n')
}

function table(name: string, size: string, bytes: number[]): string[] {
  return [
    `export const ${size}: i32 = ${bytes.length}`,
    `export const ${name}: usize = memory.data<u8>([${bytes.join(',')}])`,
    '',
  ]
}

/** Seven bits a byte, the lowest first; the upper bit says that more follow. */
function number(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >> 7)]
}

/** For each of some code points the number of the property that it has; the number of properties where it has none. */
function valuesOf(properties: string[], points: readonly number[]): Uint8Array {
  const values = new Uint8Array(lastCodePoint + 1).fill(properties.length)
  const text = points.map((point) => String.fromCodePoint(point)).join('')
  properties.forEach((property, value) => {
    for (const [run] of text.matchAll(new RegExp(`\\p{${property}}+`, 'gu'))) {
      for (const one of run) values[one.codePointAt(0)!] = value
    }
  })
  return values
}

// Halves of surrogate pairs beside each other would be one character.
const all = Array.from({ length: lastCodePoint + 1 }, (_, point) => point).filter((point) => !isSurrogate(point))

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff
}

function runsOf(values: Uint8Array): { value: number; length: number }[] {
  const runs: { value: number; length: number }[] = []
  for (const value of values) {
    const last = runs.at(-1)
    if (last?.value === value) last.length++
    else runs.push({ value, length: 1 })
  }
  return runs
}

function categoryRuns(values: Uint8Array): number[] {
  return runsOf(values).flatMap(({ value, length }) =>
    length < 8 ? [(value << 3) | length] : [value << 3, ...number(length)],
  )
}

function scriptRuns(assigned: readonly number[]): number[] {
  const known = valuesOf(
    scripts.map((name) => `Script=${name}`),
    assigned,
  )
  return runsOf(known).flatMap(({ value, length }) => [value === scripts.length ? 0 : value + 1, ...number(length)])
}

function foldRuns(assigned: readonly number[]): number[] {
  const runs: { from: number; count: number; stride: number; difference: number }[] = []
  for (const [from, to] of folds(assigned)) {
    const last = runs.at(-1)
    const difference = to - from
    const gap = last ? from - (last.from + (last.count - 1) * last.stride) : 0
    if (last && last.difference === difference && (last.count === 1 ? gap <= 2 : gap === last.stride)) {
      last.stride = gap
      last.count++
    } else runs.push({ from, count: 1, stride: 1, difference })
  }
  let end = 0
  return runs.flatMap(({ from, count, stride, difference }) => {
    const bytes = [
      ...number(from - end),
      ...number(count),
      stride,
      ...number(difference < 0 ? -difference * 2 - 1 : difference * 2),
    ]
    end = from + (count - 1) * stride
    return bytes
  })
}

/** Code points that count as the same as a smaller one when case does not, with the smallest of them. */
function folds(assigned: readonly number[]): [from: number, to: number][] {
  const least = new Map<number, number>()
  const leastOf = (point: number): number => {
    const smaller = least.get(point)
    return smaller === undefined ? point : leastOf(smaller)
  }
  for (const point of assigned) {
    const text = String.fromCodePoint(point)
    const others = new Set([text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase()])
    others.delete(text)
    for (const other of others) {
      if (!new RegExp(`^${escaped(point)}$`, 'iu').test(other)) continue
      const [a, b] = [leastOf(point), leastOf(other.codePointAt(0)!)].sort((x, y) => x - y)
      if (a !== b) least.set(b!, a!)
    }
  }
  return [...least.keys()].sort((x, y) => x - y).map((point) => [point, leastOf(point)])
}

function escaped(point: number): string {
  return `\\u{${point.toString(16)}}`
}
