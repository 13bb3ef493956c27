// `vector.Collection`: texts with what they mean as vectors, in memory.

import { Any, fits, unbox } from './any'
import { equals } from './equal'
import { intText } from './number'
import { HairaError } from './panic'
import { quote } from './show'

/** What one `insert` puts into a collection. */
export class Entry {
  constructor(
    readonly content: string,
    readonly embedding: f64[],
    readonly metadata: Any | null,
  ) {}
}

/** Texts whose vectors have the same number of dimensions. */
export class Collection {
  readonly entries: Entry[] = []

  constructor(
    private name: string,
    private dimensions: i64,
  ) {}

  show(): string {
    return 'Collection(' + quote(this.name) + ')'
  }

  equals(other: Collection): bool {
    return this === other
  }

  /** Why a value of a field is no vector of this collection; null if it is one. */
  problemOf(value: Any | null, field: string): HairaError | null {
    if (fits<f64[]>(value) && unbox<f64[]>(value).length == this.dimensions) return null
    const wanted = intText(this.dimensions) + ' numbers'
    return new HairaError('collection ' + quote(this.name) + ": '" + field + "' must be a list of " + wanted)
  }
}

/** Whether an entry's metadata has all that a filter names, with the same values. */
export function passes(metadata: Any | null, filter: Any | null): bool {
  if (filter === null) return true
  for (let i: i64 = 0; i < filter.length(); i++) {
    const key = filter.at(i)
    if (metadata === null || !metadata.hasKey(key)) return false
    if (!equals<Any | null>(metadata.element(key), filter.element(key))) return false
  }
  return true
}
