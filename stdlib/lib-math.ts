// Module `math`. Type parameters are int, float, a sized number, or `any`, which panics where it holds no number. What a
// result cannot hold wraps, as operators do. AssemblyScript's own functions go by `Math` here, since this module has their
// names.

// `Math` has less exact forms of these in modules that are optimized.
import { exp_lut, log2_lut, log_lut, pow_lut } from 'util/math'
import { Any, AnyFloat, AnyInt } from './any'
import { none, option } from './option'
import { nothing, panic } from './panic'
import { nextBelow, nextFloat, seedWith } from './random'

/** `math.pi` */
export const pi: f64 = Math.PI
/** `math.PI` */
export const PI: f64 = Math.PI
/** `math.e` */
export const e: f64 = Math.E
/** `math.E` */
export const E: f64 = Math.E
/** `math.inf` */
export const inf: f64 = Infinity
/** `math.nan` */
export const nan: f64 = NaN
/** `math.max_int` */
export const max_int: i64 = i64.MAX_VALUE
/** `math.min_int` */
export const min_int: i64 = i64.MIN_VALUE

// ---------------------------------------------------------------------------------------------------------- comparing

/** `math.abs(x)` */
export function abs<T>(x: T): T {
  if (isReference<T>()) return isInt<T>(x) ? ofInt<T>(abs<i64>(int<T>(x))) : ofFloat<T>(abs<f64>(float<T>(x)))
  if (isFloat<T>()) return <T>Math.abs(<f64>x)
  return x < <T>0 ? <T>(<T>0 - x) : x
}

/** `math.min(xs)`: nil of an empty list, nan where there is one. */
export function min<T, O>(xs: T[]): O {
  return xs.length == 0 ? none<O>() : option<T, O>(least<T>(xs))
}

/** `math.min(x, …)` */
export function min_2<T>(xs: T[]): T {
  if (xs.length > 0) return least<T>(xs)
  panic('min of no numbers')
  return nothing<T>()
}

function least<T>(xs: T[]): T {
  let found = xs[0]
  // Also with itself, which looks whether it is a number.
  for (let i = 0; i < xs.length; i++) found = lesser<T>(found, xs[i])
  return found
}

/** `math.max(xs)`: nil of an empty list, nan where there is one. */
export function max<T, O>(xs: T[]): O {
  return xs.length == 0 ? none<O>() : option<T, O>(greatest<T>(xs))
}

/** `math.max(x, …)` */
export function max_2<T>(xs: T[]): T {
  if (xs.length > 0) return greatest<T>(xs)
  panic('max of no numbers')
  return nothing<T>()
}

function greatest<T>(xs: T[]): T {
  let found = xs[0]
  // Also with itself, which looks whether it is a number.
  for (let i = 0; i < xs.length; i++) found = greater<T>(found, xs[i])
  return found
}

function lesser<T>(a: T, b: T): T {
  if (isReference<T>()) return isNanIn<T>(a) || isLess<T>(a, b) ? a : b
  if (isFloat<T>()) return <T>Math.min(<f64>a, <f64>b)
  return b < a ? b : a
}

function greater<T>(a: T, b: T): T {
  if (isReference<T>()) return isNanIn<T>(a) || isLess<T>(b, a) ? a : b
  if (isFloat<T>()) return <T>Math.max(<f64>a, <f64>b)
  return b > a ? b : a
}

/** `math.clamp(x, lo, hi)` */
export function clamp<T>(x: T, lo: T, hi: T): T {
  return greater<T>(lo, lesser<T>(x, hi))
}

/** `math.sign(x)`: -1, 0 or 1. */
export function sign<T>(x: T): T {
  if (isReference<T>()) return isInt<T>(x) ? ofInt<T>(sign<i64>(int<T>(x))) : ofFloat<T>(sign<f64>(float<T>(x)))
  if (isFloat<T>()) return <T>Math.sign(<f64>x)
  return x < <T>0 ? <T>-1 : <T>(x > <T>0 ? 1 : 0)
}

/** `math.is_nan(x)` */
export function is_nan(x: f64): bool {
  return x != x
}

/** `math.is_inf(x)` */
export function is_inf(x: f64): bool {
  return x == Infinity || x == -Infinity
}

// ----------------------------------------------------------------------------------------------------------- rounding

/** `math.floor(x)` */
export function floor(x: f64): f64 {
  return Math.floor(x)
}

/** `math.ceil(x)` */
export function ceil(x: f64): f64 {
  return Math.ceil(x)
}

/** `math.trunc(x)` */
export function trunc(x: f64): f64 {
  return Math.trunc(x)
}

/** `math.round(x, digits)`: halves away from zero. */
export function round(x: f64, digits: i64 = 0): f64 {
  let unit: f64 = 1
  for (let left = Math.abs(<f64>digits); left > 0 && unit < Infinity; left--) unit *= 10
  const scaled = digits < 0 ? x / unit : x * unit
  // From here on a float has no digits to lose. Also nan, and units beyond all floats.
  if (!(Math.abs(scaled) < 4503599627370496)) return x
  const whole = Math.trunc(scaled)
  const one = copysign<f64>(1, x)
  // Scaling is not exact: 1.005 * 100 is less than 100.5. So the half is scaled back and compared with the number.
  const half = whole + one / 2
  const back = digits < 0 ? half * unit : half / unit
  const near = Math.abs(x) >= Math.abs(back) ? whole + one : whole
  // Times a unit beyond all floats, nothing is still nothing.
  if (near == 0) return near
  return digits < 0 ? near * unit : near / unit
}

// --------------------------------------------------------------------------------------------- powers and trigonometry

/** `math.pow(x, y)` */
export function pow(x: f64, y: f64): f64 {
  return pow_lut(x, y)
}

