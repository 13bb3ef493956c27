// `==` of Haira: structural and deep; numbers, bools and strings by the operator itself. What lies deep in others is not
// compared by calls within calls, which would need a stack as deep, but noted and compared once those are done. What is
// noted is noted once, so values that contain themselves are equal if no way into them leads to a difference.

import { held, hold, release } from './heap'
import { Map } from './ordered-map'

/** How many values in others are compared by calls within calls. */
const deepest = 100

/** Two values that are still to be compared. */
abstract class Pair {
  abstract areEqual(): bool
}

class PairOf<T> extends Pair {
  constructor(
    private a: T,
    private b: T,
  ) {
    super()
  }

  areEqual(): bool {
    return equalWithin<T>(this.a, this.b)
  }
}

/** Pairs that have been noted in a comparison, also once they are compared; and their addresses. */
class Notes {
  pairs: Pair[] = []
  known: Map<i64, bool> = new Map<i64, bool>()
}

let depth = 0
/** By what number the notes are held: a global of their type would bring it into every module. */
let notes: u32 = 0

function note<T>(a: T, b: T): void {
  if (notes == 0) notes = hold(changetype<usize>(new Notes()))
  const known = changetype<Notes>(held(notes)).known
  const key = ((<i64>(<u64>changetype<usize>(a))) << 32) | <i64>(<u64>changetype<usize>(b))
  if (known.has(key)) return
  known.set(key, true)
  changetype<Notes>(held(notes)).pairs.push(new PairOf<T>(a, b))
}

/** Whether all pairs are equal that have been noted, and that are noted meanwhile, if the values so far are. */
function compareNoted(isEqual: bool): bool {
  if (notes == 0) return isEqual
  const pairs = changetype<Notes>(held(notes)).pairs
  let equal = isEqual
  for (let i = 0; equal && i < pairs.length; i++) equal = pairs[i].areEqual()
  release(notes)
  notes = 0
  return equal
}

/** Compares two values that hold others. */
function equalHolders<T>(a: T, b: T): bool {
  if (depth == deepest) {
    note<T>(a, b)
    return true
  }
  return depth > 0 ? equalWithin<T>(a, b) : compareNoted(equalWithin<T>(a, b))
}

function equalWithin<T>(a: T, b: T): bool {
  depth++
  const equal = equalParts<T>(a, b)
  depth--
  return equal
}

/** Whether two values of one type are equal. */
export function equals<T>(a: T, b: T): bool {
  if (!isReference<T>()) return a == b
  if (isNullable<T>()) {
    if (changetype<usize>(a) == 0 || changetype<usize>(b) == 0) return changetype<usize>(a) == changetype<usize>(b)
    return equals<NonNullable<T>>(a!, b!)
  }
  if (isString<T>()) return a == b
  return holdsHolders<T>(a) ? equalHolders<T>(a, b) : equalParts<T>(a, b)
}

/** Whether values of a type may hold others that hold others in turn; the compiler marks such classes. */
function holdsHolders<T>(value: T): bool {
  if (isArray<T>()) return isHolder<valueof<T>>()
  if (isDefined(value.$nests) || isDefined(value.arity)) return true
  return !isDefined(value.equals)
}

function isHolder<T>(): bool {
  return isReference<T>() && !isString<T>()
}

function equalParts<T>(a: T, b: T): bool {
  if (isArray<T>()) return equalLists<valueof<T>>(a, b)
  if (isDefined(a.equals)) return a.equals(b)
  return equalMaps(a, b)
}

function equalLists<E>(a: E[], b: E[]): bool {
  if (a.length != b.length) return false
  for (let i = 0; i < a.length; i++) if (!equals<E>(a[i], b[i])) return false
  return true
}

function equalMaps<K, V>(a: Map<K, V>, b: Map<K, V>): bool {
  if (a.size != b.size) return false
  const keys = a.keys()
  for (let i = 0; i < keys.length; i++) {
    if (!b.has(keys[i]) || !equals<V>(a.get(keys[i]), b.get(keys[i]))) return false
  }
  return true
}
