// What patterns ask of a value of type any: whether it is a list, a tuple or has certain fields, and its parts.

import { Any } from './any'

/** Whether a value is a list: neither a map nor a string or range, which have elements too. */
export function isAnyList(value: Any | null): bool {
  return value !== null && value.isList()
}

/** Whether it is a list of so many elements. */
export function isList(value: Any | null, length: i64): bool {
  return isAnyList(value) && value!.length() == length
}

/** Whether it is a list of so many elements or more. */
export function isLongList(value: Any | null, length: i64): bool {
  return isAnyList(value) && value!.length() >= length
}

/** An element of a list that is long enough. */
export function item(value: Any | null, at: i64): Any | null {
  return value!.at(at)
}

/** The same, counted from the end: 1 is the last. */
export function fromEnd(value: Any | null, count: i64): Any | null {
  return value!.at(value!.length() - count)
}

/** What is left without so many elements at the start and at the end. */
export function rest(value: Any | null, before: i64, after: i64): (Any | null)[] {
  const items: (Any | null)[] = []
  for (let i = before, end = value!.length() - after; i < end; i++) items.push(value!.at(i))
  return items
}

/** Whether a value is a tuple of so many parts. */
export function isTuple(value: Any | null, count: i64): bool {
  return value !== null && value.parts() == count
}

/** A part of a tuple that has it. */
export function part(value: Any | null, at: i64): Any | null {
  return value!.part(<i32>at)
}

/** Whether a value has fields or keys that are names. */
export function hasFields(value: Any | null): bool {
  return value !== null && value.hasFields()
}

/** Whether it has one of this name. */
export function hasField(value: Any | null, name: string): bool {
  return value!.hasField(name)
}

/** The field of a value that has it. */
export function field(value: Any | null, name: string): Any | null {
  return value!.field(name)
}
