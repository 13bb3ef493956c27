// The characters of a string, which are code points: one at a position, and one after the other. Offsets are in UTF-16
// units, as AssemblyScript's strings have them.

import { outOfRange } from './list'
import { panic } from './panic'
import { Range } from './range'

/** `s[i]` */
export function characterAt(s: string, index: i64): string {
  let offset = 0
  for (let left = index; left > 0 && offset < s.length; left--) offset = after(s, offset)
  if (index >= 0 && offset < s.length) return s.substring(offset, after(s, offset))
  panic(outOfRange(index, count(s)))
  return ''
}

/** How many characters there are. */
export function count(s: string): i64 {
  let length: i64 = 0
  for (let at = 0; at < s.length; at = after(s, at)) length++
  return length
}

/** `s[a..b]`: a part, clamped. */
export function part(s: string, from: i64, to: i64): string {
  let start = 0
  let index: i64 = 0
  for (; index < from && start < s.length; index++) start = after(s, start)
  let end = start
  for (; index < to && end < s.length; index++) end = after(s, end)
  return s.substring(start, end)
}

/** `s[a..=b]` */
export function partThrough(s: string, from: i64, to: i64): string {
  return part(s, from, to < i64.MAX_VALUE ? to + 1 : to)
}

/** `s[r]` of a range that is a value. */
export function partBy(s: string, range: Range): string {
  return range.inclusive ? partThrough(s, range.from, range.to) : part(s, range.from, range.to)
}

/** The character that begins at an offset: what a loop over a string gives. */
export function characterFrom(s: string, offset: i32): string {
  return s.substring(offset, after(s, offset))
}

/** The offset of the next character. A half of a pair without its other half is a character of its own. */
export function after(s: string, offset: i32): i32 {
  const isPair =
    (s.charCodeAt(offset) & 0xfc00) == 0xd800 && offset + 1 < s.length && (s.charCodeAt(offset + 1) & 0xfc00) == 0xdc00
  return offset + (isPair ? 2 : 1)
}
