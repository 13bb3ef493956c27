// Numbers: division, shifts and conversions that may panic.

import { floatText } from './float-text'
import { Some } from './option'
import { panic } from './panic'

/** `a / b` of ints: truncates toward zero; MIN / -1 is MIN. */
export function divide<T>(a: T, b: T): T {
  if (b == 0) {
    panic('division by zero')
    return <T>0
  }
  // The one quotient that does not fit would trap.
  // @ts-ignore: T is an integer
  if (isSigned<T>() && b == -1) return <T>(0 - a)
  return <T>(a / b)
}

/** `a % b` of ints: takes the sign of `a`. */
export function remainder<T>(a: T, b: T): T {
  if (b == 0) {
    panic('division by zero')
    return <T>0
  }
  // @ts-ignore: T is an integer
  if (isSigned<T>() && b == -1) return <T>0
  return <T>(a % b)
}

/** `a << b`: the count is taken modulo 64. */
export function shiftLeft(a: i64, b: i64): i64 {
  return a << count(b)
}

/** `a >> b`: keeps the sign. */
export function shiftRight(a: i64, b: i64): i64 {
  return a >> count(b)
}

/** `a >>> b`: fills with zeros. */
export function shiftRightLogical(a: i64, b: i64): i64 {
  return <i64>(<u64>a >> count(b))
}

function count(shift: i64): i64 {
  if (shift < 0) panic('negative shift count')
  return shift & 63
}

// A count of an unsigned type is never negative.
function countOf<T>(shift: T): i64 {
  if (isSigned<T>()) return count(<i64>shift)
  return <i64>shift & 63
}

/** `a << b` of a sized number: what leaves its width is lost. */
export function shiftLeftSized<T>(a: T, b: T): T {
  return <T>((<i64>a) << countOf<T>(b))
}

/** `a >> b` of a sized number: keeps the sign, if its type has one. */
export function shiftRightSized<T>(a: T, b: T): T {
  if (isSigned<T>()) return <T>(<i64>a >> countOf<T>(b))
  return <T>(<u64>a >> countOf<T>(b))
}

/** `a >>> b` of a sized number: fills its width with zeros. */
export function shiftRightLogicalSized<T>(a: T, b: T): T {
  const bits = <u64>a & (u64.MAX_VALUE >> (64 - (sizeof<T>() << 3)))
  return <T>(bits >> countOf<T>(b))
}

/** An int as text. One function for all widths, where `toString` would bring code and tables for each, and for each base. */
export function intText(value: i64): string {
  return textOf(magnitude(value), value < 0)
}

/** The same for an unsigned one. */
export function naturalText(value: u64): string {
  return textOf(value, false)
}

/** An int without its sign. */
export function magnitude(value: i64): u64 {
  return value < 0 ? <u64>-value : <u64>value
}

function textOf(value: u64, isNegative: bool): string {
  const size = textSize(value, isNegative)
  const text = changetype<usize>(__new(size, idof<string>()))
  writeText(text + size, value, isNegative)
  return changetype<string>(text)
}

/** How many bytes an int takes as text. */
export function textSize(value: u64, isNegative: bool): usize {
  let size: usize = isNegative ? 4 : 2
  for (; value >= 10; value /= 10) size += 2
  return size
}

/** Writes the text of an int, whose end is given. */
export function writeText(end: usize, value: u64, isNegative: bool): void {
  let at = end
  do {
    at -= 2
    store<u16>(at, 48 + <u16>(value % 10))
    value /= 10
  } while (value != 0)
  if (isNegative) store<u16>(at - 2, 45)
}

/** Haira's `float as int`: truncates, panics on nan and what does not fit. */
export function truncate(value: f64): i64 {
  if (value >= -9223372036854775808.0 && value < 9223372036854775808.0) return <i64>value
  panic('cannot convert ' + floatText(value) + ' to int')
  return 0
}

/** `float as? int`, and the same for a sized integer. */
export function truncated<T>(value: f64): Some<T> | null {
  return isTruncated<T>(value) ? new Some<T>(<T>trunc(value)) : null
}

/** A float as a sized integer: truncates, panics on nan and what does not fit. */
export function truncateTo<T>(value: f64): T {
  if (isTruncated<T>(value)) return <T>trunc(value)
  panic('cannot convert ' + floatText(value) + ' to ' + nameof<T>())
  return <T>0
}

/** Whether a float, without its fraction, is an integer of this type. */
function isTruncated<T>(value: f64): bool {
  const whole = trunc(value)
  // The bound is one past the largest value: that one itself has no exact form as a float of 64 bits.
  const bits = (sizeof<T>() << 3) - (isSigned<T>() ? 1 : 0)
  const end = bits == 64 ? 18446744073709551616.0 : <f64>((<u64>1) << bits)
  return whole < end && whole >= (isSigned<T>() ? -end : 0.0)
}
