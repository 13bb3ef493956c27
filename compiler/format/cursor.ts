// Goes through the source while the tree is printed, token by token, so that every comment comes out between the same
// two tokens, and a token that the printing forgot is an error and not a loss.

import type { StringLiteral, Syntax } from '../1-parse/syntax.ts'
import { type Note, notesOf } from './comments.ts'
import { comment, concat, type Doc, group, hardline, indent } from './doc.ts'

interface Range {
  start: number
  end: number
}

export class Cursor {
  readonly text: string
  /** Where the last token ended. */
  last = 0
  readonly #notes: Note[]
  readonly #noteEnds: ReadonlyMap<number, number>
  /** Index of the first comment that is not printed yet. */
  #note = 0

  constructor(syntax: Syntax) {
    this.text = syntax.span.source.text
    this.#notes = notesOf(syntax)
    this.#noteEnds = new Map(this.#notes.map((one) => [one.start, one.end]))
  }

  /** Where the next token starts, from an offset on. */
  next(from = this.last): number {
    const { text } = this
    let at = from
    while (at < text.length) {
      const character = text[at]!
      const noteEnd = character === '/' ? this.#noteEnds.get(at) : undefined
      if (noteEnd !== undefined) at = noteEnd
      else if (' \t\r\n\\'.includes(character)) at++
      else break
    }
    return at
  }

  /** Whether the next token starts with this text. */
  sees(text: string): boolean {
    return this.text.startsWith(text, this.next())
  }

  newlineBetween(from: number, to: number): boolean {
    const found = this.text.indexOf('\n', from)
    return found >= 0 && found < to
  }

  /** Whether an empty line is before an offset. */
  blankBefore(offset: number): boolean {
    let lines = 0
    for (let at = offset - 1; at >= 0 && ' \t\r\n'.includes(this.text[at]!); at--) if (this.text[at] === '\n') lines++
    return lines > 1
  }

  // ------------------------------------------------------------------------------------------------------ tokens

  /** The next token, which must be this text, printed so or in another spelling. */
  take(text: string, printed = text): Doc {
    const start = this.next()
    if (!this.text.startsWith(text, start)) throw this.#lost(start, `\`${text}\``)
    return this.token({ start, end: start + text.length }, printed)
  }

  /** The next tokens, which must be this range: as they are written, or in another spelling. */
  token({ start, end }: Range, printed = this.text.slice(start, end)): Doc {
    const at = this.next()
    if (at !== start) throw this.#lost(at, `\`${this.text.slice(start, end)}\``)
    const comments = this.#take((one) => one.start < start)
    this.last = end
    while (this.#notes[this.#note] && this.#notes[this.#note]!.start < end) this.#note++
    return comments.length === 0 ? printed : concat([...comments, printed])
  }

  string({ span }: StringLiteral): Doc {
    return this.token(span)
  }

  /** Steps over the next token, which is this text and not printed. Comments before it come out after it. */
  skip(text: string): void {
    const start = this.next()
    if (!this.text.startsWith(text, start)) throw this.#lost(start, `\`${text}\``)
    this.last = start + text.length
  }

  /** As {@link skip}, if the next token is this text. */
  skipIf(text: string): boolean {
    const is = this.sees(text)
    if (is) this.skip(text)
    return is
  }

  /** What follows an operator: indented, if a comment between them forces it on the next line. */
  value(print: () => Doc): Doc {
    const start = this.next()
    const isForced = this.#pending(start, (one) => one.isLine)
    const doc = print()
    return isForced ? group(indent([doc]), 'broken') : doc
  }

  // ---------------------------------------------------------------------------------------------------- comments

  hasComments({ start, end }: Range): boolean {
    return this.#notes.some((one) => one.start >= start && one.start < end)
  }

  /** A doc comment before an offset is not printed yet. */
  docWaits(offset: number): boolean {
    return this.#pending(offset, (one) => one.isDoc)
  }

  /** Where the next comment on lines of its own starts, if it is before an offset; else the offset. */
  leadStart(offset: number): number {
    const first = this.#notes[this.#note]
    return first && first.start < offset ? first.start : offset
  }

  /** Comments before an offset that more code follows on their line. */
  inner(offset: number): Doc[] {
    return this.#take((one) => one.start < offset && !one.first && !one.last)
  }

  /** Comments before an offset that end the line of the last token. */
  trailing(offset: number): Doc[] {
    return this.#take((one) => one.start < offset && !one.own && one.last)
  }

  /** All comments before an offset. */
  waiting(offset: number): Doc[] {
    return this.#take((one) => one.start < offset)
  }

  /** Comments on lines of their own before what starts at an offset, each with its line end. */
  leading(offset: number): Doc[] {
    return this.#lines(offset, (parts, one) => parts.push(one, hardline(this.blankBefore(this.leadStart(offset)))))
  }

  /** Comments on lines of their own after the last element, each after a line end. */
  closing(offset: number, isFirst: boolean): Doc[] {
    let first = isFirst
    return this.#lines(offset, (parts, one, start) => {
      parts.push(hardline(!first && this.blankBefore(start)), one)
      first = false
    })
  }

  #lines(offset: number, add: (parts: Doc[], one: Doc, start: number) => void): Doc[] {
    const parts: Doc[] = []
    for (let one = this.#notes[this.#note]; one && one.start < offset; one = this.#notes[this.#note]) {
      if (!one.own) break
      this.#note++
      add(parts, concat([comment(one.text, true, one.isLine), ...this.trailing(offset)]), one.start)
    }
    return parts
  }

  #pending(offset: number, is: (one: Note) => boolean): boolean {
    for (let at = this.#note; at < this.#notes.length && this.#notes[at]!.start < offset; at++) {
      if (is(this.#notes[at]!)) return true
    }
    return false
  }

  #take(wanted: (one: Note) => boolean): Doc[] {
    const parts: Doc[] = []
    for (let one = this.#notes[this.#note]; one && wanted(one); one = this.#notes[++this.#note]) {
      // Among the tokens of one element a block comment needs no line of its own.
      parts.push(comment(one.text, one.own && one.isLine, one.isLine))
    }
    return parts
  }

  #lost(at: number, wanted: string): Error {
    return new Error(`the formatter met \`${this.text.slice(at, at + 20)}\` at ${at} where it wanted ${wanted}`)
  }
}
