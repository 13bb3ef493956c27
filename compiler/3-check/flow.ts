// Whether control can go on after a statement.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import type { Context } from './context.ts'
import { unwrapGroup } from './expressions.ts'

/** Whether a statement always leaves its block: by a jump, a panic, or a loop without end. */
export function exits(context: Context, statement: ast.Statement): boolean {
  switch (statement.kind) {
    case 'return':
    case 'break':
    case 'continue':
      return true
    case 'blockStatement':
      return blockExits(context, statement.block)
    case 'try':
      return blockExits(context, statement.body) && blockExits(context, statement.handler)
    case 'step':
      return blockExits(context, statement.body)
    case 'while':
      return statement.condition === undefined && !hasBreak(statement)
    case 'expressionStatement':
      return expressionExits(context, unwrapGroup(statement.expression))
    default:
      return false
  }
}

/** Whether the end of a block cannot be reached. */
export function blockExits(context: Context, block: ast.Block): boolean {
  return block.statements.some((statement) => exits(context, statement))
}

function expressionExits(context: Context, node: ast.Expression): boolean {
  if (node.kind === 'if') {
    if (!node.else || !blockExits(context, node.then)) return false
    return node.else.kind === 'if' ? expressionExits(context, node.else) : blockExits(context, node.else)
  }
  if (node.kind === 'tryExpression') return exits(context, node.try)
  if (node.kind === 'match') return matchExits(context, node)
  // Without arms it waits forever.
  if (node.kind === 'select') return node.arms.every((arm) => armExits(context, arm.body))
  if (node.kind !== 'call' || node.callee.kind !== 'identifier') return false
  const symbol = context.symbol(node.callee)
  return symbol?.kind === 'builtin' && symbol.name === 'panic'
}

/** Whether every way through a match leaves. Before it is checked, only a last arm for everything tells. */
function matchExits(context: Context, node: ast.Match): boolean {
  const last = node.arms.at(-1)
  if (!last) return false
  const takesAll = !last.guard && (last.pattern.kind === 'wildcardPattern' || last.pattern.kind === 'bindPattern')
  return (takesAll || context.exhaustive.has(node)) && node.arms.every((arm) => armExits(context, arm.body))
}

/** Whether the end of an arm of `match` or `select` cannot be reached. */
export function armExits(context: Context, body: ast.ArmBody): boolean {
  switch (body.kind) {
    case 'block':
      return blockExits(context, body)
    case 'return':
    case 'break':
    case 'continue':
      return true
    case 'assign':
      return false
    default:
      return expressionExits(context, unwrapGroup(body))
  }
}

/** Whether a loop is left by `break`: by a plain one of its own, or by one with a label, whose loop it may be. */
function hasBreak(loop: ast.While): boolean {
  let found = false
  const look = (node: unknown, isOwn: boolean) =>
    walk(node, (one) => {
      if (one.kind === 'break' && (isOwn || (one as ast.Jump).label)) found = true
      if (one === loop.body || (one.kind !== 'while' && one.kind !== 'forIn')) return true
      if (isOwn) look((one as ast.Loop).body, false)
      return !isOwn
    })
  look(loop.body, true)
  return found
}
