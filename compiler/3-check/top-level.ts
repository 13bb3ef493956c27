// Statements and constants at the top level, in source order; their variables are the globals of the module.

import type * as ast from '../1-parse/syntax.ts'
import type { Context } from './context.ts'
import { expect, value, variableType } from './expressions.ts'
import { checkStatements } from './statements.ts'
import { typeOfNode } from './type-nodes.ts'

/** Checks what runs before `main`. */
export function checkTopLevel(context: Context): void {
  for (const item of context.module.syntax.items) {
    switch (item.kind) {
      case 'const':
        checkConst(context, item)
        break
      case 'import':
      case 'export':
      case 'provider':
      case 'agent':
      case 'tool':
      case 'workflow':
      case 'eval':
      case 'test':
      case 'fn':
      case 'method':
      case 'struct':
      case 'enum':
      case 'typeAlias':
        break
      default:
        checkStatements(context, [item])
    }
  }
}

function checkConst(context: Context, node: ast.Const): void {
  const symbol = context.symbol(node.name)
  if (node.type) {
    const type = typeOfNode(context, node.type)
    expect(context, node.value, type)
    if (symbol) context.symbolTypes.set(symbol, type)
    return
  }
  const type = variableType(context, node.value, value(context, node.value))
  if (symbol) context.symbolTypes.set(symbol, type)
}
