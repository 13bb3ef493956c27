// Number types: which there are, and what a literal means where one of them is wanted (language.md 4 and 12).

import type * as ast from '../1-parse/syntax.ts'
import { literalTooLarge } from '../diagnostics/messages.generated.ts'
import type { Context } from './context.ts'
import { showType } from './show-type.ts'
import { floatType, intType, type PrimitiveName, type Type } from './types.ts'

type IntegerName = 'int' | 'i8' | 'i16' | 'i32' | 'u8' | 'u16' | 'u32' | 'u64'

const signed = (bits: bigint) => ({ min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n })
const unsigned = (bits: bigint) => ({ min: 0n, max: 2n ** bits - 1n })

/** The smallest and the largest value of each integer type. */
export const integerLimits: Readonly<Record<IntegerName, { min: bigint; max: bigint }>> = {
  int: signed(64n),
  i8: signed(8n),
  i16: signed(16n),
  i32: signed(32n),
  u8: unsigned(8n),
  u16: unsigned(16n),
  u32: unsigned(32n),
  u64: unsigned(64n),
}

/** The types of numbers that are not `int` and `float`, by name. */
export const sizedTypes: ReadonlyMap<string, Type> = new Map(
  (['i8', 'i16', 'i32', 'u8', 'u16', 'u32', 'u64', 'f32'] as const).map((name) => [name, { kind: 'primitive', name }]),
)

function isIntegerName(name: PrimitiveName): name is IntegerName {
  return Object.hasOwn(integerLimits, name)
}

/** The name of an integer type, `int` or sized. */
export function integerName(type: Type): IntegerName | undefined {
  return type.kind === 'primitive' && isIntegerName(type.name) ? type.name : undefined
}

/** Whether a type is `int` or a sized integer. */
export function isInteger(type: Type): boolean {
  return integerName(type) !== undefined
}

/** Whether a type is one of the number types. */
export function isNumber(type: Type): boolean {
  return type.kind === 'primitive' && (isIntegerName(type.name) || type.name === 'float' || type.name === 'f32')
}

/** Whether a type is a number type other than `int` and `float`. */
export function isSized(type: Type): boolean {
  return isNumber(type) && type.kind === 'primitive' && type.name !== 'int' && type.name !== 'float'
}

/** The sized type that a place wants, if it wants one. */
export function wantedSize(wanted: Type | undefined): Type | undefined {
  const place = wanted?.kind === 'option' ? wanted.inner : wanted
  return place && isSized(place) ? place : undefined
}

/** The type of a number as it is written: the sized one that its place wants, which it must fit. */
export function literalType(context: Context, node: ast.IntLiteral | ast.FloatLiteral, wanted: Type | undefined): Type {
  const size = wantedSize(wanted)
  if (node.kind === 'float') return size && !isInteger(size) ? size : floatType
  if (!size) return intType
  const name = integerName(size)
  // A pattern of 64 bits may be written for u64, too; as an int it is negative.
  const value = name === 'u64' ? BigInt.asUintN(64, node.value) : node.value
  return name === undefined ? size : checked(context, node, value, size, name)
}

/** The type of a literal below unary minus. */
export function negatedLiteralType(
  context: Context,
  node: ast.Unary,
  literal: ast.IntLiteral,
  wanted: Type | undefined,
): Type {
  const size = wantedSize(wanted)
  const name = size && integerName(size)
  if (!size) return intType
  return name === undefined ? size : checked(context, node, -literal.value, size, name)
}

function checked(context: Context, at: ast.Expression, value: bigint, type: Type, name: IntegerName): Type {
  const { min, max } = integerLimits[name]
  if (value >= min && value <= max) return type
  const holes = { value: String(value), type: showType(type), min: String(min), max: String(max) }
  return context.error(at, literalTooLarge(holes))
}

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'])

/** Whether an expression is a number as it is written, with a sign or parentheses or operators at most. */
export function isNumberLiteral(node: ast.Expression | ast.Jump | ast.Return): boolean {
  switch (node.kind) {
    case 'int':
    case 'float':
      return true
    case 'group':
      return isNumberLiteral(node.expression)
    case 'unary':
      return (node.operator === '-' || node.operator === '~') && isNumberLiteral(node.operand)
    case 'binary': {
      const { left, operator, right } = node
      return arithmetic.has(operator) && isNumberLiteral(left) && isNumberLiteral(right)
    }
    default:
      return false
  }
}
