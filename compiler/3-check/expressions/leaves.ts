// Names and strings.

import type * as ast from '../../1-parse/syntax.ts'
import { notAValue } from '../../diagnostics/messages.generated.ts'
import type { Symbol } from '../../phases.ts'
import type { Context } from '../context.ts'
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
    case 'function':
    case 'builtin':
      return context.notYet(at, 'a function as a value')
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

/** A string: every part is printed into it. */
export function inferString(context: Context, node: ast.StringLiteral): Type {
  for (const part of node.parts) if (part.kind === 'interpolation') value(context, part.expression)
  return stringType
}
