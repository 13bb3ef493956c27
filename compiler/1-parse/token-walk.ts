// Questions about a token row that syntax errors raise: what is a bracket part of, where does a statement begin, what
// does a line start with. Needs no tree, so it also works where there is none.

import type { Source, Span } from '../source.ts'
import { codeOf, isIdent, type Tokens, textOf } from './tokens.ts'

const newline = codeOf('newline')
const isBrace = (code: string | undefined) => code === '{' || code === codeOf('body {')

export class TokenWalk {
  readonly source: Source
  readonly tokens: Tokens

  constructor(source: Source, tokens: Tokens) {
    this.source = source
    this.tokens = tokens
  }

  code(at: number): string | undefined {
    return this.tokens.codes[at]
  }

  /** The text of a token as it is written. */
  text(at: number): string {
    return this.source.text.slice(this.tokens.starts[at], this.tokens.ends[at])
  }

  /** Span of a token; without width, after the last one, for a newline and the end of the file. */
  span(at: number): Span {
    const { source, tokens } = this
    if (at < tokens.codes.length && tokens.codes[at] !== newline) {
      return { source, start: tokens.starts[at]!, end: tokens.ends[at]! }
    }
    const end = at >= tokens.codes.length ? tokens.end : tokens.ends[at - 1]!
    return { source, start: end, end }
  }

  /** How a syntax error names the token it met. */
  describe(at: number, atEnd = 'end of file'): string {
    const code = this.code(at)
    if (code === undefined) return atEnd
    const name = textOf(code)
    if (name === 'newline') return 'end of line'
    if (name === 'string' || name === 'triple') return 'a string'
    return `\`${this.text(at)}\``
  }

  /** The opener around a token; for a closer the opener it closes. */
  openerOf(at: number): number {
    if (at >= this.tokens.codes.length) return this.#openAtEnd()
    const partner = this.tokens.partners.get(at)
    return partner !== undefined && partner < at ? partner : this.tokens.parents[at]!
  }

  #openAtEnd(): number {
    const last = this.tokens.codes.length - 1
    if (last < 0) return -1
    const isOpener = '([{'.includes(this.code(last)!) || isBrace(this.code(last))
    return isOpener ? last : this.tokens.parents[last]!
  }

  isUnclosed(opener: number): boolean {
    return opener >= 0 && !this.tokens.partners.has(opener)
  }

  /** The innermost opener before a token that nothing before the token closes; -1 if there is none. */
  innermostOpen(at: number): number {
    for (let before = at - 1; before >= 0; before--) {
      const partner = this.tokens.partners.get(before)
      if (partner !== undefined && partner < before) before = partner
      else if ('([{'.includes(this.code(before)!) || this.isBrace(before)) return before
    }
    return -1
  }

  isBrace(at: number): boolean {
    return isBrace(this.code(at))
  }

  /** First token of the statement or entry that a token belongs to, within the brackets `opener`. */
  statementStart(at: number, opener: number): number {
    let start = at
    while (start > opener && this.tokens.parents[start] !== opener) start = this.tokens.parents[start]!
    while (start - 1 > opener && this.code(start - 1) !== newline && this.code(start - 1) !== ';') {
      start = Math.min(this.tokens.partners.get(start - 1) ?? start - 1, start - 1)
    }
    return start
  }

  /** The token after that statement or entry: a separator, or the closer of `opener`. */
  statementEnd(start: number, opener: number): number {
    const stop = this.tokens.partners.get(opener) ?? this.tokens.codes.length
    let end = start
    while (end < stop && this.code(end) !== newline && this.code(end) !== ';') {
      end = Math.max(this.tokens.partners.get(end) ?? end, end) + 1
    }
    return Math.min(end, stop)
  }

  isFirstOnLine(at: number): boolean {
    const start = this.tokens.starts[at]!
    return this.source.text.slice(this.lineStart(start), start).trim() === ''
  }

  lineStart(offset: number): number {
    return this.source.text.lastIndexOf('\n', offset - 1) + 1
  }

  /** Indentation of the line of a token. */
  indent(at: number): number {
    const start = this.lineStart(this.tokens.starts[at] ?? this.tokens.end)
    return this.source.text.slice(start).search(/\S|$/)
  }

  /** Whether a declaration plainly begins here, whatever the brackets around it say. */
  looksLikeItem(at: number): boolean {
    const next = this.code(at + 1) ?? ''
    switch (textOf(this.code(at) ?? '')) {
      case 'provider':
      case 'agent':
      case 'tool':
      case 'workflow':
        return isIdent(next)
      case 'fn':
        return isIdent(next) || next === '('
      case 'struct':
      case 'enum':
      case 'type':
        return next === codeOf('Name')
      case 'test':
      case 'eval':
        return next === codeOf('string')
      case 'pub':
      case 'import':
      case 'export':
        return true
      case '@':
        return isIdent(next)
      default:
        return false
    }
  }

  /** What a bracket belongs to, with its place: `the agent started at 3:1`, `the `(` opened at 2:7`. */
  construct(opener: number): string {
    const found = this.isBrace(opener) ? this.#constructWord(opener) : undefined
    if (found === undefined) return `the \`${this.text(opener)}\` opened at ${this.#place(opener)}`
    return `the ${found.word} started at ${this.#place(found.at)}`
  }

  /** The keyword whose body a brace is: the nearest before it in its statement. */
  #constructWord(opener: number): { word: string; at: number } | undefined {
    const start = this.statementStart(opener, this.tokens.parents[opener]!)
    for (let at = opener - 1; at >= start; at--) {
      at = Math.min(this.tokens.partners.get(at) ?? at, at)
      const word = constructs.get(textOf(this.code(at)!))
      if (word !== undefined) return { word, at }
    }
    return undefined
  }

  /** What the statement that contains a token declares or begins: `the agent`, for a missing body. */
  header(at: number): string | undefined {
    const opener = this.openerOf(at)
    const start = this.statementStart(Math.max(at - 1, opener + 1), opener)
    for (let one = at - 1; one >= start; one--) {
      one = Math.min(this.tokens.partners.get(one) ?? one, one)
      const word = constructs.get(textOf(this.code(one)!))
      if (word !== undefined) return word
    }
    return undefined
  }

  #place(at: number): string {
    const { line, column } = this.source.position(this.tokens.starts[at]!)
    return `${line}:${column}`
  }
}

const constructs = new Map([
  ...['provider', 'agent', 'tool', 'workflow', 'struct', 'enum', 'test', 'eval', 'step'].map(
    (word) => [word, word] as const,
  ),
  ...[
    'if',
    'else',
    'try',
    'catch',
    'match',
    'select',
    'spawn',
    'verify',
    'defer',
    'onerror',
    'onsuccess',
    'oncancel',
  ].map((word) => [word, `\`${word}\``] as const),
  ['fn', 'function'],
  ['for', '`for` loop'],
  ['while', '`while` loop'],
  ['import', 'import'],
  ['export', 'export'],
])
