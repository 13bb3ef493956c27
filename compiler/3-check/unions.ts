// Unions: `A | B` as a type, and what values of different types have in common.

import { sameType } from './fit.ts'
import { errorKind, isPrimitive, optionOf, type Type } from './types.ts'

/**
 * The union of types: flat, each member once. A nil among them makes it optional, `any` takes it all in, and a union of
 * one type is that type.
 */
export function unionOf(types: readonly Type[]): Type {
  const flat = types.flatMap(membersOf)
  if (flat.some((type) => type.kind === 'error')) return errorKind
  const any = flat.find((type) => isPrimitive(type, 'any'))
  if (any) return any
  const members: Type[] = []
  for (const type of flat) {
    if (!isPrimitive(type, 'nil') && !members.some((one) => sameType(one, type))) members.push(type)
  }
  const [only] = members
  if (!only) return flat[0] ?? errorKind
  const union: Type = members.length === 1 ? only : { kind: 'union', members }
  return members.length < flat.length && flat.some((type) => isPrimitive(type, 'nil')) ? optionOf(union) : union
}

const nothing: Type = { kind: 'primitive', name: 'nil' }

function membersOf(type: Type): Type[] {
  if (type.kind === 'option') return [...membersOf(type.inner), nothing]
  return type.kind === 'union' ? type.members.flatMap(membersOf) : [type]
}

/** Whether what a value is, is known only when the program runs: `any`, or one of several types. */
export function isDynamic(type: Type): boolean {
  return type.kind === 'union' || isPrimitive(type, 'any')
}
