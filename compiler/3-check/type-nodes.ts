// Types as they are written, to types.

import type * as ast from '../1-parse/syntax.ts'
import {
  badMapKey,
  recursiveAlias,
  treeTooDeep,
  typeTooLarge,
  unknownType,
  wrongTypeArguments,
} from '../diagnostics/messages.generated.ts'
import { resultStructs } from '../library/agent.ts'
import { libraryModule } from '../library/modules.ts'
import type { Symbol } from '../phases.ts'
import { nearest } from '../util/distance.ts'
import { builtInGeneric } from './built-in-generics.ts'
import type { Context } from './context.ts'
import { isKey } from './expressions/collections.ts'
import { bindingsOf, enumInstance, structInstance, substitute } from './generics.ts'
import { counted } from './inference.ts'
import { sizedTypes } from './numbers.ts'
import { showType } from './show-type.ts'
import { isTooLarge, largestType } from './type-size.ts'
import {
  anyType,
  boolType,
  errorKind,
  errorStructType,
  errorType,
  fileType,
  floatType,
  intType,
  nilType,
  optionOf,
  rangeType,
  type StructType,
  stringType,
  type Type,
  type TypeParam,
} from './types.ts'
import { unionOf } from './unions.ts'

/** Types that a call takes as an argument. */
const basic: ReadonlyMap<string, Type> = new Map([
  ['int', intType],
  ['float', floatType],
  ['bool', boolType],
  ['string', stringType],
])

const named: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['int', intType],
  ['i64', intType],
  ['float', floatType],
  ['f64', floatType],
  ['bool', boolType],
  ['string', stringType],
  ['nil', nilType],
  ['void', nilType],
  ['any', anyType],
  ['error', errorType],
  ['Error', errorStructType],
  ['map', { kind: 'map', key: stringType, value: anyType }],
  ['range', rangeType],
  ['file', fileType],
  ['stream', { kind: 'stream', element: stringType }],
  ...sizedTypes,
  ...[...resultStructs].map(([name, struct]): [string, Type] => [name, { kind: 'struct', struct }]),
])

/** All type names that a program may use, for "did you mean". */
export function typeNames(context: Context): string[] {
  const declared = context
    .visible()
    .filter((symbol) => symbol.kind === 'struct' || symbol.kind === 'typeAlias' || symbol.kind === 'enum')
    .map((symbol) => symbol.name)
  return [...declared, ...named.keys()]
}

/** The type that a type node denotes. */
export function typeOfNode(context: Context, node: ast.TypeNode): Type {
  const known = context.typeNodes.get(node)
  if (known) return known
  const found = denoted(context, node)
  const type = isTooLarge(found) ? context.error(node, typeTooLarge({ limit: largestType })) : found
  context.typeNodes.set(node, type)
  return type
}

function denoted(context: Context, node: ast.TypeNode): Type {
  switch (node.kind) {
    case 'namedType':
      return namedType(context, node)
    case 'listType':
      return { kind: 'list', element: typeOfNode(context, node.element) }
    case 'mapType': {
      const key = typeOfNode(context, node.key)
      const value = typeOfNode(context, node.value)
      if (!isKey(key)) return context.error(node.key, badMapKey({ type: showType(key) }))
      return { kind: 'map', key, value }
    }
    case 'recordType':
      return {
        kind: 'record',
        fields: node.fields.map(({ name, type }) => ({ name: name.text, type: typeOfNode(context, type) })),
      }
    case 'tupleType':
      return { kind: 'tuple', elements: node.elements.map((element) => typeOfNode(context, element)) }
    case 'unitType':
      return nilType
    case 'optionType':
      return optionOf(typeOfNode(context, node.inner))
    case 'fnType':
      return {
        kind: 'fn',
        params: node.params.map((param) => typeOfNode(context, param)),
        required: node.params.length,
        rest: undefined,
        result: node.result ? typeOfNode(context, node.result) : nilType,
      }
    case 'chanType':
      return { kind: 'chan', direction: node.direction, element: typeOfNode(context, node.element) }
    case 'unionType':
      return unionOf(node.members.map((member) => typeOfNode(context, member)))
    default:
      return node satisfies never
  }
}

function namedType(context: Context, node: Extract<ast.TypeNode, { kind: 'namedType' }>): Type {
  const name = node.name.text
  if (node.module && !context.isFile(node.module)) return libraryType(context, node, node.module)
  const param = node.module ? undefined : context.typeParams.get(name)
  if (param) return withoutArguments(context, node, param)
  const generic = builtInGeneric(context, node)
  if (generic) return generic
  const symbol = context.symbol(node.name)
  const declared = declaredType(context, node, symbol)
  if (declared) return declared
  // Of another file there is no such public name, which has been said.
  if (node.module) return symbol ? context.error(node.name, unknownType({ name })) : errorKind
  const struct = libraryStruct(context, node.name)
  const type: Type | undefined = struct ? { kind: 'struct', struct } : named.get(name)
  if (type) return withoutArguments(context, node, type)
  return context.error(node.name, unknownType({ name, suggestion: nearest(name, typeNames(context)) }))
}

