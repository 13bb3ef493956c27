// The float that is closest to a decimal number, found by comparing whole numbers of any length. It is right for every
// number and slow, so it is asked last.

import { naturalText } from './number'

/** Digits beyond these change nothing but whether a number is above or in the middle between two floats. */
const MOST_DIGITS = 800

/** The closest float to digits * 10^exponent; of two that are equally close, the even one. */
export function closest(digits: string, exponent: i32): f64 {
  let start = 0
  while (start < digits.length && digits.charCodeAt(start) == 48) start++
  let taken = digits.substring(start)
  let power = exponent
  if (taken.length == 0) return 0
  if (taken.length > MOST_DIGITS) {
    // A digit that is not 0 stands for all that are left out.
    power += taken.length - MOST_DIGITS - 1
    taken = taken.substring(0, MOST_DIGITS) + '1'
  }
  if (taken.length + power > 310) return Infinity
  if (taken.length + power < -330) return 0
  let bits = reinterpret<u64>(estimate(taken, power))
  // The estimate is a few floats away at most.
  while (bits < 0x7ff0000000000000) {
    const order = compare(taken, power, bits)
    if (order < 0 || (order == 0 && (bits & 1) == 0)) break
    bits++
  }
  while (bits > 0) {
    const order = compare(taken, power, bits - 1)
    if (order > 0 || (order == 0 && (bits & 1) == 0)) break
    bits--
  }
  return reinterpret<f64>(bits)
}

/** Close to the number, and finite. */
function estimate(digits: string, power: i32): f64 {
  const count = min(digits.length, 17)
  const value = <f64>I64.parseInt(digits.substring(0, count))
  const scale = power + digits.length - count
  // In two steps, since 10^scale alone may be out of reach.
  const half = scale / 2
  const found = value * 10.0 ** <f64>half * 10.0 ** <f64>(scale - half)
  return min(found, f64.MAX_VALUE)
}

/** Compares the number with the middle between a float and the next one: negative, 0 or positive. */
function compare(digits: string, power: i32, bits: u64): i32 {
  const biased = <i32>(bits >> 52)
  const fraction = bits & 0x000fffffffffffff
  const c = biased == 0 ? fraction : fraction | 0x0010000000000000
  // The middle is (2c + 1) * 2^q.
  const q = (biased == 0 ? 1 : biased) - 1076
  const number = whole(digits)
  const middle = whole(naturalText((c << 1) + 1))
  timesTen(power >= 0 ? number : middle, abs(power))
  timesTwo(q >= 0 ? middle : number, abs(q))
  return order(number, middle)
}

// Whole numbers: words of 32 bits, the lowest first.

function whole(digits: string): u32[] {
  const made: u32[] = []
  for (let i = 0; i < digits.length; i++) multiply(made, 10, digits.charCodeAt(i) - 48)
  return made
}

function multiply(number: u32[], factor: u32, add: u32): void {
  let carry: u64 = add
  for (let i = 0; i < number.length; i++) {
    carry += <u64>unchecked(number[i]) * <u64>factor
    unchecked((number[i] = <u32>carry))
    carry >>= 32
  }
  if (carry > 0) number.push(<u32>carry)
}

function timesTen(number: u32[], power: i32): void {
  for (let i = 0; i < power; i++) multiply(number, 10, 0)
}

function timesTwo(number: u32[], power: i32): void {
  for (let left = power; left > 0; left -= 31) multiply(number, (<u32>1) << min(left, 31), 0)
}

function order(a: u32[], b: u32[]): i32 {
  if (a.length != b.length) return a.length - b.length
  for (let i = a.length - 1; i >= 0; i--) {
    if (unchecked(a[i]) != unchecked(b[i])) return unchecked(a[i]) < unchecked(b[i]) ? -1 : 1
  }
  return 0
}
