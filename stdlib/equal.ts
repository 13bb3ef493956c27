// `==` of Haira: structural and deep; numbers, bools and strings by the operator itself.

import { Map } from './ordered-map'

/** Whether two values of one type are equal. */
export function equals<T>(a: T, b: T): bool {
  if (!isReference<T>()) return a == b
  if (isNullable<T>()) {
    if (changetype<usize>(a) == 0 || changetype<usize>(b) == 0) return changetype<usize>(a) == changetype<usize>(b)
    return equals<NonNullable<T>>(a!, b!)
  }
  if (isString<T>()) return a == b
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
