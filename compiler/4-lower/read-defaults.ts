// Structs that are read from JSON: fields that may be left out have their defaults, which must be literals there.

import { nilType } from '../3-check/types.ts'
import { Body } from './body.ts'
import type { Context } from './context.ts'
import { lower } from './expressions.ts'
import { fieldName } from './types.ts'

/** Puts the defaults of struct fields into the classes that are read from JSON. */
export function readDefaults(context: Context): void {
  for (const made of context.types.classes) {
    if (made.struct === undefined || !made.methods.has('read')) continue
    for (const field of context.structs.get(made.struct)?.fields ?? []) {
      const { default: node } = field
      const own = made.fields.find((one) => one.name === fieldName(field.name.text))
      if (!node || !own) continue
      const body = new Body(context, nilType)
      const value = lower(body, node)
      if (body.statements.length > 0)
        context.fail(node, 'default that needs statements, in a struct that is read from JSON')
      own.default = value
    }
  }
}
