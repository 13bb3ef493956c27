// Module `encoding`. What is encoded are the UTF-8 bytes of a text, and what is decoded must be such bytes.

import { hexDigit } from './json-node'
import { JsonWriter } from './json'
import { intText } from './number'
import { HairaError } from './panic'
import { Tuple2 } from './tuple'

/** The UTF-8 bytes of a text. */
export function bytesOf(s: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(s))
}

// -------------------------------------------------------------------------------------------------- base64 (RFC 4648)

const PAD: i32 = 61

/** `encoding.base64_encode(s)` */
export function base64_encode(s: string): string {
  return toBase64(s, 43 /* + */, 47 /* / */, true)
}

/** `encoding.base64url_encode(s)`: without padding, as in tokens and addresses. */
export function base64url_encode(s: string): string {
  return toBase64(s, 45 /* - */, 95 /* _ */, false)
}

function toBase64(s: string, digit62: i32, digit63: i32, pads: bool): string {
  const bytes = bytesOf(s)
  const length = bytes.length
  const out = new JsonWriter(16 + length * 3)
  for (let i = 0; i < length; i += 3) {
    const second = i + 1 < length ? <u32>bytes[i + 1] : 0
    const third = i + 2 < length ? <u32>bytes[i + 2] : 0
    const group = ((<u32>bytes[i]) << 16) | (second << 8) | third
    const digits = min(length - i, 3) + 1
    for (let k = 0; k < 4; k++) {
      if (k < digits) out.unit(<u16>base64Unit((group >> (18 - 6 * k)) & 63, digit62, digit63))
      else if (pads) out.unit(<u16>PAD)
    }
  }
  return out.toString()
}

function base64Unit(digit: u32, digit62: i32, digit63: i32): i32 {
  if (digit < 26) return 65 + digit
  if (digit < 52) return 71 + digit
  if (digit < 62) return digit - 4
  return digit == 62 ? digit62 : digit63
}

/** `encoding.base64_decode(s)`: with padding; line ends do not count. */
export function base64_decode(s: string): Tuple2<string, HairaError | null> {
  return fromBase64(s, 43, 47, true)
}

/** `encoding.base64url_decode(s)`: with or without padding. */
export function base64url_decode(s: string): Tuple2<string, HairaError | null> {
  return fromBase64(s, 45, 95, false)
}

function fromBase64(s: string, digit62: i32, digit63: i32, needsPads: bool): Tuple2<string, HairaError | null> {
  const bytes = new Uint8Array(s.length)
  let length = 0
  let group: u32 = 0
  let digits = 0
  let pads = 0
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i)
    if (unit == 10 || unit == 13) continue
    if (unit == PAD) {
      pads++
      continue
    }
    const digit = base64Digit(unit, digit62, digit63)
    if (digit < 0 || pads > 0) return bad('invalid base64')
    group = (group << 6) | digit
    digits++
    // From the second digit on, each one completes a byte.
    if ((digits & 3) != 1) bytes[length++] = <u8>(group >> (6 - 2 * ((digits - 1) & 3)))
  }
  const missing = -digits & 3
  if (missing == 3 || (pads != missing && (needsPads || pads > 0))) return bad('invalid base64')
  return decoded(bytes, length)
}

function base64Digit(unit: i32, digit62: i32, digit63: i32): i32 {
  if (unit >= 65 && unit <= 90) return unit - 65
  if (unit >= 97 && unit <= 122) return unit - 71
  if (unit >= 48 && unit <= 57) return unit + 4
  return unit == digit62 ? 62 : unit == digit63 ? 63 : -1
}

// ---------------------------------------------------------------------------------------------------------- hex, URLs

/** `encoding.hex_encode(s)`: lower case. */
export function hex_encode(s: string): string {
  return hexText(bytesOf(s))
}

