// Module `map`, also imported as `maps`. All functions keep the order of insertion, and none changes its arguments.

import { equals } from './equal'
import { Fn1, Fn2 } from './function'
import { addAll } from './map'
import { none, option } from './option'
import { failed } from './panic'
import { Tuple2 } from './tuple'
import { Map } from './ordered-map'

/** `map.len(m)` */
export function len<K, V>(m: Map<K, V>): i64 {
  return m.size
}

/** `map.is_empty(m)` */
export function is_empty<K, V>(m: Map<K, V>): bool {
  return m.size == 0
}

/** `map.has(m, k)` */
export function has<K, V>(m: Map<K, V>, k: K): bool {
  return m.has(k)
}

/** `map.get(m, k, default)` */
export function get<K, V>(m: Map<K, V>, k: K, fallback: V): V {
  return m.has(k) ? m.get(k) : fallback
}

/** `map.get(m, k)` */
export function get_2<K, V, O>(m: Map<K, V>, k: K): O {
  return m.has(k) ? option<V, O>(m.get(k)) : none<O>()
}

/** `map.set(m, k, v)` */
export function set<K, V>(m: Map<K, V>, k: K, v: V): Map<K, V> {
  const out = new Map<K, V>()
  addAll<K, V>(out, m)
  out.set(k, v)
  return out
}

/** `map.remove(m, k)` */
export function remove<K, V>(m: Map<K, V>, k: K): Map<K, V> {
  const out = new Map<K, V>()
  addAll<K, V>(out, m)
  out.delete(k)
  return out
}

/** `map.merge(a, b, …)`: values of later maps at the places of the first ones. */
export function merge<K, V>(m: Map<K, V>[]): Map<K, V> {
  const out = new Map<K, V>()
  for (let i = 0; i < m.length; i++) addAll<K, V>(out, m[i])
  return out
}

/** `map.keys(m)` */
export function keys<K, V>(m: Map<K, V>): K[] {
  return m.keys()
}

/** `map.values(m)` */
export function values<K, V>(m: Map<K, V>): V[] {
  return m.values()
}

/** `map.entries(m)` */
export function entries<K, V>(m: Map<K, V>): Tuple2<K, V>[] {
  const out: Tuple2<K, V>[] = []
  const keys = m.keys()
  for (let i = 0; i < keys.length; i++) out.push(new Tuple2<K, V>(keys[i], m.get(keys[i])))
  return out
}

/** `map.from_entries(list)` */
export function from_entries<K, V>(list: Tuple2<K, V>[]): Map<K, V> {
  const out = new Map<K, V>()
  for (let i = 0; i < list.length; i++) out.set(list[i]._0, list[i]._1)
  return out
}

/** `map.contains_value(m, v)` */
export function contains_value<K, V>(m: Map<K, V>, v: V): bool {
  const values = m.values()
  for (let i = 0; i < values.length; i++) if (equals<V>(values[i], v)) return true
  return false
}

/** `map.map_values(m, f)`: of the entries there were at first, should f change the map. */
export function map_values<K, V, U>(m: Map<K, V>, f: Fn1<V, U>): Map<K, U> {
  const out = new Map<K, U>()
  const keys = m.keys()
  const values = m.values()
  for (let i = 0; i < keys.length; i++) {
    const made = f.call(values[i])
    if (failed()) break
    out.set(keys[i], made)
  }
  return out
}

/** `map.filter(m, f)`: the same. */
export function filter<K, V>(m: Map<K, V>, f: Fn2<K, V, bool>): Map<K, V> {
  const out = new Map<K, V>()
  const keys = m.keys()
  const values = m.values()
  for (let i = 0; i < keys.length; i++) {
    const wanted = f.call(keys[i], values[i])
    if (failed()) break
    if (wanted) out.set(keys[i], values[i])
  }
  return out
}
