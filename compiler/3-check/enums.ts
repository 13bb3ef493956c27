// Enums: their variants, and values made from them (language.md 6.3).

import type * as ast from '../1-parse/syntax.ts'
import { duplicateName, missingArgument, unknownVariant } from '../diagnostics/messages.generated.ts'
import { nearest } from '../util/distance.ts'
import type { Context } from './context.ts'
import { typeOfNode } from './type-nodes.ts'
import type { EnumType, EnumVariant, Type } from './types.ts'

type EnumKind = Extract<Type, { kind: 'enum' }>

/** Makes the types of all enums of the file, without variants: their fields may be of any declared type. */
export function declareEnums(context: Context): void {
  for (const item of context.module.syntax.items) {
    if (item.kind !== 'enum') continue
    if (item.typeParams.length > 0) context.notYet(item.name, 'a generic enum')
    else context.enums.set(item, { name: item.name.text, variants: [] })
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
      else type.variants.push({ name: variant.name.text, fields: fieldsOf(context, variant) })
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
export function inferVariant(context: Context, node: ast.Member, type: EnumKind): Type {
  const variant = variantOf(context, type.enum, node.name)
  if (!variant) return type
  context.variants.set(node, variant)
  const [field] = variant.fields
  if (field)
    context.error(node, missingArgument({ name: field.name ?? '0', callee: `${type.enum.name}.${variant.name}` }))
  return type
}

/** Whether an enum's variants carry nothing, so that its values can be keys and words in JSON. */
export function isPlainEnum(type: EnumType): boolean {
  return type.variants.every((variant) => variant.fields.length === 0)
}
