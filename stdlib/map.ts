// Maps keep insertion order, as AssemblyScript's do; a missing key is nil.

import { Some } from './option'
import { Map } from './ordered-map'

/** `m[k]` of a map to a reference type: `V?`. */
export function lookup<K, V>(map: Map<K, V>, key: K): V | null {
  const entry = map.find(key)
  return entry < 0 ? null : map.valueAt(entry)
}

/** `...m` in a map literal. */
export function addAll<K, V>(map: Map<K, V>, from: Map<K, V>): void {
  const keys = from.keys()
  for (let i = 0; i < keys.length; i++) map.set(keys[i], from.get(keys[i]))
}

/** `m[k]` of a map to int, float or bool: `V?`. */
export function lookupValue<K, V>(map: Map<K, V>, key: K): Some<V> | null {
  const entry = map.find(key)
  return entry < 0 ? null : new Some<V>(map.valueAt(entry))
}
