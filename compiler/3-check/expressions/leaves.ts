// Names and strings.

import type * as ast from '../../1-parse/syntax.ts'
import { notAValue, typeArgumentUnknown } from '../../diagnostics/messages.generated.ts'
import { builtins } from '../../library/builtins.ts'
import type { LibraryFunction } from '../../library/library.ts'
import { libraryModule } from '../../library/modules.ts'
import type { Symbol } from '../../phases.ts'
import type { Span } from '../../source.ts'
import type { Context, Signature } from '../context.ts'
import { value } from '../expressions.ts'
import { paramKey, substitute, unify } from '../generics.ts'
import { anyType, errorKind, isPrimitive, stringType, type Type, type TypeParam } from '../types.ts'

type FnType = Extract<Type, { kind: 'fn' }>

/** A name as a value. */
export function inferIdentifier(context: Context, node: ast.Identifier, wanted?: Type): Type {
  const symbol = context.symbol(node)
  return symbol ? symbolValue(context, node, symbol, wanted) : errorKind
}

/** The value of a declared name. */
export function symbolValue(context: Context, at: ast.Identifier | ast.Name, symbol: Symbol, wanted?: Type): Type {
  switch (symbol.kind) {
    case 'local':
    case 'global':
      return context.typeOf(symbol)
    case 'agent':
    case 'workflow':
    case 'tool':
    case 'provider':
      return { kind: 'agentic', declaration: symbol.kind }
    case 'function': {
      const signature = context.signatures.get(symbol.node)
      if (!signature) return errorKind
      return asWanted(context, at, signature.name, signature.typeParams, functionType(signature), wanted)
    }
    case 'builtin':
      return libraryFunctionType(context, at, builtins.get(symbol.name), wanted)
    case 'library': {
      const module = libraryModule(symbol.module)
      const fn = module?.functions.get(symbol.name)
      if (fn) return libraryFunctionType(context, at, fn, wanted)
      return module?.constants.get(symbol.name) ?? context.error(at, notAValue({ name: symbol.name, kind: 'a type' }))
    }
    case 'module':
      return context.error(at, notAValue({ name: symbol.name, kind: 'a module' }))
    case 'struct':
    case 'enum':
    case 'typeAlias':
      return context.error(at, notAValue({ name: symbol.name, kind: 'a type' }))
    default:
      return symbol satisfies never
  }
}

/** The type of a declared function as a value. */
export function functionType({ params, result }: Signature): FnType {
  const rest = params.find((param) => param.rest)?.type
  const positional = params.filter((param) => !param.rest)
  return {
    kind: 'fn',
    params: positional.map((param) => param.type),
    required: positional.filter((param) => param.default === undefined).length,
    rest: rest?.kind === 'list' ? rest.element : undefined,
    result,
  }
}

/** A generic function as a value is of the types that its place wants: `array.map(xs, to_string)`. */
export function asWanted(
  context: Context,
  at: { span: Span },
  name: string,
  typeParams: readonly TypeParam[],
  type: FnType,
  wanted: Type | undefined,
): Type {
  if (typeParams.length === 0) return type
  const known = new Map<string, Type>()
  const isFree = (param: TypeParam) => typeParams.some((one) => paramKey(one) === paramKey(param))
  const place = wanted?.kind === 'option' ? wanted.inner : wanted
  if (place?.kind === 'fn') {
    for (const [index, param] of place.params.entries()) {
      const own = type.params[index]
      if (own && param.kind !== 'error') unify(own, param, known, isFree)
    }
    if (place.result.kind !== 'error') unify(type.result, place.result, known, isFree)
  }
  // As a value of type any it takes values of type any.
  if (place && isPrimitive(place, 'any')) for (const param of typeParams) known.set(paramKey(param), anyType)
  const missing = typeParams.find((param) => !known.has(paramKey(param)))
  if (missing) return context.error(at, typeArgumentUnknown({ param: missing.name, name }))
  return substitute(type, (param) => (isFree(param) ? known.get(paramKey(param)) : undefined))
}

/** The type of a library function as a value. */
export function libraryFunctionType(
  context: Context,
  at: { span: Span },
  fn: LibraryFunction | undefined,
  wanted?: Type,
): Type {
  if (!fn) return errorKind
  const typeParams = fn.typeParams.map((name): TypeParam => ({ kind: 'typeParam', name }))
  const positional = fn.params.filter((param) => !param.rest)
  const type: FnType = {
    kind: 'fn',
    params: positional.map((param) => param.type),
    required: positional.filter((param) => !param.optional).length,
    rest: fn.params.find((param) => param.rest)?.type,
    result: fn.result,
  }
  return asWanted(context, at, fn.name.replace('builtin.', ''), typeParams, type, wanted)
}

/** A string: every part is printed into it. */
export function inferString(context: Context, node: ast.StringLiteral): Type {
  for (const part of node.parts) if (part.kind === 'interpolation') value(context, part.expression)
  return stringType
}
