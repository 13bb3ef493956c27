// Haira's map: insertion-ordered, with keys compared by `==`. Entries stand one after the other in the order in which
// they came. Maps of few entries are searched from the front. Larger ones have an index: buckets hold the number of the
// first entry with such a hash, each entry that of the next one.

import { equals } from './equal'
import { hash } from './hash'

/** The most entries of maps without an index. */
const FEW = 8
/** What stands for no entry. Entries are counted from 1 in buckets and chains, so that fresh arrays are empty. */
const NONE: u32 = 0
/** The next entry of one that has been deleted. */
const DELETED: u32 = u32.MAX_VALUE

export class Map<K, V> {
  private keyList: StaticArray<K> = changetype<StaticArray<K>>(<usize>0)
  private valueList: StaticArray<V> = changetype<StaticArray<V>>(<usize>0)
  /** One array, since each costs an allocation: the buckets, as many as there is room for entries; behind them, for each entry, its hash and the next one. */
  private index: StaticArray<u32> = changetype<StaticArray<u32>>(<usize>0)
  /** Entries there are; of a map with an index, deleted ones among them. */
  private used: i32 = 0
  private live: i32 = 0
  /** Whether another map has the same list of keys, so that nothing may be stored into it. */
  private sharesKeys: bool = false

  /** How many entries it has. */
  get size(): i32 {
    return this.live
  }

  private get hasIndex(): bool {
    return changetype<usize>(this.index) != 0
  }

  /** The number of a key's entry; -1 if there is none. */
  find(key: K): i32 {
    if (this.hasIndex) return this.findHashed(key, hash<K>(key))
    for (let i = 0; i < this.used; i++) if (same<K>(unchecked(this.keyList[i]), key)) return i
    return -1
  }

  private findHashed(key: K, code: u32): i32 {
    let entry = unchecked(this.index[this.bucketOf(code)])
    while (entry != NONE) {
      const at = entry - 1
      if (this.hashAt(at) == code && same<K>(unchecked(this.keyList[at]), key)) return at
      entry = this.nextAt(at)
    }
    return -1
  }

  // With an index, there is room for a power of two of entries.
  private bucketOf(code: u32): i32 {
    return code & (this.valueList.length - 1)
  }

  private hashAt(entry: i32): u32 {
    return unchecked(this.index[this.valueList.length + (entry << 1)])
  }

  private nextAt(entry: i32): u32 {
    return unchecked(this.index[this.valueList.length + (entry << 1) + 1])
  }

  private setNext(entry: i32, next: u32): void {
    unchecked((this.index[this.valueList.length + (entry << 1) + 1] = next))
  }

  private isLive(entry: i32): bool {
    return !this.hasIndex || this.nextAt(entry) != DELETED
  }

  /** The value of an entry that `find` has given. */
  valueAt(entry: i32): V {
    return unchecked(this.valueList[entry])
  }

  /** The key at a place in the order. */
  keyAt(place: i32): K {
    return this.used == this.live ? unchecked(this.keyList[place]) : this.keys()[place]
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
    let code: u32 = this.hasIndex ? hash<K>(key) : 0
    const known = this.hasIndex ? this.findHashed(key, code) : this.find(key)
    if (known >= 0) {
      unchecked((this.valueList[known] = value))
      return
    }
    const room = changetype<usize>(this.valueList) == 0 ? 0 : this.valueList.length
    if (this.used == room || this.sharesKeys) {
      const hadIndex = this.hasIndex
      this.makeRoom(this.used == room ? this.live << 1 : room)
      if (this.hasIndex && !hadIndex) code = hash<K>(key)
    }
    this.add(key, value, code)
  }

  // A new key. There is room for it.
  private add(key: K, value: V, code: u32): void {
    const at = this.used++
    unchecked((this.keyList[at] = key))
    unchecked((this.valueList[at] = value))
    this.live++
    if (!this.hasIndex) return
    const bucket = this.bucketOf(code)
    unchecked((this.index[this.valueList.length + (at << 1)] = code))
    this.setNext(at, unchecked(this.index[bucket]))
    unchecked((this.index[bucket] = at + 1))
  }

