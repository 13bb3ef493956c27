// `e as T`: between numbers, to `any` and from it.

import type * as ast from '../1-parse/syntax.ts'
import type { Body } from './body.ts'
import { convert } from './convert.ts'
import { lower } from './expressions.ts'
import type { Expression } from './program.ts'

export function lowerCast(body: Body, node: ast.Cast): Expression {
  const { context } = body
  const value = lower(body, node.operand)
  const from = context.wantedType(node.operand)
  const to = context.checked.typeNodes.get(node.type) ?? context.fail(node, 'cast to an unknown type')
  return convert(body, value, from, to, node)
}
