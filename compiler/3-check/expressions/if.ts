// `if` as a value: that of the taken branch's last expression.

import type * as ast from '../../1-parse/syntax.ts'
import { expectedType } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { coerce, value } from '../expressions.ts'
import { commonType, fit } from '../fit.ts'
import { blockExits } from '../flow.ts'
import { showType } from '../show-type.ts'
import { checkBranches, checkStatement, checkStatements } from '../statements.ts'
import { nilType, optionOf, type Type } from '../types.ts'

interface BranchValue {
  /** Absent where the branch ends without an expression. */
  expression: ast.Expression | undefined
  type: Type
}

/** The type that the branches have in common; `T?` without a last `else`. */
export function inferIf(context: Context, node: ast.If, wanted: Type | undefined): Type {
  const values: BranchValue[] = []
  checkBranches(context, node, (block) => {
    const found = blockValue(context, block, wanted)
    if (found) values.push(found)
  })
  const type = unify(context, node, values, wanted)
  for (const { expression, type: found } of values) {
    if (expression) coerce(context, expression, found, type)
    else if (fit(found, type) === 'never') {
      context.error(node, expectedType({ expected: showType(type), found: 'nil' }), { label: 'a branch has no value' })
    }
  }
  for (let inner = node.else; inner?.kind === 'if'; inner = inner.else) context.types.set(inner, type)
  return type
}

function unify(context: Context, node: ast.If, values: BranchValue[], wanted: Type | undefined): Type {
  if (wanted && wanted.kind !== 'error' && hasElse(node)) return wanted
  let type: Type | undefined
  for (const one of values) {
    const common: Type | undefined = type ? commonType(type, one.type) : one.type
    if (!common) {
      const both = `${showType(type!)} and ${showType(one.type)}`
      return context.notYet(one.expression ?? node, `an \`if\` whose branches have different types (${both})`)
    }
    type = common
  }
  if (!type) return nilType
  return hasElse(node) ? type : optionOf(type)
}

function hasElse(node: ast.If): boolean {
  if (!node.else) return false
  return node.else.kind === 'if' ? hasElse(node.else) : true
}

/** The value of a block's last expression; nothing for a block that leaves by a jump. */
function blockValue(context: Context, block: ast.Block, wanted: Type | undefined): BranchValue | undefined {
  const leaves = blockExits(context, block)
  let found: BranchValue = { expression: undefined, type: nilType }
  checkStatements(context, block.statements, (last) => {
    if (leaves || last.kind !== 'expressionStatement') checkStatement(context, last)
    else found = { expression: last.expression, type: value(context, last.expression, wanted) }
  })
  return leaves ? undefined : found
}
