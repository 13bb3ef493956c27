// Structs that are read from JSON: fields that may be left out have their defaults. A default that needs statements is a
// function of its own there.

import { originOf } from '../3-check/generics.ts'
import { Body } from './body.ts'
import { call, giveBack, name } from './build.ts'
import type { Context } from './context.ts'
import { lower } from './expressions.ts'
import { placeOf } from './functions.ts'
import { pascal } from './names.ts'
import type { FunctionDeclaration } from './program.ts'
import { fieldName } from './types.ts'

/** Puts the defaults of struct fields into the classes that are read from JSON; gives the functions that some need. */
export function readDefaults(context: Context): FunctionDeclaration[] {
  const functions: FunctionDeclaration[] = []
  for (const made of context.types.classes) {
    const struct = context.types.structOf(made)
    if (made.kind === 'enum' || struct === undefined || !made.methods.has('read')) continue
    const inside = context.within(originOf(struct).typeParams ?? [], struct.typeArgs ?? [])
    for (const field of context.structs.get(originOf(struct))?.fields ?? []) {
      const { default: node } = field
      const own = made.fields.find((one) => one.name === fieldName(field.name.text))
      if (!node || !own) continue
      const body = new Body(inside, inside.wantedType(node))
      const value = lower(body, node)
      if (body.statements.length === 0) own.default = value
      else {
        body.add(giveBack(value))
        const key = context.names.invented(`default${struct.name}${pascal(field.name.text)}`)
        functions.push({
          kind: 'function',
          name: key,
          comment: undefined,
          params: [],
          result: own.type,
          body: body.statements,
          mayPanic: true,
          place: placeOf(field.name),
        })
        own.default = call(name(key), [])
      }
    }
  }
  return functions
}
