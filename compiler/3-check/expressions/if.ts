// `if` as a value: that of the taken branch's last expression.

import type * as ast from '../../1-parse/syntax.ts'
import type { Context } from '../context.ts'
import { checkBranches } from '../statements.ts'
import type { Type } from '../types.ts'
import { type BranchValue, blockValues, unifyBranches } from './branches.ts'

/** The type that the branches have in common; `T?` without a last `else`. */
export function inferIf(context: Context, node: ast.If, wanted: Type | undefined): Type {
  const values: BranchValue[] = []
  checkBranches(context, node, (block) => {
    values.push(...blockValues(context, block, wanted))
  })
  const type = unifyBranches(context, node, values, wanted, hasElse(node))
  for (let inner = node.else; inner?.kind === 'if'; inner = inner.else) context.types.set(inner, type)
  return type
}

function hasElse(node: ast.If): boolean {
  if (!node.else) return false
  return node.else.kind === 'if' ? hasElse(node.else) : true
}
