// `test "name" { … }`: statements of their own, among them `assert`.

import type * as ast from '../1-parse/syntax.ts'
import type { Context } from './context.ts'
import { value } from './expressions.ts'
import { checkStatements } from './statements.ts'
import { nilType } from './types.ts'

/** Checks the body of a test. */
export function checkTest(context: Context, node: ast.Test): void {
  context.inBody({ name: 'the test', result: nilType, isFunction: true, place: 'test' }, () => {
    value(context, node.title)
    checkStatements(context, node.body.statements)
  })
}
