// Sized numbers and ranges: literals of their types, casts between all number types, and shifts at a width.

import type * as ast from '../1-parse/syntax.ts'
import { isInteger, isNumber, isSized } from '../3-check/numbers.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import type { Body } from './body.ts'
import { cast, create, helper, i64, int, libraryClass, name } from './build.ts'
import { operand } from './expressions.ts'
import { isJump } from './jumps.ts'
import type { Expression } from './program.ts'

/** A number as it is written. AssemblyScript takes a bare literal for 32 or 64 bits, so a sized one says its type. */
export function lowerNumber(body: Body, value: bigint | number, type: HairaType): Expression {
  if (!isSized(type)) return typeof value === 'bigint' ? int(BigInt.asIntN(64, value)) : { kind: 'float', value }
  const bare: Expression = isInteger(type)
    ? int(isPrimitive(type, 'u64') ? BigInt.asIntN(64, BigInt(value)) : BigInt(value))
    : { kind: 'float', value: Number(value) }
  return cast(body.context.type(type), bare)
}

/** Unary minus before a literal of a sized type. */
export function lowerNegated(body: Body, literal: ast.IntLiteral | ast.FloatLiteral, type: HairaType): Expression {
  return lowerNumber(body, -literal.value, type)
}

/** A number as one of another type: `as`, and the widening that operators and comparisons make. */
export function castNumber(body: Body, value: Expression, from: HairaType, to: HairaType): Expression {
  const type = body.context.type(to)
  if (isInteger(from) || !isInteger(to)) {
    if (value.kind === 'int' && isPrimitive(to, 'float')) return { kind: 'float', value: Number(value.value) }
    if (isPrimitive(from, 'int') && isPrimitive(to, 'int')) return value
    // Inside of a cast AssemblyScript takes literals for numbers of the wanted type: `7 / 2` would be 3.5.
    const isComputed = value.kind === 'conditional' || value.kind === 'binary' || value.kind === 'unary'
    return cast(type, isComputed ? cast(body.context.type(from), value) : value)
  }
  const whole = isPrimitive(to, 'int')
    ? body.temporary(helper('number', 'truncate', [value]), i64)
    : body.temporary(helper('number', 'truncateTo', [value], [type]), type)
  body.check()
  return whole
}

/** Whether the conversion is one between numbers. */
export function isNumeric(from: HairaType, to: HairaType): boolean {
  return isNumber(from) && isNumber(to)
}

const shifts: Readonly<Record<string, string>> = {
  '<<': 'shiftLeftSized',
  '>>': 'shiftRightSized',
  '>>>': 'shiftRightLogicalSized',
}

/** A shift of a sized number: the bits that leave its width are gone, whatever the count. */
export function lowerSizedShift(
  body: Body,
  operator: string,
  x: Expression,
  y: Expression,
  type: HairaType,
  mayPanic: boolean,
): Expression | undefined {
  const fn = isSized(type) ? shifts[operator] : undefined
  if (fn === undefined) return undefined
  const shifted = helper('number', fn, [x, y], [body.context.type(type)])
  if (!mayPanic) return shifted
  const value = body.temporary(shifted, undefined)
  body.check()
  return value
}

export const rangeClass = libraryClass('Range', 'range')

/** `a..b` as a value. */
export function lowerRange(body: Body, node: ast.Binary): Expression {
  if (isJump(node.right)) return body.context.fail(node, 'jump as the end of a range')
  const ends = body.inOrder([operand(body, node.left), operand(body, node.right)])
  return create(rangeClass, [...ends, { kind: 'bool', value: node.operator === '..=' }])
}

/** `0..0` */
export const zeroRange: Expression = create(rangeClass, [int(0), int(0), { kind: 'bool', value: false }])

/** The element of a range at a position that a loop counts. */
export function elementOfRange(range: Expression, counter: string): Expression {
  return {
    kind: 'binary',
    operator: '+',
    left: { kind: 'member', object: range, name: 'from' },
    right: name(counter),
  }
}
