// Floats as text: the shortest decimal form that reads back as the same float, and of those the closest one. This is
// Raffaello Giulietti's Schubfach, for floats of 64 and of 32 bits.

import { decimalToFloat } from './float-read'
import { intText, naturalText } from './number'
import { high, low, multiplyHigh, power } from './powers-of-ten'

/** What `shorten` has found: the float is digits * 10^exponent. */
let digits: u64 = 0
let exponent: i32 = 0

const MASK: u64 = 0x7fffffffffffffff

/** The printed form, always with a point or exponent. */
export function floatText(value: f64): string {
  if (value == 0) return 1 / value < 0 ? '-0.0' : '0.0'
  if (!isFinite(value)) return isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf'
  const bits = reinterpret<u64>(value)
  shorten(bits & 0x000fffffffffffff, <i32>((bits >> 52) & 0x7ff), 52, 1075)
  return (value < 0 ? '-' : '') + written()
}

/** The float that prints as an f32 should. */
export function shortest(value: f32): f64 {
  if (value == 0 || !isFinite(value)) return <f64>value
  const bits = reinterpret<u32>(value)
  shorten(<u64>(bits & 0x7fffff), <i32>((bits >> 23) & 0xff), 23, 150)
  const wide = decimalToFloat(digits, exponent)
  return value < 0 ? -wide : wide
}

/** Finds the shortest form of a float from its parts: the bits of its fraction, its exponent, and what the format adds. */
function shorten(fraction: u64, biased: i32, width: i32, bias: i32): void {
  const isNormal = biased != 0
  const c = isNormal ? fraction | ((<u64>1) << width) : fraction
  const q = (isNormal ? biased : 1) - bias
  const out = c & 1
  // Below a power of two floats are closer.
  const isRegular = fraction != 0 || biased <= 1
  const cb = c << 2
  const k = <i32>((<i64>q * 661971961083 - (isRegular ? 0 : 274743187321)) >> 41)
  const h = q + <i32>((<i64>-k * 913124641741) >> 38) + 2
  power(-k)
  // The power to 126 bits, rounded up, in halves of 63.
  const g = (high << 62) | (low >> 2)
  const next = g + 1
  const top = (high >> 2) + (next == 0 ? 1 : 0)
  const g1 = (top << 1) | (next >> 63)
  const g0 = next & MASK
  const vb = product(g1, g0, cb << h)
  const vbl = product(g1, g0, (cb - (isRegular ? 2 : 1)) << h) + out
  const vbr = product(g1, g0, (cb + 2) << h)
  const s = vb >> 2
  exponent = k
  if (s >= 10) {
    const tens = (s / 10) * 10
    const isLower = vbl <= tens << 2
    const isUpper = ((tens + 10) << 2) + out <= vbr
    if (isLower != isUpper) {
      digits = isLower ? tens : tens + 10
      return
    }
  }
  const isLower = vbl <= s << 2
  const isUpper = ((s + 1) << 2) + out <= vbr
  if (isLower != isUpper) {
    digits = isLower ? s : s + 1
    return
  }
  const middle = (s << 2) + 2
  digits = vb < middle || (vb == middle && (s & 1) == 0) ? s : s + 1
}

/** The upper bits of a product of 126 and 64 bits, the last bit set if others were. */
function product(g1: u64, g0: u64, factor: u64): u64 {
  const x1 = multiplyHigh(g0, factor)
  const y0 = g1 * factor
  const z = (y0 >> 1) + x1
  const w = multiplyHigh(g1, factor) + (z >> 63)
  return w | (((z & MASK) + MASK) >> 63)
}

/** `digits * 10^exponent` as it is printed: with an exponent from 1e21 on and below 1e-6. */
function written(): string {
  let text = naturalText(digits)
  let length = text.length
  const point = length + exponent
  while (length > 1 && text.charCodeAt(length - 1) == 48) length--
  text = text.substring(0, length)
  if (point > 21 || point <= -6) {
    return text.substring(0, 1) + (length > 1 ? '.' + text.substring(1) : '') + 'e' + intText(point - 1)
  }
  if (point <= 0) return '0.' + zeros(-point) + text
  if (point >= length) return text + zeros(point - length) + '.0'
  return text.substring(0, point) + '.' + text.substring(point)
}

// Never many. `repeat`, and texts of other integer types, would each bring a function of their own.
function zeros(count: i32): string {
  return '000000000000000000000'.substring(0, count)
}
