// Writing JSON: one growing buffer of UTF-16 units, from which a request is converted to UTF-8 once. Commas look after
// themselves. Reading is in json-read.ts.

import { AnyString } from './any'
import { findSpecial } from './json-node'
import { floatText, shortest } from './float-text'
import { magnitude, naturalText, textSize, writeText } from './number'
import { Map } from './ordered-map'

export { JsonReader } from './decode'

/** A buffer that is used again may have this many bytes. */
const MAX_KEPT: i32 = 128 * 1024

/** Lists, maps and structs within each other; `any` around one counts, too. What is deeper is most likely a cycle. */
const MAX_DEPTH: i32 = 1000

/** Writes one JSON text. Also serves as a plain string builder, with `raw`. */
export class JsonWriter {
  private buffer: ArrayBuffer
  private used: usize = 0
  private comma: bool = false
  private depth: i32 = 0
  /** Why what was written is no JSON, or empty: NaN and infinities have no form in it. */
  problem: string = ''

  constructor(capacity: i32 = 256) {
    this.buffer = new ArrayBuffer(capacity)
  }

  /** Address of the first UTF-16 unit. */
  get start(): usize {
    return changetype<usize>(this.buffer)
  }

  /** Number of UTF-16 units. */
  get length(): i32 {
    return <i32>(this.used >> 1)
  }

  /** Begins anew, in the same buffer unless it has become large. */
  clear(): void {
    if (this.buffer.byteLength > MAX_KEPT) this.buffer = new ArrayBuffer(MAX_KEPT)
    this.used = 0
    this.comma = false
    this.depth = 0
  }

  toString(): string {
    const text = changetype<string>(__new(this.used, idof<string>()))
    memory.copy(changetype<usize>(text), this.start, this.used)
    return text
  }

  beginObject(): void {
    this.separate()
    this.unit(123 /* { */)
    this.comma = false
  }

  endObject(): void {
    this.unit(125 /* } */)
    this.comma = true
  }

  beginArray(): void {
    this.separate()
    this.unit(91 /* [ */)
    this.comma = false
  }

  endArray(): void {
    this.unit(93 /* ] */)
    this.comma = true
  }

  key(name: string): void {
    this.separate()
    this.quoted(name)
    this.unit(58 /* : */)
    this.comma = false
  }

  text(value: string): void {
    this.separate()
    this.quoted(value)
    this.comma = true
  }

  int(value: i64): void {
    this.separate()
    const natural = magnitude(value)
    const size = textSize(natural, value < 0)
    writeText(this.reserve(size) + size, natural, value < 0)
    this.comma = true
  }

  float(value: f64): void {
    if (!isFinite(value)) {
      this.problem = 'cannot encode ' + floatText(value) + ' as JSON'
      this.nil()
      return
    }
    this.separate()
    this.append(floatText(value))
    this.comma = true
  }

  bool(value: bool): void {
    this.separate()
    this.append(value ? 'true' : 'false')
    this.comma = true
  }

  nil(): void {
    this.separate()
    this.append('null')
    this.comma = true
  }

  /** Text that is JSON already. */
  raw(json: string): void {
    this.separate()
    this.append(json)
    this.comma = true
  }

  /** Ends a line, after which another text begins. */
  line(): void {
    this.unit(10)
    this.comma = false
  }

  /** What another writer has written so far. */
  embed(json: JsonWriter): void {
    this.separate()
    memory.copy(this.reserve(json.used), json.start, json.used)
    this.comma = true
  }

  /** Two calls often needed together. */
  pair(name: string, value: string): void {
    this.key(name)
    this.text(value)
  }

  /** A value of any Haira type. */
  value<T>(value: T): void {
    if (isBoolean<T>()) this.bool(<bool>value)
    else if (isInteger<T>()) {
      if (isSigned<T>()) this.int(<i64>value)
      else this.raw(naturalText(<u64>value))
    } else if (isFloat<T>()) this.float(sizeof<T>() == 4 ? shortest(<f32>value) : <f64>value)
    else if (isNullable<T>()) {
      if (changetype<usize>(value) == 0) this.nil()
      else this.value<NonNullable<T>>(value!)
    } else if (isString<T>()) this.text(value)
    else if (this.enter()) {
      if (isArray<T>()) this.list<valueof<T>>(value)
      else if (isDefined(value.write)) value.write(this)
      else this.map(value)
      this.depth--
    }
  }

