// Conversions between types: the ones that Haira makes without being asked (language.md 4, assignability).

import { sameType } from '../3-check/fit.ts'
import { type Type as HairaType, isError, isPrimitive, type RecordField, stringType } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { Span } from '../source.ts'
import type { Body } from './body.ts'
import {
  binary,
  create,
  giveBack,
  helper,
  int,
  isNull,
  member,
  method,
  name,
  nullValue,
  perform,
  scalar,
  text,
  when,
} from './build.ts'
import { chosen } from './fallible.ts'
import { adapted } from './function-values.ts'
import { InternalCompilerError } from './internal-error.ts'
import { castNumber, isNumeric } from './numbers.ts'
import type { Expression, Statement } from './program.ts'
import { createStruct } from './structs.ts'
import { errorClass, fieldName, isBoxed } from './types.ts'
import { toUnion } from './unions.ts'

/** A value of one type as a value of another. */
export function convert(body: Body, value: Expression, from: HairaType, to: HairaType, at: { span: Span }): Expression {
  if (sameType(from, to)) return value
  if (isPrimitive(to, 'any')) return from.kind === 'union' ? value : boxed(body, value, from)
  if (to.kind === 'union') return toUnion(body, value, from, to, at)
  if (isDynamic(from)) return unboxed(body, value, to, 'unbox')
  if (to.kind === 'option') return toOption(body, value, from, to.inner, at)
  if (from.kind === 'option') return convert(body, unwrapped(body, value, from.inner), from.inner, to, at)
  if (isNumeric(from, to)) return castNumber(body, value, from, to)
  if (from.kind === 'list' && to.kind === 'list') return toList(body, value, from, to, at)
  if (isPrimitive(from, 'range')) return method(value, 'toList', [])
  if (isPrimitive(from, 'string') && isError(to)) return create(errorClass, [value])
  if (isError(from) && isPrimitive(to, 'string')) return member(value, 'message')
  // A view of a channel is the channel.
  if (from.kind === 'chan' && to.kind === 'chan') return value
  if (from.kind === 'fn' && to.kind === 'fn') return adapted(body, value, from, to, at)
  if (to.kind === 'record') return toRecord(body, value, from, to, at)
  if (from.kind === 'record' && to.kind === 'map') return toMap(body, value, from, to, at)
  if (from.kind === 'record' && to.kind === 'struct') return toStruct(body, value, from, to, at)
  if (from.kind === 'tuple' && to.kind === 'tuple') return toTuple(body, value, from, to, at)
  return body.context.fail(at, 'conversion that has no lowering')
}

/** A value as one of type any. */
export function boxed(body: Body, value: Expression, from: HairaType): Expression {
  if (isPrimitive(from, 'nil')) return nullValue
  body.context.types.need(from, ...body.context.methodsOfAny)
  return helper('any', 'box', [value], [body.context.type(from)])
}

/** A value of type any as one of another type: where that is wanted, or by a `cast`, which is exact. */
export function unboxed(body: Body, value: Expression, to: HairaType, how: 'unbox' | 'cast'): Expression {
  const type = body.context.type(to)
  body.context.types.need(to, ...body.context.methodsOfAny)
  const content = body.temporary(helper('any', how, [value], [type]), type)
  body.check()
  return content
}

function toOption(body: Body, value: Expression, from: HairaType, inner: HairaType, at: { span: Span }): Expression {
  if (isPrimitive(from, 'nil')) return nullValue
  if (from.kind !== 'option') return wrapped(body, convert(body, value, from, inner, at), inner)
  const held = body.settled(value, body.context.type(from))
  const [statements, content] = body.capture(() =>
    wrapped(body, convert(body, contentOf(held, from.inner), from.inner, inner, at), inner),
  )
  if (statements.length > 0) {
    return chosen(body, { kind: 'option', inner }, isNull(held), [[], nullValue], [statements, content])
  }
  return { kind: 'conditional', condition: isNull(held), then: nullValue, else: content }
}

/** A value that is there, as an option of its type. */
export function wrapped(body: Body, value: Expression, type: HairaType): Expression {
  return isBoxed(type) ? create({ kind: 'some', inner: body.context.type(type) }, [value]) : value
}

/** What an option holds that is known not to be nil. */
export function contentOf(option: Expression, inner: HairaType): Expression {
  const present: Expression =
    option.kind === 'name' && option.name.startsWith('$') ? option : { kind: 'present', value: option }
  return isBoxed(inner) ? member(present, 'value') : present
}

