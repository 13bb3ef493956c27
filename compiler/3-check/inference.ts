// What the type parameters of a generic function, struct or enum stand for in one use of it: as written, else as the
// arguments have it, else as the place wants it.

import type * as ast from '../1-parse/syntax.ts'
import { typeArgumentUnknown, wrongTypeArguments } from '../diagnostics/messages.generated.ts'
import { libraryFunctionOf } from '../library/builtins.ts'
import type { Span } from '../source.ts'
import type { Context } from './context.ts'
import { enumOf } from './enums.ts'
import { moduleOf } from './expressions/member.ts'
import { coerce, unwrapGroup, value } from './expressions.ts'
import { hasTypeParam, paramKey, substitute, unify } from './generics.ts'
import { typeOfNode } from './type-nodes.ts'
import { anyType, errorKind, type Type, type TypeParam } from './types.ts'

/** Stands for what is not known yet in the type that is wanted of an argument. */
export const unknown: Type = { kind: 'error' }

interface Argument {
  node: ast.Expression
  found: Type
  wanted: Type
}

export class Inference {
  readonly #context: Context
  readonly #params: readonly TypeParam[]
  readonly #known = new Map<string, Type>()
  readonly #settled = new Set<string>()
  readonly #arguments: Argument[] = []
  readonly #waiting: { node: ast.Expression; wanted: Type }[] = []
  #failed = false
  /** What nothing decides is `any`: for functions of the library, which take all values alike. */
  readonly #lenient: boolean
  readonly #errorsBefore: number

  /** @param params The parameters to find; with none of them all types are as they are written. */
  constructor(context: Context, params: readonly TypeParam[], { lenient = false } = {}) {
    this.#context = context
    this.#params = params
    this.#lenient = lenient
    this.#errorsBefore = context.errors
  }