/** Bytes in hexadecimal. */
export function hexText(bytes: Uint8Array): string {
  const out = new JsonWriter(16 + (bytes.length << 2))
  for (let i = 0; i < bytes.length; i++) {
    out.unit(hexUnit(bytes[i] >> 4, 87))
    out.unit(hexUnit(bytes[i] & 15, 87))
  }
  return out.toString()
}

function hexUnit(digit: i32, letters: i32): u16 {
  return <u16>(digit + (digit < 10 ? 48 : letters))
}

/** `encoding.hex_decode(s)`: in any case. */
export function hex_decode(s: string): Tuple2<string, HairaError | null> {
  const bytes = new Uint8Array(s.length >> 1)
  if ((s.length & 1) != 0) return bad('invalid hex: odd length')
  for (let i = 0; i < bytes.length; i++) {
    const byte = byteAt(s, 2 * i)
    if (byte < 0) return bad('invalid hex')
    bytes[i] = <u8>byte
  }
  return decoded(bytes, bytes.length)
}

// Two digits; -1 if they are none.
function byteAt(s: string, at: i32): i32 {
  if (at + 2 > s.length) return -1
  const high = hexDigit(s.charCodeAt(at))
  const low = hexDigit(s.charCodeAt(at + 1))
  return high < 0 || low < 0 ? -1 : (high << 4) | low
}

/** `encoding.url_encode(s)`: all but what RFC 3986 calls unreserved. */
export function url_encode(s: string): string {
  return encodeBytes(s, '')
}

/** Bytes by their numbers, but for what is unreserved or among those kept. */
export function encodeBytes(s: string, kept: string): string {
  const bytes = bytesOf(s)
  const out = new JsonWriter(16 + (bytes.length << 1))
  for (let i = 0; i < bytes.length; i++) {
    const byte = <i32>bytes[i]
    if (isUnreserved(byte) || (byte < 128 && kept.includes(String.fromCharCode(byte)))) out.unit(<u16>byte)
    else {
      out.unit(37 /* % */)
      out.unit(hexUnit(byte >> 4, 55))
      out.unit(hexUnit(byte & 15, 55))
    }
  }
  return out.toString()
}

function isUnreserved(byte: i32): bool {
  if ((byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57)) return true
  return byte == 45 || byte == 46 || byte == 95 || byte == 126
}

/** `encoding.url_decode(s)`: a plus sign is one. */
export function url_decode(s: string): Tuple2<string, HairaError | null> {
  const bytes = bytesOf(s)
  let length = 0
  // What is still to be read is not shorter than what has been written, so one array will do for both.
  for (let i = 0; i < bytes.length; i++) {
    let byte = <i32>bytes[i]
    if (byte == 37) {
      if (i + 2 >= bytes.length) return bad('invalid URL encoding')
      const high = hexDigit(bytes[i + 1])
      const low = hexDigit(bytes[i + 2])
      if (high < 0 || low < 0) return bad('invalid URL encoding')
      byte = (high << 4) | low
      i += 2
    }
    bytes[length++] = <u8>byte
  }
  return decoded(bytes, length)
}

// --------------------------------------------------------------------------------------------------------------- UTF-8

function bad(message: string): Tuple2<string, HairaError | null> {
  return new Tuple2<string, HairaError | null>('', new HairaError(message))
}

function decoded(bytes: Uint8Array, length: i32): Tuple2<string, HairaError | null> {
  if (!isUtf8(bytes, length)) return bad('the decoded bytes are not UTF-8 text')
  return new Tuple2<string, HairaError | null>(String.UTF8.decodeUnsafe(bytes.dataStart, length), null)
}

