// Collects the tokens of one text and settles what depends on the lines and brackets around a token: which newlines end
// a statement (language page 1.6), which `{` is the body of a header, and which `=>` belongs to a match or select arm.
// So the grammar needs no context and no second attempt.

import { codeOf, isWord, type StringValue, type Tokens, textOf } from './tokens.ts'

const newline = codeOf('newline')
const list = (words: string) => new Set(words.split(' ').map(codeOf))

const infix = list('+ * / % == != < > <= >= && || & | ^ << |> .. ..= - ?. . -> =>')
const assignment = list('= += -= *= /= %= &= |= ^= <<= >>= >>>=')
/** After these a line goes on. Not `>`: it may close type arguments; the grammar skips newlines after an infix one. */
const needsMore = new Set([...infix, ...assignment, ...list(', : ( [ { ! ~ <- not and or orelse as in spawn')])
needsMore.delete(codeOf('>'))
/** A line that begins with one of these continues the line before. */
const continues = new Set([...infix, ...list('else catch and or orelse as')])
for (const text of ['-', '=>']) continues.delete(codeOf(text))
const endsOperand = list('int float string triple name Name ) ] } ? nil true false _ none')

const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}' }
/** A `{` right after one of these is that word's own, not the body of the header around it. */
const ownBrace = list('spawn try else catch')

/** A header waits for its `{`; `if v = f(); …` first for the `;`. */
type Header = 'block' | 'match' | 'initialised'

interface Bracket {
  index: number
  closer: string
  headers: Header[]
  arms: boolean
  /** In a body of arms: still before the `=>` of the arm. */
  beforeArrow: boolean
}

export class Layout {
  readonly tokens: Tokens
  readonly #codes: string[] = []
  readonly #stack: Bracket[] = []
  #newline: { start: number; end: number } | undefined
  #docs: string[] = []
  #lastIsName = false
  readonly #ignored: ReadonlySet<number>

  /**
   * `inline` is for interpolations, which are like parentheses: newlines in them mean nothing. `ignored` are offsets of
   * openers that are known to lack their partner, which open nothing then.
   */
  constructor(inline: boolean, ignored: ReadonlySet<number> = new Set()) {
    this.#ignored = ignored
    const maps = { partners: new Map(), strings: new Map(), numbers: new Map(), docs: new Map() }
    this.tokens = { codes: '', starts: [], ends: [], parents: [], ...maps, end: 0 }
    this.#stack.push({ index: -1, closer: inline ? ')' : '', headers: [], arms: false, beforeArrow: false })
  }

  /** How many brackets are open. */
  get depth(): number {
    return this.#stack.length - 1
  }

  get last(): string {
    return this.#codes.at(-1) ?? newline
  }

  newline(start: number, end: number): void {
    this.#newline ??= { start, end }
  }

  doc(text: string): void {
    this.#docs.push(text)
  }

