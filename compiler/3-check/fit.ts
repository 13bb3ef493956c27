// When a value of one type may stand where another is wanted (language.md 4, assignability).

import { isError, isPrimitive, optionOf, type RecordField, type StructType, type Type } from './types.ts'
import { hasZero } from './zero.ts'

/**
 * `same`: as it is. `convert`: the lowering converts. `mayBeNil`: `T?` where `T` is wanted, which stops the program if
 * it is nil. `never`: an error.
 */
export type Fit = 'same' | 'convert' | 'mayBeNil' | 'never'

/** Whether two types are the same. Structs and enums are the same if they are the same declaration. */
export function sameType(a: Type, b: Type): boolean {
  if (a === b || a.kind === 'error' || b.kind === 'error') return true
  switch (a.kind) {
    case 'primitive':
      return b.kind === 'primitive' && a.name === b.name
    case 'list':
      return b.kind === 'list' && sameType(a.element, b.element)
    case 'map':
      return b.kind === 'map' && sameType(a.key, b.key) && sameType(a.value, b.value)
    case 'record':
      return b.kind === 'record' && sameFields(a.fields, b.fields)
    case 'tuple':
      return b.kind === 'tuple' && sameTypes(a.elements, b.elements)
    case 'option':
      return b.kind === 'option' && sameType(a.inner, b.inner)
    case 'union':
      return b.kind === 'union' && sameMembers(a.members, b.members)
    case 'fn':
      return (
        b.kind === 'fn' && a.required === b.required && sameTypes(a.params, b.params) && sameType(a.result, b.result)
      )
    case 'struct':
      return b.kind === 'struct' && a.struct === b.struct
    case 'enum':
      return b.kind === 'enum' && a.enum === b.enum
    case 'typeParam':
      return b.kind === 'typeParam' && a.name === b.name && a.id === b.id
    case 'chan':
      return b.kind === 'chan' && a.direction === b.direction && sameType(a.element, b.element)
    case 'task':
      return b.kind === 'task' && sameType(a.result, b.result)
    case 'stream':
      return b.kind === 'stream' && sameType(a.element, b.element)
    case 'agentic':
      return b.kind === 'agentic' && a.declaration === b.declaration
    default:
      return a satisfies never
  }
}

function sameTypes(a: Type[], b: Type[]): boolean {
  return a.length === b.length && a.every((type, at) => sameType(type, b[at]!))
}

/** Members of a union have no order. */
function sameMembers(a: Type[], b: Type[]): boolean {
  return a.length === b.length && a.every((type) => b.some((other) => sameType(type, other)))
}

function sameFields(a: RecordField[], b: RecordField[]): boolean {
  return (
    a.length === b.length && a.every((field, at) => field.name === b[at]!.name && sameType(field.type, b[at]!.type))
  )
}

/** How a value of type `from` stands where `to` is wanted. */
export function fit(from: Type, to: Type): Fit {
  if (sameType(from, to)) return 'same'
  if (isPrimitive(to, 'any') || isPrimitive(from, 'any')) return 'convert'
  if (to.kind === 'option') return fitOption(from, to.inner)
  if (from.kind === 'option') return fit(from.inner, to) === 'never' ? 'never' : 'mayBeNil'
  if (from.kind === 'union' || to.kind === 'union') return fitUnion(from, to)
  if (isPrimitive(from, 'int') && isPrimitive(to, 'float')) return 'convert'
  if (isError(from) && isPrimitive(to, 'string')) return 'convert'
  if (isPrimitive(from, 'range') && to.kind === 'list' && isPrimitive(to.element, 'int')) return 'convert'
  if (from.kind === 'fn' && to.kind === 'fn') return fitFunction(from, to)
  // A channel for both directions stands for its views.
  if (from.kind === 'chan' && to.kind === 'chan') {
    return from.direction === 'both' && sameType(from.element, to.element) ? 'convert' : 'never'
  }
  if (to.kind === 'record') return fitRecord(from, to.fields)
  if (from.kind === 'tuple' && to.kind === 'tuple') return fitTuple(from.elements, to.elements)
  if (to.kind === 'map') return fitMap(from, to)
  if (from.kind === 'record' && to.kind === 'struct') return fitStruct(from.fields, to.struct)
  return 'never'
}

function fitOption(from: Type, inner: Type): Fit {
  if (isPrimitive(from, 'nil')) return 'convert'
  if (isPrimitive(from, 'string') && isError(inner)) return 'convert'
  const inside = fit(from.kind === 'option' ? from.inner : from, inner)
  return inside === 'same' || inside === 'convert' ? 'convert' : inside
}

