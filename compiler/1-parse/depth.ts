// How deep a tree is. The phases walk trees by recursion, so a tree that no stack could hold ends here, with a message.

import type { Span } from '../source.ts'

/** With twice as many, the phases that need most stack for a level still have enough. */
export const deepestTree = 400

interface AnyNode {
  kind?: string
  operator?: string
  span?: Span
}

/** Blocks and groups come with another node or a bracket, whose number is limited already. */
const uncounted = new Set(['block', 'blockStatement', 'expressionStatement', 'group'])

/** A pipe stands for a call of its right side with its left one. */
function levels({ kind, operator }: AnyNode): number {
  if (kind === undefined || uncounted.has(kind)) return 0
  return operator === '|>' ? 2 : 1
}

/** The first place at which a tree is deeper than the limit; undefined if it is not. */
export function tooDeep(root: unknown): Span | undefined {
  const nodes: unknown[] = [root]
  const depths = [0]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const above = depths.pop()!
    if (typeof node !== 'object' || node === null) continue
    const { span } = node as AnyNode
    const depth = above + levels(node as AnyNode)
    if (depth > deepestTree && span) return { ...span, end: span.start + 1 }
    // Each level takes at least one character, so most parts of a program are too short to be looked into.
    if (span && depth + span.end - span.start <= deepestTree) continue
    for (const key in node) {
      if (key === 'span' || key === 'operatorSpan') continue
      const child = (node as Record<string, unknown>)[key]
      if (typeof child === 'object' && child !== null) {
        nodes.push(child)
        depths.push(depth)
      }
    }
  }
  return undefined
}
