// When a value of one type may stand where another is wanted (language.md 4, assignability).

import { isError, isPrimitive, type RecordField, type Type } from './types.ts'

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
      return b.kind === 'union' && sameTypes(a.members, b.members)
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
  if (to.kind === 'union') return to.members.some((member) => fit(from, member) !== 'never') ? 'convert' : 'never'
  return 'never'
}

function fitOption(from: Type, inner: Type): Fit {
  if (isPrimitive(from, 'nil')) return 'convert'
  if (isPrimitive(from, 'string') && isError(inner)) return 'convert'
  const inside = fit(from.kind === 'option' ? from.inner : from, inner)
  return inside === 'same' || inside === 'convert' ? 'convert' : inside
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

/** The type that values of both types have in common: branches of an `if`, elements of a list. */
export function commonType(a: Type, b: Type): Type | undefined {
  if (a.kind === 'error') return b
  if (isSafe(fit(b, a))) return isPrimitive(b, 'any') ? b : a
  if (isSafe(fit(a, b))) return b
  if (isPrimitive(a, 'nil')) return { kind: 'option', inner: b }
  if (isPrimitive(b, 'nil')) return { kind: 'option', inner: a }
  return undefined
}
