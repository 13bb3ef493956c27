// What the type parameters of a library function stand for in a call, found by laying the types of arguments and result
// over those of the signature.

import { substitute } from '../3-check/generics.ts'
import { anyType, type Type } from '../3-check/types.ts'
import type { LibraryFunction, LibraryParam } from '../library/library.ts'
import type { ResolvedCall } from '../phases.ts'
import type { Context } from './context.ts'
import type { Type as IrType } from './program.ts'

export interface Bound {
  get: (param: string) => Type
  apply: (type: Type) => Type
}

/** Binds the type parameters of a call. One that nothing decides is `any`. */
export function bindTypes(context: Context, call: ResolvedCall, fn: LibraryFunction): Bound {
  const found = new Map<string, Type>()
  call.args.forEach((arg, at) => {
    const param = fn.params[at]!
    const values = arg.kind === 'given' ? [arg] : arg.kind === 'rest' ? arg.values.filter((one) => !one.spread) : []
    for (const { value } of values) {
      const type = context.wantedType(value)
      match(typeFor(param, type), type, found)
    }
    const spread = arg.kind === 'rest' ? arg.values.find((one) => one.spread) : undefined
    if (spread) match({ kind: 'list', element: param.type }, context.wantedType(spread.value), found)
  })
  // Last, since `T?` does not say whether T is an option itself.
  match(fn.result, call.result, found)
  const get = (param: string) => found.get(param) ?? anyType
  return { get, apply: (type) => substitute(type, ({ name }) => get(name)) }
}

/** The type arguments of a library function that is used as a value of a type. */
export function bindFunction(context: Context, fn: LibraryFunction, type: Extract<Type, { kind: 'fn' }>): IrType[] {
  const found = new Map<string, Type>()
  fn.params
    .filter((param) => !param.rest)
    .forEach((param, at) => {
      if (type.params[at]) match(param.type, type.params[at], found)
    })
  match(fn.result, type.result, found)
  return argumentsOf(context, fn, (param) => found.get(param) ?? anyType)
}

/**
 * The type arguments of the runtime's function: what the type parameters stand for, then the type of an option of one,
 * where the signature has such an option: AssemblyScript cannot say `T?` of any T. Last, the class of a record that it gives,
 * or takes: the program has the class. A function that gives records may read them from JSON.
 */
export function argumentsOf(context: Context, fn: LibraryFunction, get: Bound['get']): IrType[] {
  const own = fn.typeParams.map((param) => {
    const type = get(param)
    context.types.need(type, ...(fn.needs ?? []))
    return context.type(type)
  })
  const option = optionOfParam([fn.result, ...fn.params.map((param) => param.type)])
  if (option) own.push(context.type(substitute(option, ({ name }) => get(name))))
  const given = recordIn(fn.result)
  if (given) context.types.need(given, 'read')
  const record = given ?? recordAmong(fn.params.map((param) => param.type))
  if (record) own.push(context.type(record))
  return own
}

/** The first `T?` in some types. Options of numbers, N, can be written. */
function optionOfParam(types: readonly Type[]): Type | undefined {
  for (const type of types) {
    if (type.kind === 'option') return type.inner.kind === 'typeParam' && type.inner.name !== 'N' ? type : undefined
    const found =
      type.kind === 'list'
        ? optionOfParam([type.element])
        : type.kind === 'tuple'
          ? optionOfParam(type.elements)
          : undefined
    if (found) return found
  }
  return undefined
}

/** The record that a result is or consists of. */
function recordIn(type: Type): Type | undefined {
  if (type.kind === 'record') return type
  if (type.kind === 'list') return recordIn(type.element)
  return type.kind === 'tuple' && type.elements[0] ? recordIn(type.elements[0]) : undefined
}

function recordAmong(types: readonly Type[]): Type | undefined {
  return types.map(recordIn).find((type) => type !== undefined)
}

/** Of several function types the one with as many parameters. */
export function typeFor({ type, others }: LibraryParam, given: Type): Type {
  if (!others || given.kind !== 'fn') return type
  return [type, ...others].find((one) => one.kind === 'fn' && one.params.length === given.params.length) ?? type
}

function match(pattern: Type, type: Type, found: Map<string, Type>): void {
  const all = (patterns: readonly Type[], types: readonly Type[]) => {
    patterns.forEach((one, at) => {
      if (types[at]) match(one, types[at], found)
    })
  }
  if (pattern.kind === 'typeParam') {
    if (!found.has(pattern.name) && type.kind !== 'typeParam' && type.kind !== 'error') found.set(pattern.name, type)
  } else if (pattern.kind === 'list' && type.kind === 'list') match(pattern.element, type.element, found)
  else if (pattern.kind === 'option' && type.kind === 'option') match(pattern.inner, type.inner, found)
  else if (pattern.kind === 'map' && type.kind === 'map') all([pattern.key, pattern.value], [type.key, type.value])
  else if (pattern.kind === 'tuple' && type.kind === 'tuple') all(pattern.elements, type.elements)
  else if (pattern.kind === 'fn' && type.kind === 'fn') {
    all([...pattern.params, pattern.result], [...type.params, type.result])
  }
}
