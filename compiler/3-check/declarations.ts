// Signatures and structs, before any body is checked: so functions may be used before their declaration.

import type * as ast from '../1-parse/syntax.ts'
import { returnsValue } from '../1-parse/walk.ts'
import {
  badInit,
  badMain,
  duplicateName,
  resultTypeMissing,
  structContainsItself,
} from '../diagnostics/messages.generated.ts'
import type { CheckedParam } from '../phases.ts'
import type { Context, Signature } from './context.ts'
import { checkOrder } from './expressions/lambda.ts'
import { expect } from './expressions.ts'
import { originOf } from './generics.ts'
import { typeOfNode } from './type-nodes.ts'
import { anyType, isPrimitive, listOf, nilType, type StructType, type Type, type TypeParam } from './types.ts'

/** Makes the types of all structs of the file; fields after that, since structs may refer to each other. */
export function declareStructs(context: Context): void {
  const structs = context.module.syntax.items.filter((item) => item.kind === 'struct')
  for (const node of structs) {
    const generic = node.typeParams.length > 0 ? { typeParams: context.newTypeParams(node.typeParams) } : {}
    context.structs.set(node, { name: node.name.text, fields: [], ...generic })
  }
  for (const node of structs) {
    const struct = context.structs.get(node)
    if (struct) context.naming(named(struct.typeParams), () => declareFields(context, node, struct))
  }
  const reported = new Set<StructType>()
  for (const node of structs) {
    const struct = context.structs.get(node)
    const parts = struct && partsOf(struct)
    if (!struct || !parts || [...parts].some((part) => reported.has(originOf(part)))) continue
    reported.add(struct)
    context.error(node.name, structContainsItself({ name: struct.name }))
  }
}

/** Type parameters as a check names them. */
export function named(params: readonly TypeParam[] = []): [string, TypeParam][] {
  return params.map((param) => [param.name, param])
}

function declareFields(context: Context, node: ast.Struct, struct: StructType): void {
  const first = new Map<string, ast.Name>()
  for (const field of node.fields) {
    const name = field.name.text
    const other = first.get(name)
    if (other) {
      const related = [{ span: other.span, text: 'first declared here' }]
      context.error(field.name, duplicateName({ name }), { related })
      continue
    }
    first.set(name, field.name)
    const type = field.type ? typeOfNode(context, field.type) : anyType
    struct.fields.push({ name, type, hasDefault: field.default !== undefined })
  }
}

/** The parts of a struct that has itself as one, not only behind `?`, a list or a map. */
function partsOf(whole: StructType): Set<StructType> | undefined {
  const parts = new Set([whole])
  // A set gives what is added while it is walked over, too: no recursion, however long the chain of structs.
  for (const part of parts) {
    for (const held of part.fields.flatMap((field) => heldBy(field.type))) {
      if (originOf(held) === whole) return parts
      parts.add(held)
    }
  }
  return undefined
}

/** The structs whose values a value of this type contains. */
function heldBy(type: Type): StructType[] {
  switch (type.kind) {
    case 'struct':
      return [type.struct]
    case 'record':
      return type.fields.flatMap((field) => heldBy(field.type))
    case 'tuple':
      return type.elements.flatMap(heldBy)
    default:
      return []
  }
}

/** Notes parameters and results of all functions, tools and workflows. */
export function declareSignatures(context: Context): void {
  for (const item of context.module.syntax.items) {
    if (item.kind === 'method' && !context.owners.has(item)) continue
    if (item.kind !== 'fn' && item.kind !== 'tool' && item.kind !== 'workflow' && item.kind !== 'method') continue
    declareSignature(context, item)
  }
}

/** Notes parameters and result of one of them. */
export function declareSignature(context: Context, node: Callable): void {
  const own = node.kind === 'fn' || node.kind === 'method' ? context.newTypeParams(node.typeParams) : []
  const signature = context.naming([...ownerParams(context, node), ...named(own)], () =>
    signatureOf(context, node, own),
  )
  context.signatures.set(node, signature)
}

/** What can be called by name, and has a body. */
export type Callable = ast.Fn | ast.Tool | ast.Workflow | ast.Method

