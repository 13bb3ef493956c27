// A field or method that a type does not have, and what was meant.

import type * as ast from '../../1-parse/syntax.ts'
import { unknownMember } from '../../diagnostics/messages.generated.ts'
import { builtins } from '../../library/builtins.ts'
import { methodsOf } from '../../library/methods.ts'
import { libraryModule } from '../../library/modules.ts'
import { nearest } from '../../util/distance.ts'
import type { Context } from '../context.ts'
import { methodNames } from '../methods.ts'
import { showType } from '../show-type.ts'
import type { Type } from '../types.ts'
import { wrongDirection } from './channels.ts'

/** E0212: a type has no such field or method. */
export function noMember(context: Context, object: Type, name: ast.Name, fields: { name: string }[]): Type {
  if (object.kind === 'chan' && (name.text === 'try_send' || name.text === 'try_receive')) {
    return wrongDirection(context, name, name.text === 'try_send' ? 'send' : 'receive')
  }
  const candidates = [
    ...fields.map((field) => field.name),
    ...methodsOf(object).keys(),
    ...methodNames(context, object),
  ]
  const suggestion = nearest(name.text, candidates)
  const call = suggestion === undefined ? functionFor(object, name.text) : undefined
  const message = unknownMember({ type: showType(object), name: name.text, suggestion })
  return context.error(name, message, call ? { hint: `it is a function here: \`${call}(…)\`` } : {})
}

const moduleOfKind: ReadonlyMap<string, string> = new Map([
  ['list', 'array'],
  ['map', 'map'],
  ['string', 'string'],
])

/** The function that does what a method of this name does in other languages. */
function functionFor(object: Type, name: string): string | undefined {
  const module = moduleOfKind.get(object.kind === 'primitive' ? object.name : object.kind)
  if (module === undefined) return undefined
  if (builtins.has(name)) return name
  return libraryModule(module)?.functions.has(name) ? `${module}.${name}` : undefined
}
