// What the statements of `xs = spawn { … }` give: each is a task, and a fallible one gives its value without the error.

import type * as ast from '../../1-parse/syntax.ts'
import type { Context } from '../context.ts'
import { infer, unwrapGroup } from '../expressions.ts'
import { blockExits } from '../flow.ts'
import { checkForInBody } from '../statements/loops.ts'
import { checkTry } from '../statements/try.ts'
import { checkBranches, checkStatement, checkStatements } from '../statements.ts'
import { isError, isErrorPair, nilType, type Type, withoutError } from '../types.ts'
import { armValues, checkArms } from './match.ts'

export interface TaskValue {
  /** Absent where a way through the task gives nothing, which is nil. */
  expression: ast.Expression | undefined
  type: Type
}

export const nothing: TaskValue = { expression: undefined, type: nilType }

/** The results of a statement: none for assignments and sends, one for each way through an `if`. */
export function taskValues(context: Context, statement: ast.Statement): TaskValue[] {
  switch (statement.kind) {
    case 'expressionStatement':
      return expressionValues(context, statement.expression)
    case 'blockStatement':
      return blockTaskValues(context, statement.block)
    case 'forIn': {
      const values: TaskValue[] = []
      checkForInBody(context, statement, (block) => values.push(...blockTaskValues(context, block)))
      return values
    }
    case 'try': {
      const values: TaskValue[] = []
      checkTry(context, statement, (block) => values.push(...blockTaskValues(context, block)))
      return values
    }
    default:
      checkStatement(context, statement)
      return []
  }
}

/** Ways through a block end with its last statement, or with a jump. */
function blockTaskValues(context: Context, block: ast.Block): TaskValue[] {
  const leaves = blockExits(context, block)
  let values: TaskValue[] = [nothing]
  checkStatements(context, block.statements, (last) => {
    if (leaves || last.kind !== 'expressionStatement') checkStatement(context, last)
    else values = expressionValues(context, last.expression)
  })
  return leaves ? [] : values
}

function expressionValues(context: Context, expression: ast.Expression): TaskValue[] {
  const node = unwrapGroup(expression)
  if (node.kind === 'if') return branchValues(context, node)
  if (node.kind === 'match') return matchValues(context, node)
  const type = infer(context, expression)
  if (isErrorPair(type)) return [{ expression, type: withoutError(type) }]
  // A lone error says whether the task failed; there is no value beside it.
  const isLoneError = type.kind === 'option' && isError(type)
  return [{ expression: isLoneError ? undefined : expression, type: isLoneError ? nilType : type }]
}

function branchValues(context: Context, node: ast.If): TaskValue[] {
  const values: TaskValue[] = []
  checkBranches(context, node, (block) => {
    values.push(...blockTaskValues(context, block))
  })
  let last: ast.If | ast.Block | undefined = node
  for (; last?.kind === 'if'; last = last.else) context.types.set(last, nilType)
  return last === undefined ? [...values, nothing] : values
}

function matchValues(context: Context, node: ast.Match): TaskValue[] {
  const values: TaskValue[] = []
  checkArms(context, node, true, (body) => {
    if (body.kind === 'block') values.push(...blockTaskValues(context, body))
    else if (['return', 'break', 'continue', 'assign'].includes(body.kind)) {
      values.push(...armValues(context, body, undefined))
    } else values.push(...expressionValues(context, body as ast.Expression))
  })
  context.types.set(node, nilType)
  return values
}
