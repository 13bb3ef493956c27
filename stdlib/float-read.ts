// Decimal text as the closest float. Most numbers go by Daniel Lemire's algorithm, which needs one or two products; the
// few that lie too close to the middle between two floats are compared with it exactly (float-exact.ts).

import { closest } from './float-exact'
import { high, low, multiplyHigh, power } from './powers-of-ten'
import { naturalText } from './number'

/** The digits that fit into 64 bits whatever they are. */
const MOST_DIGITS = 19

/** Reads `-12.5e3`: a part of a text that has been found to be a number. */
export function readFloat(text: string, from: i32, to: i32): f64 {
  let mantissa: u64 = 0
  let exponent = 0
  let taken = 0
  let isCut = false
  let isFraction = false
  let at = from
  const isNegative = at < to && unitAt(text, at) == 45
  if (isNegative) at++
  for (; at < to; at++) {
    const unit = unitAt(text, at)
    if (unit == 46) {
      isFraction = true
      continue
    }
    if (unit < 48 || unit > 57) break
    if (taken < MOST_DIGITS) {
      mantissa = mantissa * 10 + <u64>(unit - 48)
      if (mantissa != 0) taken++
      if (isFraction) exponent--
    } else {
      if (unit != 48) isCut = true
      if (!isFraction) exponent++
    }
  }
  if (at < to) exponent += writtenExponent(text, at + 1, to)
  const value = isCut ? cutFloat(text.substring(from, to), mantissa, exponent) : decimalToFloat(mantissa, exponent)
  return isNegative ? -value : value
}

function unitAt(text: string, at: i32): i32 {
  return load<u16>(changetype<usize>(text) + ((<usize>at) << 1))
}

/** The number after an `e`. One that is out of all reach stays there without overflowing. */
function writtenExponent(text: string, from: i32, to: i32): i32 {
  let at = from
  const sign = at < to ? unitAt(text, at) : 0
  if (sign == 45 || sign == 43) at++
  let value = 0
  for (; at < to; at++) value = min(value * 10 + unitAt(text, at) - 48, 100000)
  return sign == 45 ? -value : value
}

/** mantissa * 10^exponent */
export function decimalToFloat(mantissa: u64, exponent: i32): f64 {
  if (mantissa == 0) return 0
  if (mantissa >> 53 == 0 && exponent >= -22 && exponent <= 22) return exact(<f64>mantissa, exponent)
  const bits = quick(mantissa, exponent)
  return bits != 0 ? reinterpret<f64>(bits) : closest(naturalText(mantissa), exponent)
}

// Neither number is rounded, so that only the last step rounds.
function exact(mantissa: f64, exponent: i32): f64 {
  let power: f64 = 1
  for (let i = abs(exponent); i > 0; i--) power *= 10
  return exponent < 0 ? mantissa / power : mantissa * power
}

/** A number with more digits than were taken lies between two that have no more. */
function cutFloat(text: string, mantissa: u64, exponent: i32): f64 {
  const bits = quick(mantissa, exponent)
  if (bits != 0 && bits == quick(mantissa + 1, exponent)) return reinterpret<f64>(bits)
  let all = ''
  let places = 0
  let isFraction = false
  let at = text.charCodeAt(0) == 45 ? 1 : 0
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit == 46) isFraction = true
    else if (unit < 48 || unit > 57) break
    else if (isFraction) places++
  }
  const end = at
  const written = end < text.length ? writtenExponent(text, end + 1, text.length) : 0
  all = text.substring(text.charCodeAt(0) == 45 ? 1 : 0, end).replace('.', '')
  return closest(all, written - places)
}

/** The bits of the float, by Lemire's algorithm; 0 where it cannot tell, and outside of the normal floats. */
function quick(mantissa: u64, exponent: i32): u64 {
  if (exponent < -348 || exponent > 347) return 0
  const shift = clz(mantissa)
  const normal = mantissa << shift
  let binary = ((217706 * exponent) >> 16) + 64 + 1023 - <i32>shift
  power(exponent)
  const upper = high
  const lower = low
  let hi = multiplyHigh(normal, upper)
  let lo = normal * upper
  if ((hi & 0x1ff) == 0x1ff && lo + normal < normal) {
    const second = multiplyHigh(normal, lower)
    const rest = normal * lower
    const merged = lo + second
    if (merged < lo) hi++
    if ((hi & 0x1ff) == 0x1ff && merged + 1 == 0 && rest + normal < normal) return 0
    lo = merged
  }
  const isWide = hi >> 63
  let fraction = hi >> (isWide + 9)
  binary -= <i32>(1 ^ isWide)
  // Just in the middle between two floats, as far as can be seen here.
  if (lo == 0 && (hi & 0x1ff) == 0 && (fraction & 3) == 1) return 0
  fraction = (fraction + (fraction & 1)) >> 1
  if (fraction >> 53 > 0) {
    fraction >>= 1
    binary++
  }
  if (binary <= 0 || binary >= 0x7ff) return 0
  return ((<u64>binary) << 52) | (fraction & 0x000fffffffffffff)
}
