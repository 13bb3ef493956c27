// What has no lowering yet because of the types that meet: operations on `any`, some conversions, some keys. The table in
// report-not-yet.ts goes by constructs; this goes by what the checker has noted of their types.

import type * as ast from '../1-parse/syntax.ts'
import { sameType } from '../3-check/fit.ts'
import { isNumber } from '../3-check/numbers.ts'
import { showType } from '../3-check/show-type.ts'
import { isError, isPrimitive, type Type } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { Checked } from '../phases.ts'

/** How a message names it; nothing where the types of this node are no hindrance. */
export function dynamicNotYet(checked: Checked, node: { kind?: string }): string | undefined {
  const statement = ofStatement(checked, node as ast.Statement)
  if (statement) return statement
  const expression = node as ast.Expression
  const type = checked.types.get(expression)
  if (!type) return undefined
  const wanted = checked.conversions.get(expression)
  if (wanted && !isLowered(type, wanted)) return `${showType(type)} where ${showType(wanted)} is wanted`
  if (expression.kind === 'tupleIndex' && isDynamicType(checked.types.get(expression.object))) {
    return 'a part of a value of type any'
  }
  return expression.kind === 'cast' ? cast(checked, expression) : undefined
}

/** Several targets whose value may be anything, and unions without a first value. */
function ofStatement(checked: Checked, node: ast.Statement): string | undefined {
  switch (node.kind) {
    case 'let':
    case 'assign': {
      const [value] = node.values
      const isApart = node.targets.length > 1 && node.values.length === 1
      const type = value && (checked.conversions.get(value) ?? checked.types.get(value))
      return isApart && isDynamicType(type) ? 'taking a value of type any apart' : undefined
    }
    case 'varDeclaration':
      return checked.typeNodes.get(node.type)?.kind === 'union' ? 'the zero value of a union' : undefined
    default:
      return undefined
  }
}

function isDynamicType(type: Type | undefined): boolean {
  return type !== undefined && isDynamic(type)
}

function cast(checked: Checked, node: ast.Cast): string | undefined {
  const from = checked.conversions.get(node.operand) ?? checked.types.get(node.operand)
  const to = checked.typeNodes.get(node.type)
  if (!from || !to) return undefined
  if (isDynamic(from) && (to.kind === 'union' || isPrimitive(to, 'nil'))) return `a cast to ${showType(to)}`
  if (node.optional && isNumber(from) && !sameType(from, to)) return '`as?` between numbers'
  return isLowered(from, to) || isNumber(from) ? undefined : `a cast from ${showType(from)} to ${showType(to)}`
}

/** Whether there is a lowering of the conversion from one type to another. */
function isLowered(from: Type, to: Type): boolean {
  if (sameType(from, to) || from.kind === 'error' || to.kind === 'error') return true
  if (to.kind === 'union') return isLoweredUnion(from, to.members)
  if (isPrimitive(to, 'any') || isDynamic(from)) return true
  if (to.kind === 'option') {
    return isPrimitive(from, 'nil') || isLowered(from.kind === 'option' ? from.inner : from, to.inner)
  }
  if (from.kind === 'option') return isLowered(from.inner, to)
  if (from.kind === 'fn' && to.kind === 'fn') return true
  if (from.kind === 'record' && to.kind === 'map')
    return isPrimitive(to.key, 'string') && from.fields.every((field) => isLowered(field.type, to.value))
  if (from.kind === 'record' && to.kind === 'struct') return to.struct.typeArgs === undefined
  if (to.kind === 'struct') return isError(to)
  return to.kind !== 'map'
}

function isLoweredUnion(from: Type, members: Type[]): boolean {
  if (from.kind === 'option' || isPrimitive(from, 'any')) return false
  const ends = from.kind === 'union' ? from.members : [from]
  return ends.every((end) => members.some((member) => sameType(end, member)))
}
