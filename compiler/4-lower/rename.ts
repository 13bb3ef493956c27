// Gives a value the name of the variable that it becomes, instead of a temporary and a copy.

import type { Expression, Statement } from './program.ts'

/**
 * Makes statements declare `to` where they declare the temporary `from`: `const $1 = f(); if (failed()) return;` and
 * then `let x = $1` becomes `let x = f(); if (failed()) return;`. False if the temporary is not declared by them.
 */
export function renameTemporary(
  statements: Statement[],
  from: string,
  to: { name: string; constant: boolean },
): boolean {
  const at = statements.findIndex((statement) => statement.kind === 'let' && statement.name === from)
  const declaration = statements[at]
  if (declaration?.kind !== 'let') return false
  statements[at] = { ...declaration, name: to.name, constant: to.constant }
  for (let next = at + 1; next < statements.length; next++) statements[next] = renamed(statements[next]!, from, to.name)
  return true
}

/** The same tree with another name in it. Temporaries are unique in a function, so every such name is the one meant. */
function renamed<T>(tree: T, from: string, to: string): T {
  if (Array.isArray(tree)) return tree.map((part) => renamed(part, from, to)) as T
  if (typeof tree !== 'object' || tree === null) return tree
  const node = tree as { kind?: string; name?: string; place?: unknown }
  const entries = Object.entries(node).map(([key, value]) => [key, key === 'place' ? value : renamed(value, from, to)])
  const copy = Object.fromEntries(entries)
  const names = node.kind === 'name' || node.kind === 'increment' || node.kind === 'assignment'
  return names && node.name === from ? { ...copy, name: to } : copy
}

/** The call behind `const $1 = f(); if (failed()) …; return $1`: the caller looks for the panic itself. */
export function takeTailCall(statements: Statement[], value: Expression): Expression {
  const [declaration, check] = statements.slice(-2)
  const isTail =
    value.kind === 'name' &&
    declaration?.kind === 'let' &&
    declaration.name === value.name &&
    declaration.value?.kind === 'call' &&
    check?.kind === 'check'
  if (!isTail) return value
  statements.splice(-2)
  return declaration.value!
}
