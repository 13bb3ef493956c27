// Expressions whose value nobody wants.

import type { Body } from './body.ts'
import { isConstant, perform } from './build.ts'
import type { Expression } from './program.ts'

/** Evaluates an expression for its effects, if it can have any. The objects of members are values already. */
export function evaluate(body: Body, value: Expression): void {
  const isRead = value.kind === 'name' || value.kind === 'member' || value.kind === 'present'
  if (!isConstant(value) && !isRead) body.add(perform(value))
}