  // Once too deep, nothing more is written: a cycle may lead on in many ways.
  private enter(): bool {
    if (this.depth++ < MAX_DEPTH) return true
    this.problem = 'cannot encode a value that holds itself, or is nested deeper than 1000, as JSON'
    this.nil()
    return false
  }

  private list<E>(items: E[]): void {
    this.beginArray()
    for (let i = 0; i < items.length; i++) this.value<E>(items[i])
    this.endArray()
  }

  private map<K, V>(map: Map<K, V>): void {
    const keys = map.keys()
    this.beginObject()
    for (let i = 0; i < keys.length; i++) {
      if (isString<K>()) this.key(keys[i])
      else if (isFloat<K>()) this.key(floatText(<f64>keys[i]))
      else this.key(keys[i].toString())
      this.value<V>(map.get(keys[i]))
    }
    this.endObject()
  }

  private separate(): void {
    if (this.comma) this.unit(44 /* , */)
  }

  private reserve(bytes: usize): usize {
    const at = this.used
    const needed = at + bytes
    const capacity = <usize>this.buffer.byteLength
    if (needed > capacity) {
      const grown = new ArrayBuffer(<i32>max(capacity * 2, needed))
      memory.copy(changetype<usize>(grown), changetype<usize>(this.buffer), at)
      this.buffer = grown
    }
    this.used = needed
    return changetype<usize>(this.buffer) + at
  }

  /** One UTF-16 unit as it is. */
  unit(unit: u16): void {
    store<u16>(this.reserve(2), unit)
  }

  /** Units as they are, without a comma: for a string builder. */
  append(text: string): void {
    const bytes = (<usize>text.length) << 1
    memory.copy(this.reserve(bytes), changetype<usize>(text), bytes)
  }

  /** A part of a text, units as they are. */
  appendPart(text: string, from: i32, to: i32): void {
    if (to <= from) return
    const bytes = (<usize>(to - from)) << 1
    memory.copy(this.reserve(bytes), changetype<usize>(text) + ((<usize>from) << 1), bytes)
  }

  // Runs without special characters, nearly always all of the text, are copied at once.
  private quoted(text: string): void {
    const length = text.length
    this.unit(34 /* " */)
    let from = 0
    while (true) {
      const at = findSpecial(text, from, length)
      this.appendPart(text, from, at)
      if (at == length) break
      this.escape(text.charCodeAt(at))
      from = at + 1
    }
    this.unit(34 /* " */)
  }

  private escape(unit: i32): void {
    this.unit(92 /* \ */)
    switch (unit) {
      case 34:
      case 92:
        this.unit(<u16>unit)
        break
      case 8:
        this.unit(98 /* b */)
        break
      case 9:
        this.unit(116 /* t */)
        break
      case 10:
        this.unit(110 /* n */)
        break
      case 12:
        this.unit(102 /* f */)
        break
      case 13:
        this.unit(114 /* r */)
        break
      default: {
        const low = unit & 15
        this.append(unit < 16 ? 'u000' : 'u001')
        this.unit(<u16>(low < 10 ? 48 + low : 87 + low))
      }
    }
  }
}

const requestWriter = new JsonWriter(8192)

/** For the request of an import: one buffer serves all, since no fiber waits while a request is being written. */
export function freshRequest(): JsonWriter {
  requestWriter.clear()
  return requestWriter
}

/** A value of any Haira type as JSON. */
export function toJson<T>(value: T): string {
  const json = new JsonWriter()
  json.value<T>(value)
  return json.toString()
}

/** JSON of a value for a place where it may stand in a message. */
export function quoteJson(text: string): string {
  const json = new JsonWriter(16 + (text.length << 1))
  json.text(text)
  return json.toString()
}

/** What an agent is sent: a text as it is, everything else as JSON. */
export function messageText<T>(value: T): string {
  if (isNullable<T>()) return changetype<usize>(value) == 0 ? 'null' : messageText<NonNullable<T>>(value!)
  return toolText<T>(value)
}

/** What a model is told of a tool's result: a string as it is, everything else as JSON. */
export function toolText<T>(value: T): string {
  if (isNullable<T>()) return changetype<usize>(value) == 0 ? 'ok' : toolText<NonNullable<T>>(value!)
  if (isString<T>()) return value
  if (isReference<T>() && !isArray<T>()) {
    if (value instanceof AnyString) return (value as AnyString).value
  }
  return toJson<T>(value)
}
