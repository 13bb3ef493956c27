// `assert`, and the `verify` blocks of steps.

import type * as ast from '../../1-parse/syntax.ts'
import { conditionNotBool, misplacedAssert, misplacedVerify } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { condition, value } from '../expressions.ts'
import { showType } from '../show-type.ts'
import { checkStatement, checkStatements } from '../statements.ts'
import type { Type } from '../types.ts'

/** `assert condition, message`. */
export function checkAssert(context: Context, statement: ast.Assert): void {
  const { place } = context.body
  if (place !== 'test' && place !== 'verify') context.error(statement, misplacedAssert())
  condition(context, statement.condition, (found: Type) =>
    conditionNotBool({ what: 'condition', found: showType(found) }),
  )
  if (statement.message) value(context, statement.message)
}

/** `verify`: each expression that stands alone in it must be true. */
export function checkVerify(context: Context, node: ast.Verify): void {
  if (context.body.place !== 'step') context.error(node, misplacedVerify())
  context.inPlace('verify', () => {
    const { statements } = node.body
    for (const statement of statements.slice(0, -1)) check(context, statement)
    checkStatements(context, statements.slice(-1), (last) => check(context, last))
  })
}

function check(context: Context, statement: ast.Statement): void {
  if (statement.kind !== 'expressionStatement') checkStatement(context, statement)
  else {
    condition(context, statement.expression, (found: Type) =>
      conditionNotBool({ what: 'statement in `verify`', found: showType(found) }),
    )
  }
}
