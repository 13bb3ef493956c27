// Type parameters: what they stand for in a place, and instances of generic structs and enums (language.md 6.4).

import { commonType, fit, sameType } from './fit.ts'
import { showType } from './show-type.ts'
import {
  anyType,
  type EnumType,
  errorKind,
  intType,
  isPrimitive,
  type StructType,
  stringType,
  type Type,
  type TypeParam,
} from './types.ts'
import { isDynamic } from './unions.ts'

/** What type parameters stand for; nothing for one that is not known. */
export type Bindings = (param: TypeParam) => Type | undefined

/** Identity of a type parameter: those of one declaration differ by name, those of two by their number. */
export function paramKey({ name, id }: TypeParam): string {
  return `${name}#${id ?? 0}`
}

/** A type with its parameters replaced. Those that are not bound stay. */
export function substitute(type: Type, bindings: Bindings): Type {
  const apply = (one: Type) => substitute(one, bindings)
  switch (type.kind) {
    case 'typeParam':
      return bindings(type) ?? type
    case 'list':
      return { kind: 'list', element: apply(type.element) }
    case 'map':
      return { kind: 'map', key: apply(type.key), value: apply(type.value) }
    case 'record':
      return { kind: 'record', fields: type.fields.map((field) => ({ ...field, type: apply(field.type) })) }
    case 'tuple':
      return { kind: 'tuple', elements: type.elements.map(apply) }
    case 'option': {
      const inner = apply(type.inner)
      return inner.kind === 'option' || isPrimitive(inner, 'any', 'nil') ? inner : { kind: 'option', inner }
    }
    case 'union':
      return { kind: 'union', members: type.members.map(apply) }
    case 'fn':
      return {
        ...type,
        params: type.params.map(apply),
        rest: type.rest && apply(type.rest),
        result: apply(type.result),
      }
    case 'struct':
      return type.struct.typeArgs ? structInstance(originOf(type.struct), type.struct.typeArgs.map(apply)) : type
    case 'enum':
      return type.enum.typeArgs ? enumInstance(originOf(type.enum), type.enum.typeArgs.map(apply)) : type
    case 'chan':
      return { ...type, element: apply(type.element) }
    case 'task':
      return { kind: 'task', result: apply(type.result) }
    case 'stream':
      return { kind: 'stream', element: apply(type.element) }
    case 'error':
    case 'primitive':
    case 'agentic':
      return type
    default:
      return type satisfies never
  }
}

/** Whether a type has a parameter for which `test` holds. */
export function hasTypeParam(type: Type, test: (param: TypeParam) => boolean = () => true): boolean {
  let found = false
  substitute(type, (param) => {
    found ||= test(param)
    return undefined
  })
  return found
}

function paramsOf(type: Type, test: (param: TypeParam) => boolean): TypeParam[] {
  const found: TypeParam[] = []
  substitute(type, (param) => {
    if (test(param)) found.push(param)
    return undefined
  })
  return found
}

// ------------------------------------------------------------------------------------------------------- instances

/** The declaration that a struct or enum is an instance of; itself if it is not generic. */
export function originOf<T extends StructType | EnumType>(type: T): T {
  return (type.origin as T | undefined) ?? type
}

const instances = new WeakMap<object, Map<string, Type>>()
const numbers = new WeakMap<object, number>()
let lastNumber = 0
/** Types that would hold ever larger instances of themselves, which has been reported. */
const endless = new WeakSet<object>()

/** Makes no more instances of a type. */
export function markEndless(origin: StructType | EnumType): void {
  endless.add(origin)
}

/** `Box<int>`: one object for each list of arguments, so that instances can be compared as they are. */
export function structInstance(origin: StructType, args: Type[]): Type {
  return instance(origin, args, () => {
    let fields: StructType['fields'] | undefined
    const bindings = bindingsOf(origin.typeParams ?? [], args)
    const struct: StructType = {
      name: origin.name,
      origin,
      typeArgs: args,
      // Looked up late: the fields of the declaration may not be known yet, and may be of this very type.
      get fields() {
        fields ??= origin.fields.map((field) => ({ ...field, type: substitute(field.type, bindings) }))
        return fields
      },
    }
    return { kind: 'struct', struct }
  })
}

/** `Maybe<int>` */
export function enumInstance(origin: EnumType, args: Type[]): Type {
  return instance(origin, args, () => {
    let variants: EnumType['variants'] | undefined
    const bindings = bindingsOf(origin.typeParams ?? [], args)
    const made: EnumType = {
      name: origin.name,
      origin,
      typeArgs: args,
      get variants() {
        variants ??= origin.variants.map(({ name, fields }) => ({
          name,
          fields: fields.map((field) => ({ ...field, type: substitute(field.type, bindings) })),
        }))
        return variants
      },
    }
    return { kind: 'enum', enum: made }
  })
}

function instance(origin: object, args: Type[], make: () => Type): Type {
  if (endless.has(origin)) return errorKind
  const key = args.map(typeKey).join()
  const known = instances.get(origin) ?? new Map<string, Type>()
  instances.set(origin, known)
  const made = known.get(key) ?? make()
  known.set(key, made)
  return made
}

/** Parameters by position. */
export function bindingsOf(params: readonly TypeParam[], args: readonly Type[]): Bindings {
  const byKey = new Map(params.map((param, at) => [paramKey(param), args[at]]))
  return (param) => byKey.get(paramKey(param))
}

