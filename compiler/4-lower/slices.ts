// `xs[a..b]` of lists and strings: a copy, clamped (language.md 4).

import type * as ast from '../1-parse/syntax.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { isPrimitive } from '../3-check/types.ts'
import type { Body } from './body.ts'
import { helper } from './build.ts'
import { operand } from './expressions.ts'
import { isJump } from './jumps.ts'
import type { Expression } from './program.ts'

/** Whether an index is a range. */
export function isSlice(body: Body, node: ast.Index): boolean {
  return isPrimitive(body.context.wantedType(node.index), 'range')
}

/** A slice. The ends of a range that is written out make no range of their own. */
export function lowerSlice(body: Body, node: ast.Index): Expression {
  const type = body.context.wantedType(node.object)
  const range = unwrapGroup(node.index)
  const isWritten = range.kind === 'binary' && (range.operator === '..' || range.operator === '..=')
  const ends = isWritten && !isJump(range.right) ? [range.left, range.right] : [node.index]
  const values = body.inOrder([node.object, ...ends].map((one) => operand(body, one)))
  const form = ends.length === 1 ? 'By' : isWritten && range.operator === '..=' ? 'Through' : ''
  if (isPrimitive(type, 'string')) return helper('characters', `part${form}`, values)
  if (type.kind !== 'list') return body.context.fail(node, 'slice of a value that has no elements')
  return helper('list', `slice${form}`, values, [body.context.type(type.element)])
}
