// The tree that JSON is read into: one object a node, which refers to the source for its texts. Most of a request is never
// looked at, and allocation is what costs most.

import { readFloat } from './float-read'
import { JsonWriter } from './json'

/** Kinds of a `Json` node. An integral number without point or exponent that fits 64 bits is an INT. */
export const NULL: i32 = 0
export const BOOL: i32 = 1
export const INT: i32 = 2
export const FLOAT: i32 = 3
export const STRING: i32 = 4
export const ARRAY: i32 = 5
export const OBJECT: i32 = 6

/** A node of the tree: one object, which refers to the source for its texts. What is not asked for is never copied. */
export class Json {
  /** An INT's value, 0 or 1 for a BOOL. */
  int: i64 = 0
  /** The first element of an array or member of an object. */
  first: Json | null = null
  /** The next element or member of what this one is in. */
  next: Json | null = null
  private to: i32 = 0
  private keyFrom: i32 = 0
  private keyTo: i32 = 0

  constructor(
    public kind: i32,
    private source: string,
    private from: i32,
  ) {}

  /** Says where the node ends. */
  endAt(to: i32): void {
    this.to = to
  }

  /** Says where a member's key is, without its quotes. */
  setKey(from: i32, to: i32): void {
    this.keyFrom = from
    this.keyTo = to
  }

  /** Says that a number is integral. */
  becomeInt(value: i64): void {
    this.kind = INT
    this.int = value
  }

  /** The JSON text of the node, as it was read. */
  get json(): string {
    return this.source.substring(this.from, this.to)
  }

  /** A string's value. */
  get text(): string {
    return unescape(this.source, this.from + 1, this.to - 1)
  }

  /** A member's key. */
  get key(): string {
    return unescape(this.source, this.keyFrom, this.keyTo)
  }

  /** A number's value. Only programs that ask for it pay for the conversion. */
  get float(): f64 {
    return this.kind == INT ? <f64>this.int : readFloat(this.source, this.from, this.to)
  }

  /** Whether it is this string. */
  is(text: string): bool {
    return this.kind == STRING && equalsPart(text, this.source, this.from + 1, this.to - 1)
  }

  /** The value of a key, the last one if it is repeated; `null` if the key is absent or this is no object. */
  get(key: string): Json | null {
    let found: Json | null = null
    if (this.kind != OBJECT) return null
    let member = this.first
    while (member !== null) {
      if (equalsPart(key, member.source, member.keyFrom, member.keyTo)) found = member
      member = member.next
    }
    return found
  }

  /** The text at a key, "" if there is none. */
  textAt(key: string): string {
    const node = this.get(key)
    return node !== null && node.kind == STRING ? node.text : ''
  }

  /** The integer at a key, 0 if there is none. */
  intAt(key: string): i64 {
    const node = this.get(key)
    return node === null ? 0 : node.int
  }

  /** The first element of the array at a key, `null` if there is none. */
  listAt(key: string): Json | null {
    const node = this.get(key)
    return node !== null && node.kind == ARRAY ? node.first : null
  }
}

/** Whether a part of the source stands for a text. Escapes are looked for only where the plain comparison fails. */
export function equalsPart(text: string, source: string, from: i32, to: i32): bool {
  const part = changetype<usize>(source) + ((<usize>from) << 1)
  const bytes = (<usize>(to - from)) << 1
  if (text.length == to - from && memory.compare(part, changetype<usize>(text), bytes) == 0) return true
  return text.length < to - from && findSpecial(source, from, to) < to && unescape(source, from, to) == text
}

/** The first unit of a part that cannot stand in a JSON string as it is: a quote, a backslash, a control character. */
export function findSpecial(source: string, from: i32, to: i32): i32 {
  const start = changetype<usize>(source)
  let at = start + ((<usize>from) << 1)
  const end = start + ((<usize>to) << 1)
  // Four at a time: what is subtracted borrows from the top bit of a lane that is below 32, or the unit looked for.
  while (at + 8 <= end) {
    const units = load<u64>(at)
    const quote = units ^ 0x0022_0022_0022_0022
    const backslash = units ^ 0x005c_005c_005c_005c
    const found =
      ((units - 0x0020_0020_0020_0020) & ~units) |
      ((quote - 0x0001_0001_0001_0001) & ~quote) |
      ((backslash - 0x0001_0001_0001_0001) & ~backslash)
    if ((found & 0x8000_8000_8000_8000) != 0) break
    at += 8
  }
  for (; at < end; at += 2) {
    const unit = load<u16>(at)
    if (unit < 32 || unit == 34 || unit == 92) break
  }
  return <i32>((at - start) >> 1)
}

/** The text that a part of the source stands for. The parser has seen to it that the escapes are right. */
export function unescape(source: string, from: i32, to: i32): string {
  let escape = findSpecial(source, from, to)
  if (escape == to) return source.substring(from, to)
  const out = new JsonWriter()
  let run = from
  while (escape < to) {
    out.appendPart(source, run, escape)
    const kind = source.charCodeAt(escape + 1)
    out.unit(<u16>(kind == 117 ? hexUnit(source, escape + 2) : escapedUnit(kind)))
    run = escape + (kind == 117 ? 6 : 2)
    escape = findSpecial(source, run, to)
  }
  out.appendPart(source, run, to)
  return out.toString()
}

/** The unit that a backslash and another unit stand for, -1 for none. */
export function escapedUnit(unit: i32): i32 {
  switch (unit) {
    case 98:
      return 8
    case 102:
      return 12
    case 110:
      return 10
    case 114:
      return 13
    case 116:
      return 9
    case 34:
    case 47:
    case 92:
      return unit
    default:
      return -1
  }
}

function hexUnit(source: string, from: i32): i32 {
  let value = 0
  for (let i = from; i < from + 4; i++) value = value * 16 + hexDigit(source.charCodeAt(i))
  return value
}

/** The value of a hexadecimal digit, -1 if it is none. */
export function hexDigit(unit: i32): i32 {
  const lower = unit | 32
  return isDigit(unit) ? unit - 48 : lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** Whether a unit is a decimal digit. */
export function isDigit(unit: i32): bool {
  return unit >= 48 && unit <= 57
}

/** The bytes that hexadecimal digits stand for, as ints. */
export function bytesFromHex(hex: string): i64[] {
  const bytes = new Array<i64>(hex.length >> 1)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (hexDigit(hex.charCodeAt(i << 1)) << 4) | hexDigit(hex.charCodeAt((i << 1) + 1))
  }
  return bytes
}