  string(start: number, end: number, value: StringValue): void {
    this.push(codeOf(value.form.endsWith('riple') ? 'triple' : 'string'), start, end)
    this.tokens.strings.set(this.#codes.length - 1, value)
  }

  number(start: number, end: number, value: bigint | number): void {
    this.push(codeOf(typeof value === 'bigint' ? 'int' : 'float'), start, end)
    this.tokens.numbers.set(this.#codes.length - 1, value)
  }

  /** Whether a `-` just pushed is a sign, not an operator between two operands. */
  get afterSign(): boolean {
    const before = this.#codes.at(-2)
    return (
      this.last === '-' && !(before !== undefined && (endsOperand.has(before) || (isWord(before) && this.#lastIsName)))
    )
  }

  /** Adds a token. `name`: a word in a place where every word is a name, so before a colon. */
  push(code: string, start: number, end: number, details: { name?: boolean; initialised?: boolean } = {}): void {
    const isName = isWord(code) && (details.name === true || this.last === '.' || this.last === codeOf('?.'))
    this.#separate(code, isName)
    let written = code
    const top = this.#stack.at(-1)!
    const opens = code in closers && !this.#ignored.has(start)
    if (code === '{' && opens) written = this.#openBrace(top)
    else if (opens) this.#open(code)
    else if (code === ')' || code === ']' || code === '}') this.#close(code)
    else if (!isName) written = this.#track(top, code, details.initialised === true)
    if (code === ',') top.beforeArrow = true
    if (this.#docs.length > 0) this.tokens.docs.set(this.#codes.length, this.#docs.splice(0).join('\n'))
    this.#add(written, start, end, opens ? top.index : this.#stack.at(-1)!.index)
    this.#lastIsName = isName
  }

  /** The finished tokens. `end` is where the text ends. */
  finish(end: number): Tokens {
    this.tokens.codes = this.#codes.join('')
    this.tokens.end = end
    return this.tokens
  }

  #add(code: string, start: number, end: number, parent: number): void {
    this.#codes.push(code)
    this.tokens.starts.push(start)
    this.tokens.ends.push(end)
    this.tokens.parents.push(parent)
  }

  /** Before the next token: the newline since the last one becomes a token if it ends something there. */
  #separate(next: string, isName: boolean): void {
    const found = this.#newline
    this.#newline = undefined
    if (!found) return
    const top = this.#stack.at(-1)!
    if (top.closer === ')' || top.closer === ']') return
    if (this.#codes.length === 0 || (needsMore.has(this.last) && !this.#lastIsName)) return
    if (this.last === codeOf('body {') || this.last === codeOf('arm =>')) return
    if (continues.has(next) && !isName) return
    this.#add(newline, found.start, found.end, top.index)
    this.#lastIsName = false
    top.beforeArrow = true
    if (next !== '{') top.headers = []
  }

  #openBrace(top: Bracket): string {
    const before = this.last === newline ? this.#codes.at(-2) : this.last
    const named = before !== undefined && isWord(before) && this.#codes.at(-2) === codeOf('catch')
    const own = before !== undefined && (ownBrace.has(before) || named) && !this.#lastIsName
    const header = own || top.headers.at(-1) === 'initialised' ? undefined : top.headers.pop()
    this.#open('{')
    const arms = header === 'match' || (before === codeOf('select') && !this.#lastIsName)
    if (arms) Object.assign(this.#stack.at(-1)!, { arms, beforeArrow: true })
    return header === undefined ? '{' : codeOf('body {')
  }

  #open(opener: string): void {
    const index = this.#codes.length
    this.#stack.push({ index, closer: closers[opener]!, headers: [], arms: false, beforeArrow: false })
  }

  /** A closer ends the brackets left open inside its own, unless it has none, or a `{` is between. */
  #close(closer: string): void {
    for (let at = this.#stack.length - 1; at > 0; at--) {
      const bracket = this.#stack[at]!
      if (bracket.closer === closer) {
        this.tokens.partners.set(bracket.index, this.#codes.length).set(this.#codes.length, bracket.index)
        this.#stack.length = at
        return
      }
      if (bracket.closer === '}') return
    }
  }

  /** Notes the headers that begin and the arms that get their arrow; gives the code to write. */
  #track(top: Bracket, code: string, initialised: boolean): string {
    const inPattern = top.arms && top.beforeArrow
    if (inPattern && code === codeOf('=>')) {
      top.beforeArrow = false
      return codeOf('arm =>')
    }
    const text = textOf(code)
    if (text === 'match') top.headers.push('match')
    else if (text === 'while' || text === 'for') top.headers.push('block')
    else if (text === 'if' && !inPattern) top.headers.push(initialised ? 'initialised' : 'block')
    else if (text === 'fn' && top.headers.length > 0) top.headers.push('block')
    else if (code === ';') {
      top.beforeArrow = true
      if (top.headers.at(-1) === 'initialised') top.headers[top.headers.length - 1] = 'block'
    }
    return code
  }
}
