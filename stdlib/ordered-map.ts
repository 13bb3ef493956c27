// Haira's map: insertion-ordered, with keys compared by `==`. Entries stand one after the other in the order in which
// they came; buckets hold the number of the first entry with such a hash, each entry that of the next one.

import { equals } from './equal'
import { hash } from './hash'

/** What stands for no entry. Entries are counted from 1 in buckets and chains, so that fresh arrays are empty. */
const NONE: u32 = 0
/** The next entry of one that has been deleted. */
const DELETED: u32 = u32.MAX_VALUE

export class Map<K, V> {
  /** One array, since each costs an allocation: the buckets, as many as there is room for entries; behind them, for each entry, its hash and the next one. */
  private index: StaticArray<u32> = changetype<StaticArray<u32>>(<usize>0)
  private keyList: StaticArray<K> = changetype<StaticArray<K>>(<usize>0)
  private valueList: StaticArray<V> = changetype<StaticArray<V>>(<usize>0)
  /** Entries there can be. A map without any has no arrays. */
  private room: i32 = 0
  /** Entries there are, deleted ones among them. */
  private used: i32 = 0
  private live: i32 = 0

  /** How many entries it has. */
  get size(): i32 {
    return this.live
  }

  /** The number of a key's entry; -1 if there is none. */
  find(key: K): i32 {
    if (this.live == 0) return -1
    return this.findHashed(key, hash<K>(key))
  }

  private findHashed(key: K, code: u32): i32 {
    let entry = unchecked(this.index[code & (this.room - 1)])
    while (entry != NONE) {
      const at = entry - 1
      if (this.hashAt(at) == code && same<K>(unchecked(this.keyList[at]), key)) return at
      entry = this.nextAt(at)
    }
    return -1
  }

  private hashAt(entry: i32): u32 {
    return unchecked(this.index[this.room + (entry << 1)])
  }

  private nextAt(entry: i32): u32 {
    return unchecked(this.index[this.room + (entry << 1) + 1])
  }

  private setNext(entry: i32, next: u32): void {
    unchecked((this.index[this.room + (entry << 1) + 1] = next))
  }

  /** The value of an entry that `find` has given. */
  valueAt(entry: i32): V {
    return unchecked(this.valueList[entry])
  }

  /** Whether there is a value of this key. */
  has(key: K): bool {
    return this.find(key) >= 0
  }

  /** The value of a key that is there. */
  get(key: K): V {
    const entry = this.find(key)
    assert(entry >= 0)
    return this.valueAt(entry)
  }

  /** Replaces the value of a key, or adds it at the end. */
  set(key: K, value: V): void {
    const code = hash<K>(key)
    if (this.live > 0) {
      const known = this.findHashed(key, code)
      if (known >= 0) {
        unchecked((this.valueList[known] = value))
        return
      }
    }
    if (this.used == this.room) this.grow()
    this.add(key, value, code)
  }

  private add(key: K, value: V, code: u32): void {
    const at = this.used++
    const bucket = code & (this.room - 1)
    unchecked((this.keyList[at] = key))
    unchecked((this.valueList[at] = value))
    unchecked((this.index[this.room + (at << 1)] = code))
    this.setNext(at, unchecked(this.index[bucket]))
    unchecked((this.index[bucket] = at + 1))
    this.live++
  }

  // Twice the room for what is there; deleted entries are left behind.
  private grow(): void {
    let room = 4
    while (room < this.live << 1) room <<= 1
    const index = this.index
    const keyList = this.keyList
    const valueList = this.valueList
    const before = this.room
    const used = this.used
    this.makeRoom(room)
    for (let i = 0; i < used; i++) {
      const at = before + (i << 1)
      if (unchecked(index[at + 1]) == DELETED) continue
      this.add(unchecked(keyList[i]), unchecked(valueList[i]), unchecked(index[at]))
    }
  }

  // An empty map, with room for a power of two of entries.
  private makeRoom(room: i32): void {
    this.index = new StaticArray<u32>(room * 3)
    this.keyList = new StaticArray<K>(room)
    this.valueList = new StaticArray<V>(room)
    this.room = room
    this.used = 0
    this.live = 0
  }

  /** Makes room for so many entries in a map that has none. */
  reserve(count: i32): void {
    if (count == 0) return
    let room = 4
    while (room < count) room <<= 1
    this.makeRoom(room)
  }

  /** Forgets a key; whether it was there. */
  delete(key: K): bool {
    const at = this.find(key)
    if (at < 0) return false
    const next = this.nextAt(at)
    const bucket = this.hashAt(at) & (this.room - 1)
    let entry = unchecked(this.index[bucket])
    if (entry == at + 1) unchecked((this.index[bucket] = next))
    else {
      while (this.nextAt(entry - 1) != at + 1) entry = this.nextAt(entry - 1)
      this.setNext(entry - 1, next)
    }
    this.setNext(at, DELETED)
    if (isReference<K>()) unchecked((this.keyList[at] = changetype<K>(<usize>0)))
    if (isReference<V>()) unchecked((this.valueList[at] = changetype<V>(<usize>0)))
    this.live--
    return true
  }

  /** All keys, in order. */
  keys(): K[] {
    const keys = new Array<K>()
    for (let i = 0; i < this.used; i++) {
      if (this.nextAt(i) != DELETED) keys.push(unchecked(this.keyList[i]))
    }
    return keys
  }

  /** All values, in the order of their keys. */
  values(): V[] {
    const values = new Array<V>()
    for (let i = 0; i < this.used; i++) {
      if (this.nextAt(i) != DELETED) values.push(unchecked(this.valueList[i]))
    }
    return values
  }
}

function same<K>(a: K, b: K): bool {
  if (!isReference<K>()) return a == b
  if (isString<K>()) return changetype<string>(a) == changetype<string>(b)
  // A variant that carries nothing is one object.
  if (!isNullable<K>()) {
    if (isDefined(a.tag)) return changetype<usize>(a) == changetype<usize>(b)
  }
  return equals<K>(a, b)
}
