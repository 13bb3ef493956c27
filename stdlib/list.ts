// Lists: element access that panics outside of the list, slices, and the operators that make new lists.

import { isShared, keepApart } from './growing'
import { nothing, panic } from './panic'
import { Range } from './range'

export { concat } from './growing'
import { intText } from './number'

/** `xs[i]` */
export function at<T>(list: T[], index: i64): T {
  if (index >= 0 && index < list.length) return unchecked(list[<i32>index])
  panic(outOfRange(index, list.length))
  return nothing<T>()
}

/** `xs[i] = v` */
export function setAt<T>(list: T[], index: i64, value: T): void {
  if (!refuses<T>(list, index)) put<T>(list, index, value)
}

/** Whether an index is outside of a list. Inlined here: called, loops that store take half as long again. */
// @ts-ignore: a decorator of AssemblyScript's
@inline
export function isOutside<T>(list: T[], index: i64): bool {
  return <u64>index >= <u64>list.length
}

/**
 * The panic of an index that is outside of a list. Whoever calls it leaves the loop that it is in, so that engines need not
 * expect the loop to go on with what has been changed.
 */
export function indexFault<T>(list: T[], index: i64): void {
  panic(outOfRange(index, list.length))
}

/** Whether an element cannot be stored, which is a panic. Comes just before `put`. */
// @ts-ignore: a decorator of AssemblyScript's
@inline
export function refuses<T>(list: T[], index: i64): bool {
  return (i32(<u64>index >= <u64>list.length) | i32(isShared<T>(list))) != 0 && storeFault<T>(list, index)
}

// Apart, so that the test before it is small.
function storeFault<T>(list: T[], index: i64): bool {
  if (isOutside<T>(list, index)) {
    indexFault<T>(list, index)
    return true
  }
  keepApart<T>(list)
  return false
}

/** The message of a bad index. */
export function outOfRange(index: i64, length: i64): string {
  return 'index ' + intText(index) + ' out of range (length ' + intText(length) + ')'
}

/** An element of a list that is known to be long enough. Inlined here, as `isOutside` before it is. */
// @ts-ignore: a decorator of AssemblyScript's
@inline
export function item<T>(list: T[], at: i64): T {
  return load<T>(list.dataStart + ((<usize>at) << alignof<T>()))
}

/** Stores an element of a list that has not refused it. */
export function put<T>(list: T[], at: i64, value: T): void {
  unchecked((list[<i32>at] = value))
}

/** The same, counted from the end: 1 is the last. */
export function fromEnd<T>(list: T[], count: i64): T {
  return unchecked(list[list.length - <i32>count])
}

/** What is left without so many elements at the start and at the end. */
export function rest<T>(list: T[], before: i64, after: i64): T[] {
  return list.slice(<i32>before, list.length - <i32>after)
}

/** `xs[a..b]`: a copy, clamped. */
export function slice<T>(list: T[], from: i64, to: i64): T[] {
  const length = <i64>list.length
  const first = max<i64>(0, min<i64>(from, length))
  return list.slice(<i32>first, <i32>max<i64>(first, min<i64>(to, length)))
}

/** `xs[a..=b]` */
export function sliceThrough<T>(list: T[], from: i64, to: i64): T[] {
  return slice<T>(list, from, to < i64.MAX_VALUE ? to + 1 : to)
}

/** `xs[r]` of a range that is a value. */
export function sliceBy<T>(list: T[], range: Range): T[] {
  return range.inclusive ? sliceThrough<T>(list, range.from, range.to) : slice<T>(list, range.from, range.to)
}

/** `[...xs]` */
export function copy<T>(list: T[]): T[] {
  return list.slice(0)
}