/** A text that is the same for types that are the same. */
export function typeKey(type: Type): string {
  switch (type.kind) {
    case 'struct':
    case 'enum': {
      const declared = type.kind === 'struct' ? type.struct : type.enum
      const args = declared.typeArgs ? `<${declared.typeArgs.map(typeKey).join()}>` : ''
      return `${declared.name}#${numberOf(originOf(declared))}${args}`
    }
    case 'typeParam':
      return paramKey(type)
    case 'list':
      return `[]${typeKey(type.element)}`
    case 'map':
      return `map[${typeKey(type.key)}]${typeKey(type.value)}`
    case 'record':
      return `{${type.fields.map(({ name, type: own }) => `${name}:${typeKey(own)}`).join()}}`
    case 'tuple':
      return `(${type.elements.map(typeKey).join()})`
    case 'option':
      return `(${typeKey(type.inner)})?`
    case 'union':
      return `(${type.members.map(typeKey).join('|')})`
    case 'fn':
      return `fn(${type.params.map(typeKey).join()}/${type.required}/${type.rest ? typeKey(type.rest) : ''})->${typeKey(type.result)}`
    case 'chan':
      return `chan ${type.direction}<${typeKey(type.element)}>`
    case 'task':
      return `task<${typeKey(type.result)}>`
    case 'stream':
      return `stream<${typeKey(type.element)}>`
    case 'error':
    case 'primitive':
    case 'agentic':
      return showType(type)
    default:
      return type satisfies never
  }
}

function numberOf(declaration: object): number {
  const number = numbers.get(declaration) ?? ++lastNumber
  numbers.set(declaration, number)
  return number
}

// ------------------------------------------------------------------------------------------------------- inference

/**
 * Finds what the parameters in `wanted` must be so that `found` fits; false if nothing will do. What a list or the like holds
 * settles a parameter: `array.contains(ints, 1.5)` is no matter of floats. Such parameters are noted in `settled`.
 */
export function unify(
  wanted: Type,
  found: Type,
  known: Map<string, Type>,
  free: (param: TypeParam) => boolean,
  settled: Set<string> = new Set(),
  isHeld = false,
): boolean {
  const both = (a: Type, b: Type, held = isHeld) => unify(a, b, known, free, settled, held)
  const all = (a: readonly Type[], b: readonly Type[], held = isHeld) =>
    a.length === b.length && a.every((one, at) => both(one, b[at]!, held))
  if (found.kind === 'error') return true
  if (wanted.kind === 'typeParam' && free(wanted)) {
    const key = paramKey(wanted)
    const before = known.get(key)
    if (before && settled.has(key)) return isHeld ? sameType(found, before) : fit(found, before) !== 'never'
    const common = before === undefined ? found : commonType(before, found)
    if (common) known.set(key, common)
    if (common && isHeld) settled.add(key)
    return common !== undefined
  }
  if (!hasTypeParam(wanted, free)) return fit(found, wanted) !== 'never'
  // A value that may be anything has parts that may be anything.
  if (isDynamic(found)) return paramsOf(wanted, free).every((param) => both(param, anyType))
  if (found.kind === 'option' && wanted.kind !== 'option') return both(wanted, found.inner)
  switch (wanted.kind) {
    case 'list':
      if (isPrimitive(found, 'range')) return both(wanted.element, intType, true)
      return found.kind === 'list' && both(wanted.element, found.element, true)
    case 'map':
      if (found.kind === 'record') {
        // As a map it holds what its fields have in common, which may be any.
        const held = found.fields.reduce<Type | undefined>((all, { type }) => all && commonType(all, type), errorKind)
        return both(wanted.key, stringType) && both(wanted.value, held ?? anyType)
      }
      return found.kind === 'map' && both(wanted.key, found.key, true) && both(wanted.value, found.value, true)
    case 'option':
      if (isPrimitive(found, 'nil')) return true
      return both(wanted.inner, found.kind === 'option' ? found.inner : found)
    case 'tuple':
      return found.kind === 'tuple' && all(wanted.elements, found.elements)
    case 'record': {
      const fields = found.kind === 'record' ? found.fields : found.kind === 'struct' ? found.struct.fields : []
      return wanted.fields.every((field) => {
        const own = fields.find((one) => one.name === field.name)
        return own !== undefined && both(field.type, own.type)
      })
    }
    case 'fn':
      return (
        found.kind === 'fn' &&
        all(wanted.params, found.params.slice(0, wanted.params.length), false) &&
        both(wanted.result, found.result, false)
      )
    case 'struct':
      return (
        found.kind === 'struct' &&
        originOf(found.struct) === originOf(wanted.struct) &&
        all(wanted.struct.typeArgs ?? [], found.struct.typeArgs ?? [], true)
      )
    case 'enum':
      return (
        found.kind === 'enum' &&
        originOf(found.enum) === originOf(wanted.enum) &&
        all(wanted.enum.typeArgs ?? [], found.enum.typeArgs ?? [], true)
      )
    case 'chan':
      return found.kind === 'chan' && both(wanted.element, found.element, true)
    case 'task':
      return found.kind === 'task' && both(wanted.result, found.result, true)
    case 'stream':
      return found.kind === 'stream' && both(wanted.element, found.element, true)
    default:
      return false
  }
}
