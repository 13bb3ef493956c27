// `User{name: "Ada"}`, and `{name: "Ada"}` where a User is wanted.

import type * as ast from '../../1-parse/syntax.ts'
import {
  duplicateName,
  expectedType,
  fieldNotSet,
  missingArgument,
  noLiteral,
  noZeroValue,
  unknownStructField,
  unknownType,
  wrongTypeArguments,
} from '../../diagnostics/messages.generated.ts'
import { libraryModule } from '../../library/modules.ts'
import { nearest } from '../../util/distance.ts'
import type { Context } from '../context.ts'
import { variantOf } from '../enums.ts'
import { expect } from '../expressions.ts'
import { originOf, structInstance } from '../generics.ts'
import { counted, Inference } from '../inference.ts'
import { showType } from '../show-type.ts'
import { libraryStruct, typeNames, typeOfNode } from '../type-nodes.ts'
import { errorKind, errorStruct, isResponse, type StructType, type Type } from '../types.ts'
import { hasZero } from '../zero.ts'
import { inferShorthand } from './shorthand.ts'

/** A field as given in a literal, with how its value is checked against the field's type. */
export interface GivenField {
  name: ast.Name
  check: (wanted: Type) => void
}

/** A struct literal. */
export function inferStructLiteral(context: Context, node: ast.StructLiteral, wanted?: Type): Type {
  const [first, ...more] = node.path
  const module = context.symbol(first!)
  const isQualified = module?.kind === 'module'
  const [name, variant] = isQualified ? more : node.path
  const symbol = context.symbol(name!)
  const library = libraryStruct(context, name!, isQualified ? first : undefined)
  if (library) return inferLibraryLiteral(context, node, library)
  if (symbol?.kind === 'enum' && variant) return inferVariantLiteral(context, node, symbol.node, variant)
  if (isQualified && !symbol && !module.file && name) return inferAliasLiteral(context, node, name, first)
  // Of another file there is no such public name, which has been said.
  if (isQualified && !symbol) return checkUnknown(context, node)
  if (symbol?.kind === 'typeAlias') return inferAliasLiteral(context, node, name!, isQualified ? first : undefined)
  if (symbol?.kind !== 'struct') return inferUnknown(context, node, name!)
  const struct = context.structs.get(symbol.node)
  if (!struct) return errorKind
  if (struct.typeParams) return inferGenericLiteral(context, node, struct, wanted)
  refuseTypeArguments(context, node, struct)
  return checkPlainLiteral(context, node, struct)
}

function refuseTypeArguments(context: Context, node: ast.StructLiteral, { name }: StructType): void {
  const found = node.typeArgs.length
  if (found > 0) context.error(node, wrongTypeArguments({ name, wanted: counted(0), found }))
}

function checkPlainLiteral(context: Context, node: ast.StructLiteral, struct: StructType): Type {
  const given: GivenField[] = node.fields.map((field) => ({
    name: field.name,
    check: (wanted) => checkField(context, field, wanted),
  }))
  checkStructFields(context, node, struct, given)
  return { kind: 'struct', struct }
}

/** A literal by another name of the struct. */
function inferAliasLiteral(
  context: Context,
  node: ast.StructLiteral,
  name: ast.Name,
  module: ast.Name | undefined,
): Type {
  const { span, typeArgs: args } = node
  const type = typeOfNode(context, { kind: 'namedType', span, name, args, ...(module ? { module } : {}) })
  if (type.kind === 'struct') return checkPlainLiteral(context, node, type.struct)
  checkUnknown(context, node)
  return type.kind === 'error'
    ? type
    : context.error(name, expectedType({ expected: 'a struct', found: showType(type) }))
}

/** `Pair{a: 1, b: "x"}`: the fields say what the parameters are, unless they are written or the place says it. */
function inferGenericLiteral(
  context: Context,
  node: ast.StructLiteral,
  struct: StructType,
  wanted: Type | undefined,
): Type {
  const params = struct.typeParams!
  const whole = structInstance(struct, params)
  const inference = new Inference(context, params)
  inference.given(node, struct.name, node.typeArgs)
  const place = wanted?.kind === 'option' ? wanted.inner : wanted
  if (node.typeArgs.length === 0 && place?.kind === 'struct' && originOf(place.struct) === struct) {
    inference.bind(params, place.struct.typeArgs ?? [])
  }
  const shorthands: (() => void)[] = []
  const given: GivenField[] = node.fields.map((field) => ({
    name: field.name,
    check: (type) => {
      if (field.value) return inference.argument(field.value, type)
      inference.learn(type, inferShorthand(context, field.name, undefined))
      // Checked when it is known what the parameters are.
      shorthands.push(() => checkField(context, field, inference.apply(type)))
    },
  }))
  checkStructFields(context, node, struct, given)
  inference.settle(node, struct.name, whole, wanted)
  for (const check of shorthands) check()
  return inference.apply(whole)
}

