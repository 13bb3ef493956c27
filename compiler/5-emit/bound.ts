// Methods of structs and enums as functions, for values of type any.

import type { BoundMethod } from '../4-lower/program.ts'
import { emitExpression } from './expressions.ts'
import { emitText } from './literals.ts'
import { emitType } from './types.ts'
import type { Writer } from './writer.ts'

/** Methods by name, as functions. */
export function emitBound(bound: readonly BoundMethod[], writer: Writer): void {
  for (const { key, type, value } of bound) {
    const made = `${writer.use('any', 'box')}<${emitType(type, writer)}>(${emitExpression(value, writer)})`
    writer.line(`if (name == ${emitText(key)}) return ${made};`)
  }
}