/** A union is treated as `any`, except where none of its types would do. */
function fitUnion(from: Type, to: Type): Fit {
  const ends = from.kind === 'union' ? from.members : [from]
  const places = to.kind === 'union' ? to.members : [to]
  return ends.some((end) => places.some((place) => fit(end, place) !== 'never')) ? 'convert' : 'never'
}

/** A record is copied into a map. */
function fitMap(from: Type, to: Extract<Type, { kind: 'map' }>): Fit {
  if (from.kind !== 'record' || !isPrimitive(to.key, 'string')) return 'never'
  return from.fields.every((field) => isSafe(fit(field.type, to.value))) ? 'convert' : 'never'
}

/** A record makes a struct whose other fields have a default or a zero value. */
function fitStruct(given: RecordField[], struct: StructType): Fit {
  if (struct.library !== undefined) return 'never'
  const isKnown = given.every((own) => {
    const field = struct.fields.find((one) => one.name === own.name)
    return field !== undefined && isSafe(fit(own.type, field.type))
  })
  const isWhole = struct.fields.every(
    (field) => field.hasDefault || hasZero(field.type) || given.some((own) => own.name === field.name),
  )
  return isKnown && isWhole ? 'convert' : 'never'
}

/** Records and structs stand where a record with some of their fields is wanted. */
function fitRecord(from: Type, wanted: RecordField[]): Fit {
  const fields = from.kind === 'record' ? from.fields : from.kind === 'struct' ? from.struct.fields : undefined
  if (!fields) return 'never'
  const fits = wanted.every((field) => {
    const own = fields.find((one) => one.name === field.name)
    return own !== undefined && isSafe(fit(own.type, field.type))
  })
  return fits ? 'convert' : 'never'
}

function fitTuple(from: Type[], to: Type[]): Fit {
  const fits = from.length === to.length && from.every((type, at) => isSafe(fit(type, to[at]!)))
  return fits ? 'convert' : 'never'
}

/** A function with more parameters fits if those have defaults; one with fewer required ones does not. */
function fitFunction(from: FnType, to: FnType): Fit {
  const isSame = to.params.every((param, at) => {
    const own = from.params[at]
    return own !== undefined && (sameType(own, param) || isPrimitive(own, 'any') || isPrimitive(param, 'any'))
  })
  return isSame && from.required === to.params.length && isSafe(fit(from.result, to.result)) ? 'convert' : 'never'
}

type FnType = Extract<Type, { kind: 'fn' }>

function isSafe(one: Fit): boolean {
  return one === 'same' || one === 'convert'
}

/**
 * The type that values of both types have in common without losing anything: branches of an `if`, elements of a list.
 */
export function commonType(a: Type, b: Type): Type | undefined {
  if (a.kind === 'error') return b
  if (widens(b, a)) return a
  if (widens(a, b)) return b
  if (isPrimitive(a, 'nil')) return { kind: 'option', inner: b }
  if (isPrimitive(b, 'nil')) return { kind: 'option', inner: a }
  const inner = a.kind === 'option' || b.kind === 'option' ? commonType(present(a), present(b)) : undefined
  return inner && optionOf(inner)
}

function present(type: Type): Type {
  return type.kind === 'option' ? type.inner : type
}

/** Whether values of a type are values of the other one, too. */
function widens(from: Type, to: Type): boolean {
  if (sameType(from, to)) return true
  if (from.kind === 'union' && to.kind === 'union') return from.members.every((member) => widens(member, to))
  if (to.kind === 'union') return to.members.some((member) => sameType(from, member))
  if (to.kind === 'option') return isPrimitive(from, 'nil') || widens(present(from), to.inner)
  if (from.kind === 'option' || from.kind === 'union') return isPrimitive(to, 'any')
  switch (to.kind) {
    case 'primitive':
      return to.name === 'any' || (to.name === 'float' && isPrimitive(from, 'int'))
    case 'record':
      return (
        from.kind === 'record' &&
        from.fields.length === to.fields.length &&
        from.fields.every((own, at) => own.name === to.fields[at]!.name && widens(own.type, to.fields[at]!.type))
      )
    case 'tuple':
      return (
        from.kind === 'tuple' &&
        from.elements.length === to.elements.length &&
        from.elements.every((own, at) => widens(own, to.elements[at]!))
      )
    case 'fn':
    case 'chan':
      return isSafe(fit(from, to))
    default:
      return false
  }
}
