// `a?.b.c`: nil if `a` is nil, whatever follows (language.md 5.2).

import type * as ast from '../../1-parse/syntax.ts'
import type { Context } from '../context.ts'
import { optionOf, type Type } from '../types.ts'
import { isDynamic } from '../unions.ts'

/** What a postfix expression is applied to. */
function base(node: ast.Expression): ast.Expression | undefined {
  switch (node.kind) {
    case 'member':
    case 'index':
    case 'tupleIndex':
      return node.object
    case 'call':
      return node.callee
    default:
      return undefined
  }
}

/** Whether a node is the end of a chain with `?.` in it, and not a part of a longer one. */
export function startsChain(context: Context, node: ast.Expression): boolean {
  if (context.chained.has(node)) return false
  for (let one: ast.Expression | undefined = node; one; one = base(one)) {
    if (one.kind === 'member' && one.optional) return true
  }
  return false
}

/** The type of a whole chain: that of its end, or nil. */
export function inferChain(context: Context, node: ast.Expression, inferEnd: () => Type): Type {
  for (let one = base(node); one; one = base(one)) context.chained.add(one)
  const type = inferEnd()
  context.chainEnds.set(node, type)
  return isDynamic(type) ? type : optionOf(type)
}
