// Enums: their variants, and values made from them (language.md 6.3).

import type * as ast from '../1-parse/syntax.ts'
import {
  duplicateName,
  missingArgument,
  typeArgumentUnknown,
  unknownVariant,
} from '../diagnostics/messages.generated.ts'
import { nearest } from '../util/distance.ts'
import type { Context } from './context.ts'
import { named } from './declarations.ts'
import { originOf } from './generics.ts'
import { aliasedType, typeOfNode } from './type-nodes.ts'
import { type EnumType, type EnumVariant, errorKind, type Type } from './types.ts'

type EnumKind = Extract<Type, { kind: 'enum' }>

/** Makes the types of all enums of the file, without variants: their fields may be of any declared type. */
export function declareEnums(context: Context): void {
  for (const item of context.module.syntax.items) {
    if (item.kind !== 'enum') continue
    const generic = item.typeParams.length > 0 ? { typeParams: context.newTypeParams(item.typeParams) } : {}
    context.enums.set(item, { name: item.name.text, variants: [], ...generic })
  }
}

/** Reads the variants of all enums, once every type has its name. */
export function declareVariants(context: Context): void {
  for (const node of context.module.syntax.items) {
    const type = node.kind === 'enum' ? context.enums.get(node) : undefined
    if (node.kind !== 'enum' || !type) continue
    const first = new Map<string, ast.Name>()
    for (const variant of node.variants) {
      const other = first.get(variant.name.text)
      first.set(variant.name.text, other ?? variant.name)
      if (other) repeated(context, variant.name, other)
      else {
        const fields = context.naming(named(type.typeParams), () => fieldsOf(context, variant))
        type.variants.push({ name: variant.name.text, fields })
      }
    }
  }
}

function fieldsOf(context: Context, variant: ast.Variant): EnumVariant['fields'] {
  const first = new Map<string, ast.Name>()
  return variant.fields.map(({ name, type }) => {
    const other = name && first.get(name.text)
    if (name && other) repeated(context, name, other)
    else if (name) first.set(name.text, name)
    return { name: name?.text, type: typeOfNode(context, type) }
  })
}

function repeated(context: Context, name: ast.Name, first: ast.Name): void {
  const related = [{ span: first.span, text: 'first declared here' }]
  context.error(name, duplicateName({ name: name.text }), { related })
}

/** The enum that `Color` in `Color.Red` stands for. */
export function enumOf(context: Context, object: ast.Expression): EnumKind | undefined {
  const symbol = context.reference(object)
  const alias = aliasedType(context, symbol)
  if (alias?.kind === 'enum') return alias
  const type = symbol?.kind === 'enum' ? context.enums.get(symbol.node) : undefined
  return type && { kind: 'enum', enum: type }
}

/** The variant of a name; reports where there is none. */
export function variantOf(context: Context, type: EnumType, name: ast.Name): EnumVariant | undefined {
  const variant = type.variants.find((one) => one.name === name.text)
  if (variant) return variant
  const names = type.variants.map((one) => one.name)
  context.error(name, unknownVariant({ enum: type.name, name: name.text, suggestion: nearest(name.text, names) }))
  return undefined
}

/** `Color.Red` as a value. */
export function inferVariant(context: Context, node: ast.Member, declared: EnumKind, wanted?: Type): Type {
  const type = declared.enum.typeParams ? wantedInstance(context, node, declared, wanted) : declared
  if (!type) return errorKind
  const variant = variantOf(context, type.enum, node.name)
  if (!variant) return type
  context.variants.set(node, variant)
  const [field] = variant.fields
  if (field)
    context.error(node, missingArgument({ name: field.name ?? '0', callee: `${type.enum.name}.${variant.name}` }))
  return type
}

/** `Maybe.None` has no arguments, so its place says what it is. */
function wantedInstance(
  context: Context,
  node: ast.Member,
  { enum: declared }: EnumKind,
  wanted: Type | undefined,
): EnumKind | undefined {
  const place = wanted?.kind === 'option' ? wanted.inner : wanted
  if (place?.kind === 'enum' && originOf(place.enum) === declared) return place
  const variant = variantOf(context, declared, node.name)
  const [param] = declared.typeParams ?? []
  if (variant && wanted?.kind !== 'error') {
    const hint = `give the variable a type: \`x: ${declared.name}<…> = ${declared.name}.${variant.name}\``
    context.error(node, typeArgumentUnknown({ param: param!.name, name: declared.name }), { hint })
  }
  return undefined
}

/** Whether an enum's variants carry nothing, so that its values can be keys and words in JSON. */
export function isPlainEnum(type: EnumType): boolean {
  return type.variants.every((variant) => variant.fields.length === 0)
}