function checkUnknown(context: Context, node: ast.StructLiteral): Type {
  for (const field of node.fields) checkField(context, field, errorKind)
  return errorKind
}

/** `Shape.Circle{r: 1.5}`. */
function inferVariantLiteral(context: Context, node: ast.StructLiteral, owner: ast.Enum, named: ast.Name): Type {
  const type = context.enums.get(owner)
  const variant = type && variantOf(context, type, named)
  if (!variant) {
    checkUnknown(context, node)
    return type ? { kind: 'enum', enum: type } : errorKind
  }
  context.variants.set(node, variant)
  const given = node.fields.map((field) => ({
    name: field.name,
    check: (wanted: Type) => checkField(context, field, wanted),
  }))
  const fields = variant.fields.map(({ name, type: its }, at) => ({
    name: name ?? String(at),
    type: its,
    hasDefault: false,
  }))
  checkVariantFields(context, node, { name: `${owner.name.text}.${variant.name}`, fields }, given)
  return { kind: 'enum', enum: type }
}

/** The fields of a variant are all given: it has no half-made values. */
function checkVariantFields(context: Context, node: ast.StructLiteral, shape: StructType, given: GivenField[]): void {
  const missing = shape.fields.find((field) => given.every((one) => one.name.text !== field.name))
  if (missing) context.error(node, missingArgument({ name: missing.name, callee: shape.name }))
  const complete = { ...shape, fields: shape.fields.map((field) => ({ ...field, hasDefault: true })) }
  checkStructFields(context, node, complete, given)
}

/** `Error{message: "…"}`, `http.Response{status: 404}`, `sync.Mutex{}`: structs whose fields are the program's to give. */
function inferLibraryLiteral(context: Context, node: ast.StructLiteral, struct: StructType): Type {
  refuseTypeArguments(context, node, struct)
  if (struct === errorStruct || isMade(struct)) return checkPlainLiteral(context, node, struct)
  checkUnknown(context, node)
  context.error(node, noLiteral({ type: struct.name }))
  return { kind: 'struct', struct }
}

/** Whether a program may make values of a struct of the library, which else come from its functions. */
function isMade(struct: StructType): boolean {
  const { name, fields, library } = struct
  const module = library === undefined ? undefined : libraryModule(library)
  if (module?.types.get(name) !== struct) return false
  // `Mutex{}` is what `Mutex()` gives.
  return (
    isResponse({ kind: 'struct', struct }) || (fields.length === 0 && module.functions.get(name)?.params.length === 0)
  )
}

function inferUnknown(context: Context, node: ast.StructLiteral, name: ast.Name): Type {
  checkUnknown(context, node)
  return context.error(name, unknownType({ name: name.text, suggestion: nearest(name.text, typeNames(context)) }))
}

function checkField(context: Context, field: ast.StructLiteral['fields'][number], wanted: Type): void {
  if (field.value) {
    expect(context, field.value, wanted)
    return
  }
  inferShorthand(context, field.name, wanted)
}

/** Checks given fields against those of the struct, and warns of fields that are left to their zero value. */
export function checkStructFields(context: Context, at: ast.Expression, struct: StructType, given: GivenField[]): void {
  const seen = new Map<string, ast.Name>()
  for (const { name, check } of given) {
    const field = struct.fields.find((one) => one.name === name.text)
    const first = seen.get(name.text)
    if (first) {
      const related = [{ span: first.span, text: 'first given here' }]
      context.error(name, duplicateName({ name: name.text }), { related })
    } else if (!field) {
      const names = struct.fields.map((one) => one.name)
      const suggestion = nearest(name.text, names)
      context.error(name, unknownStructField({ struct: struct.name, field: name.text, suggestion }))
    }
    check(field?.type ?? errorKind)
    seen.set(name.text, name)
  }
  for (const field of struct.fields) {
    if (seen.has(field.name) || field.hasDefault) continue
    if (hasZero(field.type)) context.error(at, fieldNotSet({ field: field.name, struct: struct.name }))
    else context.error(at, noZeroValue({ name: field.name, type: showType(field.type) }))
  }
}
