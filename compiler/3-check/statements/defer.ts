// `defer` and `errdefer` (language.md 5.7).

import type * as ast from '../../1-parse/syntax.ts'
import type { Context } from '../context.ts'
import { checkStatement, checkStatements } from '../statements.ts'

/** Checks what runs at the end of the function. */
export function checkDefer(context: Context, { action }: ast.DeferStatement): void {
  switch (action.kind) {
    case 'block':
      later(context, () => checkStatements(context, action.statements))
      return
    case 'assign':
      later(context, () => checkStatement(context, action))
      return
    default:
      // The arguments of a deferred call are evaluated at once.
      checkStatement(context, { kind: 'expressionStatement', span: action.span, expression: action })
  }
}

/** By then nothing that is known here need hold, and loops around it are over. */
function later(context: Context, action: () => void): void {
  const { body, narrowed } = context
  context.body = { ...body, loops: [] }
  context.narrowed = new Map()
  action()
  context.body = body
  context.narrowed = narrowed
}
