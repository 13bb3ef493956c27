// E0312: type parameters that would stand for ever larger types, `struct Grow<T> { next: Grow<[]T>? }` and
// `fn f<T>(x: T) { f([x]) }`. What is generic is made once for each list of types, so there would be no end of it.
//
// Where a declaration uses a generic one, each parameter inside of an argument leads to the parameter that the argument is
// for. A cycle in which some argument is more than the bare parameter never ends.

import type * as ast from '../1-parse/syntax.ts'
import { typeGrows } from '../diagnostics/messages.generated.ts'
import { components } from '../util/graph.ts'
import type { Context } from './context.ts'
import { functionType } from './expressions/leaves.ts'
import { hasTypeParam, markEndless, originOf, paramKey, substitute, unify } from './generics.ts'
import { receiverArguments } from './methods.ts'
import { partsOf } from './type-size.ts'
import type { EnumType, StructType, Type, TypeParam } from './types.ts'

interface Edge {
  from: string
  to: string
  grows: boolean
  /** The expression that uses what is generic; none for the field of a type. */
  at: ast.Expression | undefined
}

class Uses {
  readonly edges: Edge[] = []

  /** Notes what stands for the parameters of a generic declaration in one use of it. */
  add(params: readonly TypeParam[], args: readonly Type[], at?: ast.Expression): void {
    for (const [index, param] of params.entries()) {
      const arg = args[index]
      if (!arg) continue
      hasTypeParam(arg, (inside) => {
        this.edges.push({ from: paramKey(inside), to: paramKey(param), grows: arg.kind !== 'typeParam', at })
        return false
      })
    }
  }

  /** Notes the instances of generic types in a type. */
  addType(type: Type): void {
    const instance = type.kind === 'struct' ? type.struct : type.kind === 'enum' ? type.enum : undefined
    if (instance?.typeArgs) this.add(originOf(instance).typeParams ?? [], instance.typeArgs)
    for (const part of partsOf(type)) this.addType(part)
  }

  /** The uses that make a cycle grow, one for each cycle. */
  growing(): Edge[] {
    const nodes = [...new Set(this.edges.flatMap(({ from, to }) => [from, to]))]
    const targets = new Map<string, string[]>(nodes.map((node) => [node, []]))
    for (const { from, to } of this.edges) targets.get(from)!.push(to)
    const groups = components(nodes, (node) => targets.get(node)!)
    const groupOf = new Map(groups.flatMap((group) => group.map((node) => [node, group] as const)))
    const endless = new Map<string[], Edge>()
    for (const edge of this.edges) {
      const group = groupOf.get(edge.from)!
      if (edge.grows && group === groupOf.get(edge.to) && !endless.has(group)) endless.set(group, edge)
    }
    return [...endless.values()]
  }
}

/** Reports structs and enums of the file that hold ever larger ones, and makes an end of them. */
export function reportGrowingTypes(context: Context): void {
  const uses = new Uses()
  const declared: { name: ast.Name; type: StructType | EnumType }[] = []
  for (const item of context.module.syntax.items) {
    const type =
      item.kind === 'struct' ? context.structs.get(item) : item.kind === 'enum' ? context.enums.get(item) : undefined
    if ((item.kind !== 'struct' && item.kind !== 'enum') || !type?.typeParams) continue
    declared.push({ name: item.name, type })
    const held = 'variants' in type ? type.variants.flatMap((variant) => variant.fields) : type.fields
    for (const field of held) uses.addType(field.type)
  }
  const growing = new Set(uses.growing().map(({ to }) => to))
  for (const { name, type } of declared) {
    const param = type.typeParams?.find((one) => growing.has(paramKey(one)))
    if (!param) continue
    context.error(name, typeGrows({ param: param.name, owner: name.text }))
    markEndless(type)
  }
}

/** Reports calls by which functions and methods call themselves for ever larger types. */
export function reportGrowingCalls(context: Context): void {
  const uses = new Uses()
  for (const [node, { target, typeArgs }] of context.calls) {
    if (typeArgs) uses.add(calledParams(context, target), typeArgs, node)
  }
  for (const [node, type] of context.types) addFunctionValue(context, uses, node, type)
  for (const { to, at } of uses.growing()) {
    const used = at?.kind === 'call' ? at.callee : at
    const name = used?.kind === 'member' ? used.name : used
    const owner = used?.kind === 'identifier' ? used.name : used?.kind === 'member' ? used.name.text : 'the function'
    // What a key begins with is the name.
    if (name) context.error(name, typeGrows({ param: to.replace(/#.*/, ''), owner }))
  }
}

type Target = Parameters<Context['calls']['set']>[1]['target']

function calledParams(context: Context, target: Target): TypeParam[] {
  if (target.kind === 'function' && target.symbol.kind === 'function') {
    return context.signatures.get(target.symbol.node)?.typeParams ?? []
  }
  if (target.kind !== 'method' || !('kind' in target.fn)) return []
  return [...receiverArguments(target.owner).params, ...(context.signatures.get(target.fn)?.typeParams ?? [])]
}

/** `apply(f, [x])` inside of a generic f, and `self.next` without a call. */
function addFunctionValue(context: Context, uses: Uses, node: ast.Expression, type: Type): void {
  if (node.kind === 'member' && context.boundMethods.has(node.name)) {
    const object = context.conversions.get(node.object) ?? context.types.get(node.object)
    const { params, args } = object ? receiverArguments(object) : { params: [], args: [] }
    uses.add(params, args, node)
  }
  const symbol = node.kind === 'identifier' || node.kind === 'member' ? context.reference(node) : undefined
  const signature = symbol?.kind === 'function' ? context.signatures.get(symbol.node) : undefined
  if (!signature || signature.typeParams.length === 0 || type.kind !== 'fn') return
  const known = new Map<string, Type>()
  const own = new Set(signature.typeParams.map(paramKey))
  // Inside of the function itself its parameters stand on both sides; those of the value are the known ones.
  const fresh = signature.typeParams.map((param): TypeParam => ({ ...param, id: -(param.id ?? 0) }))
  const pattern = substitute(functionType(signature), (param) =>
    own.has(paramKey(param))
      ? fresh[signature.typeParams.findIndex((one) => paramKey(one) === paramKey(param))]
      : undefined,
  )
  const isFresh = (param: TypeParam) => fresh.some((one) => paramKey(one) === paramKey(param))
  unify(pattern, type, known, isFresh)
  const args = fresh.map((param): Type => known.get(paramKey(param)) ?? { kind: 'primitive', name: 'any' })
  uses.add(signature.typeParams, args, node)
}