// RFC 3629: no byte too many, no surrogates, nothing beyond U+10FFFF.
function isUtf8(bytes: Uint8Array, length: i32): bool {
  for (let i = 0; i < length; ) {
    const first = <i32>bytes[i++]
    if (first < 0x80) continue
    if (first < 0xc2 || first > 0xf4) return false
    const more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3
    if (i + more > length) return false
    const second = <i32>bytes[i]
    if (first == 0xe0 && second < 0xa0) return false
    if (first == 0xed && second > 0x9f) return false
    if (first == 0xf0 && second < 0x90) return false
    if (first == 0xf4 && second > 0x8f) return false
    for (const end = i + more; i < end; i++) if ((bytes[i] & 0xc0) != 0x80) return false
  }
  return true
}

// ----------------------------------------------------------------------------------------------------- CSV (RFC 4180)

/** `encoding.csv_parse(s)`: rows may differ in length; empty lines are none. */
export function csv_parse(s: string): Tuple2<string[][], HairaError | null> {
  const reader = new CsvReader(s)
  const rows = reader.rows()
  if (reader.problem == '') return new Tuple2<string[][], HairaError | null>(rows, null)
  return new Tuple2<string[][], HairaError | null>([], new HairaError(reader.problem))
}

class CsvReader {
  problem: string = ''
  private at: i32 = 0

  constructor(private text: string) {}

  rows(): string[][] {
    const rows: string[][] = []
    while (this.at < this.text.length && this.problem == '') {
      if (!this.lineEnd()) rows.push(this.row())
    }
    return rows
  }

  private row(): string[] {
    const row: string[] = []
    while (true) {
      row.push(this.peek() == 34 ? this.quoted() : this.plain())
      if (this.problem != '' || this.at >= this.text.length || this.lineEnd()) return row
      // The comma, which is all that is left.
      this.at++
    }
  }

  private peek(): i32 {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : -1
  }

  // Goes behind a LF or CRLF, if one is here.
  private lineEnd(): bool {
    const width = this.lineEndWidth()
    this.at += width
    return width > 0
  }

  private lineEndWidth(): i32 {
    const unit = this.peek()
    if (unit == 10) return 1
    return unit == 13 && this.at + 1 < this.text.length && this.text.charCodeAt(this.at + 1) == 10 ? 2 : 0
  }

  private plain(): string {
    const from = this.at
    while (this.at < this.text.length && this.peek() != 44 && this.lineEndWidth() == 0) {
      if (this.peek() == 34) this.fail('a quote inside of a field without quotes')
      this.at++
    }
    return this.text.substring(from, this.at)
  }

  private quoted(): string {
    const start = this.at
    let value = ''
    while (true) {
      const from = this.at + 1
      const quote = this.text.indexOf('"', from)
      if (quote < 0) {
        this.at = start
        this.fail('a quoted field without an end')
        return ''
      }
      value += this.text.substring(from, quote)
      this.at = quote + 1
      // Two quotes are one of the text.
      if (this.peek() != 34) break
      value += '"'
    }
    const isEnd = this.at >= this.text.length || this.peek() == 44 || this.lineEndWidth() > 0
    if (!isEnd) this.fail('text behind a quoted field')
    return value
  }

  private fail(what: string): void {
    if (this.problem != '') return
    let line = 1
    for (let i = 0; i < this.at; i++) if (this.text.charCodeAt(i) == 10) line++
    this.problem = 'invalid CSV: ' + what + ' in line ' + intText(line)
  }
}

/** `encoding.csv_format(rows)`: each line ends with LF; quotes only where they are needed. */
export function csv_format(rows: string[][]): string {
  const out = new JsonWriter()
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    for (let k = 0; k < row.length; k++) {
      if (k > 0) out.append(',')
      // A single empty field would be an empty line.
      if (needsQuotes(row[k]) || (row.length == 1 && row[k] == '')) out.append('"' + row[k].replaceAll('"', '""') + '"')
      else out.append(row[k])
    }
    out.append('\n')
  }
  return out.toString()
}

function needsQuotes(field: string): bool {
  for (let i = 0; i < field.length; i++) {
    const unit = field.charCodeAt(i)
    if (unit == 34 || unit == 44 || unit == 10 || unit == 13) return true
  }
  return false
}