  /** Takes type arguments that are written. */
  given(at: { span: Span }, name: string, nodes: readonly ast.TypeNode[]): void {
    const types = nodes.map((node) => typeOfNode(this.#context, node))
    if (types.length === 0) return
    const isRight = types.length === this.#params.length
    if (!isRight)
      this.#context.error(at, wrongTypeArguments({ name, wanted: counted(this.#params.length), found: types.length }))
    for (const [at, param] of this.#params.entries()) this.#known.set(paramKey(param), isRight ? types[at]! : errorKind)
  }

  /** Takes what is known from elsewhere: the type of a receiver. */
  bind(params: readonly TypeParam[], types: readonly Type[]): void {
    for (const [at, param] of params.entries()) this.#known.set(paramKey(param), types[at] ?? errorKind)
  }

  /** Takes a value that is no argument of its own. */
  learn(wanted: Type, found: Type): void {
    if (!unify(wanted, found, this.#known, (param) => this.#isFree(param), this.#settled)) this.#failed = true
  }

  /** Takes an argument. What gets its type from its place waits until the others have said what that is. */
  argument(node: ast.Expression, wanted: Type): void {
    if (this.#isOpen(wanted) && needsPlace(this.#context, unwrapGroup(node))) this.#waiting.push({ node, wanted })
    else this.#infer(node, wanted)
  }

  #infer(node: ast.Expression, wanted: Type): void {
    // Holes in a function type mean nothing to other expressions.
    const isFunction = wanted.kind === 'fn' && needsPlace(this.#context, unwrapGroup(node))
    const isKnown = isFunction || !this.#isOpen(wanted)
    const found = value(this.#context, node, isKnown ? this.#soFar(wanted) : undefined)
    if (this.#context.open.has(found) && this.#isOpen(wanted)) {
      // `append([], 1)`: the other arguments say what the list holds.
      this.#arguments.push({ node, found, wanted })
      return
    }
    if (!unify(wanted, found, this.#known, (param) => this.#isFree(param), this.#settled)) this.#failed = true
    this.#arguments.push({ node, found, wanted })
  }

  /** Whether a type has a parameter of which nothing is known yet. */
  #isOpen(type: Type): boolean {
    return hasTypeParam(type, (param) => this.#isFree(param) && !this.#known.has(paramKey(param)))
  }

  /** Decides what is left, and checks the arguments against it. */
  settle(at: { span: Span }, name: string, result: Type, wanted: Type | undefined): void {
    if (this.#waiting.length > 0 && wanted) this.#learn(result, wanted)
    // `reduce(xs, [], (acc, x) => …)`: the function says what the list holds, so it must know that there is one.
    const [functions, literals] = partition(this.#waiting, ({ node }) => unwrapGroup(node).kind === 'lambda')
    for (const { node, wanted: type } of literals) {
      this.#infer(node, type)
      const found = this.#context.types.get(node)
      const isNew = type.kind === 'typeParam' && this.#isOpen(type)
      if (isNew && found && this.#context.open.has(found)) this.#known.set(paramKey(type), found)
    }
    for (const { node, wanted: type } of functions) {
      if (this.#lenient) this.#assumeParameters(unwrapGroup(node), type)
      this.#infer(node, type)
    }
    const missing = () => this.#params.find((param) => !this.#known.has(paramKey(param)))
    if (missing() && wanted) this.#learn(result, wanted)
    const unknownParam = missing()
    // Where an argument was wrong, that has been said.
    const isClear = !this.#failed && this.#arguments.every(({ found }) => found.kind !== 'error')
    if (this.#lenient && !this.#failed) {
      for (const param of this.#params) if (!this.#known.has(paramKey(param))) this.#known.set(paramKey(param), anyType)
    }
    if (unknownParam && isClear && !this.#lenient)
      this.#context.error(at, typeArgumentUnknown({ param: unknownParam.name, name }))
    for (const { node, found, wanted: type } of this.#arguments) {
      // What could not be found stays as it is written, for the message.
      const open = this.#lenient ? anyType : undefined
      const place = substitute(type, (param) =>
        this.#isFree(param) ? (this.#known.get(paramKey(param)) ?? open) : undefined,
      )
      coerce(this.#context, node, found, place)
    }
    const unsaid = this.#context.errors === this.#errorsBefore ? missing() : undefined
    if (unsaid) this.#context.error(at, typeArgumentUnknown({ param: unsaid.name, name }))
  }

  /** `every([], x => …)`: what a lambda takes is `any` where neither it nor the other arguments say it. */
  #assumeParameters(node: ast.Expression, wanted: Type): void {
    if (node.kind !== 'lambda' || wanted.kind !== 'fn') return
    for (const [at, { type }] of node.params.entries()) {
      const own = wanted.params[at]
      if (!type && own?.kind === 'typeParam' && this.#isOpen(own)) this.#known.set(paramKey(own), anyType)
    }
  }

  #learn(result: Type, wanted: Type): void {
    const target = wanted.kind === 'option' && result.kind !== 'option' ? wanted.inner : wanted
    const partly = substitute(result, (param) => this.#known.get(paramKey(param)))
    unify(partly, target, this.#known, (param) => this.#isFree(param), this.#settled)
  }

  /** A type with the parameters replaced; what could not be found has an error behind it. */
  apply(type: Type): Type {
    return substitute(type, (param) =>
      this.#isFree(param) ? (this.#known.get(paramKey(param)) ?? errorKind) : undefined,
    )
  }

  /** What the parameters stand for, in their order. */
  get typeArgs(): Type[] {
    return this.#params.map((param) => this.#known.get(paramKey(param)) ?? errorKind)
  }

  #soFar(type: Type): Type {
    return substitute(type, (param) =>
      this.#isFree(param) ? (this.#known.get(paramKey(param)) ?? unknown) : undefined,
    )
  }

  #isFree(param: TypeParam): boolean {
    return this.#params.some((one) => paramKey(one) === paramKey(param)) || this.#known.has(paramKey(param))
  }
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))]
}

/** `1 type argument`, `2 type arguments` */
export function counted(count: number): string {
  return `${count} type argument${count === 1 ? '' : 's'}`
}

/** Lambdas, empty literals and variants that carry nothing have no type of their own. */
function needsPlace(context: Context, node: ast.Expression): boolean {
  switch (node.kind) {
    case 'lambda':
      return true
    case 'list':
      return node.elements.length === 0
    case 'map':
      return node.entries.length === 0
    case 'identifier': {
      const symbol = context.symbol(node)
      return symbol?.kind === 'function' || libraryFunctionOf(symbol) !== undefined
    }
    case 'member':
      if (moduleOf(context, node.object)) return true
      return enumOf(context, node.object)?.enum.typeParams !== undefined
    default:
      return false
  }
}
