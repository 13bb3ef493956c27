// `e as T`: between numbers, and from `any`, which is tested when the program runs.

import type * as ast from '../../1-parse/syntax.ts'
import { badCast } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { present } from '../expressions.ts'
import { sameType } from '../fit.ts'
import { isNumber } from '../numbers.ts'
import { showType } from '../show-type.ts'
import { typeOfNode } from '../type-nodes.ts'
import { isPrimitive, type Type } from '../types.ts'

/** A cast. */
export function inferCast(context: Context, node: ast.Cast): Type {
  const from = present(context, node.operand)
  const to = typeOfNode(context, node.type)
  if (from.kind === 'error' || to.kind === 'error') return to
  if (node.optional) return context.notYet(node, '`as?`')
  const isNumeric = isNumber(from) && isNumber(to)
  if (isNumeric || sameType(from, to) || isPrimitive(from, 'any') || isPrimitive(to, 'any')) return to
  const hint = isPrimitive(to, 'string') ? 'use to_string' : undefined
  return context.error(node, badCast({ from: showType(from), to: showType(to), hint }))
}
