// Module `array`. No function changes its arguments; positions outside of a list are cut to it unless it says that they
// panic. Functions given may change the list meanwhile, which is why loops look at its length each time.

import { equals } from './equal'
import { Fn1, Fn2, Fn3 } from './function'
import { join as joinList } from './lib-string'
import { outOfRange, slice as sliceOf } from './list'
import { none, option, Some } from './option'
import { Comparator, greatest, Keyed, least, Natural, requireOrder, sorted } from './order'
import { failed, nothing, panic } from './panic'
import { nextBelow } from './random'
import { Tuple2 } from './tuple'
import { Any, AnyString } from './any'
import { Map } from './ordered-map'

export { concat as push } from './growing'
export { avg, sum } from './lib-math'

// ------------------------------------------------------------------------------------------------------------ elements

/** `array.len(xs)` */
export function len<T>(xs: T[]): i64 {
  return xs.length
}

/** `array.is_empty(xs)` */
export function is_empty<T>(xs: T[]): bool {
  return xs.length == 0
}

/** `array.first(xs)` */
export function first<T, O>(xs: T[]): O {
  return get_2<T, O>(xs, 0)
}

/** `array.last(xs)` */
export function last<T, O>(xs: T[]): O {
  return get_2<T, O>(xs, <i64>xs.length - 1)
}

/** `array.get(xs, i, default)` */
export function get<T>(xs: T[], i: i64, fallback: T): T {
  return i >= 0 && i < xs.length ? xs[<i32>i] : fallback
}

/** `array.get(xs, i)` */
export function get_2<T, O>(xs: T[], i: i64): O {
  return i >= 0 && i < xs.length ? option<T, O>(xs[<i32>i]) : none<O>()
}

/** `array.contains(xs, v)` */
export function contains<T>(xs: T[], v: T): bool {
  return index_of<T>(xs, v) >= 0
}

/** `array.index_of(xs, v)`: -1 if it is not there. */
export function index_of<T>(xs: T[], v: T): i64 {
  for (let i = 0; i < xs.length; i++) if (equals<T>(xs[i], v)) return i
  return -1
}

/** `array.min(xs)`: nan where there is one. */
export function min<T, O>(xs: T[]): O {
  if (xs.length == 0 || !requireOrder<T>(xs, 'compare')) return none<O>()
  return option<T, O>(least<T>(xs))
}

/** `array.max(xs)`: nan where there is one. */
export function max<T, O>(xs: T[]): O {
  if (xs.length == 0 || !requireOrder<T>(xs, 'compare')) return none<O>()
  return option<T, O>(greatest<T>(xs))
}

/** `array.join(xs, sep)` */
export function join<T>(xs: T[], sep: string): string {
  return joinList<T>(xs, sep)
}

// ---------------------------------------------------------------------------------------------------------------- lists

/** `array.pop(xs)`: the list without its last element, and that element. */
export function pop<T, O>(xs: T[]): Tuple2<T[], O> {
  return new Tuple2<T[], O>(xs.slice(0, xs.length > 0 ? xs.length - 1 : 0), last<T, O>(xs))
}

/** `array.concat(a, b, …)` */
export function concat<T>(xs: T[][]): T[] {
  return flatten<T>(xs)
}

/** `array.insert(xs, i, v)`: also behind the last element, else panics. */
export function insert<T>(xs: T[], i: i64, v: T): T[] {
  if (i < 0 || i > xs.length) {
    panic(outOfRange(i, xs.length))
    return nothing<T[]>()
  }
  const out = xs.slice(0, <i32>i)
  out.push(v)
  for (let at = <i32>i; at < xs.length; at++) out.push(xs[at])
  return out
}

/** `array.remove(xs, i)` */
export function remove<T>(xs: T[], i: i64): T[] {
  if (i < 0 || i >= xs.length) {
    panic(outOfRange(i, xs.length))
    return nothing<T[]>()
  }
  const out = xs.slice(0)
  out.splice(<i32>i, 1)
  return out
}

/** `array.slice(xs, a, b)` */
export function slice<T>(xs: T[], a: i64, b: i64 = i64.MAX_VALUE): T[] {
  return sliceOf<T>(xs, a, b)
}

/** `array.take(xs, n)` */
export function take<T>(xs: T[], n: i64): T[] {
  return sliceOf<T>(xs, 0, n)
}

/** `array.drop(xs, n)` */
export function drop<T>(xs: T[], n: i64): T[] {
  return sliceOf<T>(xs, n, i64.MAX_VALUE)
}

