// Whether statements change a local variable: decides which values must be kept in a temporary before they run.

import type { Statement } from './program.ts'

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
