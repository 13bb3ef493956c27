// The message that an agent is sent: a string as it is, anything else as JSON (agentic.md 4).

import type * as ast from '../1-parse/syntax.ts'
import { isPrimitive } from '../3-check/types.ts'
import type { Body, Operand } from './body.ts'
import { helper, text } from './build.ts'
import { lower } from './expressions.ts'

/** A message as text. */
export function messageOperand(body: Body, node: ast.Expression): Operand {
  const type = body.context.wantedType(node)
  if (isPrimitive(type, 'string')) return { type: { kind: 'string' }, lower: () => lower(body, node) }
  if (isPrimitive(type, 'nil')) return { type: { kind: 'string' }, lower: () => text('null') }
  body.context.types.need(type, 'write')
  return {
    type: { kind: 'string' },
    lower: () => helper('json', 'messageText', [lower(body, node)], [body.context.type(type)]),
  }
}