/** `array.reverse(xs)` */
export function reverse<T>(xs: T[]): T[] {
  return xs.slice(0).reverse()
}

/** `array.flatten(xs)`: one level. */
export function flatten<T>(xs: T[][]): T[] {
  const out: T[] = []
  for (let i = 0; i < xs.length; i++) append<T>(out, xs[i])
  return out
}

function append<T>(out: T[], xs: T[]): void {
  for (let i = 0; i < xs.length; i++) out.push(xs[i])
}

/** `array.compact(xs)` of optional elements: without nil and "". */
export function compact<T, O>(xs: O[]): T[] {
  const out: T[] = []
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]
    if (isNothing<O>(x)) continue
    if (isReference<T>()) out.push(changetype<T>(x))
    else out.push(changetype<Some<T>>(x).value)
  }
  return out
}

/** `array.compact(xs)` of elements that are never nil. */
export function compact_2<T>(xs: T[]): T[] {
  const out: T[] = []
  for (let i = 0; i < xs.length; i++) if (!isNothing<T>(xs[i])) out.push(xs[i])
  return out
}

function isNothing<T>(x: T): bool {
  if (!isReference<T>()) return false
  if (isNullable<T>()) return changetype<usize>(x) == 0 || isNothing<NonNullable<T>>(x!)
  if (isString<T>()) return changetype<string>(x) == ''
  if (x instanceof Any) return x instanceof AnyString && changetype<AnyString>(x).value == ''
  return false
}

/** `array.unique(xs)`: first occurrences. */
export function unique<T>(xs: T[]): T[] {
  const out: T[] = []
  const seen = new Seen<T>(out)
  for (let i = 0; i < xs.length; i++) {
    if (seen.has(xs[i])) continue
    out.push(xs[i])
    seen.add(xs[i])
  }
  return out
}

/** `array.difference(a, b)`: what of a is not in b. */
export function difference<T>(a: T[], b: T[]): T[] {
  return chosen<T>(a, b, false)
}

/** `array.intersection(a, b)`: what of a is in b. */
export function intersection<T>(a: T[], b: T[]): T[] {
  return chosen<T>(a, b, true)
}

function chosen<T>(a: T[], b: T[], wanted: bool): T[] {
  const out: T[] = []
  const seen = new Seen<T>(b)
  for (let i = 0; i < b.length; i++) seen.add(b[i])
  for (let i = 0; i < a.length; i++) if (seen.has(a[i]) == wanted) out.push(a[i])
  return out
}

/** The elements of a list, to ask whether a value is one. Ints and strings have a set for it; others are compared. */
class Seen<T> {
  private readonly set: Set<T> = new Set<T>()

  constructor(private readonly list: T[]) {}

  /** Takes an element of the list. */
  add(value: T): void {
    if (isInteger<T>() || isString<T>()) this.set.add(value)
  }

  has(value: T): bool {
    if (isInteger<T>() || isString<T>()) return this.set.has(value)
    return contains<T>(this.list, value)
  }
}

/** `array.zip(a, b)`: as long as the shorter one. */
export function zip<T, U>(a: T[], b: U[]): Tuple2<T, U>[] {
  const out: Tuple2<T, U>[] = []
  for (let i = 0; i < a.length && i < b.length; i++) out.push(new Tuple2<T, U>(a[i], b[i]))
  return out
}

/** `array.chunk(xs, n)` */
export function chunk<T>(xs: T[], n: i64): T[][] {
  const out: T[][] = []
  if (n < 1) panic(`chunk size must be at least 1, got ${n}`)
  else for (let i: i64 = 0; i < xs.length; i += step(n, xs.length)) out.push(sliceOf<T>(xs, i, i + step(n, xs.length)))
  return out
}

// No chunk is longer than the list, and sums of positions stay small.
function step(n: i64, length: i64): i64 {
  return n < length ? n : length
}

/** `array.range(a, b, step)`: without b; a step below 0 counts down. */
export function range(a: i64, b: i64, step: i64 = 1): i64[] {
  if (step == 0) {
    panic('range step must not be 0')
    return []
  }
  if (step > 0 ? a >= b : a <= b) return []
  // Unsigned, since two ints may be farther apart than the largest one.
  const distance = step > 0 ? <u64>b - <u64>a : <u64>a - <u64>b
  const size = (distance - 1) / (step > 0 ? <u64>step : 0 - <u64>step) + 1
  const out = new Array<i64>(size > <u64>i32.MAX_VALUE ? i32.MAX_VALUE : <i32>size)
  for (let i = 0; i < out.length; i++) out[i] = a + step * <i64>i
  return out
}

