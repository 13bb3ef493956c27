// A provider: a constant, and the function that evaluates its fields when the host initialises it.

import type * as ast from '../1-parse/syntax.ts'
import { type Type as HairaType, isPrimitive, nilType } from '../3-check/types.ts'
import { Body } from './body.ts'
import { libraryClass, method, name, perform, text } from './build.ts'
import type { Context } from './context.ts'
import { type Declared, declaration, initialiser } from './declaration.ts'
import { lower } from './expressions.ts'

const secretFields: ReadonlySet<string> = new Set(['api_key', 'headers'])

/** The code of a provider. */
export function lowerProvider(context: Context, node: ast.Provider): Declared {
  const own = context.nameOf(node)
  const body = new Body(context, nilType)
  for (const field of node.fields) {
    body.from(field)
    body.inSecret = secretFields.has(field.name.text)
    setField(body, own, field.name.text, field.value as ast.Expression)
  }
  const constant = declaration(own, libraryClass('Provider', 'provider'), [text(node.name.text)], node)
  return { constant, ...initialiser(context, node, own, body.whole) }
}

function setField(body: Body, provider: string, field: string, value: ast.Expression): void {
  const type = body.context.wantedType(value)
  const setter = setters.find((one) => one.takes(type))?.method
  const args = [text(field), lower(body, value)]
  if (setter === undefined) body.context.types.need(type, 'write')
  const call =
    setter === undefined
      ? method(name(provider), 'value', args, [body.context.type(type)])
      : method(name(provider), setter, args)
  body.add(perform(call))
}

const setters: { takes: (type: HairaType) => boolean; method: string }[] = [
  { takes: (type) => isPrimitive(type, 'string'), method: 'text' },
  { takes: (type) => isPrimitive(type, 'float'), method: 'number' },
  { takes: (type) => isPrimitive(type, 'int'), method: 'integer' },
]
