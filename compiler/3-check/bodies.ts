// Bodies of functions, tools and workflows: statements, and the value of the last expression as the result.

import type * as ast from '../1-parse/syntax.ts'
import { mayReachEnd } from '../diagnostics/messages.generated.ts'
import type { CheckedFunction } from '../phases.ts'
import type { Context, Signature } from './context.ts'
import { type Callable, namingParams } from './declarations.ts'
import { checkArms } from './expressions/match.ts'
import { infer } from './expressions.ts'
import { armExits, blockExits } from './flow.ts'
import { showType } from './show-type.ts'
import { returnOne } from './statements/jumps.ts'
import { checkHooks } from './statements/step.ts'
import { checkToolHooks } from './statements/tool-hooks.ts'
import { checkTry } from './statements/try.ts'
import { checkBranches, checkIf, checkStatement, checkStatements } from './statements.ts'
import { isPrimitive, type Type } from './types.ts'

/** Checks the body of a declaration; gives nothing for one that has no usable signature. */
export function checkBody(context: Context, node: Callable): CheckedFunction | undefined {
  const signature = context.signatures.get(node)
  if (!signature) return undefined
  const name = `${signature.what} \`${signature.name}\``
  const place =
    signature.what === 'workflow' ? { place: 'workflow' as const } : signature.what === 'tool' ? { mayFail: true } : {}
  context.inBody({ name, result: signature.result, isFunction: true, ...place }, () =>
    namingParams(context, node, () => {
      if (givesLast(signature)) checkResultBody(context, node, signature)
      else checkStatements(context, node.body.statements)
      if (node.kind === 'tool') checkToolHooks(context, node, signature.result)
      if (node.kind === 'workflow') checkHooks(context, node.hooks, node.body, signature.result)
    }),
  )
  const { params, result, typeParams, self } = signature
  return { name: signature.name, typeParams, params, result, body: node.body, ...(self ? { self } : {}) }
}

/** Only a declared result takes the last expression; without one the result is that of the `return`s, or nil. */
function givesLast(signature: Signature): boolean {
  return signature.resultDeclared && !isPrimitive(signature.result, 'nil')
}

function checkResultBody(context: Context, node: Callable, signature: Signature): void {
  if (checkTail(context, node.body, signature.result) || signature.result.kind === 'error') return
  const name = `${signature.what} \`${signature.name}\``
  context.error(node.name, mayReachEnd({ what: name, result: showType(signature.result) }))
}

/** Checks a block whose last expression is the result; whether every way through it gives one. */
export function checkTail(context: Context, block: ast.Block, result: Type): boolean {
  const leaves = blockExits(context, block)
  let isComplete = leaves || isOptionalResult(result)
  checkStatements(context, block.statements, (last) => {
    if (last.kind === 'try') isComplete = checkTailTry(context, last, result) || leaves
    else if (last.kind !== 'expressionStatement') checkStatement(context, last)
    else isComplete = checkTailExpression(context, last, result) || leaves
  })
  return isComplete
}

function checkTailExpression(context: Context, last: ast.ExpressionStatement, result: Type): boolean {
  const { expression } = last
  if (expression.kind === 'if') return checkTailIf(context, expression, result)
  if (expression.kind === 'tryExpression') return checkTailTry(context, expression.try, result)
  if (expression.kind === 'match') return checkTailMatch(context, expression, result)
  if (isNilCall(context, expression, result)) {
    checkStatement(context, last)
    return isOptionalResult(result)
  }
  returnOne(context, expression, result)
  return true
}

/** A call at the end that gives nothing is a statement, whose function then lacks a result. */
function isNilCall(context: Context, node: ast.Expression, wanted: Type): boolean {
  if (node.kind !== 'call') return false
  return isPrimitive(infer(context, node, wanted), 'nil')
}

function checkTailIf(context: Context, node: ast.If, result: Type): boolean {
  if (!endsInElse(node)) {
    checkIf(context, node)
    return isOptionalResult(result)
  }
  let complete = true
  checkBranches(context, node, (block) => {
    complete = checkTail(context, block, result) && complete
  })
  for (let one: ast.If | ast.Block | undefined = node; one?.kind === 'if'; one = one.else) {
    context.types.set(one, result)
  }
  return complete
}

/** A trailing match gives the result, so it has to be complete. */
function checkTailMatch(context: Context, node: ast.Match, result: Type): boolean {
  let complete = true
  checkArms(context, node, true, (body) => {
    complete = checkTailArm(context, body, result) && complete
  })
  context.types.set(node, result)
  return complete
}

function checkTailArm(context: Context, body: ast.ArmBody, result: Type): boolean {
  switch (body.kind) {
    case 'block':
      return checkTail(context, body, result)
    case 'return':
    case 'break':
    case 'continue':
      checkStatement(context, body)
      return true
    case 'assign':
      checkStatement(context, body)
      return isOptionalResult(result)
    default: {
      const leaves = armExits(context, body)
      return (
        checkTailExpression(context, { kind: 'expressionStatement', span: body.span, expression: body }, result) ||
        leaves
      )
    }
  }
}

/** A trailing try gives the value of the block that finished. */
function checkTailTry(context: Context, node: ast.TryStatement, result: Type): boolean {
  let complete = true
  checkTry(context, node, (block) => {
    complete = checkTail(context, block, result) && complete
  })
  return complete
}

function endsInElse(node: ast.If): boolean {
  return node.else?.kind === 'if' ? endsInElse(node.else) : node.else !== undefined
}

/** A function whose result may be nil can end without giving one. */
function isOptionalResult(result: Type): boolean {
  return result.kind === 'option' || isPrimitive(result, 'any', 'nil')
}