// -------------------------------------------------------------------------------------------------------------- sorting

/** `array.sort(xs)`: stable; numbers or strings, nan last. */
export function sort<T>(xs: T[]): T[] {
  if (!requireOrder<T>(xs, 'sort')) return nothing<T[]>()
  return sorted<T, Natural<T>>(xs, new Natural<T>())
}

/** `array.sort_by(xs, key)` */
export function sort_by1<T, K, N>(xs: T[], f: Fn1<T, K>): T[] {
  const keys = map1<T, K>(xs, f)
  if (failed() || !requireOrder<K>(keys, 'sort by')) return nothing<T[]>()
  const order: i32[] = []
  for (let i = 0; i < keys.length; i++) order.push(i)
  const places = sorted<i32, Keyed<K>>(order, new Keyed<K>(keys))
  const out: T[] = []
  for (let i = 0; i < places.length; i++) out.push(xs[places[i]])
  return out
}

/** `array.sort_by(xs, comparator)` */
export function sort_by2<T, K, N>(xs: T[], f: Fn2<T, T, N>): T[] {
  return sorted<T, Comparator<T, N>>(xs, new Comparator<T, N>(f))
}

// ------------------------------------------------------------------------------------------------ functions on elements

/** `array.map(xs, f)` */
export function map1<T, U>(xs: T[], f: Fn1<T, U>): U[] {
  const out: U[] = []
  for (let i = 0; i < xs.length; i++) {
    const made = f.call(xs[i])
    if (failed()) return nothing<U[]>()
    out.push(made)
  }
  return out
}

/** `array.map(xs, f)`, f with the index. */
export function map2<T, U>(xs: T[], f: Fn2<T, i64, U>): U[] {
  const out: U[] = []
  for (let i = 0; i < xs.length; i++) {
    const made = f.call(xs[i], i)
    if (failed()) return nothing<U[]>()
    out.push(made)
  }
  return out
}

/** `array.filter(xs, f)` */
export function filter1<T>(xs: T[], f: Fn1<T, bool>): T[] {
  const out: T[] = []
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]
    const wanted = f.call(x)
    if (failed()) return nothing<T[]>()
    if (wanted) out.push(x)
  }
  return out
}

/** `array.filter(xs, f)`, f with the index. */
export function filter2<T>(xs: T[], f: Fn2<T, i64, bool>): T[] {
  const out: T[] = []
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]
    const wanted = f.call(x, i)
    if (failed()) return nothing<T[]>()
    if (wanted) out.push(x)
  }
  return out
}

/** `array.flat_map(xs, f)` */
export function flat_map1<T, U>(xs: T[], f: Fn1<T, U[]>): U[] {
  const made = map1<T, U[]>(xs, f)
  return failed() ? nothing<U[]>() : flatten<U>(made)
}

/** `array.flat_map(xs, f)`, f with the index. */
export function flat_map2<T, U>(xs: T[], f: Fn2<T, i64, U[]>): U[] {
  const made = map2<T, U[]>(xs, f)
  return failed() ? nothing<U[]>() : flatten<U>(made)
}

/** `array.for_each(xs, f)` */
export function for_each1<T>(xs: T[], f: Fn1<T, Any | null>): void {
  for (let i = 0; i < xs.length && !failed(); i++) f.call(xs[i])
}

/** `array.for_each(xs, f)`, f with the index. */
export function for_each2<T>(xs: T[], f: Fn2<T, i64, Any | null>): void {
  for (let i = 0; i < xs.length && !failed(); i++) f.call(xs[i], i)
}

/** `array.reduce(xs, initial, f)` */
export function reduce2<T, U>(xs: T[], initial: U, f: Fn2<U, T, U>): U {
  let result = initial
  for (let i = 0; i < xs.length; i++) {
    result = f.call(result, xs[i])
    if (failed()) return nothing<U>()
  }
  return result
}

/** `array.reduce(xs, initial, f)`, f with the index. */
export function reduce3<T, U>(xs: T[], initial: U, f: Fn3<U, T, i64, U>): U {
  let result = initial
  for (let i = 0; i < xs.length; i++) {
    result = f.call(result, xs[i], i)
    if (failed()) return nothing<U>()
  }
  return result
}

