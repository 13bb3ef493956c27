// `clone(x)`: a deep copy. What is there once is there once in the copy too, so a structure that contains itself is
// copied as it is; strings, functions and other values that nobody can change are shared.

import { Map } from './ordered-map'

/** The copies made so far by what they are copies of. Originals and copies are held by who called. */
let copies: Map<usize, usize> | null = null

/** `clone(x)` */
export function clone<T>(value: T): T {
  copies = new Map<usize, usize>()
  const made = copyOf<T>(value)
  copies = null
  return made
}

/** The copy of a part of what is cloned. */
export function copyOf<T>(value: T): T {
  if (!isReference<T>() || isString<T>()) return value
  if (isNullable<T>()) {
    return changetype<usize>(value) == 0 ? value : changetype<T>(copyOf<NonNullable<T>>(value!))
  }
  if (isArray<T>()) return changetype<T>(copyList<valueof<T>>(value))
  // @ts-ignore: a method of classes that can be copied
  if (isDefined(value.copy)) return changetype<T>(value.copy())
  // @ts-ignore: what prints itself and cannot be copied is shared
  if (isDefined(value.show)) return value
  return changetype<T>(copyMap(value))
}

/** The copy of an object that has been met before; 0 for a new one. */
export function known(value: usize): usize {
  const entry = copies!.find(value)
  return entry < 0 ? 0 : copies!.valueAt(entry)
}

/** Notes the copy of an object, before its parts are copied. */
export function remember(value: usize, copy: usize): void {
  copies!.set(value, copy)
}

function copyList<E>(list: E[]): E[] {
  const before = known(changetype<usize>(list))
  if (before != 0) return changetype<E[]>(before)
  const made = list.slice(0)
  remember(changetype<usize>(list), changetype<usize>(made))
  if (!isReference<E>() || isString<E>()) return made
  for (let i = 0; i < made.length; i++) unchecked((made[i] = copyOf<E>(unchecked(made[i]))))
  return made
}

function copyMap<K, V>(map: Map<K, V>): Map<K, V> {
  const before = known(changetype<usize>(map))
  if (before != 0) return changetype<Map<K, V>>(before)
  const made = new Map<K, V>()
  remember(changetype<usize>(map), changetype<usize>(made))
  const keys = map.keys()
  for (let i = 0; i < keys.length; i++) made.set(keys[i], copyOf<V>(map.get(keys[i])))
  return made
}
