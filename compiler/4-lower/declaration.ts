// What providers, agents, tools and workflows have in common: each is a constant of the module, some have a function
// that evaluates their fields.

import type * as ast from '../1-parse/syntax.ts'
import { create, voidType } from './build.ts'
import type { Context } from './context.ts'
import { placeOf } from './functions.ts'
import { pascal } from './names.ts'
import type { Expression, FunctionDeclaration, Statement, Type, Variable } from './program.ts'

/** The code of a declaration. */
export interface Declared {
  constant: Variable
  initialise?: FunctionDeclaration
}

/** `const FrontDesk = new Agent("FrontDesk")` */
export function declaration(name: string, type: Type, args: Expression[], node: { name: ast.Name }): Variable {
  return {
    kind: 'variable',
    name,
    constant: true,
    type: undefined,
    value: create(type, args),
    place: placeOf(node.name),
  }
}

/** The function that sets the fields; none if there are none. */
export function initialiser(
  context: Context,
  node: { kind: string; name: ast.Name },
  name: string,
  statements: Statement[],
): { initialise?: FunctionDeclaration } {
  if (statements.length === 0) return {}
  const initialise: FunctionDeclaration = {
    kind: 'function',
    name: context.names.invented(`init${pascal(name)}`),
    title: `${node.kind} ${name}`,
    comment: undefined,
    params: [],
    result: voidType,
    body: statements,
    mayPanic: true,
    place: placeOf(node.name),
  }
  return { initialise }
}
