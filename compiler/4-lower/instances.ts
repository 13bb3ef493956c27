// Generic functions are made once for each list of types that they are used with. What the checker found out about the
// body of one is read through a view in which types stand for its type parameters.

import type * as ast from '../1-parse/syntax.ts'
import { type Bindings, originOf, substitute, typeKey } from '../3-check/generics.ts'
import type { Type, TypeParam } from '../3-check/types.ts'
import type { Checked, CheckedFunction, CheckedParam, ResolvedCall, ResolvedPattern } from '../phases.ts'

/** A function or method that has been made, or has to be, for certain types. */
export interface Instance {
  node: ast.Fn | ast.Method
  typeArgs: Type[]
  /** In the emitted code. */
  name: string
}

/** What an instance is known by. */
export function instanceKey(typeArgs: readonly Type[]): string {
  return typeArgs.map(typeKey).join()
}

/** The parameters of a function and, before them, of the type that it is a method of. */
export function typeParamsOf(fn: CheckedFunction): TypeParam[] {
  const self = fn.self?.type
  const owner =
    self?.kind === 'struct' ? originOf(self.struct) : self?.kind === 'enum' ? originOf(self.enum) : undefined
  return [...(owner?.typeParams ?? []), ...fn.typeParams]
}

/** The results of the checker with types for type parameters. */
export function instantiated(checked: Checked, bindings: Bindings): Checked {
  const apply = (type: Type) => substitute(type, bindings)
  const param = (one: CheckedParam): CheckedParam => ({ ...one, type: apply(one.type) })
  return {
    ...checked,
    types: new View(checked.types, apply),
    conversions: new View(checked.conversions, apply),
    chains: new View(checked.chains, apply),
    symbolTypes: new View(checked.symbolTypes, apply),
    typeNodes: new View(checked.typeNodes, apply),
    outputs: new View(checked.outputs, apply),
    shorthands: new View(checked.shorthands, ({ type, wanted }) => ({ type: apply(type), wanted: apply(wanted) })),
    calls: new View(checked.calls, (call) => callOf(call, apply)),
    patterns: new View(checked.patterns, (pattern) => patternOf(pattern, apply)),
    functions: new View(checked.functions, (fn) => ({
      ...fn,
      ...(fn.self ? { self: param(fn.self) } : {}),
      params: fn.params.map(param),
      result: apply(fn.result),
    })),
  }
}

function callOf(call: ResolvedCall, apply: (type: Type) => Type): ResolvedCall {
  const { target } = call
  const made: ResolvedCall = { ...call, result: apply(call.result) }
  if (call.typeArgs) made.typeArgs = call.typeArgs.map(apply)
  if (target.kind === 'method') made.target = { ...target, owner: apply(target.owner) }
  if (target.kind === 'variant') {
    const own = apply({ kind: 'enum', enum: target.enum })
    if (own.kind === 'enum') made.target = { ...target, enum: own.enum, variant: variantOf(own.enum, target.variant) }
  }
  return made
}

function patternOf(pattern: ResolvedPattern, apply: (type: Type) => Type): ResolvedPattern {
  if (pattern.kind === 'struct') return { ...pattern, type: apply(pattern.type) }
  if (pattern.kind !== 'variant') return pattern
  const own = apply({ kind: 'enum', enum: pattern.enum })
  return own.kind === 'enum' ? { ...pattern, enum: own.enum, variant: variantOf(own.enum, pattern.variant) } : pattern
}

type VariantPattern = Extract<ResolvedPattern, { kind: 'variant' }>

function variantOf({ variants }: VariantPattern['enum'], of: VariantPattern['variant']): VariantPattern['variant'] {
  return variants.find((one) => one.name === of.name) ?? of
}

/** A map whose values are changed on the way out. */
class View<K, V> extends Map<K, V> {
  readonly #source: ReadonlyMap<K, V>
  readonly #change: (value: V) => V
  readonly #seen = new Map<K, V>()

  constructor(source: ReadonlyMap<K, V>, change: (value: V) => V) {
    super()
    this.#source = source
    this.#change = change
  }

  override get(key: K): V | undefined {
    const known = this.#seen.get(key)
    if (known !== undefined) return known
    const value = this.#source.get(key)
    if (value === undefined) return undefined
    const changed = this.#change(value)
    this.#seen.set(key, changed)
    return changed
  }

  override has(key: K): boolean {
    return this.#source.has(key)
  }
}
