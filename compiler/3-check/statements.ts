// Statements, and the bodies of functions.

import type * as ast from '../1-parse/syntax.ts'
import {
  conditionNotBool,
  errorIgnored,
  errorPairAsValue,
  noEffect,
  unreachable,
} from '../diagnostics/messages.generated.ts'
import type { Context } from './context.ts'
import { checkSend } from './expressions/channels.ts'
import { checkMatch } from './expressions/match.ts'
import { checkSelect } from './expressions/select.ts'
import { checkSpawnStatement } from './expressions/spawn.ts'
import { calleeText, condition, fallibleText, infer, unwrapGroup } from './expressions.ts'
import { blockExits, exits } from './flow.ts'
import { checkLocalFunction } from './local-function.ts'
import { agreed, factsOf } from './narrowing.ts'
import { showType } from './show-type.ts'
import { checkAssert, checkVerify } from './statements/assert.ts'
import { checkAssign, checkLet, checkVarDeclaration } from './statements/assign.ts'
import { checkDefer } from './statements/defer.ts'
import { checkJump, checkReturn } from './statements/jumps.ts'
import { checkForIn, checkWhile } from './statements/loops.ts'
import { checkStep } from './statements/step.ts'
import { checkTry } from './statements/try.ts'
import { isError, isErrorPair, nilType, type Type } from './types.ts'

/** Checks statements in order, the last one in a way of its own; says once where they cannot be reached. */
export function checkStatements(
  context: Context,
  statements: ast.Statement[],
  checkLast: (last: ast.Statement) => void = (last) => checkStatement(context, last),
): void {
  const unreached = statements.findIndex((_, at) => at > 0 && exits(context, statements[at - 1]!))
  if (unreached > 0) context.error(statements[unreached]!, unreachable())
  for (const [at, statement] of statements.entries()) {
    if (at < statements.length - 1) checkStatement(context, statement)
    else checkLast(statement)
  }
}

/** Checks one statement. */
export function checkStatement(context: Context, statement: ast.Statement): void {
  switch (statement.kind) {
    case 'expressionStatement':
      checkExpressionStatement(context, statement)
      return
    case 'assign':
      checkAssign(context, statement)
      return
    case 'let':
      checkLet(context, statement)
      return
    case 'varDeclaration':
      checkVarDeclaration(context, statement)
      return
    case 'forIn':
      checkForIn(context, statement)
      return
    case 'while':
      checkWhile(context, statement)
      return
    case 'return':
      checkReturn(context, statement)
      return
    case 'break':
    case 'continue':
      checkJump(context, statement)
      return
    case 'blockStatement':
      checkStatements(context, statement.block.statements)
      return
    case 'try':
      checkTry(context, statement, (block) => checkStatements(context, block.statements))
      return
    case 'defer':
      checkDefer(context, statement)
      return
    case 'assert':
      checkAssert(context, statement)
      return
    case 'verify':
      checkVerify(context, statement)
      return
    case 'step':
      checkStep(context, statement)
      return
    case 'fnStatement':
      checkLocalFunction(context, statement.fn)
      return
    case 'send':
      checkSend(context, statement)
      return
    default:
      statement satisfies never
  }
}

function checkExpressionStatement(context: Context, statement: ast.ExpressionStatement): void {
  const node = unwrapGroup(statement.expression)
  if (node.kind === 'if') {
    checkIf(context, node)
    return
  }
  if (node.kind === 'match') {
    checkMatch(context, node)
    return
  }
  if (node.kind === 'select') {
    checkSelect(context, node)
    return
  }
  if (node.kind === 'spawn') {
    const { body } = node
    if (body.kind === 'block') checkSpawnStatement(context, node, body)
    else infer(context, statement.expression)
    return
  }
  const type = infer(context, statement.expression)
  if (type.kind === 'error') return
  if (isErrorPair(type) || isError(type)) {
    const meant = node.kind === 'binary' ? (context.pipes.get(node) ?? node) : node
    const name = meant.kind === 'call' ? `${calleeText(meant)}()` : 'this expression'
    if (meant.kind === 'unary') context.error(statement, errorPairAsValue({ name: fallibleText(meant) }))
    else if (meant.kind === 'call') context.error(statement, errorIgnored({ name }))
    else context.error(statement, noEffect())
  } else if (!hasEffect(node)) context.error(statement, noEffect())
}

function hasEffect(node: ast.Expression): boolean {
  switch (node.kind) {
    case 'call':
    case 'propagate':
      return true
    case 'binary':
      return node.operator === 'orelse' || node.operator === '|>'
    case 'unary':
      return node.operator === '<-' || node.operator === 'await'
    default:
      return false
  }
}

/** `if` as a statement. */
export function checkIf(context: Context, node: ast.If): void {
  checkBranches(context, node, (block) => checkStatements(context, block.statements))
  for (let one: ast.If | ast.Block | undefined = node; one?.kind === 'if'; one = one.else) {
    context.types.set(one, nilType)
  }
}

/**
 * Checks the conditions of an `if` chain and, by `checkBody`, its blocks, each with what the conditions before it say.
 * After the chain holds what all branches that come to their end agree on.
 */
export function checkBranches(context: Context, node: ast.If, checkBody: (block: ast.Block) => void): void {
  if (node.init) checkAssign(context, node.init)
  condition(context, node.condition, (found: Type) => conditionNotBool({ what: 'condition', found: showType(found) }))
  const [whenTrue, whenFalse] = [factsOf(context, node.condition, true), factsOf(context, node.condition, false)]
  const { else: other } = node
  const afterThen = context.assuming(whenTrue, () => checkBody(node.then))
  const afterElse = context.assuming(whenFalse, () => {
    if (other?.kind === 'if') checkBranches(context, other, checkBody)
    else if (other) checkBody(other)
  })
  if (blockExits(context, node.then)) context.narrowed = afterElse
  else if (other && elseExits(context, other)) context.narrowed = afterThen
  else context.narrowed = agreed(afterThen, afterElse)
}

function elseExits(context: Context, other: ast.If | ast.Block): boolean {
  if (other.kind === 'block') return blockExits(context, other)
  return exits(context, { kind: 'expressionStatement', span: other.span, expression: other })
}
