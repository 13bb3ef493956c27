// Operands with operators between them: on one line, or each operator with its operand on a line of its own.

import type { Cursor } from './cursor.ts'
import { concat, type Doc, group, indent, line } from './doc.ts'

export interface Links<Link> {
  /** Where the operator of a link is. */
  place(link: Link): { start: number; end: number }
  operator(link: Link): Doc
  operand(link: Link): Doc
  /** A line that starts with `-` is a new statement, so there the break comes after the operator. */
  breaks: 'before' | 'after'
}

/** Broken at all operators if it was at one of them, or does not fit. */
export function chain<Link>(c: Cursor, head: Doc, links: readonly Link[], how: Links<Link>): Doc {
  const parts: Doc[] = []
  let broken = false
  for (const link of links) {
    const { start, end } = how.place(link)
    const operand = c.next(end)
    broken ||= c.newlineBetween(c.last, start) || c.newlineBetween(end, operand)
    if (how.breaks === 'before') {
      parts.push(...c.inner(start), ...c.trailing(start), line(' '), how.operator(link), ' ', how.operand(link))
    } else {
      parts.push(' ', how.operator(link), ...c.trailing(operand), line(' '), how.operand(link))
    }
  }
  return group(concat([head, indent(parts)]), broken ? 'broken' : 'fit')
}
