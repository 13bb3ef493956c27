// `clone(x)`: a deep copy. What is there once is there once in the copy too, so a structure that contains itself is
// copied as it is; strings, functions and other values that nobody can change are shared.

import { held, hold, release } from './heap'
import { Map } from './ordered-map'

/** How many values in others are copied by calls within calls; deeper ones are copied once those are done. */
const deepest = 100

/** A copy that still has parts of what it is a copy of. */
abstract class Unfinished {
  abstract finish(): void
}

class UnfinishedOf<T> extends Unfinished {
  constructor(private made: T) {
    super()
  }

  finish(): void {
    copyParts<T>(this.made)
  }
}

/** What a call of `clone` knows. */
class Course {
  /** The copies made so far by what they are copies of. Originals and copies are held by who called. */
  copies: Map<usize, usize> = new Map<usize, usize>()
  unfinished: Unfinished[] = []
  depth: i32 = 0
}

/** By what number that is held which the clone under way knows: a global of its type would bring that into every module. */
let number: u32 = 0

function course(): Course {
  return changetype<Course>(held(number))
}

/** `clone(x)` */
export function clone<T>(value: T): T {
  number = hold(changetype<usize>(new Course()))
  const made = copyOf<T>(value)
  const unfinished = course().unfinished
  while (unfinished.length > 0) unfinished.pop().finish()
  release(number)
  return made
}

/** Puts copies into the place of the parts of a value, which has just been made with those of another one. */
export function finish<T>(made: T): void {
  const depth = course().depth
  if (depth == deepest) {
    course().unfinished.push(new UnfinishedOf<T>(made))
    return
  }
  course().depth = depth + 1
  copyParts<T>(made)
  course().depth = depth
}

function copyParts<T>(made: T): void {
  if (isArray<T>()) copyElements<valueof<T>>(made)
  // @ts-ignore: a method of classes that can be copied
  else if (isDefined(made.copyParts)) made.copyParts()
  else copyValues(made)
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
  const copies = course().copies
  const entry = copies.find(value)
  return entry < 0 ? 0 : copies.valueAt(entry)
}

/** Notes the copy of an object, before its parts are copied. */
export function remember(value: usize, copy: usize): void {
  course().copies.set(value, copy)
}

function copyList<E>(list: E[]): E[] {
  const before = known(changetype<usize>(list))
  if (before != 0) return changetype<E[]>(before)
  const made = list.slice(0)
  remember(changetype<usize>(list), changetype<usize>(made))
  if (isReference<E>() && !isString<E>()) finish<E[]>(made)
  return made
}

function copyElements<E>(made: E[]): void {
  for (let i = 0; i < made.length; i++) unchecked((made[i] = copyOf<E>(unchecked(made[i]))))
}

function copyMap<K, V>(map: Map<K, V>): Map<K, V> {
  const before = known(changetype<usize>(map))
  if (before != 0) return changetype<Map<K, V>>(before)
  const made = new Map<K, V>()
  remember(changetype<usize>(map), changetype<usize>(made))
  const keys = map.keys()
  for (let i = 0; i < keys.length; i++) made.set(keys[i], map.get(keys[i]))
  if (isReference<V>() && !isString<V>()) finish<Map<K, V>>(made)
  return made
}

function copyValues<K, V>(made: Map<K, V>): void {
  const keys = made.keys()
  for (let i = 0; i < keys.length; i++) made.set(keys[i], copyOf<V>(made.get(keys[i])))
}
