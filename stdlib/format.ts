// `sprintf`: text with verbs, `%v %s %d %f %x %b %o %t %q`, each with flags, width and precision. A verb that its argument
// does not fit prints `%!d(argument)`, one without an argument `%!d(missing)`.

import { Any, AnyBool, AnyFloat, AnyInt, AnyString } from './any'
import { count, part } from './characters'
import { JsonWriter } from './json'
import { isDigit } from './json-node'
import { bytesOf, hexText } from './lib-encoding'
import { floatText } from './float-text'
import { quote } from './show'

/** Beyond this a width or precision is no wish of anybody's. */
const MAX_WIDTH: i32 = 100_000

/** One verb with what stands before it. */
class Verb {
  left: bool = false
  zeros: bool = false
  plus: bool = false
  width: i32 = 0
  /** -1: none is given. */
  precision: i32 = -1
  letter: i32 = 0

  /** Reads from the unit behind `%`; gives the offset behind the verb. */
  read(fmt: string, from: i32): i32 {
    let at = from
    for (; at < fmt.length; at++) {
      const unit = fmt.charCodeAt(at)
      if (unit == 45 /* - */) this.left = true
      else if (unit == 48 /* 0 */) this.zeros = true
      else if (unit == 43 /* + */) this.plus = true
      else break
    }
    for (; at < fmt.length && isDigit(fmt.charCodeAt(at)); at++) this.width = grown(this.width, fmt.charCodeAt(at))
    if (at < fmt.length && fmt.charCodeAt(at) == 46 /* . */) {
      this.precision = 0
      for (at++; at < fmt.length && isDigit(fmt.charCodeAt(at)); at++)
        this.precision = grown(this.precision, fmt.charCodeAt(at))
    }
    if (at == fmt.length) return at
    this.letter = fmt.codePointAt(at)
    return at + (this.letter > 0xffff ? 2 : 1)
  }

  /** What the verb prints of an argument. */
  write(out: JsonWriter, value: Any | null): void {
    const number = this.number(value)
    if (number != '') return this.pad(out, this.plus && !number.startsWith('-') ? '+' + number : number, this.zeros)
    let text = this.text(value)
    if (this.precision >= 0 && (this.letter == 115 || this.letter == 118)) text = part(text, 0, this.precision)
    this.pad(out, text, false)
  }

  // The form of a number; empty if the verb does not print one.
  private number(value: Any | null): string {
    const letter = this.letter
    if (value instanceof AnyInt) {
      const int = (value as AnyInt).value
      if (letter == 100 /* d */ || letter == 118 /* v */) return int.toString()
      if (letter == 102 /* f */) return fixed(<f64>int, this.digits)
      const radix = letter == 120 /* x */ ? 16 : letter == 98 /* b */ ? 2 : letter == 111 /* o */ ? 8 : 0
      if (radix != 0) return int < 0 ? '-' + (<u64>(0 - int)).toString(radix) : (<u64>int).toString(radix)
    }
    if (value instanceof AnyFloat) {
      const float = (value as AnyFloat).value
      if (letter == 102 /* f */) return fixed(float, this.digits)
      if (letter == 118 /* v */) return this.precision >= 0 ? fixed(float, this.precision) : floatText(float)
    }
    return ''
  }

  private get digits(): i32 {
    return this.precision < 0 ? 6 : this.precision
  }

  private text(value: Any | null): string {
    const letter = this.letter
    const shown = value === null ? 'nil' : value.show()
    if (letter == 115 /* s */ || letter == 118 /* v */) return shown
    if (letter == 113 /* q */) return quote(shown)
    if (letter == 116 /* t */ && value instanceof AnyBool) return shown
    if (letter == 120 /* x */ && value instanceof AnyString) return hexText(bytesOf(shown))
    return bad(letter, shown)
  }

  private pad(out: JsonWriter, text: string, zeros: bool): void {
    const missing = this.width - <i32>count(text)
    if (missing > 0 && zeros && !this.left && isDigit(text.charCodeAt(text.length - 1))) {
      const sign = isDigit(text.charCodeAt(0)) ? 0 : 1
      out.appendPart(text, 0, sign)
      out.append('0'.repeat(missing))
      return out.appendPart(text, sign, text.length)
    }
    if (missing > 0 && !this.left) out.append(' '.repeat(missing))
    out.append(text)
    if (missing > 0 && this.left) out.append(' '.repeat(missing))
  }
}

function grown(number: i32, digit: i32): i32 {
  return min(number * 10 + digit - 48, MAX_WIDTH)
}

function bad(letter: i32, what: string): string {
  return '%!' + String.fromCodePoint(letter) + '(' + what + ')'
}

