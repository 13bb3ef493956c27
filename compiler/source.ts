// A source text and positions in it. Everything in the compiler refers to text by Span; only messages turn spans into
// lines and columns.

import type { Position } from './manifest.ts'

/** Half-open range of UTF-16 offsets into one source text. */
export interface Span {
  source: Source
  start: number
  end: number
}

/** One source file: its name as the user gave it, and its text without BOM. */
export class Source {
  readonly name: string
  readonly text: string
  #lineStarts: number[] | undefined

  constructor(name: string, text: string) {
    this.name = name
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text
  }

  /** Offsets at which the lines start; LF ends a line, so a CR before it belongs to the line. */
  get lineStarts(): readonly number[] {
    if (this.#lineStarts) return this.#lineStarts
    const starts = [0]
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1)
    this.#lineStarts = starts
    return starts
  }

  /** Line and column of an offset, both from 1; columns count code points. */
  position(offset: number): Position {
    const starts = this.lineStarts
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    const column = [...this.text.slice(starts[low]!, offset)].length + 1
    return { file: this.name, line: low + 1, column }
  }

  /** Text of a line (from 1), without its line end. */
  line(number: number): string {
    const start = this.lineStarts[number - 1] ?? this.text.length
    const end = this.lineStarts[number] ?? this.text.length + 1
    return this.text.slice(start, end - 1).replace(/\r$/, '')
  }
}
