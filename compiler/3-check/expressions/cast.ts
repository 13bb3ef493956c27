// `e as T`: between numbers, and from `any`, which is tested when the program runs.

import type * as ast from '../../1-parse/syntax.ts'
import { badCast } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { present, value } from '../expressions.ts'
import { fit, sameType } from '../fit.ts'
import { isNumber } from '../numbers.ts'
import { showType } from '../show-type.ts'
import { typeOfNode } from '../type-nodes.ts'
import { isPrimitive, optionOf, type Type } from '../types.ts'

/** What `as?` tests; it takes nil, too, which is of no other type. */
function tested(context: Context, node: ast.Expression): Type {
  const type = value(context, node)
  return type.kind === 'option' ? type.inner : type
}

/** The test is exact: an int is no float. Lists, maps and records are tested element by element. */
function isTested(member: Type, to: Type): boolean {
  if (to.kind === 'union') return to.members.some((one) => isTested(member, one))
  if (to.kind === 'option') return isTested(member, to.inner)
  if (sameType(member, to)) return true
  const isMade = ['list', 'map', 'record', 'tuple'].includes(member.kind)
  return isMade && (member.kind === to.kind || (member.kind === 'record' && to.kind === 'map'))
}

/** A cast. */
export function inferCast(context: Context, node: ast.Cast): Type {
  const to = typeOfNode(context, node.type)
  const operand = () => (isPrimitive(to, 'any') ? value(context, node.operand) : present(context, node.operand))
  const from = node.optional ? tested(context, node.operand) : operand()
  const result = node.optional ? optionOf(to) : to
  if (from.kind === 'error' || to.kind === 'error') return result
  const isNumeric = isNumber(from) && isNumber(to)
  if (isNumeric || sameType(from, to) || isPrimitive(from, 'any') || isPrimitive(to, 'any')) return result
  if (from.kind === 'union' && from.members.some((member) => isTested(member, to))) return result
  if (to.kind === 'union' && fit(from, to) !== 'never') return result
  const hint = isPrimitive(to, 'string') ? 'use to_string' : undefined
  return context.error(node, badCast({ from: showType(from), to: showType(to), hint }))
}
