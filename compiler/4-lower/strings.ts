// Strings with interpolation, and printed forms.

import type * as ast from '../1-parse/syntax.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import type { Body, Operand } from './body.ts'
import { helper, text } from './build.ts'
import { lower } from './expressions.ts'
import type { Expression } from './program.ts'

/** A string literal: a template where it interpolates. */
export function lowerString(body: Body, node: ast.StringLiteral): Expression {
  const shown = node.parts.flatMap((part) =>
    part.kind === 'interpolation' ? [shownOperand(body, part.expression)] : [],
  )
  const values = body.inOrder(shown)
  return template(node.parts.map((part) => (part.kind === 'text' ? part.text : values.shift()!)))
}

/** Joins texts and values that are strings already. */
export function template(parts: (string | Expression)[]): Expression {
  const merged: (string | Expression)[] = []
  for (const part of parts) {
    const piece = typeof part !== 'string' && part.kind === 'text' ? part.value : part
    const last = merged.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece
    else if (piece !== '') merged.push(piece)
  }
  const [first, ...more] = merged
  if (first === undefined) return text('')
  if (more.length === 0) return typeof first === 'string' ? text(first) : first
  return { kind: 'template', parts: merged }
}

/** The printed form of an expression, as an operand. */
export function shownOperand(body: Body, node: ast.Expression): Operand {
  return { type: { kind: 'string' }, lower: () => shown(body, lower(body, node), body.context.wantedType(node)) }
}

/** The printed form of a value. */
export function shown(body: Body, value: Expression, type: HairaType): Expression {
  if (isPrimitive(type, 'string')) return value
  if (isPrimitive(type, 'nil')) return text('nil')
  body.context.types.need(type, 'show')
  return helper('show', 'show', [value], [body.context.type(type)])
}
