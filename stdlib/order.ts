// Order of values, for sorting and for the least and greatest: numbers and strings have one, other values do not.

import { Any, AnyFloat, AnyInt, AnyString } from './any'
import { equals } from './equal'
import { Fn2 } from './function'
import { Some } from './option'
import { failed, nothing, panic } from './panic'
import { compareText } from './text'

const NO_ORDER: i32 = 0
const NUMBER: i32 = 1
const TEXT: i32 = 2

/** Whether the values are all numbers or all strings; else there is a panic. */
export function requireOrder<T>(values: T[], verb: string): bool {
  for (let i = 0; i < values.length; i++) {
    const kind = kindOf<T>(values[i])
    if (kind == NO_ORDER || kind != kindOf<T>(values[0])) {
      panic(`cannot ${verb} values that are not all numbers or all strings`)
      return false
    }
  }
  return true
}

function kindOf<T>(value: T): i32 {
  if (isBoolean<T>()) return NO_ORDER
  if (isInteger<T>() || isFloat<T>()) return NUMBER
  if (isNullable<T>()) return changetype<usize>(value) == 0 ? NO_ORDER : kindOf<NonNullable<T>>(value!)
  if (isString<T>()) return TEXT
  if (value instanceof Some) return kindOfSome(value)
  if (value instanceof Any) return value instanceof AnyString ? TEXT : isNumber(value) ? NUMBER : NO_ORDER
  return NO_ORDER
}

function kindOfSome<T>(some: Some<T>): i32 {
  return kindOf<T>(some.value)
}

function isNumber(value: Any): bool {
  return value instanceof AnyInt || value instanceof AnyFloat
}

/** Negative, zero or positive, as `a` comes before, with or after `b`. Nan comes last. */
function compare<T>(a: T, b: T): i32 {
  if (isInteger<T>()) return a < b ? -1 : i32(a > b)
  if (isFloat<T>()) {
    if (a != a || b != b) return i32(a != a) - i32(b != b)
    return a < b ? -1 : i32(a > b)
  }
  if (isNullable<T>()) return compare<NonNullable<T>>(a!, b!)
  if (isString<T>()) return compareText(a, b)
  if (a instanceof Some) return compareSome(a, b)
  if (a instanceof Any) return compareAny(a, b)
  return 0
}

function compareSome<T>(a: Some<T>, b: Some<T>): i32 {
  return compare<T>(a.value, b.value)
}

function compareAny(a: Any, b: Any): i32 {
  if (a instanceof AnyString) return compareText((a as AnyString).value, (b as AnyString).value)
  if (a instanceof AnyInt && b instanceof AnyInt) return compare<i64>((a as AnyInt).value, (b as AnyInt).value)
  return compare<f64>(floatOf(a), floatOf(b))
}

function floatOf(value: Any): f64 {
  return value instanceof AnyInt ? <f64>(value as AnyInt).value : (value as AnyFloat).value
}

/** The least of values that have an order, which must be some; nan if there is one. */
export function least<T>(values: T[]): T {
  return extreme<T>(values, -1)
}

/** The greatest of them. */
export function greatest<T>(values: T[]): T {
  return extreme<T>(values, 1)
}

function extreme<T>(values: T[], sign: i32): T {
  let found = values[0]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    // Only nan differs from itself.
    if (!equals<T>(value, value)) return value
    if (compare<T>(value, found) * sign > 0) found = value
  }
  return found
}

// -------------------------------------------------------------------------------------------------------------- sorting

/** By the values themselves. */
export class Natural<T> {
  isAfter(a: T, b: T): bool {
    return compare<T>(a, b) > 0
  }
}

/** Positions, by the keys there. */
export class Keyed<K> {
  constructor(private readonly keys: K[]) {}

  isAfter(a: i32, b: i32): bool {
    return compare<K>(this.keys[a], this.keys[b]) > 0
  }
}

/** By what a function of the program says. It may panic. */
export class Comparator<T, N> {
  constructor(private readonly f: Fn2<T, T, N>) {}

  isAfter(a: T, b: T): bool {
    const order = this.f.call(a, b)
    if (failed()) return false
    if (kindOf<N>(order) != NUMBER) {
      panic('a comparator must return a number')
      return false
    }
    return isPositive<N>(order)
  }
}

function isPositive<N>(value: N): bool {
  if (!isReference<N>()) return value > <N>0
  if (isNullable<N>()) return isPositive<NonNullable<N>>(value!)
  if (value instanceof Some) return isPositiveSome(value)
  if (value instanceof Any) return floatOf(value) > 0
  return false
}

function isPositiveSome<N>(some: Some<N>): bool {
  return isPositive<N>(some.value)
}

/** A sorted copy: merge sort, which is stable, ends whatever an order says, and does so at once on a panic. */
export function sorted<T, O>(values: T[], order: O): T[] {
  const length = values.length
  let from = values.slice(0)
  let to = values.slice(0)
  for (let width = 1; width < length; width <<= 1) {
    for (let start = 0; start < length; start += width << 1) {
      merge<T, O>(from, to, start, width, order)
      if (failed()) return nothing<T[]>()
    }
    const merged = to
    to = from
    from = merged
  }
  return from
}

// Merges two neighbouring runs of at most this width.
function merge<T, O>(from: T[], to: T[], start: i32, width: i32, order: O): void {
  const middle = min(start + width, from.length)
  const end = min(middle + width, from.length)
  let left = start
  let right = middle
  for (let at = start; at < end; at++) {
    let takesRight = left == middle
    if (!takesRight && right < end) {
      takesRight = order.isAfter(unchecked(from[left]), unchecked(from[right]))
      if (failed()) return
    }
    if (takesRight) unchecked((to[at] = from[right++]))
    else unchecked((to[at] = from[left++]))
  }
}
