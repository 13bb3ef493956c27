// Statements, and bodies of functions.

import type * as ast from '../1-parse/syntax.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { isPrimitive } from '../3-check/types.ts'
import { lowerAssign, lowerLet, lowerVarDeclaration } from './assign.ts'
import type { Body } from './body.ts'
import { assign, nullValue } from './build.ts'
import { leavesByPanic, performCall } from './calls.ts'
import { lowerSend, performAwait } from './channels.ts'
import { lowerLocalFunction } from './closures.ts'
import { leaving } from './convert.ts'
import { lowerDefer } from './defer.ts'
import { evaluate } from './evaluate.ts'
import { lower } from './expressions.ts'
import { holdsNil, lowerIf, returnIf } from './if.ts'
import { lowerJump, returned } from './jumps.ts'
import { lowerForIn, lowerWhile } from './loops.ts'
import { lowerMatch } from './match.ts'
import type { Statement } from './program.ts'
import { lowerSelect } from './select.ts'
import { performSpawn } from './spawn.ts'
import { lowerStep, lowerVerify } from './step.ts'
import { lowerAssert } from './test.ts'
import { lowerBlocks, lowerTry } from './try.ts'

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
  const isValue = last?.kind === 'expressionStatement' || last?.kind === 'try'
  if (!isValue || !givesLast) lowerStatements(body, block.statements)
  else {
    lowerStatements(body, block.statements.slice(0, -1))
    body.from(last)
    if (last.kind === 'try') returnTry(body, last)
    else returnExpression(body, last)
  }
  const { result } = body
  if (!leaves(body.statements)) {
    if (result.kind === 'option' || isPrimitive(result, 'any')) body.add(...body.leave(nullValue))
    // AssemblyScript does not see that each way through a chain of tests leaves.
    else if (endsInChain(body.statements) && !isPrimitive(result, 'nil')) body.add(leaving(body))
  }
  return body.whole
}

function endsInChain(statements: readonly Statement[]): boolean {
  const last = statements.at(-1)
  return last?.kind === 'if' || last?.kind === 'block'
}

/** A `try` as the last statement: the value of the block that came to its end. */
function returnTry(body: Body, node: ast.TryStatement): void {
  if (isPrimitive(body.result, 'nil')) return lowerTry(body, node)
  const result = body.variable(body.result, { isAlwaysSet: false })
  lowerBlocks(body, node, { take: (value) => [assign(result, value)], canBeNil: holdsNil(body.result) })
  body.add(...body.leave(result))
}

/** Whether control never comes to the end of the statements. */
function leaves(statements: readonly Statement[]): boolean {
  const last = statements.at(-1)
  if (last?.kind === 'if') return leaves(last.then) && leaves(last.else)
  return last?.kind === 'return' || last?.kind === 'break'
}

/** A last expression: its value, unless it never comes to have one. */
function returnExpression(body: Body, last: ast.ExpressionStatement): void {
  const { expression } = last
  const gives = !isPrimitive(body.context.typeOf(expression), 'nil') || body.context.checked.conversions.has(expression)
  if (leavesByPanic(body, unwrapGroup(expression)) || !gives) lowerStatement(body, last)
  else if (expression.kind === 'if') returnIf(body, expression)
  else body.add(...body.leave(returned(body, expression)))
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
    case 'try':
      return lowerTry(body, statement)
    case 'assert':
      return lowerAssert(body, statement)
    case 'fnStatement':
      return lowerLocalFunction(body, statement.fn)
    case 'defer':
      return lowerDefer(body, statement)
    case 'step':
      return lowerStep(body, statement)
    case 'send':
      return lowerSend(body, statement)
    case 'verify':
      return lowerVerify(body, statement)
    default:
      return statement satisfies never
  }
}

/** An expression for its effects. */
export function performExpression(body: Body, expression: ast.Expression): void {
  const node = unwrapGroup(expression)
  if (node.kind === 'if') return lowerIf(body, node)
  if (node.kind === 'match') return lowerMatch(body, node)
  if (node.kind === 'select') return lowerSelect(body, node)
  if (node.kind === 'spawn') return performSpawn(body, node)
  if (node.kind === 'unary' && node.operator === 'await') return performAwait(body, node)
  if (node.kind === 'call') return performCall(body, node)
  evaluate(body, lower(body, node))
}