/** The type parameters of a method's type, as the method names them. */
function ownerParams(context: Context, node: Callable): [string, TypeParam][] {
  const owner = node.kind === 'method' ? context.owners.get(node) : undefined
  return owner?.typeParams.map(({ name, param }) => [name.text, param]) ?? []
}

/** Runs a check where the type parameters of a declaration can be named. */
export function namingParams<T>(context: Context, node: Callable, action: () => T): T {
  return context.naming([...ownerParams(context, node), ...named(context.signatures.get(node)?.typeParams)], action)
}

function signatureOf(context: Context, node: Callable, typeParams: TypeParam[]): Signature {
  const params = parameters(context, node)
  const what = node.kind === 'fn' ? 'function' : node.kind
  const name = node.kind === 'method' ? `${node.owner.text}.${node.name.text}` : node.name.text
  const self = selfOf(context, node)
  const result = resultOf(context, node)
  const signature = { what, name, typeParams, params, result, ...(self ? { self } : {}) } as const
  const symbol = context.module.scope.get(node.name.text)
  if (node.kind === 'fn' && symbol?.kind === 'function' && symbol.node === node)
    checkEntryPoint(context, node, signature)
  return { ...signature, resultDeclared: node.result !== undefined }
}

function selfOf(context: Context, node: Callable): CheckedParam | undefined {
  const owner = node.kind === 'method' ? context.owners.get(node) : undefined
  const symbol = node.kind === 'method' ? context.resolved.selves.get(node) : undefined
  if (!owner || !symbol) return undefined
  context.symbolTypes.set(symbol, owner.type)
  return { name: symbol.name, symbol, type: owner.type, default: undefined, rest: false }
}

function parameters(context: Context, node: Callable): CheckedParam[] {
  const checked: CheckedParam[] = []
  const typeOf = (param: ast.Param) => (param.type ? typeOfNode(context, param.type) : anyType)
  // Models and clients give arguments by name, and may leave out an optional one wherever it stands.
  const byName = node.kind === 'tool' || node.kind === 'workflow'
  checkOrder(context, node.params, (param) => byName && typeOf(param).kind === 'option')
  for (const param of node.params) {
    const type = param.rest ? listOf(typeOf(param)) : typeOf(param)
    const symbol = context.symbol(param.name)
    if (!symbol) continue
    if (context.resolved.declares.has(param.name)) context.symbolTypes.set(symbol, type)
    checked.push({ name: param.name.text, symbol, type, default: param.default, rest: param.rest })
  }
  return checked
}

function resultOf(context: Context, node: Callable): Type {
  if (node.result) return typeOfNode(context, node.result)
  if (!returnsValue(node.body)) return nilType
  context.error(node.name, resultTypeMissing({ name: node.name.text }))
  return anyType
}

function checkEntryPoint(context: Context, node: ast.Fn, signature: { params: CheckedParam[]; result: Type }): void {
  const { text } = node.name
  const isNothing = node.params.length === 0 && isPrimitive(signature.result, 'nil')
  if (text === 'init' && !isNothing && signature.result.kind !== 'error') context.error(node.name, badInit())
  if (text !== 'main' || !context.isEntry) return
  const isRight = node.params.length === 0 && isPrimitive(signature.result, 'nil', 'int')
  if (!isRight && signature.result.kind !== 'error') context.error(node.name, badMain())
}

/** Checks the default values of the parameters of one declaration. */
export function checkParameterDefaults(context: Context, node: Callable): void {
  const params = context.signatures.get(node)?.params ?? []
  context.inBody({ name: node.name.text, result: nilType, isFunction: true }, () =>
    namingParams(context, node, () => {
      for (const param of params) if (param.default) expect(context, param.default, param.type)
    }),
  )
}

/** Checks the default values of parameters and struct fields. */
export function checkDefaults(context: Context): void {
  for (const node of context.module.syntax.items) {
    const isCallable = node.kind === 'fn' || node.kind === 'tool' || node.kind === 'workflow' || node.kind === 'method'
    if (isCallable) checkParameterDefaults(context, node)
    const struct = node.kind === 'struct' ? context.structs.get(node) : undefined
    if (node.kind !== 'struct' || !struct) continue
    for (const { name, default: value } of node.fields) {
      const type = struct.fields.find((field) => field.name === name.text)?.type
      if (value && type) expect(context, value, type)
    }
  }
}
