// Functions that are there without import.

import { get } from './lib-env'
import { join as joinList, len as lengthOf } from './lib-string'
import { Some } from './option'
import { HairaError, panic as startPanic } from './panic'
import { Map } from './ordered-map'
import { show } from './show'

export { ask_all as spawn_agents, create as create_agent } from './dynamic-agent'
export { concat as append } from './growing'
export { print, println } from './lib-io'

/** `to_string(v)`: as printed. */
export function to_string<T>(value: T): string {
  return show<T>(value)
}

/** `panic(v)`, with the printed form of v. */
export function panic(text: string): void {
  startPanic(text)
}

/** `len(x)` of a string, list, map or channel. */
export function len<T>(value: T): i64 {
  if (isString<T>()) return lengthOf(value)
  if (isArray<T>()) return value.length
  if (isDefined(value.canReceive)) return value.length
  return value.size
}

/** `keys(m)`, in insertion order. */
export function keys<K, V>(map: Map<K, V>): K[] {
  return map.keys()
}

/** `join(list, sep)` */
export function join<T>(list: T[], sep: string): string {
  return joinList<T>(list, sep)
}

/** Stands for a code that was not given. */
const NO_CODE: i64 = i64.MIN_VALUE

/** `error(message, code)` */
export function error(message: string, code: i64 = NO_CODE): HairaError {
  return new HairaError(message, code == NO_CODE ? null : new Some<i64>(code))
}

/** `env(name, default)` */
export function env(name: string, fallback: string = ''): string {
  return get(name, fallback)
}