/** The type of a name that the program declares; nothing where it declares no type of that name. */
function declaredType(context: Context, node: NamedType, symbol: Symbol | undefined): Type | undefined {
  switch (symbol?.kind) {
    case 'struct': {
      const struct = context.structs.get(symbol.node)
      const args = struct && argumentsOf(context, node, symbol.node.typeParams.length)
      if (!struct || !args) return errorKind
      return args.length > 0 ? structInstance(struct, args) : { kind: 'struct', struct }
    }
    case 'typeAlias':
      return aliased(context, node, symbol.node)
    case 'enum': {
      const type = context.enums.get(symbol.node)
      const args = type && argumentsOf(context, node, symbol.node.typeParams.length)
      if (!type || !args) return errorKind
      return args.length > 0 ? enumInstance(type, args) : { kind: 'enum', enum: type }
    }
    default:
      return undefined
  }
}

const openAliases = new Set<ast.TypeAlias>()
/** Of aliases of aliases: what is behind them is found by recursion. */
const longestAliases = 200

/** The type that an expression names where a call takes a type: `int`, `User`; nothing for another expression. */
export function typeNamed(context: Context, node: ast.Expression): Type | undefined {
  if (node.kind !== 'identifier') return undefined
  const symbol = context.symbol(node)
  const named: NamedType = { kind: 'namedType', span: node.span, name: { text: node.name, span: node.span }, args: [] }
  if (!symbol) return basic.get(node.name)
  return declaredType(context, named, symbol)
}

/** `time.Time` */
function libraryType(context: Context, node: NamedType, module: ast.Name): Type {
  const struct = libraryStruct(context, node.name, module)
  if (struct) return withoutArguments(context, node, { kind: 'struct', struct })
  const symbol = context.symbol(module)
  if (symbol?.kind !== 'module') return context.error(module, unknownType({ name: `${module.text}.${node.name.text}` }))
  const types = libraryModule(symbol.name)?.types
  const suggestion = nearest(node.name.text, types?.keys() ?? [])
  // A module that does not exist has been reported where it is imported.
  return types ? context.error(node.name, unknownType({ name: node.name.text, suggestion })) : errorKind
}

/** The type behind an alias without parameters, which stands for it wherever a type is named: `C.Red`, `U{name}`. */
export function aliasedType(context: Context, symbol: Symbol | undefined): Type | undefined {
  if (symbol?.kind !== 'typeAlias' || symbol.node.typeParams.length > 0) return undefined
  return typeOfNode(context, symbol.node.type)
}

/** A struct of the library by its name, in a module or alone. */
export function libraryStruct(context: Context, name: ast.Name, module?: ast.Name): StructType | undefined {
  if (module) {
    const symbol = context.symbol(module)
    return symbol?.kind === 'module' ? libraryModule(symbol.name)?.types.get(name.text) : undefined
  }
  const symbol = context.symbol(name)
  if (symbol?.kind === 'library') return libraryModule(symbol.module)?.types.get(symbol.name)
  const type = named.get(name.text)
  if (type) return type.kind === 'struct' ? type.struct : undefined
  // What `http` calls and workflows give is named often enough to be known by its name alone.
  return name.text === 'Response' ? libraryModule('http')?.types.get(name.text) : undefined
}

/** The type arguments of a name, as many as it has parameters; nothing if there are more or fewer. */
function argumentsOf(context: Context, node: NamedType, count: number): Type[] | undefined {
  const args = node.args.map((arg) => typeOfNode(context, arg))
  if (args.length === count) return args
  context.error(node, wrongTypeArguments({ name: node.name.text, wanted: counted(count), found: args.length }))
  return undefined
}

function withoutArguments(context: Context, node: NamedType, type: Type): Type {
  return argumentsOf(context, node, 0) ? type : errorKind
}

type NamedType = Extract<ast.TypeNode, { kind: 'namedType' }>

/** Whether a name is that of a type which every program knows. */
export function isTypeName(name: string): boolean {
  return named.has(name)
}

const aliasParams = new WeakMap<ast.TypeAlias, TypeParam[]>()

function aliased(context: Context, node: NamedType, alias: ast.TypeAlias): Type {
  const args = argumentsOf(context, node, alias.typeParams.length)
  if (!args) return errorKind
  if (args.length === 0) return behindAlias(context, node, alias)
  const params = aliasParams.get(alias) ?? context.newTypeParams(alias.typeParams)
  aliasParams.set(alias, params)
  const type = context.naming(
    params.map((param) => [param.name, param]),
    () => behindAlias(context, node, alias),
  )
  return substitute(type, bindingsOf(params, args))
}

/** Checks an alias where it is declared. */
export function checkAlias(context: Context, alias: ast.TypeAlias): void {
  const params = aliasParams.get(alias) ?? context.newTypeParams(alias.typeParams)
  aliasParams.set(alias, params)
  context.naming(
    params.map((param) => [param.name, param]),
    () => typeOfNode(context, alias.type),
  )
}

function behindAlias(context: Context, node: ast.TypeNode, alias: ast.TypeAlias): Type {
  if (openAliases.has(alias)) return context.error(node, recursiveAlias({ name: alias.name.text }))
  if (openAliases.size >= longestAliases) return context.error(node, treeTooDeep({ limit: longestAliases }))
  openAliases.add(alias)
  const type = typeOfNode(context, alias.type)
  openAliases.delete(alias)
  return type
}
