// Statements and constants at the top level, in source order; their variables are the globals of the module.

import type * as ast from '../1-parse/syntax.ts'
import type { Context } from './context.ts'
import { expect, value, variableType } from './expressions.ts'
import { checkStatements } from './statements.ts'
import { typeOfNode } from './type-nodes.ts'

/** Checks what runs before `main`. */
export function checkTopLevel(context: Context): void {
  for (const item of context.module.syntax.items) {
    if (item.kind === 'const') checkConst(context, item)
    else if (isStatement(item)) checkStatements(context, [item])
  }
}

/** Whether an item of a file runs, in its turn, and is no declaration. */
export function isStatement(item: ast.Item): item is ast.Statement {
  switch (item.kind) {
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
    case 'const':
      return false
    default:
      return true
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