  // New lists, with room for so many entries at least. Deleted ones are left behind.
  private makeRoom(least: i32): void {
    const keyList = this.keyList
    const valueList = this.valueList
    const index = this.index
    const used = this.used
    const room = least <= FEW ? max(least, 4) : 1 << (32 - clz(least - 1))
    this.index = changetype<StaticArray<u32>>(<usize>0)
    if (room > FEW) this.index = new StaticArray<u32>(room * 3)
    this.keyList = new StaticArray<K>(room)
    this.valueList = new StaticArray<V>(room)
    this.sharesKeys = false
    this.used = 0
    this.live = 0
    for (let i = 0; i < used; i++) {
      const key = unchecked(keyList[i])
      let code: u32 = 0
      if (changetype<usize>(index) != 0) {
        const at = valueList.length + (i << 1)
        if (unchecked(index[at + 1]) == DELETED) continue
        code = unchecked(index[at])
      } else if (this.hasIndex) code = hash<K>(key)
      this.add(key, unchecked(valueList[i]), code)
    }
  }

  /** Says of a map that has no entries that its keys are likely to be those of another one, and to come in the same order. */
  follow(other: Map<K, V>): void {
    if (other.hasIndex) return this.makeRoom(other.live)
    this.keyList = other.keyList
    this.valueList = new StaticArray<V>(other.live)
    this.sharesKeys = other.sharesKeys = true
  }

  /** The same as `set`, where keys are references: the next key of a map that is followed is neither looked for nor stored. */
  setNextKey(key: K, value: V): void {
    const at = this.used
    const isNext = this.sharesKeys && at < this.valueList.length
    if (!isNext || changetype<usize>(unchecked(this.keyList[at])) != changetype<usize>(key)) return this.set(key, value)
    unchecked((this.valueList[at] = value))
    this.used = this.live = at + 1
  }

  /** Forgets a key; whether it was there. */
  delete(key: K): bool {
    let at = this.find(key)
    if (at < 0) return false
    if (this.hasIndex) this.unlink(at)
    else {
      if (this.sharesKeys) this.makeRoom(this.used)
      this.used--
      for (; at < this.used; at++) {
        unchecked((this.keyList[at] = this.keyList[at + 1]))
        unchecked((this.valueList[at] = this.valueList[at + 1]))
      }
    }
    if (isReference<K>()) unchecked((this.keyList[at] = changetype<K>(<usize>0)))
    if (isReference<V>()) unchecked((this.valueList[at] = changetype<V>(<usize>0)))
    this.live--
    return true
  }

  private unlink(at: i32): void {
    const next = this.nextAt(at)
    const bucket = this.bucketOf(this.hashAt(at))
    let entry = unchecked(this.index[bucket])
    if (entry == at + 1) unchecked((this.index[bucket] = next))
    else {
      while (this.nextAt(entry - 1) != at + 1) entry = this.nextAt(entry - 1)
      this.setNext(entry - 1, next)
    }
    this.setNext(at, DELETED)
  }

  /** All keys, in order. */
  keys(): K[] {
    const keys = new Array<K>()
    for (let i = 0; i < this.used; i++) if (this.isLive(i)) keys.push(unchecked(this.keyList[i]))
    return keys
  }

  /** All values, in the order of their keys. */
  values(): V[] {
    const values = new Array<V>()
    for (let i = 0; i < this.used; i++) if (this.isLive(i)) values.push(unchecked(this.valueList[i]))
    return values
  }
}

/** A map without entries, which is all zeros: without the constructor, which would set each field. */
export function emptyMap<K, V>(): Map<K, V> {
  return changetype<Map<K, V>>(__new(offsetof<Map<K, V>>(), idof<Map<K, V>>()))
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
