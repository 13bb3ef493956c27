// `e as T`: between numbers, to `any` and from it.

import type * as ast from '../1-parse/syntax.ts'
import { sameType } from '../3-check/fit.ts'
import { isPrimitive } from '../3-check/types.ts'
import type { Body } from './body.ts'
import { cast, helper, i64 } from './build.ts'
import { convert } from './convert.ts'
import { lower } from './expressions.ts'
import type { Expression } from './program.ts'

export function lowerCast(body: Body, node: ast.Cast): Expression {
  const { context } = body
  const value = lower(body, node.operand)
  const from = context.wantedType(node.operand)
  const to = context.checked.typeNodes.get(node.type) ?? context.fail(node, 'cast to an unknown type')
  if (sameType(from, to) || !isPrimitive(from, 'int', 'float')) return convert(body, value, from, to, node)
  if (isPrimitive(from, 'float') && isPrimitive(to, 'int')) {
    const whole = body.temporary(helper('number', 'truncate', [value]), i64)
    body.check()
    return whole
  }
  return isPrimitive(to, 'float') ? convert(body, value, from, to, node) : numericCast(body, value, node)
}

function numericCast(body: Body, value: Expression, node: ast.Cast): Expression {
  const type = body.context.type(body.context.typeOf(node))
  return type.kind === 'scalar'
    ? cast(type, value)
    : convert(body, value, body.context.wantedType(node.operand), body.context.typeOf(node), node)
}
