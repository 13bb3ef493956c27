// Haira's map: insertion-ordered, with keys compared by `==`. Entries stand one after the other in the order in which
// they came; buckets hold the number of the first entry with such a hash, each entry that of the next one.

import { equals } from './equal'
import { hash } from './hash'

/** What stands for no entry. Entries are counted from 1 in buckets and chains, so that fresh arrays are empty. */
const NONE: i32 = 0
/** The next entry of one that has been deleted. */
const DELETED: i32 = -1

export class Map<K, V> {
  private buckets: StaticArray<i32> = new StaticArray<i32>(0)
  private hashes: StaticArray<u32> = new StaticArray<u32>(0)
  private nexts: StaticArray<i32> = new StaticArray<i32>(0)
  private keyList: StaticArray<K> = new StaticArray<K>(0)
  private valueList: StaticArray<V> = new StaticArray<V>(0)
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
    const buckets = this.buckets
    let entry = unchecked(buckets[code & (buckets.length - 1)])
    while (entry != NONE) {
      const at = entry - 1
      if (unchecked(this.hashes[at]) == code && same<K>(unchecked(this.keyList[at]), key)) return at
      entry = unchecked(this.nexts[at])
    }
    return -1
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
    if (this.used == this.keyList.length) this.grow()
    this.add(key, value, code)
  }

  private add(key: K, value: V, code: u32): void {
    const at = this.used++
    const buckets = this.buckets
    const bucket = code & (buckets.length - 1)
    unchecked((this.keyList[at] = key))
    unchecked((this.valueList[at] = value))
    unchecked((this.hashes[at] = code))
    unchecked((this.nexts[at] = unchecked(buckets[bucket])))
    unchecked((buckets[bucket] = at + 1))
    this.live++
  }

  // Twice the room for what is there; deleted entries are left behind.
  private grow(): void {
    let room = 4
    while (room < this.live << 1) room <<= 1
    const keyList = this.keyList
    const valueList = this.valueList
    const hashes = this.hashes
    const nexts = this.nexts
    const used = this.used
    this.buckets = new StaticArray<i32>(room)
    this.hashes = new StaticArray<u32>(room)
    this.nexts = new StaticArray<i32>(room)
    this.keyList = new StaticArray<K>(room)
    this.valueList = new StaticArray<V>(room)
    this.used = 0
    this.live = 0
    for (let i = 0; i < used; i++) {
      if (unchecked(nexts[i]) == DELETED) continue
      this.add(unchecked(keyList[i]), unchecked(valueList[i]), unchecked(hashes[i]))
    }
  }

  /** Forgets a key; whether it was there. */
  delete(key: K): bool {
    const at = this.find(key)
    if (at < 0) return false
    const buckets = this.buckets
    const nexts = this.nexts
    const next = unchecked(nexts[at])
    const bucket = unchecked(this.hashes[at]) & (buckets.length - 1)
    let entry = unchecked(buckets[bucket])
    if (entry == at + 1) unchecked((buckets[bucket] = next))
    else {
      while (unchecked(nexts[entry - 1]) != at + 1) entry = unchecked(nexts[entry - 1])
      unchecked((nexts[entry - 1] = next))
    }
    unchecked((nexts[at] = DELETED))
    if (isReference<K>()) unchecked((this.keyList[at] = changetype<K>(<usize>0)))
    if (isReference<V>()) unchecked((this.valueList[at] = changetype<V>(<usize>0)))
    this.live--
    return true
  }

  /** All keys, in order. */
  keys(): K[] {
    const keys = new Array<K>()
    for (let i = 0; i < this.used; i++) {
      if (unchecked(this.nexts[i]) != DELETED) keys.push(unchecked(this.keyList[i]))
    }
    return keys
  }

  /** All values, in the order of their keys. */
  values(): V[] {
    const values = new Array<V>()
    for (let i = 0; i < this.used; i++) {
      if (unchecked(this.nexts[i]) != DELETED) values.push(unchecked(this.valueList[i]))
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