/** `array.reduce(xs, f, initial)` */
export function reduce_22<T, U>(xs: T[], f: Fn2<U, T, U>, initial: U): U {
  return reduce2<T, U>(xs, initial, f)
}

/** `array.reduce(xs, f, initial)`, f with the index. */
export function reduce_23<T, U>(xs: T[], f: Fn3<U, T, i64, U>, initial: U): U {
  return reduce3<T, U>(xs, initial, f)
}

// -------------------------------------------------------------------------------------------------------------- looking

/** `array.find(xs, f)` */
export function find1<T, O>(xs: T[], f: Fn1<T, bool>): O {
  const at = <i32>find_index1<T>(xs, f)
  return failed() || at < 0 ? none<O>() : option<T, O>(xs[at])
}

/** `array.find(xs, f)`, f with the index. */
export function find2<T, O>(xs: T[], f: Fn2<T, i64, bool>): O {
  const at = <i32>find_index2<T>(xs, f)
  return failed() || at < 0 ? none<O>() : option<T, O>(xs[at])
}

/** `array.find_index(xs, f)` */
export function find_index1<T>(xs: T[], f: Fn1<T, bool>): i64 {
  return where1<T>(xs, f, true)
}

/** `array.find_index(xs, f)`, f with the index. */
export function find_index2<T>(xs: T[], f: Fn2<T, i64, bool>): i64 {
  return where2<T>(xs, f, true)
}

/** `array.every(xs, f)` */
export function every1<T>(xs: T[], f: Fn1<T, bool>): bool {
  return where1<T>(xs, f, false) < 0
}

/** `array.every(xs, f)`, f with the index. */
export function every2<T>(xs: T[], f: Fn2<T, i64, bool>): bool {
  return where2<T>(xs, f, false) < 0
}

/** `array.some(xs, f)` */
export function some1<T>(xs: T[], f: Fn1<T, bool>): bool {
  return where1<T>(xs, f, true) >= 0
}

/** `array.some(xs, f)`, f with the index. */
export function some2<T>(xs: T[], f: Fn2<T, i64, bool>): bool {
  return where2<T>(xs, f, true) >= 0
}

// The first element for which f gives this.
function where1<T>(xs: T[], f: Fn1<T, bool>, wanted: bool): i64 {
  for (let i = 0; i < xs.length; i++) {
    const found = f.call(xs[i])
    if (failed()) return -1
    if (found == wanted) return i
  }
  return -1
}

function where2<T>(xs: T[], f: Fn2<T, i64, bool>, wanted: bool): i64 {
  for (let i = 0; i < xs.length; i++) {
    const found = f.call(xs[i], i)
    if (failed()) return -1
    if (found == wanted) return i
  }
  return -1
}

/** `array.count(xs, f)`: all without f. */
export function count<T>(xs: T[], f: Fn1<T, bool> | null = null): i64 {
  if (f === null) return xs.length
  let count: i64 = 0
  for (let i = 0; i < xs.length; i++) {
    const found = f.call(xs[i])
    if (failed()) return 0
    if (found) count++
  }
  return count
}

// ------------------------------------------------------------------------------------------------------------- grouping

/** `array.group_by(xs, f)`: keys in the order of their first elements. */
export function group_by<T, K>(xs: T[], f: Fn1<T, K>): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]
    const key = f.call(x)
    if (failed()) return groups
    if (groups.has(key)) groups.get(key).push(x)
    else groups.set(key, [x])
  }
  return groups
}

/** `array.partition(xs, f)`: what f takes, and the rest. */
export function partition<T>(xs: T[], f: Fn1<T, bool>): Tuple2<T[], T[]> {
  const parts = new Tuple2<T[], T[]>([], [])
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]
    const wanted = f.call(x)
    if (failed()) return parts
    if (wanted) parts._0.push(x)
    else parts._1.push(x)
  }
  return parts
}

// -------------------------------------------------------------------------------------------------------------- chance

/** `array.shuffle(xs)`: a copy in any order, each with the same chance. */
export function shuffle<T>(xs: T[]): T[] {
  const all = xs.slice(0)
  for (let i = all.length - 1; i > 0; i--) {
    const other = <i32>nextBelow(i + 1)
    const x = all[i]
    all[i] = all[other]
    all[other] = x
  }
  return all
}

/** `array.sample(xs)`: any element; nil of an empty list. */
export function sample<T, O>(xs: T[]): O {
  return xs.length == 0 ? none<O>() : option<T, O>(xs[<i32>nextBelow(xs.length)])
}
