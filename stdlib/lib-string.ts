// Module `string`. Positions and lengths count code points; AssemblyScript's strings are UTF-16, so a code point above
// U+FFFF is two units.

import { show } from './show'

/** `string.len(s)`: code points. */
export function len(s: string): i64 {
  return points(s, s.length)
}

/** `string.byte_len(s)`: bytes in UTF-8. */
export function byte_len(s: string): i64 {
  return String.UTF8.byteLength(s)
}

/** `string.trim(s, chars)`: Unicode white space, or any of `chars`. */
export function trim(s: string, chars: string = ''): string {
  if (chars == '') return s.trim()
  const set = split(chars, '')
  const parts = split(s, '')
  let from = 0
  let to = parts.length
  while (from < to && set.includes(parts[from])) from++
  while (to > from && set.includes(parts[to - 1])) to--
  return parts.slice(from, to).join('')
}

/** `string.to_upper(s)` */
export function to_upper(s: string): string {
  return s.toUpperCase()
}

/** `string.to_lower(s)` */
export function to_lower(s: string): string {
  return s.toLowerCase()
}

/** `string.contains(s, t)` */
export function contains(s: string, t: string): bool {
  return s.includes(t)
}

/** `string.starts_with(s, t)` */
export function starts_with(s: string, t: string): bool {
  return s.startsWith(t)
}

/** `string.ends_with(s, t)` */
export function ends_with(s: string, t: string): bool {
  return s.endsWith(t)
}

/** `string.index_of(s, t)`: position or -1. */
export function index_of(s: string, t: string): i64 {
  const at = s.indexOf(t)
  return at < 0 ? -1 : points(s, at)
}

/** `string.split(s, sep)`: "" splits into characters. */
export function split(s: string, sep: string): string[] {
  if (sep != '') return s.split(sep)
  const parts: string[] = []
  for (let i = 0; i < s.length; ) {
    const next = i + (s.codePointAt(i) > 0xffff ? 2 : 1)
    parts.push(s.substring(i, next))
    i = next
  }
  return parts
}

/** `string.join(list, sep)`: elements in printed form. */
export function join<T>(list: T[], sep: string): string {
  const texts = new Array<string>(list.length)
  for (let i = 0; i < list.length; i++) texts[i] = show<T>(list[i])
  return texts.join(sep)
}

/** `string.replace(s, a, b)`: the first occurrence. */
export function replace(s: string, a: string, b: string): string {
  return a == '' ? s : s.replace(a, b)
}

/** `string.replace_all(s, a, b)` */
export function replace_all(s: string, a: string, b: string): string {
  return a == '' ? s : s.replaceAll(a, b)
}

/** `string.repeat(s, n)`: nothing for n below 1. */
export function repeat(s: string, n: i64): string {
  return n <= 0 ? '' : s.repeat(<i32>n)
}

/** `string.lines(s)`: split at LF or CRLF, no empty last line. */
export function lines(s: string): string[] {
  const list = s.split('\n')
  if (list[list.length - 1] == '') list.pop()
  for (let i = 0; i < list.length; i++) {
    if (list[i].endsWith('\r')) list[i] = list[i].substring(0, list[i].length - 1)
  }
  return list
}

function points(s: string, end: i32): i64 {
  let count = 0
  for (let i = 0; i < end; i++) if ((s.charCodeAt(i) & 0xfc00) != 0xdc00) count++
  return count
}
