// Statements, and bodies of functions.

import type * as ast from '../1-parse/syntax.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { isPrimitive } from '../3-check/types.ts'
import { lowerAssign, lowerLet, lowerVarDeclaration } from './assign.ts'
import type { Body } from './body.ts'
import { giveBack, nullValue } from './build.ts'
import { leavesByPanic, performCall } from './calls.ts'
import { evaluate } from './evaluate.ts'
import { lower } from './expressions.ts'
import { lowerIf, returnIf } from './if.ts'
import { lowerJump, returned } from './jumps.ts'
import { lowerForIn, lowerWhile } from './loops.ts'
import type { Statement } from './program.ts'

/** Lowers statements into the current block. */
export function lowerStatements(body: Body, statements: readonly ast.Statement[]): void {
  for (const statement of statements) {
    body.from(statement)
    lowerStatement(body, statement)
  }
}

/** The statements of a function. Where its result is declared, what the last expression gives is the result. */
export function lowerFunctionBody(body: Body, block: ast.Block, givesLast: boolean): Statement[] {
  const last = block.statements.at(-1)
  if (last?.kind !== 'expressionStatement' || !givesLast) lowerStatements(body, block.statements)
  else {
    lowerStatements(body, block.statements.slice(0, -1))
    body.from(last)
    returnExpression(body, last)
  }
  const { result } = body
  if ((result.kind === 'option' || isPrimitive(result, 'any')) && !leaves(body.statements))
    body.add(giveBack(nullValue))
  return body.whole
}

/** Whether control never comes to the end of the statements. */
function leaves(statements: readonly Statement[]): boolean {
  const last = statements.at(-1)
  if (last?.kind === 'if') return leaves(last.then) && leaves(last.else)
  return last?.kind === 'return'
}

/** A last expression: its value, unless it never comes to have one. */
function returnExpression(body: Body, last: ast.ExpressionStatement): void {
  const { expression } = last
  const gives = !isPrimitive(body.context.typeOf(expression), 'nil') || body.context.checked.conversions.has(expression)
  if (leavesByPanic(body, unwrapGroup(expression)) || !gives) lowerStatement(body, last)
  else if (expression.kind === 'if') returnIf(body, expression)
  else body.add(giveBack(returned(body, expression)))
}

function lowerStatement(body: Body, statement: ast.Statement): void {
  switch (statement.kind) {
    case 'expressionStatement':
      return performExpression(body, statement.expression)
    case 'assign':
      return lowerAssign(body, statement)
    case 'let':
      return lowerLet(body, statement)
    case 'varDeclaration':
      return lowerVarDeclaration(body, statement)
    case 'forIn':
      return lowerForIn(body, statement)
    case 'while':
      return lowerWhile(body, statement)
    case 'return':
    case 'break':
    case 'continue':
      return lowerJump(body, statement)
    case 'blockStatement':
      return body.add({ kind: 'block', body: body.block(() => lowerStatements(body, statement.block.statements)) })
    case 'send':
    case 'try':
    case 'defer':
    case 'assert':
    case 'verify':
    case 'step':
    case 'fnStatement':
      return body.context.fail(statement, 'statement that has no lowering')
    default:
      return statement satisfies never
  }
}

/** An expression for its effects. */
function performExpression(body: Body, expression: ast.Expression): void {
  const node = unwrapGroup(expression)
  if (node.kind === 'if') return lowerIf(body, node)
  if (node.kind === 'call') return performCall(body, node)
  evaluate(body, lower(body, node))
}
