// Ranges as values: `0..5`, `0..=5`. They hold no list; one is made where a list is wanted.

import { JsonWriter } from './json'
import { intText } from './number'

/** `from..to`, or `from..=to` if it is inclusive. */
export class Range {
  constructor(
    readonly from: i64,
    readonly to: i64,
    readonly inclusive: bool,
  ) {}

  /** How many ints it has; the largest int if there are more. */
  get size(): i64 {
    if (this.inclusive ? this.from > this.to : this.from >= this.to) return 0
    const distance = <u64>this.to - <u64>this.from
    if (distance >= <u64>i64.MAX_VALUE) return i64.MAX_VALUE
    return <i64>distance + (this.inclusive ? 1 : 0)
  }

  /** How many numbers it has. */
  count(): i64 {
    return this.size
  }

  /** The number at a position. */
  nth(index: i64): i64 {
    return this.from + index
  }

  toList(): i64[] {
    const size = this.size
    const list = new Array<i64>(<i32>min<i64>(size, i32.MAX_VALUE))
    for (let i = 0; i < list.length; i++) unchecked((list[i] = this.from + i))
    return list
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'range'
  }

  show(): string {
    return intText(this.from) + (this.inclusive ? '..=' : '..') + intText(this.to)
  }

  write(json: JsonWriter): void {
    json.value<i64[]>(this.toList())
  }

  equals(other: Range): bool {
    return this.from == other.from && this.to == other.to && this.inclusive == other.inclusive
  }
}
