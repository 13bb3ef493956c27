// Operators on sized numbers: literals take the type of the other side, and numbers of two types do not mix.

import type * as ast from '../../1-parse/syntax.ts'
import { badComparison, badOperator } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { fit } from '../fit.ts'
import { integerLimits, integerName, isInteger, isNumber, isNumberLiteral, isSized, wantedSize } from '../numbers.ts'
import { showType } from '../show-type.ts'
import { floatType, intType, isPrimitive, type Type } from '../types.ts'

type Infer = (context: Context, node: ast.Expression, wanted?: Type) => Type

/**
 * The types of both sides of an operator. Each guides the other where that is a literal; `guided` says what else the
 * left side tells of the right one.
 */
export function inferSides(
  context: Context,
  left: ast.Expression,
  right: ast.Expression,
  wanted: Type | undefined,
  infer: Infer,
  guided: (left: Type) => Type | undefined = () => undefined,
): [Type, Type] {
  if (isNumberLiteral(left) && !isNumberLiteral(right)) {
    const b = infer(context, right, wantedSize(wanted))
    return [infer(context, left, wantedSize(b) ?? wanted), b]
  }
  const a = infer(context, left, wanted)
  return [a, infer(context, right, wantedSize(a) ?? guided(a) ?? wantedSize(wanted))]
}

/** Whether both are numbers, of types that do not mix: int and float do. */
export function differInSize(a: Type, b: Type): boolean {
  if (!isNumber(a) || !isNumber(b) || (!isSized(a) && !isSized(b))) return false
  return a.kind !== 'primitive' || b.kind !== 'primitive' || a.name !== b.name
}

/** E0302 for two numbers of different types. */
export function reportSizes(context: Context, node: ast.Binary, a: Type, b: Type): Type {
  const found = `${showType(a)} and ${showType(b)}`
  const message = badOperator({ operator: node.operator, wanted: 'numbers of one type', found })
  return context.error(node, message, { hint: sizeHint(wider(a, b)) })
}

/** How a number gets the type of another. */
export function sizeHint(type: Type): string {
  return `convert one side: \`… as ${showType(type)}\``
}

/** The one of two number types that holds more, floats before integers. */
function wider(a: Type, b: Type): Type {
  const [x, y] = [integerName(a), integerName(b)]
  if (x === undefined || y === undefined) return x !== undefined || isPrimitive(b, 'float') ? b : a
  return integerLimits[x].max < integerLimits[y].max ? b : a
}

/** Notes how two numbers of different types are compared: by value, in a type that holds both. */
export function compareSizes(
  context: Context,
  node: ast.Binary,
  left: ast.Expression,
  right: ast.Expression,
  a: Type,
  b: Type,
): void {
  const common = comparable(a, b)
  if (!common) {
    const { operator } = node
    const message = badComparison({ operator, left: showType(a), right: showType(b) })
    context.error(node, message, { hint: 'no type holds both; convert one side with `as`' })
    return
  }
  if (fit(a, common) !== 'same') context.conversions.set(left, common)
  if (fit(b, common) !== 'same') context.conversions.set(right, common)
}

/** The type in which two numbers are compared. A u64 and an integer with a sign have none. */
function comparable(a: Type, b: Type): Type | undefined {
  if (!isInteger(a) || !isInteger(b)) return floatType
  const big = isPrimitive(a, 'u64') ? a : isPrimitive(b, 'u64') ? b : undefined
  if (!big) return intType
  return (integerName(big === a ? b : a) ?? '').startsWith('u') ? big : undefined
}