/** What an option holds; nil is a panic. */
export function unwrapped(body: Body, option: Expression, inner: HairaType, message = 'unexpected nil'): Expression {
  const held = body.temporary(option, body.context.type({ kind: 'option', inner }))
  body.add(when(isNull(held), panicking(body, message)))
  return contentOf(held, inner)
}

/** Statements that start a panic and leave the function. */
export function panicking(body: Body, message: string): Statement[] {
  return [perform(helper('panic', 'panic', [text(message)])), leaving(body)]
}

/** Leaves the function while a panic is pending. */
export function leaving(body: Body): Statement {
  if (body.toHandler()) return { kind: 'break' }
  const type = body.functionType
  if (type.kind === 'void') return giveBack(undefined)
  return giveBack(type.kind === 'string' ? text('') : helper('panic', 'nothing', [], [type]))
}

/** A new list of the elements converted. */
function toList(
  body: Body,
  value: Expression,
  from: Extract<HairaType, { kind: 'list' }>,
  to: Extract<HairaType, { kind: 'list' }>,
  at: { span: Span },
): Expression {
  const list = body.settled(value, body.context.type(from))
  const made = body.temporary(create(body.context.type(to), []), undefined)
  const index = name(body.fresh())
  const inside = body.block(() => {
    const element: Expression = { kind: 'element', object: list, index }
    body.add(perform(method(made, 'push', [convert(body, element, from.element, to.element, at)])))
  })
  body.add({
    kind: 'for',
    variables: [{ name: index.name, type: scalar('i32'), value: int(0) }],
    condition: binary(index, '<', member(list, 'length')),
    step: { kind: 'increment', name: index.name },
    body: inside,
  })
  return made
}

function toRecord(
  body: Body,
  value: Expression,
  from: HairaType,
  to: Extract<HairaType, { kind: 'record' }>,
  at: { span: Span },
): Expression {
  const fields: RecordField[] = from.kind === 'record' ? from.fields : from.kind === 'struct' ? from.struct.fields : []
  const held = body.settled(value, body.context.type(from))
  const operands = to.fields.map((wanted) => ({
    type: body.context.type(wanted.type),
    lower: () => {
      const own = fields.find((field) => field.name === wanted.name)
      if (!own) throw new InternalCompilerError(`no field \`${wanted.name}\``, at.span)
      return convert(body, member(held, fieldName(own.name)), own.type, wanted.type, at)
    },
  }))
  return create(body.context.types.of(to), body.inOrder(operands))
}

/** A record is copied into a map. */
function toMap(
  body: Body,
  value: Expression,
  from: Extract<HairaType, { kind: 'record' }>,
  to: Extract<HairaType, { kind: 'map' }>,
  at: { span: Span },
): Expression {
  const held = body.settled(value, body.context.type(from))
  const map = body.temporary(create(body.context.types.of(to), []), undefined)
  for (const field of from.fields) {
    const content = convert(body, member(held, fieldName(field.name)), field.type, to.value, at)
    body.add(perform(method(map, 'set', [convert(body, text(field.name), stringType, to.key, at), content])))
  }
  return map
}

/** A record makes a struct, whose other fields take their defaults. */
function toStruct(
  body: Body,
  value: Expression,
  from: Extract<HairaType, { kind: 'record' }>,
  to: Extract<HairaType, { kind: 'struct' }>,
  at: { span: Span },
): Expression {
  const held = body.settled(value, body.context.type(from))
  const wanted = (name: string) => to.struct.fields.find((field) => field.name === name)!.type
  const given = from.fields.map(({ name, type }) => ({
    name,
    type: body.context.type(wanted(name)),
    lower: () => convert(body, member(held, fieldName(name)), type, wanted(name), at),
  }))
  return createStruct(body, at, to, given)
}

function toTuple(
  body: Body,
  value: Expression,
  from: Extract<HairaType, { kind: 'tuple' }>,
  to: Extract<HairaType, { kind: 'tuple' }>,
  at: { span: Span },
): Expression {
  const held = body.settled(value, body.context.type(from))
  const operands = to.elements.map((wanted, index) => ({
    type: body.context.type(wanted),
    lower: () => convert(body, member(held, `_${index}`), from.elements[index]!, wanted, at),
  }))
  return create(body.context.types.of(to), body.inOrder(operands))
}
