// Numbers: division that may panic, and the printed form of floats.

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

/** An int as text. One function for all widths, where `toString` would bring code for each. */
export function intText(value: i64): string {
  return value.toString()
}

/** Haira's `float as int`: truncates, panics on nan and what does not fit. */
export function truncate(value: f64): i64 {
  if (value >= -9223372036854775808.0 && value < 9223372036854775808.0) return <i64>value
  panic('cannot convert ' + floatText(value) + ' to int')
  return 0
}

/** The printed form: shortest that reads back as the same, always with a point or exponent. */
export function floatText(value: f64): string {
  if (value == 0) return 1 / value < 0 ? '-0.0' : '0.0'
  if (!isFinite(value)) return isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf'
  const text = value.toString()
  const sign = text.indexOf('e+')
  return sign < 0 ? text : text.substring(0, sign + 1) + text.substring(sign + 2)
}
