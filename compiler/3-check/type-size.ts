// How large a type is. Each line of `b = (a, a)`, `c = (b, b)` doubles the type of the one before, so that few lines make
// a type that nothing could ever walk through.

import type { Type } from './types.ts'

/** More parts come from a generator, or from an attempt to exhaust the compiler. */
export const largestType = 1000

/** Whether a type is larger than a type may be. */
export function isTooLarge(type: Type): boolean {
  return type.kind !== 'primitive' && typeSize(type) > largestType
}

/** Whether a part of a type is unknown, since something was wrong with it: what does not fit it is no fault of its own. */
export function isUnclear(type: Type): boolean {
  return type.kind === 'error' || partsOf(type).some(isUnclear)
}

const sizes = new WeakMap<Type, number>()

/** The number of parts of a type, those of its parts included. */
export function typeSize(type: Type): number {
  // What an empty list holds is filled in later.
  if (type.kind === 'list') return 1 + typeSize(type.element)
  if (type.kind === 'map') return 1 + typeSize(type.key) + typeSize(type.value)
  const known = sizes.get(type)
  if (known !== undefined) return known
  let size = 1
  for (const part of partsOf(type)) size += typeSize(part)
  sizes.set(type, size)
  return size
}

/** The types that a type is made of. Fields of structs are types of their own. */
export function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'list':
    case 'chan':
    case 'stream':
      return [type.element]
    case 'map':
      return [type.key, type.value]
    case 'record':
      return type.fields.map((field) => field.type)
    case 'tuple':
      return type.elements
    case 'option':
      return [type.inner]
    case 'union':
      return type.members
    case 'fn':
      return [...type.params, ...(type.rest ? [type.rest] : []), type.result]
    case 'task':
      return [type.result]
    case 'struct':
      return type.struct.typeArgs ?? []
    case 'enum':
      return type.enum.typeArgs ?? []
    case 'error':
    case 'primitive':
    case 'typeParam':
    case 'agentic':
      return []
    default:
      return type satisfies never
  }
}
