// What the type parameters of a library function stand for in a call, found by laying the types of arguments and result
// over those of the signature.

import { anyType, type Type } from '../3-check/types.ts'
import type { LibraryFunction } from '../library/library.ts'
import type { ResolvedCall } from '../phases.ts'
import type { Context } from './context.ts'

export interface Bound {
  get: (param: string) => Type
  apply: (type: Type) => Type
}

/** Binds the type parameters of a call. One that nothing decides is `any`. */
export function bindTypes(context: Context, call: ResolvedCall, fn: LibraryFunction): Bound {
  const found = new Map<string, Type>()
  match(fn.result, call.result, found)
  call.args.forEach((arg, at) => {
    const wanted = fn.params[at]!.type
    if (arg.kind === 'given') match(wanted, context.wantedType(arg.value), found)
    if (arg.kind === 'rest') for (const { value } of arg.values) match(wanted, context.wantedType(value), found)
  })
  const get = (param: string) => found.get(param) ?? anyType
  return { get, apply: (type) => substitute(type, get) }
}

function match(pattern: Type, type: Type, found: Map<string, Type>): void {
  if (pattern.kind === 'typeParam') {
    if (!found.has(pattern.name) && type.kind !== 'typeParam') found.set(pattern.name, type)
  } else if (pattern.kind === 'list' && type.kind === 'list') match(pattern.element, type.element, found)
  else if (pattern.kind === 'option' && type.kind === 'option') match(pattern.inner, type.inner, found)
  else if (pattern.kind === 'map' && type.kind === 'map') {
    match(pattern.key, type.key, found)
    match(pattern.value, type.value, found)
  } else if (pattern.kind === 'tuple' && type.kind === 'tuple') {
    pattern.elements.forEach((element, at) => {
      match(element, type.elements[at]!, found)
    })
  }
}

function substitute(type: Type, get: (param: string) => Type): Type {
  switch (type.kind) {
    case 'typeParam':
      return get(type.name)
    case 'list':
      return { kind: 'list', element: substitute(type.element, get) }
    case 'map':
      return { kind: 'map', key: substitute(type.key, get), value: substitute(type.value, get) }
    case 'option':
      return { kind: 'option', inner: substitute(type.inner, get) }
    default:
      return type
  }
}
