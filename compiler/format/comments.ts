// The comments of a file and how they lie on their lines, which decides what they stay with: the code before them on
// their line, the code after them, or neither.

import type { Syntax } from '../1-parse/syntax.ts'

/** A comment as the formatter sees it. */
export interface Note {
  start: number
  end: number
  /** As written, without blanks at the end. */
  text: string
  isLine: boolean
  isDoc: boolean
  /** No code before it on its line. */
  first: boolean
  /** No code after it on its line. */
  last: boolean
  /** Both: its line is its own. */
  own: boolean
}

/** The comments of a file in order. */
export function notesOf({ span: { source }, comments }: Syntax): Note[] {
  const { text } = source
  const notes: Note[] = []
  for (const { span, style } of [...comments].sort((a, b) => b.span.start - a.span.start)) {
    const { start, end } = span
    const after = notes.at(-1)
    const lineEnd = text.indexOf('\n', end)
    const untilNext = text.slice(end, after === undefined ? undefined : after.start)
    const rest = text.slice(end, lineEnd < 0 ? undefined : lineEnd)
    const leadsToNext = after?.last === true && /^[ \t\r]*$/.test(untilNext)
    // A `;` at the beginning of a line separates what is apart already, and is not printed.
    const first = /^[\s;]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
    const last = rest.trim() === '' || leadsToNext
    notes.push({
      ...{ start, end, text: text.slice(start, end).trimEnd(), isLine: style !== 'block', isDoc: style === 'doc' },
      ...{ first, last, own: first && last },
    })
  }
  return notes.reverse()
}