/** `io.sprintf(fmt, …)` */
export function format(fmt: string, values: (Any | null)[]): string {
  const out = new JsonWriter(64 + (fmt.length << 1))
  let next = 0
  let from = 0
  for (let at = fmt.indexOf('%'); at >= 0; at = fmt.indexOf('%', from)) {
    out.appendPart(fmt, from, at)
    const verb = new Verb()
    from = verb.read(fmt, at + 1)
    if (verb.letter == 37 /* % */) out.unit(37)
    else if (verb.letter == 0) out.append('%!(no verb)')
    else if (next < values.length) verb.write(out, values[next++])
    else out.append(bad(verb.letter, 'missing'))
  }
  out.appendPart(fmt, from, fmt.length)
  return out.toString()
}

// --------------------------------------------------------------------------------------------------------- fixed point

/** A float with so many digits behind the point: its exact value, rounded, halves to the even digit. */
export function fixed(value: f64, digits: i32): string {
  if (!isFinite(value)) return floatText(value)
  const bits = reinterpret<u64>(value)
  const exponent = <i32>((bits >> 52) & 0x7ff)
  const mantissa = (bits & 0x000f_ffff_ffff_ffff) | (exponent == 0 ? 0 : 0x0010_0000_0000_0000)
  // value = mantissa * 2 ** shift
  const shift = max(exponent, 1) - 1075
  const text = new Uint8Array(digits)
  let whole = shift >= 0 ? shifted(mantissa, shift) : shift > -64 ? shifted(mantissa >> -shift, 0) : shifted(0, 0)
  if (shift < 0 && roundsUp(fraction(mantissa, -shift), text, isOdd(whole)) && carry(text)) whole = increment(whole)
  const out = new JsonWriter()
  if (bits >> 63) out.unit(45 /* - */)
  writeWhole(whole, out)
  if (digits > 0) out.unit(46 /* . */)
  for (let i = 0; i < digits; i++) out.unit(48 + text[i])
  return out.toString()
}

// Numbers of any size are lists of 32 bits each, the lowest first.

function shifted(value: u64, by: i32): u32[] {
  const words: u32[] = []
  for (let i = by >> 5; i > 0; i--) words.push(0)
  const bits = by & 31
  words.push(<u32>(value << bits))
  words.push(<u32>((value << bits) >> 32))
  words.push(bits == 0 ? 0 : <u32>(value >> (64 - bits)))
  return words
}

// What is behind the point, as a fraction of a whole number of words: `mantissa / 2 ** scale` without its integer part.
function fraction(mantissa: u64, scale: i32): u32[] {
  const part = scale < 64 ? mantissa & (((<u64>1) << scale) - 1) : mantissa
  const length = (scale + 31) >> 5
  const words = shifted(part, (length << 5) - scale)
  while (words.length < length) words.push(0)
  words.length = length
  return words
}

// Takes digits from a fraction, and tells whether the rest rounds up.
function roundsUp(words: u32[], digits: Uint8Array, isOdd: bool): bool {
  for (let i = 0; i < digits.length; i++) digits[i] = <u8>timesTen(words)
  const last = words.length - 1
  const half: u32 = 0x8000_0000
  if (words[last] != half) return words[last] > half
  for (let i = 0; i < last; i++) if (words[i] != 0) return true
  return digits.length == 0 ? isOdd : (digits[digits.length - 1] & 1) == 1
}

function timesTen(words: u32[]): u32 {
  let carry: u64 = 0
  for (let i = 0; i < words.length; i++) {
    carry += <u64>words[i] * 10
    words[i] = <u32>carry
    carry >>= 32
  }
  return <u32>carry
}

// Adds one to the last digit; true if it goes through to what is before the point.
function carry(digits: Uint8Array): bool {
  for (let i = digits.length - 1; i >= 0; i--) {
    if (digits[i] < 9) {
      digits[i] = digits[i] + 1
      return false
    }
    digits[i] = 0
  }
  return true
}

function isOdd(words: u32[]): bool {
  return (words[0] & 1) == 1
}

function increment(words: u32[]): u32[] {
  for (let i = 0; i < words.length; i++) {
    words[i] = words[i] + 1
    if (words[i] != 0) return words
  }
  words.push(1)
  return words
}

function writeWhole(words: u32[], out: JsonWriter): void {
  const groups: u32[] = []
  let top = words.length
  while (true) {
    while (top > 0 && words[top - 1] == 0) top--
    if (top == 0) break
    let rest: u64 = 0
    for (let i = top - 1; i >= 0; i--) {
      rest = (rest << 32) | words[i]
      words[i] = <u32>(rest / 1_000_000_000)
      rest %= 1_000_000_000
    }
    groups.push(<u32>rest)
  }
  if (groups.length == 0) out.unit(48)
  for (let i = groups.length - 1; i >= 0; i--) {
    const text = groups[i].toString()
    out.append(i == groups.length - 1 ? text : text.padStart(9, '0'))
  }
}