/** `math.sqrt(x)` */
export function sqrt(x: f64): f64 {
  return Math.sqrt(x)
}

/** `math.cbrt(x)` */
export function cbrt(x: f64): f64 {
  return Math.cbrt(x)
}

/** `math.exp(x)` */
export function exp(x: f64): f64 {
  return exp_lut(x)
}

/** `math.log(x)`: natural. */
export function log(x: f64): f64 {
  return log_lut(x)
}

/** `math.log10(x)` */
export function log10(x: f64): f64 {
  return Math.log10(x)
}

/** `math.log2(x)` */
export function log2(x: f64): f64 {
  return log2_lut(x)
}

/** `math.hypot(x, y)` */
export function hypot(x: f64, y: f64): f64 {
  return Math.hypot(x, y)
}

/** `math.sin(x)` */
export function sin(x: f64): f64 {
  return Math.sin(x)
}

/** `math.cos(x)` */
export function cos(x: f64): f64 {
  return Math.cos(x)
}

/** `math.tan(x)` */
export function tan(x: f64): f64 {
  return Math.tan(x)
}

/** `math.asin(x)` */
export function asin(x: f64): f64 {
  return Math.asin(x)
}

/** `math.acos(x)` */
export function acos(x: f64): f64 {
  return Math.acos(x)
}

/** `math.atan(x)` */
export function atan(x: f64): f64 {
  return Math.atan(x)
}

/** `math.atan2(y, x)` */
export function atan2(y: f64, x: f64): f64 {
  return Math.atan2(y, x)
}

/** `math.lerp(a, b, t)`: b itself at 1, which the sum may miss. */
export function lerp(a: f64, b: f64, t: f64): f64 {
  return t == 1 ? b : a + (b - a) * t
}

// --------------------------------------------------------------------------------------------------------- whole lists

/** `math.sum(xs)` */
export function sum<T>(xs: T[]): T {
  if (isReference<T>()) return sumOfAny<T>(xs)
  let total = <T>0
  for (let i = 0; i < xs.length; i++) total = <T>(total + xs[i])
  return total
}

/** `math.avg(xs)`: 0.0 of an empty list. */
export function avg<T>(xs: T[]): f64 {
  let total: f64 = 0
  for (let i = 0; i < xs.length; i++) total += float<T>(xs[i])
  return xs.length == 0 ? 0 : total / <f64>xs.length
}

/** `math.median(xs)`: nan of an empty list, or where there is one. */
export function median<T>(xs: T[]): f64 {
  const sorted = new Array<f64>(xs.length)
  for (let i = 0; i < xs.length; i++) {
    sorted[i] = float<T>(xs[i])
    if (is_nan(sorted[i])) return NaN
  }
  if (sorted.length == 0) return NaN
  sorted.sort()
  const middle = sorted.length >> 1
  if ((sorted.length & 1) == 1) return sorted[middle]
  // Halved first, since the sum may be too large.
  return sorted[middle - 1] / 2 + sorted[middle] / 2
}

// -------------------------------------------------------------------------------------------------------------- divisors

/** `math.gcd(a, b)` */
export function gcd(a: i64, b: i64): i64 {
  let x = <u64>abs<i64>(a)
  let y = <u64>abs<i64>(b)
  while (y != 0) {
    const rest = x % y
    x = y
    y = rest
  }
  return x
}

/** `math.lcm(a, b)` */
export function lcm(a: i64, b: i64): i64 {
  if (a == 0 || b == 0) return 0
  return abs<i64>(<i64>(<u64>abs<i64>(a) / <u64>gcd(a, b)) * b)
}

// ---------------------------------------------------------------------------------------------------- numbers in `any`

// A T that is a reference is taken for `any`; the tests fail for all else.

function isInt<T>(x: T): bool {
  return changetype<Any | null>(x) instanceof AnyInt
}

function int<T>(x: T): i64 {
  return changetype<AnyInt>(x).value
}

function float<T>(x: T): f64 {
  if (!isReference<T>()) return <f64>x
  const value = changetype<Any | null>(x)
  if (value instanceof AnyFloat) return changetype<AnyFloat>(x).value
  if (value instanceof AnyInt) return <f64>changetype<AnyInt>(x).value
  panic('expected a number')
  return 0
}

function ofInt<T>(value: i64): T {
  return changetype<T>(new AnyInt(value))
}

function ofFloat<T>(value: f64): T {
  return changetype<T>(new AnyFloat(value))
}

function isLess<T>(a: T, b: T): bool {
  return isInt<T>(a) && isInt<T>(b) ? int<T>(a) < int<T>(b) : float<T>(a) < float<T>(b)
}

function isNanIn<T>(x: T): bool {
  return !isInt<T>(x) && is_nan(float<T>(x))
}

function sumOfAny<T>(xs: T[]): T {
  let total: i64 = 0
  let i = 0
  while (i < xs.length && isInt<T>(xs[i])) total += int<T>(xs[i++])
  if (i == xs.length) return ofInt<T>(total)
  let rest = <f64>total
  for (; i < xs.length; i++) rest += float<T>(xs[i])
  return ofFloat<T>(rest)
}

// ------------------------------------------------------------------------------------------------------------- chance

/** `math.random()`: in [0, 1). */
export function random(): f64 {
  return nextFloat()
}

/** `math.random_int(min, max)`: both ends included, in either order. */
export function random_int(least: i64, greatest: i64): i64 {
  if (least > greatest) return random_int(greatest, least)
  return least + <i64>nextBelow(<u64>(greatest - least) + 1)
}

/** `math.seed(n)` */
export function seed(n: i64): void {
  seedWith(<u64>n)
}
