// Expressions that are nothing but a name: `x`, or `m.x` where `m` is another file.

import type * as ast from '../1-parse/syntax.ts'
import type { Resolved, Symbol } from '../phases.ts'

/** The declaration that an expression names. */
export function referenceOf(node: ast.Expression, symbols: Resolved['symbols']): Symbol | undefined {
  const name = referredName(node)
  return name && symbols.get(name)
}

/** The name in an expression that may be a reference. Of members only those of files have a symbol. */
export function referredName(node: ast.Expression): ast.Identifier | ast.Name | undefined {
  if (node.kind === 'identifier') return node
  return node.kind === 'member' && node.object.kind === 'identifier' ? node.name : undefined
}
