// What a condition says about variables: after `x != nil`, x is T where it was `T?` (language.md 4, narrowing).

import type * as ast from '../1-parse/syntax.ts'
import { assignedNames } from '../1-parse/walk.ts'
import type { Symbol } from '../phases.ts'
import type { Context } from './context.ts'
import { unwrapGroup } from './expressions.ts'
import { sameType } from './fit.ts'
import type { Type } from './types.ts'

type Facts = Map<Symbol, Type>

/** The narrowed types of variables where a condition has come out as `outcome`. */
export function factsOf(context: Context, condition: ast.Expression, outcome: boolean): Facts {
  const node = unwrapGroup(condition)
  if (node.kind === 'unary' && node.operator === 'not') return factsOf(context, node.operand, !outcome)
  if (node.kind !== 'binary' || !isExpression(node.right)) return new Map()
  switch (node.operator) {
    case 'and':
    case 'or':
      // `a and b` is true only if both are; when it is false, either may be.
      if ((node.operator === 'and') !== outcome) return new Map()
      return new Map([...factsOf(context, node.left, outcome), ...factsOf(context, node.right, outcome)])
    case '==':
    case '!=': {
      if ((node.operator === '!=') !== outcome) return new Map()
      return new Map([...notNil(context, node.left, node.right), ...notNil(context, node.right, node.left)])
    }
    default:
      return new Map()
  }
}

function isExpression(node: ast.Binary['right']): node is ast.Expression {
  return node.kind !== 'return' && node.kind !== 'break' && node.kind !== 'continue'
}

function notNil(context: Context, side: ast.Expression, other: ast.Expression): Facts {
  const variable = unwrapGroup(side)
  if (unwrapGroup(other).kind !== 'nil' || variable.kind !== 'identifier') return new Map()
  const symbol = context.symbol(variable)
  if (symbol?.kind !== 'local' && symbol?.kind !== 'global') return new Map()
  const type = context.typeOf(symbol)
  return type.kind === 'option' ? new Map([[symbol, type.inner]]) : new Map()
}

/** What is known where two ways meet: that on which both agree. */
export function agreed(a: Facts, b: Facts): Facts {
  return new Map(
    [...a].filter(([symbol, type]) => {
      const other = b.get(symbol)
      return other !== undefined && sameType(type, other)
    }),
  )
}

/** Forgets what is known of the variables that a loop assigns to: its body may have run before. */
export function forgetAssigned(context: Context, node: unknown): void {
  for (const name of assignedNames(node)) {
    const symbol = context.symbol(name)
    if (symbol) context.narrowed.delete(symbol)
  }
}
