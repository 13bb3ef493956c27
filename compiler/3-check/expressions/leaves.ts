// Names and strings.

import type * as ast from '../../1-parse/syntax.ts'
import { notAValue } from '../../diagnostics/messages.generated.ts'
import { builtins } from '../../library/builtins.ts'
import type { LibraryFunction } from '../../library/library.ts'
import { libraryModule } from '../../library/modules.ts'
import type { Symbol } from '../../phases.ts'
import type { Span } from '../../source.ts'
import type { Context, Signature } from '../context.ts'
import { value } from '../expressions.ts'
import { errorKind, stringType, type Type } from '../types.ts'

/** A name as a value. */
export function inferIdentifier(context: Context, node: ast.Identifier): Type {
  const symbol = context.symbol(node)
  return symbol ? symbolValue(context, node, symbol) : errorKind
}

/** The value of a declared name. */
export function symbolValue(context: Context, at: ast.Identifier | ast.Name, symbol: Symbol): Type {
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
      if (signature.typeParams.length > 0) return context.notYet(at, 'a generic function as a value')
      return functionType(signature)
    }
    case 'builtin':
      return libraryFunctionType(context, at, builtins.get(symbol.name))
    case 'library':
      return libraryFunctionType(context, at, libraryModule(symbol.module)?.functions.get(symbol.name))
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
export function functionType({ params, result }: Signature): Type {
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

/** The type of a library function as a value, where it is the same for all calls. */
export function libraryFunctionType(context: Context, at: { span: Span }, fn: LibraryFunction | undefined): Type {
  if (!fn || fn.typeParams.length > 0) return context.notYet(at, 'a function of several types as a value')
  const positional = fn.params.filter((param) => !param.rest)
  return {
    kind: 'fn',
    params: positional.map((param) => param.type),
    required: positional.filter((param) => !param.optional).length,
    rest: fn.params.find((param) => param.rest)?.type,
    result: fn.result,
  }
}

/** A string: every part is printed into it. */
export function inferString(context: Context, node: ast.StringLiteral): Type {
  for (const part of node.parts) if (part.kind === 'interpolation') value(context, part.expression)
  return stringType
}
