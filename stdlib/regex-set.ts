// Sets of characters, as the classes of regular expressions have them: code points in ranges. Unicode's categories, scripts
// and case folding are read from the packed tables of regex-unicode.generated.ts when a pattern asks for them.

import {
  CATEGORIES,
  CATEGORY_BYTES,
  categoryRuns,
  FOLD_BYTES,
  foldRuns,
  SCRIPT_BYTES,
  scriptRuns,
  SCRIPTS,
} from './regex-unicode.generated'

/** The last code point. */
export const LAST: i32 = 0x10ffff

/** A set of code points. */
export class CharSet {
  /** First and last of each range, in order once `order` has been called. */
  ranges: i32[] = []
  /** The first 128 as bits. */
  private low: u64 = 0
  private high: u64 = 0

  add(from: i32, to: i32): void {
    this.ranges.push(from)
    this.ranges.push(to)
  }

  addAll(other: CharSet): void {
    for (let i = 0; i < other.ranges.length; i++) this.ranges.push(other.ranges[i])
  }

  /** Puts the ranges in order and joins those that touch; to be called before any question is asked. */
  order(): void {
    const sorted = this.ranges
    // By insertion at shrinking distances. A comparison function would be a call through the table, which Asyncify must
    // take for one that waits.
    for (let gap = largestGap(sorted.length); gap > 1; gap = gap == 2 ? 1 : (gap / 6) << 1) {
      for (let i = gap; i < sorted.length; i += 2) {
        const from = sorted[i]
        const to = sorted[i + 1]
        let at = i
        for (; at >= gap && sorted[at - gap] > from; at -= gap) {
          sorted[at] = sorted[at - gap]
          sorted[at + 1] = sorted[at - gap + 1]
        }
        sorted[at] = from
        sorted[at + 1] = to
      }
    }
    const ranges: i32[] = []
    for (let i = 0; i < sorted.length; i += 2) {
      const last = ranges.length - 1
      if (last > 0 && sorted[i] <= ranges[last] + 1) ranges[last] = max(ranges[last], sorted[i + 1])
      else {
        ranges.push(sorted[i])
        ranges.push(sorted[i + 1])
      }
    }
    this.ranges = ranges
    this.low = 0
    this.high = 0
    for (let point = 0; point < 128; point++) {
      if (!this.finds(point)) continue
      if (point < 64) this.low |= (<u64>1) << point
      else this.high |= (<u64>1) << (point - 64)
    }
  }

  has(point: i32): bool {
    if (point < 64) return ((this.low >> point) & 1) != 0
    if (point < 128) return ((this.high >> (point - 64)) & 1) != 0
    return this.finds(point)
  }

  private finds(point: i32): bool {
    const ranges = this.ranges
    let from = 0
    let to = ranges.length >> 1
    while (from < to) {
      const middle = (from + to) >> 1
      if (point > unchecked(ranges[(middle << 1) + 1])) from = middle + 1
      else to = middle
    }
    return from < ranges.length >> 1 && point >= unchecked(ranges[from << 1])
  }

  /** Everything else. */
  negate(): void {
    this.order()
    const ranges: i32[] = []
    let next = 0
    for (let i = 0; i < this.ranges.length; i += 2) {
      if (this.ranges[i] > next) {
        ranges.push(next)
        ranges.push(this.ranges[i] - 1)
      }
      next = this.ranges[i + 1] + 1
    }
    if (next <= LAST) {
      ranges.push(next)
      ranges.push(LAST)
    }
    this.ranges = ranges
    this.order()
  }

  /** Adds what differs from its members only in case. */
  fold(): void {
    this.order()
    this.foldTo(true)
    this.order()
    this.foldTo(false)
    this.order()
  }

  // What members fold to, or what folds to members.
  private foldTo(forward: bool): void {
    const found: i32[] = []
    const bytes = new Bytes(foldRuns, FOLD_BYTES)
    let point = 0
    while (bytes.more) {
      point += bytes.number()
      let count = bytes.number()
      const stride = bytes.byte()
      const zigzag = bytes.number()
      const difference = (zigzag >> 1) ^ -(zigzag & 1)
      while (true) {
        const other = point + difference
        if (this.has(forward ? point : other)) found.push(forward ? other : point)
        if (--count == 0) break
        point += stride
      }
    }
    for (let i = 0; i < found.length; i++) this.add(found[i], found[i])
  }
}

// 2, 8, 26, …: each three times the one before it and one range more.
function largestGap(length: i32): i32 {
  let gap = 2
  while (gap * 3 + 2 < length) gap = gap * 3 + 2
  return gap
}

/** Reads a packed table. */
class Bytes {
  private end: usize

  constructor(
    private at: usize,
    size: usize,
  ) {
    this.end = at + size
  }

  get more(): bool {
    return this.at < this.end
  }

  byte(): i32 {
    return load<u8>(this.at++)
  }

  number(): i32 {
    let value = 0
    let shift = 0
    while (true) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
      shift += 7
    }
  }
}

/** The set of a category (`Lu`, `L`), a script (`Greek`) or `Any`; null for another name. */
export function unicodeSet(name: string): CharSet | null {
  if (name == 'Any') {
    const any = new CharSet()
    any.add(0, LAST)
    return any
  }
  const wanted = categoryBits(name)
  return wanted != 0 ? categorySet(wanted) : scriptSet(name)
}

function categoryBits(name: string): u32 {
  let bits: u32 = 0
  const assigned = CATEGORIES.length - 2
  for (let i = 0; i < assigned; i += 2) {
    const isOne = name.length == 1 ? CATEGORIES.charCodeAt(i) == name.charCodeAt(0) : CATEGORIES.substr(i, 2) == name
    if (isOne) bits |= 1 << (i >> 1)
  }
  return bits
}

function categorySet(wanted: u32): CharSet {
  const set = new CharSet()
  const bytes = new Bytes(categoryRuns, CATEGORY_BYTES)
  let point = 0
  while (bytes.more) {
    const byte = bytes.byte()
    const length = (byte & 7) == 0 ? bytes.number() : byte & 7
    if ((wanted & (1 << (byte >> 3))) != 0) set.add(point, point + length - 1)
    point += length
  }
  return set
}

function scriptSet(name: string): CharSet | null {
  const place = name.includes(',') ? -1 : SCRIPTS.indexOf(',' + name + ',')
  if (place < 0) return null
  let wanted = 1
  for (let i = 0; i < place; i++) if (SCRIPTS.charCodeAt(i) == 44) wanted++
  const set = new CharSet()
  const bytes = new Bytes(scriptRuns, SCRIPT_BYTES)
  let point = 0
  while (bytes.more) {
    const script = bytes.byte()
    const length = bytes.number()
    if (script == wanted) set.add(point, point + length - 1)
    point += length
  }
  return set
}
