// What happens while something is evaluated: decides which values must be kept in a temporary before.

import type { Expression, Statement } from './program.ts'

/** Whether any of the statements, or those inside them, assigns the local variable. */
export function assigns(statements: readonly Statement[], variable: string): boolean {
  return statements.some((statement) => statementAssigns(statement, variable))
}

function statementAssigns(statement: Statement, variable: string): boolean {
  switch (statement.kind) {
    case 'assign':
      return statement.target.kind === 'name' && statement.target.name === variable
    case 'if':
      return assigns(statement.then, variable) || assigns(statement.else, variable)
    case 'while':
    case 'for':
    case 'block':
      return assigns(statement.body, variable)
    case 'let':
    case 'do':
    case 'check':
    case 'descend':
    case 'mark':
    case 'reset':
    case 'return':
    case 'break':
    case 'continue':
      return false
    default:
      return statement satisfies never
  }
}

/** Whether functions run when an expression is evaluated. */
export function makesCalls(value: Expression): boolean {
  switch (value.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'text':
    case 'null':
    case 'name':
    case 'library':
    case 'increment':
      return false
    case 'call':
      return true
    case 'new':
      return value.args.some(makesCalls)
    case 'member':
      return makesCalls(value.object)
    case 'element':
      return makesCalls(value.object) || makesCalls(value.index)
    case 'unary':
      return makesCalls(value.operand)
    case 'binary':
      return makesCalls(value.left) || makesCalls(value.right)
    case 'conditional':
      return [value.condition, value.then, value.else].some(makesCalls)
    case 'array':
      return value.items.some(makesCalls)
    case 'template':
      return value.parts.some((part) => typeof part !== 'string' && makesCalls(part))
    case 'cast':
    case 'present':
    case 'assignment':
      return makesCalls(value.value)
    default:
      return value satisfies never
  }
}
