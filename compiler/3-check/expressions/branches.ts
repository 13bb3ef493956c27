// What the branches of `if` and `match` have in common when their value is used.

import type * as ast from '../../1-parse/syntax.ts'
import { expectedType } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { coerce, value } from '../expressions.ts'
import { commonType, fit } from '../fit.ts'
import { blockExits } from '../flow.ts'
import { showType } from '../show-type.ts'
import { checkTry } from '../statements/try.ts'
import { checkStatement, checkStatements } from '../statements.ts'
import { nilType, optionOf, type Type } from '../types.ts'
import { unionOf } from '../unions.ts'

type Branching = ast.If | ast.Match | ast.Select | ast.TryStatement | ast.BlockExpression

export interface BranchValue {
  /** Absent where the branch ends without an expression. */
  expression: ast.Expression | undefined
  type: Type
}

/** The value of a block's last expression, or of a `try` there; nothing for a block that leaves by a jump. */
export function blockValues(context: Context, block: ast.Block, wanted: Type | undefined): BranchValue[] {
  const leaves = blockExits(context, block)
  const found: BranchValue[] = []
  checkStatements(context, block.statements, (last) => {
    if (!leaves && last.kind === 'try') found.push(...tryValues(context, last, wanted))
    else if (leaves || last.kind !== 'expressionStatement') checkStatement(context, last)
    else found.push({ expression: last.expression, type: value(context, last.expression, wanted) })
  })
  if (leaves) return []
  return found.length === 0 ? [{ expression: undefined, type: nilType }] : found
}

/** The values of the two blocks of a `try`. */
export function tryValues(context: Context, node: ast.TryStatement, wanted: Type | undefined): BranchValue[] {
  const values: BranchValue[] = []
  checkTry(context, node, (block) => values.push(...blockValues(context, block, wanted)))
  return values
}

/**
 * The type that the branches have in common: the one that is wanted, else the common one, optional where some value
 * takes no branch. Each branch is converted to it.
 */
export function unifyBranches(
  context: Context,
  node: Branching,
  values: BranchValue[],
  wanted: Type | undefined,
  isComplete: boolean,
): Type {
  const type = wanted && wanted.kind !== 'error' && isComplete ? wanted : shared(context, values, isComplete)
  for (const { expression, type: found } of values) {
    if (expression) coerce(context, expression, found, type)
    else if (fit(found, type) === 'never') {
      context.error(node, expectedType({ expected: showType(type), found: 'nil' }), { label: 'a branch has no value' })
    }
  }
  return type
}

function shared(context: Context, values: BranchValue[], isComplete: boolean): Type {
  let type: Type | undefined
  for (const one of values) type = type ? joined(context, type, one.type) : one.type
  if (!type) return nilType
  return isComplete ? type : optionOf(type)
}

function joined(context: Context, a: Type, b: Type): Type {
  // `if c { ["a"] } else { [] }`: the empty one is of the other's type.
  const [x, y] = [a, b].map((type) => (type.kind === 'option' ? type.inner : type)) as [Type, Type]
  if (x.kind === y.kind && context.open.has(y)) return b.kind === 'option' ? optionOf(a) : a
  if (x.kind === y.kind && context.open.has(x)) return a.kind === 'option' ? optionOf(b) : b
  return commonType(a, b) ?? unionOf([a, b])
}
