// Struct literals: given fields, defaults of the others, zero values of the rest.

import type * as ast from '../1-parse/syntax.ts'
import { originOf } from '../3-check/generics.ts'
import {
  type EnumType,
  type EnumVariant,
  errorStruct,
  type Type as HairaType,
  isResponse,
  type StructType,
} from '../3-check/types.ts'
import type { Span } from '../source.ts'
import type { Body, Operand } from './body.ts'
import { assign, create, helper, int, member, nullValue, text } from './build.ts'
import { orderedValues, shorthand } from './collections.ts'
import { lower, operand } from './expressions.ts'
import type { Expression } from './program.ts'
import { errorClass } from './types.ts'
import { zeroOf } from './zero.ts'

export interface GivenField extends Operand {
  name: string
}

/** `User{name: "Ada"}` */
export function lowerStructLiteral(body: Body, node: ast.StructLiteral): Expression {
  const type = body.context.typeOf(node)
  const variant = body.context.checked.variants.get(node)
  if (type.kind === 'enum' && variant) return createVariant(body, node, type.enum, variant)
  if (type.kind !== 'struct') return body.context.fail(node, 'struct literal of another type')
  const given = node.fields.map((field) => ({
    name: field.name.text,
    ...(field.value ? operand(body, field.value) : shorthand(body, field.name)),
  }))
  return createStruct(body, node, type, given)
}

/** `Shape.Circle{r: 1.5}` */
function createVariant(body: Body, node: ast.StructLiteral, type: EnumType, variant: EnumVariant): Expression {
  const given = node.fields.map((field) => ({
    name: field.name.text,
    ...(field.value ? operand(body, field.value) : shorthand(body, field.name)),
  }))
  const order = variant.fields.map((field) => field.name!)
  const values = orderedValues(body, given, order)
  return create(
    body.context.types.variantClass(type, variant),
    order.map((name) => values.get(name)!),
  )
}

/** A new instance from the fields that are given. */
export function createStruct(
  body: Body,
  at: { span: Span },
  type: Extract<HairaType, { kind: 'struct' }>,
  given: readonly GivenField[],
): Expression {
  const { struct } = type
  if (struct === errorStruct) return createError(body, given)
  if (isResponse(type)) return createResponse(body, type, given)
  // `sync.Mutex{}` is `sync.Mutex()`.
  if (struct.library !== undefined && struct.fields.length === 0) return create(body.context.types.of(type), [])
  const declaration =
    body.context.structs.get(originOf(struct)) ?? body.context.fail(at, `struct \`${struct.name}\` is not declared`)
  const missing = struct.fields.filter((field) => given.every((one) => one.name !== field.name))
  const filled: GivenField[] = missing.map((field) => {
    const value = declaration.fields.find((one) => one.name.text === field.name)?.default
    const type = body.context.type(field.type)
    const take = () => (value ? inStruct(body, struct, () => lower(body, value)) : zeroOf(body, field.type, at))
    return { name: field.name, type, lower: take }
  })
  const order = struct.fields.map((field) => field.name)
  // Defaults run after the given fields; both in their written order.
  const values = orderedValues(body, [...given, ...filled], order)
  return create(
    body.context.types.of(type),
    order.map((name) => values.get(name)!),
  )
}

/** `http.Response{status: 201, body: "…"}`: what is left out follows from the status. */
function createResponse(
  body: Body,
  type: Extract<HairaType, { kind: 'struct' }>,
  given: readonly GivenField[],
): Expression {
  const order = ['status', 'body', 'headers', 'status_code', 'ok']
  const values = orderedValues(body, given, order)
  const of = (name: string): Expression => values.get(name) ?? nullValue
  const code = values.get('status_code') ?? values.get('status') ?? int(200)
  const made = body.temporary(
    helper('http-response', 'response', [values.get('status') ?? code, values.get('body') ?? text(''), of('headers')]),
    body.context.types.of(type),
  )
  if (values.has('status_code')) body.add(assign(member(made, 'status_code'), code))
  if (values.has('ok')) body.add(assign(member(made, 'ok'), of('ok')))
  return made
}

/** Runs an action for a part of a struct's declaration. */
export function inStruct<T>(body: Body, struct: StructType, action: () => T): T {
  return body.inContext(body.context.within(originOf(struct).typeParams ?? [], struct.typeArgs ?? []), action)
}

/** `Error{message: "…"}`: what is left out is the empty message, or nil. */
function createError(body: Body, given: readonly GivenField[]): Expression {
  const values = orderedValues(body, given, ['message', 'code', 'source'])
  const rest = [values.get('code'), values.get('source')]
  const count = rest[1] ? 2 : rest[0] ? 1 : 0
  return create(errorClass, [values.get('message') ?? text(''), ...rest.slice(0, count).map((one) => one ?? nullValue)])
}
