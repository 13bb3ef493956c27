// Text to tokens. Knows comments, numbers, strings and words; what lines and brackets mean is in layout.ts. Findings are
// collected, not reported: after a syntax error the rest of the file is read again from a clean state.

import {
  emptyInterpolation,
  expected,
  nestedTooDeeply,
  unclosedBlockComment,
  unexpectedCharacter,
  unterminatedString,
  unterminatedTripleString,
} from '../diagnostics/messages.generated.ts'
import { Layout } from './layout.ts'
import { readNumber } from './numbers.ts'
import { type LexProblem, plainDecoder, tripleDecoder } from './strings.ts'
import {
  codeOf,
  codes,
  type FoundComment,
  isWord,
  type StringValue,
  signs,
  type TokenPart,
  type Tokens,
} from './tokens.ts'

export interface Lexed {
  tokens: Tokens
  comments: FoundComment[]
  problems: LexProblem[]
}

/** More open brackets than this would overflow the parser's stack. */
export const deepestNesting = 200

/** By first character, so that few are compared. */
const signsBy = Map.groupBy(signs, (text) => text[0]!)
const word = /[A-Za-z_][A-Za-z0-9_]*/y
const foreignWord = /[\p{L}\p{N}\p{M}_]+/uy
const beforeColon = /[ \t\r]*:/y
/** After `if`: `name =` or `name, other =`, so an assignment comes before the condition. */
const initialisation = /\s+[A-Za-z_]\w*\s*(?:,|=(?![=>])|:[^\n;{]*=(?![=>]))/y

/** The tokens of a source from an offset on. `ignored` are offsets of brackets known to lack their partner. */
export function lex(text: string, from = 0, ignored: ReadonlySet<number> = new Set()): Lexed {
  const lexer = new Lexer(text, from, ignored)
  const tokens = lexer.tokens(false)
  return { tokens, comments: lexer.comments, problems: lexer.problems }
}

class Lexer {
  readonly comments: FoundComment[] = []
  problems: LexProblem[] = []
  readonly #text: string
  readonly #end: number
  readonly #ignored: ReadonlySet<number>
  #at: number
  /** Interpolations that are open; those around one without end are given up too. */
  #nesting = 0
  #givenUp = false
  #stopped = false

  constructor(text: string, from: number, ignored: ReadonlySet<number>) {
    this.#text = text
    this.#ignored = ignored
    this.#at = from
    this.#end = text.trimEnd().length
  }

  /** Tokens up to the end of the text or, inside an interpolation, up to the `}` that closes it. */
  tokens(inline: boolean): Tokens {
    const layout = new Layout(inline, this.#ignored)
    while (this.#at < this.#text.length && !this.#givenUp) {
      const character = this.#text[this.#at]!
      if (character === '\n') layout.newline(this.#at, ++this.#at)
      else if (character === ' ' || character === '\t' || character === '\r') this.#at++
      else if (character === '/' && this.#comment(layout)) continue
      else if (inline && character === '}' && layout.depth === 0) break
      else this.#token(layout, character)
    }
    return layout.finish(inline ? this.#at : this.#end)
  }

  #token(layout: Layout, character: string): void {
    const start = this.#at
    if (character === '"') this.#string(layout, start, false)
    else if (character === 'r' && this.#text[start + 1] === '"') this.#string(layout, start, true)
    else if (character >= '0' && character <= '9') this.#number(layout, start)
    else if (this.#match(word) !== undefined) this.#word(layout, start)
    else this.#sign(layout, start)
  }

  /** Text that a sticky expression matches here, stepped over. */
  #match(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at
    const found = expression.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #looksLike(expression: RegExp): boolean {
    expression.lastIndex = this.#at
    return expression.test(this.#text)
  }

  #problem(start: number, end: number, message: LexProblem['message'], details: Partial<LexProblem> = {}): void {
    this.problems.push({ start, end, message, ...details })
  }

  /** Reads no further: what comes is nested too deeply. */
  #stop(start: number): void {
    this.#problem(start, start + 1, nestedTooDeeply({ limit: deepestNesting }))
    this.#at = this.#text.length
    this.#stopped = true
  }

  #word(layout: Layout, start: number): void {
    if (this.#text.charCodeAt(this.#at) > 127 && this.#foreign(layout, start)) return
    const text = this.#text.slice(start, this.#at)
    const known = codes.get(text)
    const isUpper = text[0]! >= 'A' && text[0]! <= 'Z'
    const code =
      known !== undefined && isWord(known) && !isUpper && text !== 'name' ? known : codeOf(isUpper ? 'Name' : 'name')
    const name = this.#looksLike(beforeColon)
    layout.push(code, start, this.#at, { name, initialised: text === 'if' && this.#looksLike(initialisation) })
  }

  /** A name with letters outside ASCII: one finding, and read as a name all the same. */
  #foreign(layout: Layout, start: number): boolean {
    this.#at = start
    const text = this.#match(foreignWord)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
    const character = text?.match(/[^\x00-\x7f]/u)
    if (text === undefined || !character) return false
    const at = start + character.index!
    this.#problem(at, at + character[0].length, unexpectedCharacter({ character: character[0] }))
    layout.push(codeOf('name'), start, this.#at)
    return true
  }

  #sign(layout: Layout, start: number): void {
    const sign = signsBy.get(this.#text[start]!)?.find((text) => this.#text.startsWith(text, start))
    if (sign !== undefined) {
      this.#at += sign.length
      layout.push(codeOf(sign), start, this.#at)
      if (layout.depth + this.#nesting === deepestNesting + 1 && '([{'.includes(sign)) {
        this.#stop(start)
      }
      return
    }
    if (this.#text[start] === '\\' && /^\\[ \t\r]*\n/.test(this.#text.slice(start, start + 100))) {
      this.#at = this.#text.indexOf('\n', start) + 1
      return
    }
    if (this.#foreign(layout, start)) return
    const character = String.fromCodePoint(this.#text.codePointAt(start)!)
    this.#at = start + character.length
    const hint = characterHints.find(([characters]) => characters.includes(character))?.[1]
    this.#problem(start, this.#at, unexpectedCharacter({ character }), hint === undefined ? {} : { hint })
  }

  // ---------------------------------------------------------------------------------------------------- comments

  #comment(layout: Layout): boolean {
    const start = this.#at
    const lineEnd = () => (this.#text.indexOf('\n', start) < 0 ? this.#text.length : this.#text.indexOf('\n', start))
    if (this.#text.startsWith('//', start)) {
      const isDoc = this.#text.startsWith('///', start) && this.#text[start + 3] !== '/'
      this.#at = lineEnd()
      const text = this.#text.slice(start + (isDoc ? 3 : 2), this.#at).trim()
      this.comments.push({ style: isDoc ? 'doc' : 'line', text, start, end: this.#at })
      if (isDoc) layout.doc(text)
      return true
    }
    if (!this.#text.startsWith('/*', start)) return false
    this.#at = this.#blockCommentEnd(start)
    const text = this.#text.slice(start + 2, this.#at).replace(/\*\/$/, '')
    this.comments.push({ style: 'block', text: text.trim(), start, end: this.#at })
    if (text.includes('\n')) layout.newline(start, this.#at)
    return true
  }

  #blockCommentEnd(start: number): number {
    const marks = /\/\*|\*\//g
    marks.lastIndex = start
    let depth = 0
    for (let mark = marks.exec(this.#text); mark; mark = marks.exec(this.#text)) {
      depth += mark[0] === '/*' ? 1 : -1
      if (depth === 0) return marks.lastIndex
    }
    const related = [{ start: this.#end, end: this.#end, text: 'the file ends here' }]
    this.#problem(start, start + 2, unclosedBlockComment(), { related })
    return this.#text.length
  }

  #number(layout: Layout, start: number): void {
    const { written, value, problem } = readNumber(this.#text, start, layout.last === '.', layout.afterSign)
    this.#at = start + written.length
    if (problem) this.#problem(start, this.#at, problem)
    layout.number(start, this.#at, value)
  }

  // ----------------------------------------------------------------------------------------------------- strings

  #string(layout: Layout, start: number, raw: boolean): void {
    const from = start + (raw ? 1 : 0)
    const triple = this.#text.startsWith('"""', from)
    const quote = triple ? '"""' : '"'
    const form: StringValue['form'] = raw ? (triple ? 'rawTriple' : 'raw') : triple ? 'triple' : 'plain'
    this.#at = from + quote.length
    const ranges = this.#ranges(start, quote, raw)
    const inside = from + quote.length
    const to = this.#text.startsWith(quote, this.#at) ? this.#at : Math.min(this.#at, this.#end)
    if (this.#text.startsWith(quote, this.#at)) this.#at += quote.length
    else if (!this.#reportedInside(start)) {
      const message = triple ? unterminatedTripleString() : unterminatedString({ quote })
      this.#problem(start, triple ? inside : Math.max(to, inside), message)
    }
    const decoder = triple
      ? tripleDecoder(this.#text, inside, to, raw, this.problems)
      : plainDecoder(this.#text, raw, this.problems)
    const parts = ranges.map((part): TokenPart => {
      return part.kind === 'text' ? { ...part, text: decoder.decode(part.start, part.end) } : part
    })
    layout.string(start, this.#at, { form, parts: parts.filter((part) => part.kind !== 'text' || part.text !== '') })
  }

  #reportedInside(start: number): boolean {
    return this.problems.some((problem) => problem.start > start && problem.message.code === 'E0011')
  }

  /** Steps over the string's content; gives its plain stretches and interpolations, text not yet decoded. */
  #ranges(start: number, quote: string, raw: boolean): TokenPart[] {
    const parts: TokenPart[] = []
    let textStart = this.#at
    const flush = () => {
      if (this.#at > textStart) parts.push({ kind: 'text', text: '', start: textStart, end: this.#at })
    }
    while (this.#at < this.#text.length && !this.#givenUp && !this.#text.startsWith(quote, this.#at)) {
      const character = this.#text[this.#at]!
      if (character === '\n' && quote === '"') break
      if (character === '\\' && !raw && this.#text[this.#at + 1] !== '\n') this.#at += 2
      else if (character === '$' && !raw && this.#text[this.#at + 1] === '{') {
        flush()
        parts.push(this.#interpolation(start, quote))
        textStart = this.#at
      } else this.#at++
    }
    this.#at = Math.min(this.#at, this.#text.length)
    flush()
    return parts
  }

  #interpolation(stringStart: number, quote: string): TokenPart {
    const start = this.#at
    const earlier = this.problems.length
    this.#at += 2
    this.#nesting++
    if (this.#nesting > deepestNesting) this.#stop(start)
    const tokens = this.tokens(true)
    this.#nesting--
    if (this.#stopped) return { kind: 'text', text: '', start, end: start }
    const unfinished = this.problems.slice(earlier).some((problem) => problem.message.code === 'E0004')
    if (this.#text[this.#at] !== '}' || unfinished || this.#givenUp) {
      return this.#unfinished(stringStart, start, quote, earlier)
    }
    this.#at++
    if (tokens.codes === '') this.#problem(start, this.#at, emptyInterpolation())
    return { kind: 'interpolation', tokens, start, end: this.#at }
  }

  /** An interpolation without end becomes text, and the string goes on after it. Reported for the outermost only. */
  #unfinished(stringStart: number, start: number, quote: string, earlier: number): TokenPart {
    this.#givenUp = this.#nesting > 0
    if (this.#givenUp) return { kind: 'text', text: '', start, end: start }
    this.problems.length = earlier
    this.#at = this.#resume(stringStart, start, quote)
    const found = quote === '"' ? 'the end of the string' : 'end of file'
    this.#problem(start, start + 2, expected({ expected: '`}`', found }), { hint: 'close the interpolation with `}`' })
    return { kind: 'text', text: '', start, end: this.#at }
  }

  /** Where to go on after an interpolation without end: at the string's own quote, or the end of its line. */
  #resume(stringStart: number, start: number, quote: string): number {
    const lineEnd = this.#text.indexOf('\n', stringStart)
    const limit = quote === '"' && lineEnd >= start ? lineEnd : this.#text.length
    const close = this.#text.indexOf(quote, start)
    return close < 0 || close > limit ? limit : close
  }
}

const characterHints: [string, string][] = [
  ["'`‘’“”", 'strings are written in double quotes, `"…"`'],
  ['#', 'a comment starts with `//`'],
  ['$', '`${…}` inserts a value inside a string only'],
]
