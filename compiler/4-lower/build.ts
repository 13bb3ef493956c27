// Short forms for nodes of the IR.

import type { BinaryOperator, Expression, ScalarName, Statement, Type } from './program.ts'

export const voidType: Type = { kind: 'void' }
export const textType: Type = { kind: 'string' }
export const scalar = (name: ScalarName): Type => ({ kind: 'scalar', name })
export const i64 = scalar('i64')
export const nullable = (inner: Type): Type => (inner.kind === 'nullable' ? inner : { kind: 'nullable', inner })
export const libraryClass = (name: string, file: string, args: Type[] = []): Type => ({
  kind: 'class',
  name,
  file,
  ...(args.length > 0 ? { args } : {}),
})

export const nullValue: Expression = { kind: 'null' }
export const text = (value: string): Expression => ({ kind: 'text', value })
export const int = (value: bigint | number): Expression => ({ kind: 'int', value: BigInt(value) })
export const name = (text: string): Extract<Expression, { kind: 'name' }> => ({ kind: 'name', name: text })
export const member = (object: Expression, field: string): Expression => ({ kind: 'member', object, name: field })
export const present = (value: Expression): Expression => ({ kind: 'present', value })
export const cast = (type: Type, value: Expression): Expression => ({ kind: 'cast', type, value })
export const create = (type: Type, args: Expression[]): Expression => ({ kind: 'new', type, args })
export const not = (operand: Expression): Expression => ({ kind: 'unary', operator: '!', operand })

export function binary(left: Expression, operator: BinaryOperator, right: Expression): Expression {
  return { kind: 'binary', operator, left, right }
}

export const isNull = (value: Expression): Expression => binary(value, '===', nullValue)
export const isThere = (value: Expression): Expression => binary(value, '!==', nullValue)

export function call(callee: Expression, args: Expression[], typeArgs: Type[] = []): Expression {
  return { kind: 'call', callee, typeArgs, args }
}

/** A call of a function that the library file exports. */
export function helper(file: string, fn: string, args: Expression[], typeArgs: Type[] = []): Expression {
  return call({ kind: 'library', file, name: fn }, args, typeArgs)
}

/** A method call. */
export function method(object: Expression, fn: string, args: Expression[], typeArgs: Type[] = []): Expression {
  return call(member(object, fn), args, typeArgs)
}

export const perform = (expression: Expression): Statement => ({ kind: 'do', expression })
export const assign = (target: Expression, value: Expression): Statement => ({
  kind: 'assign',
  target,
  operator: '=',
  value,
})
export const giveBack = (value: Expression | undefined): Statement => ({ kind: 'return', value })

export function when(condition: Expression, then: Statement[], otherwise: Statement[] = []): Statement {
  return { kind: 'if', condition, then, else: otherwise }
}

/** Whether evaluating it early or late, once or twice, makes no difference and costs nothing. */
export function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'text':
    case 'null':
    case 'library':
      return true
    case 'unary':
      return isConstant(expression.operand)
    case 'cast':
      return isConstant(expression.value)
    default:
      return false
  }
}
