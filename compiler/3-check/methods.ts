// Methods of structs and enums (language.md 6.2): whose they are, and how they are found.

import type * as ast from '../1-parse/syntax.ts'
import {
  duplicateName,
  methodOfImportedType,
  unknownType,
  wrongTypeArguments,
} from '../diagnostics/messages.generated.ts'
import { nearest } from '../util/distance.ts'
import type { Context } from './context.ts'
import { enumInstance, originOf, structInstance } from './generics.ts'
import { counted } from './inference.ts'
import { isTypeName, typeNames, typeOfNode } from './type-nodes.ts'
import { type EnumType, errorKind, type StructType, type Type, type TypeParam } from './types.ts'

/** The type that a method belongs to. */
export interface Owner {
  /** `User`, `Pair<A, B>` with its own parameters. */
  type: Type
  /** What the method calls the parameters of its type. */
  typeParams: { name: ast.Name; param: TypeParam }[]
}

/** Finds the types of all methods of the file. Each name is declared once for a type, fields included. */
export function declareMethods(context: Context): void {
  for (const node of context.module.syntax.items) {
    if (node.kind !== 'method') continue
    const declared = ownerOf(context, node)
    if (!declared) continue
    const type = typeWithParams(declared)
    context.owners.set(node, { type, typeParams: namedParams(context, node, declared) })
    const methods = context.methods.get(declared) ?? new Map<string, ast.Method>()
    context.methods.set(declared, methods)
    const { name } = node
    const first = methods.get(name.text)?.name ?? fieldNamed(context, declared, name.text)
    if (first) {
      const related = first === true ? [] : [{ span: first.span, text: 'first declared here' }]
      context.error(name, duplicateName({ name: name.text }), { related })
    } else methods.set(name.text, node)
  }
}

function ownerOf(context: Context, { owner }: ast.Method): StructType | EnumType | undefined {
  const symbol = context.module.scope.get(owner.text)
  if (symbol?.kind === 'struct') return context.structs.get(symbol.node)
  if (symbol?.kind === 'enum') return context.enums.get(symbol.node)
  if (symbol?.kind === 'typeAlias') {
    const type = symbol.node.typeParams.length === 0 ? typeOfNode(context, symbol.node.type) : errorKind
    const own = declaredType(type)
    if (own && isOwn(context, own)) return own
  }
  if (symbol || context.module.imported.has(owner.text) || isTypeName(owner.text)) {
    context.error(owner, methodOfImportedType({ type: owner.text }), { related: context.declaredHere(symbol) })
  } else {
    const suggestion = nearest(owner.text, typeNames(context))
    context.error(owner, unknownType({ name: owner.text, suggestion }))
  }
  return undefined
}

function declaredType(type: Type): StructType | EnumType | undefined {
  if (type.kind === 'struct') return originOf(type.struct)
  return type.kind === 'enum' ? originOf(type.enum) : undefined
}

function isOwn(context: Context, type: StructType | EnumType): boolean {
  return context.module.syntax.items.some(
    (item) =>
      (item.kind === 'struct' && context.structs.get(item) === type) ||
      (item.kind === 'enum' && context.enums.get(item) === type),
  )
}

function typeWithParams(declared: StructType | EnumType): Type {
  const params = declared.typeParams
  if ('variants' in declared) return params ? enumInstance(declared, params) : { kind: 'enum', enum: declared }
  return params ? structInstance(declared, params) : { kind: 'struct', struct: declared }
}

function namedParams(
  context: Context,
  node: ast.Method,
  { typeParams = [], name }: StructType | EnumType,
): Owner['typeParams'] {
  const names = node.ownerTypeParams
  if (names.length > 0 && names.length !== typeParams.length) {
    context.error(node.owner, wrongTypeArguments({ name, wanted: counted(typeParams.length), found: names.length }))
  }
  return names.flatMap((one, at) => (typeParams[at] ? [{ name: one, param: typeParams[at] }] : []))
}

/** Where a field of that name is declared; true for `.name` of enums, which is declared nowhere. */
function fieldNamed(context: Context, declared: StructType | EnumType, name: string): ast.Name | true | undefined {
  if ('variants' in declared) return name === 'name' ? true : undefined
  const node = [...context.structs].find(([, struct]) => struct === declared)?.[0]
  return node?.fields.find((field) => field.name.text === name)?.name
}

/** The method of a name that a type has. */
export function methodNamed(context: Context, type: Type, name: string): ast.Method | undefined {
  const declared = declaredType(type)
  return declared && context.methods.get(declared)?.get(name)
}

/** The names of all methods of a type, for "did you mean". */
export function methodNames(context: Context, type: Type): string[] {
  const declared = declaredType(type)
  return declared ? [...(context.methods.get(declared)?.keys() ?? [])] : []
}

/** What the parameters of a receiver's type stand for. */
export function receiverArguments(type: Type): { params: readonly TypeParam[]; args: readonly Type[] } {
  const instance = type.kind === 'struct' ? type.struct : type.kind === 'enum' ? type.enum : undefined
  return instance?.typeArgs
    ? { params: originOf(instance).typeParams ?? [], args: instance.typeArgs }
    : { params: [], args: [] }
}
