// `T?` of a type that has no null of its own: int?, float?, bool? are `Some<T> | null`.

import { JsonWriter } from './json'
import { show } from './show'

/** A value that is there. */
export class Some<T> {
  constructor(public value: T) {}

  show(): string {
    return show<T>(this.value)
  }

  write(json: JsonWriter): void {
    json.value<T>(this.value)
  }

  equals(other: Some<T>): bool {
    return this.value == other.value
  }
}

/** `T` to `T?`. */
export function some<T>(value: T): Some<T> {
  return new Some<T>(value)
}

/** `T` to `T?` where T is any type; O is the type of the option. */
export function option<T, O>(value: T): O {
  if (isReference<T>()) return changetype<O>(value)
  return changetype<O>(new Some<T>(value))
}

/** nil as an option of the type O. */
export function none<O>(): O {
  return changetype<O>(<usize>0)
}
