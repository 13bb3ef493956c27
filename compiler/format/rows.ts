// Everything that is a row of elements: lists, arguments, fields, statements. Between the elements the comments and up to
// one empty line stay as they are; whether the row lies on one line is the group's that its text is put in.

import type { Cursor } from './cursor.ts'
import { choice, concat, type Doc, group, hardline, indent, isMultiline, line } from './doc.ts'

/** What separates elements. `field`: a newline, or a comma on one line. `statement`: always a newline. */
export type Separator = 'comma' | 'field' | 'statement'

export interface Row<T> {
  elements: readonly T[]
  print(element: T, index: number): Doc
  separator: Separator
  open: string
  close: string
  /** In a broken `field` row: commas all the same. */
  keepCommas?: boolean
  /** A `;` after the first statement stays. */
  keepSemicolon?: boolean
  /** Does not put a comma after the last element. */
  noLastComma?: boolean
}

/** A row before it is put in a group. */
export interface Enclosed {
  doc: Doc
  /** Must not lie on one line. */
  broken: boolean
}

/** `[a, b]`, `(a, b)`: broken if it was written over several lines. */
export function inBrackets<T>(c: Cursor, row: Row<T>): Doc {
  const { doc, broken } = enclosed(c, row)
  return group(doc, broken ? 'broken' : 'fit')
}

/** As {@link inBrackets}, for a single element that gains nothing from a line of its own. */
export function hugging<T>(c: Cursor, row: Row<T>): Doc {
  const { doc, broken } = enclosed(c, row)
  return group(doc, broken ? 'broken' : 'solid')
}

/** `{ a: 1, b: 2 }`: broken also if an element takes several lines. */
export function inBraces<T>(c: Cursor, row: Row<T>): Doc {
  return together(c.next(), c, () => enclosed(c, row).doc)
}

/**
 * Parts of one construct, among them rows, that lie on one line together or not at all: they do if they were written so,
 * fit, and contain nothing that takes several lines.
 */
export function together(start: number, c: Cursor, print: () => Doc): Doc {
  const doc = print()
  return group(doc, c.newlineBetween(start, c.last) || isMultiline(doc) ? 'broken' : 'fit')
}

/** The parts of a row with its brackets. */
export function enclosed<T>(c: Cursor, row: Row<T>): Enclosed {
  const { elements, separator, open, close } = row
  const opened = c.take(open)
  const pad = separator === 'comma' ? '' : ' '
  const inside: Doc[] = []
  let broken = false
  elements.forEach((element, index) => {
    const before = c.last
    if (index > 0) inside.push(...separate(c, row, index))
    const start = c.next()
    broken ||= c.newlineBetween(before, start)
    inside.push(...c.trailing(start))
    const isBlank = index > 0 && c.blankBefore(c.leadStart(start))
    const gap = separator === 'statement' ? hardline(isBlank) : line(' ', isBlank)
    inside.push(index === 0 ? line(pad) : gap, ...c.leading(start), row.print(element, index))
  })
  const before = c.last
  if (elements.length > 0) inside.push(...separate(c, row, elements.length))
  const end = c.next()
  broken ||= c.newlineBetween(before, end)
  inside.push(...c.trailing(end), ...c.closing(end, elements.length === 0))
  if (elements.length === 0) inside.push(...bare(c.waiting(end), pad))
  const doc = concat([opened, indent(inside), ...(inside.length > 0 ? [line(pad)] : []), c.take(close)])
  return { doc, broken: broken && inside.length > 0 }
}

function bare(comments: Doc[], pad: string): Doc[] {
  return comments.length === 0 ? [] : [line(pad), ...comments]
}

/** What stands after element number `done`: steps over the separators that are written, prints those that belong. */
function separate<T>(c: Cursor, row: Row<T>, done: number): Doc[] {
  const isLast = done === row.elements.length
  const parts = c.inner(c.next())
  if (row.separator === 'statement') {
    const written = c.sees(';')
    while (c.skipIf(';'));
    return written && done === 1 && row.keepSemicolon ? [...parts, ';'] : parts
  }
  if (!c.sees(',')) return isLast ? [...parts, lastComma(row)] : [...parts, betweenElements(row)]
  // A doc comment belongs to the token that follows it.
  const needed = c.docWaits(c.next())
  if (needed) return [...parts, ...c.waiting(c.next()), c.take(',')]
  c.skip(',')
  return [...parts, isLast ? lastComma(row) : betweenElements(row)]
}

function lastComma<T>({ separator, keepCommas, noLastComma }: Row<T>): Doc {
  return !noLastComma && (separator === 'comma' || keepCommas) ? choice(',', '') : ''
}

function betweenElements<T>({ separator, keepCommas }: Row<T>): Doc {
  return separator === 'comma' || keepCommas ? ',' : choice('', ',')
}

/** The items of a file, with what its comments need. `apart`: an empty line belongs between two items. */
export function fileRows<T>(
  c: Cursor,
  items: readonly T[],
  print: (item: T) => Doc,
  apart: (one: T, next: T) => boolean,
): Doc {
  const parts: Doc[] = []
  items.forEach((item, index) => {
    while (c.skipIf(';'));
    const start = c.next()
    parts.push(...c.trailing(start))
    const lead = c.leadStart(start)
    const isBlank = index > 0 && (c.blankBefore(lead) || apart(items[index - 1]!, item))
    if (index > 0) parts.push(hardline(isBlank))
    parts.push(...c.leading(start), print(item))
  })
  while (c.skipIf(';'));
  const end = c.next()
  if (end < c.text.length) throw new Error(`the formatter left out what is at ${end}`)
  return concat([...parts, ...c.trailing(end), ...c.closing(end, items.length === 0), ...c.waiting(end)])
}
