// `e as T`: between numbers, to `any` and from it.

import type * as ast from '../1-parse/syntax.ts'
import { optionOf } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { Body } from './body.ts'
import { helper } from './build.ts'
import { convert } from './convert.ts'
import { lower } from './expressions.ts'
import type { Expression } from './program.ts'
import { isBoxed } from './types.ts'

export function lowerCast(body: Body, node: ast.Cast): Expression {
  const { context } = body
  if (node.optional) return lowerTest(body, node)
  const value = lower(body, node.operand)
  const from = context.wantedType(node.operand)
  const to = context.checked.typeNodes.get(node.type) ?? context.fail(node, 'cast to an unknown type')
  return convert(body, value, from, to, node)
}

/** `e as? T`: nil where the value is of another type. */
function lowerTest(body: Body, node: ast.Cast): Expression {
  const { context } = body
  const value = lower(body, node.operand)
  const whole = context.wantedType(node.operand)
  const from = whole.kind === 'option' ? whole.inner : whole
  const target = context.checked.typeNodes.get(node.type) ?? context.fail(node, 'cast to an unknown type')
  const to = target.kind === 'option' ? target.inner : target
  if (!isDynamic(from) || isDynamic(to)) return convert(body, value, whole, optionOf(to), node)
  context.types.need(to, ...context.methodsOfAny)
  return helper('any', isBoxed(to) ? 'testValue' : 'test', [value], [context.type(to)])
}
