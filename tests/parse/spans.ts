// What must hold for the spans of every tree: a node's text starts and ends with text of its own, lies within that of its
// parent, and names and identifiers are exactly their text.

import type { Syntax } from '../../compiler/1-parse/syntax.ts'
import type { Span } from '../../compiler/source.ts'

interface Spanned {
  kind?: string
  span: Span
  text?: unknown
  name?: unknown
}

/** What is wrong with the spans of a tree; empty if nothing is. */
export function checkSpans(syntax: Syntax): string[] {
  const faults: string[] = []
  const visit = (value: unknown, parent: Span) => {
    if (Array.isArray(value)) {
      for (const one of value) visit(one, parent)
      return
    }
    if (typeof value !== 'object' || value === null) return
    const own = 'span' in value ? checkNode(value as Spanned, parent, faults) : parent
    for (const [key, child] of Object.entries(value)) if (!/[sS]pan$/.test(key)) visit(child, own)
  }
  for (const item of syntax.items) visit(item, syntax.span)
  return faults
}

function checkNode(node: Spanned, parent: Span, faults: string[]): Span {
  const { span } = node
  const text = span.source.text.slice(span.start, span.end)
  const fault = (what: string) => faults.push(`${node.kind ?? 'node'} ${what}: ${JSON.stringify(text)}`)
  if (span.start < parent.start || span.end > parent.end) fault('reaches out of its parent')
  if (node.kind !== 'text' && (text === '' || text.trim() !== text)) fault('is empty or has blanks around it')
  // `map` alone stands for `map[string]any`, whose names are nowhere written.
  const isWritten = text !== 'map'
  if (node.kind === undefined && typeof node.text === 'string' && node.text !== text && isWritten)
    fault('is not its name')
  if (node.kind === 'identifier' && node.name !== text) fault('is not its name')
  return span
}
