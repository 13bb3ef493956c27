// `try` and `catch` (language.md 7.3).

import type * as ast from '../../1-parse/syntax.ts'
import type { Context } from '../context.ts'
import { tryValues, unifyBranches } from '../expressions/branches.ts'
import { blockExits } from '../flow.ts'
import { agreed, forgetAssigned } from '../narrowing.ts'
import { errorStructType, type Type } from '../types.ts'

/** `try` as a value: that of the block that finished. */
export function inferTry(context: Context, node: ast.TryStatement, wanted: Type | undefined): Type {
  return unifyBranches(context, node, tryValues(context, node, wanted), wanted, true)
}

/** Checks both blocks by `checkBlock`. The handler may start after any part of the body. */
export function checkTry(context: Context, node: ast.TryStatement, checkBlock: (block: ast.Block) => void): void {
  const afterBody = context.assuming(new Map(), () => checkBlock(node.body))
  const afterHandler = context.assuming(new Map(), () => {
    forgetAssigned(context, node.body)
    const symbol = node.variable && context.symbol(node.variable)
    if (symbol) context.symbolTypes.set(symbol, errorStructType)
    checkBlock(node.handler)
  })
  if (blockExits(context, node.handler)) context.narrowed = afterBody
  else if (blockExits(context, node.body)) context.narrowed = afterHandler
  else context.narrowed = agreed(afterBody, afterHandler)
}
