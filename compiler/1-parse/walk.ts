// Walks over parts of the tree whose meaning a phase does not need: which names occur below a node, does a body return
// a value. Works on the shape of the nodes, so it covers every construct of the grammar.

import type { Name } from './syntax.ts'

interface AnyNode {
  kind?: string
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null
}

/**
 * Calls `visit` for a node and everything below it, parents first. `visit` returns false to stay out of the children.
 */
export function walk(node: unknown, visit: (node: AnyNode) => boolean | undefined): void {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, visit)
    return
  }
  if (!isNode(node) || visit(node) === false) return
  for (const [key, child] of Object.entries(node)) if (key !== 'span') walk(child, visit)
}

/** The names that assignments below a node (not in nested functions) may declare. */
export function assignedNames(node: unknown): Name[] {
  const names: Name[] = []
  walk(node, (one) => {
    if (one.kind === 'bindTarget') names.push((one as AnyNode & { name: Name }).name)
    return one.kind !== 'lambda' && one.kind !== 'fnStatement'
  })
  return names
}

/** Whether a body has a `return` with a value, those of nested functions and tasks left out. */
export function returnsValue(node: unknown): boolean {
  let found = false
  walk(node, (one) => {
    if (one.kind === 'return' && (one as AnyNode & { values: unknown[] }).values.length > 0) found = true
    return !found && one.kind !== 'lambda' && one.kind !== 'fnStatement' && one.kind !== 'spawn'
  })
  return found
}
