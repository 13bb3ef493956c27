// Module `conv`: values from and to text.

import { hexDigit, isDigit } from './json-node'
import { FLOAT, INT, Json, JsonParser } from './json-read'
import { trim } from './lib-string'
import { floatText } from './float-text'
import { intText, truncate } from './number'
import { HairaError } from './panic'
import { quote, show } from './show'
import { Tuple2 } from './tuple'

/** `conv.to_string(v)`: as printed, but nil gives "". */
export function to_string<T>(value: T): string {
  if (isNullable<T>()) return changetype<usize>(value) == 0 ? '' : show<NonNullable<T>>(value!)
  return show<T>(value)
}

/** `conv.int_to_string(i)` */
export function int_to_string(i: i64): string {
  return intText(i)
}

/** `conv.float_to_string(f)` */
export function float_to_string(f: f64): string {
  return floatText(f)
}

/** `conv.bool_to_string(b)` */
export function bool_to_string(b: bool): string {
  return b ? 'true' : 'false'
}

// ------------------------------------------------------------------------------------------------------ text to values

/** `conv.string_to_int(s)` */
export function string_to_int(s: string): Tuple2<i64, HairaError | null> {
  const number = parse(s)
  if (number !== null && number.kind == INT) return good<i64>(number.int)
  return bad<i64>(s, 'int')
}

/** `conv.string_to_float(s)` */
export function string_to_float(s: string): Tuple2<f64, HairaError | null> {
  const word = trim(s)
  const number = parse(word)
  if (number !== null) {
    const value = number.float
    // JSON's `-0` is an int, which has no sign.
    return good<f64>(value == 0 && word.startsWith('-') ? -0.0 : value)
  }
  if (word == 'nan') return good<f64>(NaN)
  if (word == 'inf' || word == '+inf') return good<f64>(Infinity)
  if (word == '-inf') return good<f64>(-Infinity)
  return bad<f64>(s, 'float')
}

/** `conv.string_to_bool(s)`: true/1/yes/on or false/0/no/off, in any case. */
export function string_to_bool(s: string): Tuple2<bool, HairaError | null> {
  const word = trim(s).toLowerCase()
  if (word == 'true' || word == '1' || word == 'yes' || word == 'on') return good<bool>(true)
  if (word == 'false' || word == '0' || word == 'no' || word == 'off') return good<bool>(false)
  return bad<bool>(s, 'bool')
}

// A number as JSON has it, and besides with a plus sign or leading zeros.
function parse(s: string): Json | null {
  let text = trim(s)
  const negative = text.startsWith('-')
  if (negative || text.startsWith('+')) text = text.substring(1)
  let zeros = 0
  while (zeros + 1 < text.length && text.charCodeAt(zeros) == 48 && isDigit(text.charCodeAt(zeros + 1))) zeros++
  text = text.substring(zeros)
  if (text == '' || !isDigit(text.charCodeAt(0))) return null
  const parser = new JsonParser(negative ? '-' + text : text)
  const number = parser.root
  return parser.problem == '' && (number.kind == INT || number.kind == FLOAT) ? number : null
}

function good<T>(value: T): Tuple2<T, HairaError | null> {
  return new Tuple2<T, HairaError | null>(value, null)
}

function bad<T>(s: string, type: string): Tuple2<T, HairaError | null> {
  return new Tuple2<T, HairaError | null>(<T>0, new HairaError('cannot convert ' + quote(s) + ' to ' + type))
}

// ------------------------------------------------------------------------------------------------------------- numbers

/** `conv.int_to_float(i)` */
export function int_to_float(i: i64): f64 {
  return <f64>i
}

/** `conv.float_to_int(f)`: truncates, panics on nan and what does not fit. */
export function float_to_int(f: f64): i64 {
  return truncate(f)
}

/** `conv.int_to_hex(i)`: lower case, no prefix. */
export function int_to_hex(i: i64): string {
  return digits(i, 16)
}

/** `conv.int_to_binary(i)` */
export function int_to_binary(i: i64): string {
  return digits(i, 2)
}

/** `conv.int_to_octal(i)` */
export function int_to_octal(i: i64): string {
  return digits(i, 8)
}

// The least int has no opposite, but as an unsigned number it is one.
function digits(i: i64, radix: i32): string {
  return i < 0 ? '-' + (<u64>(0 - i)).toString(radix) : i.toString(radix)
}

/** `conv.hex_to_int(s)`: with or without 0x. */
export function hex_to_int(s: string): Tuple2<i64, HairaError | null> {
  let text = trim(s)
  const negative = text.startsWith('-')
  if (negative || text.startsWith('+')) text = text.substring(1)
  if (text.startsWith('0x') || text.startsWith('0X')) text = text.substring(2)
  const limit = negative ? <u64>i64.MIN_VALUE : <u64>i64.MAX_VALUE
  let value: u64 = 0
  for (let i = 0; i < text.length; i++) {
    const digit = hexDigit(text.charCodeAt(i))
    if (digit < 0 || value > (limit - <u64>digit) >> 4) return bad<i64>(s, 'int')
    value = (value << 4) | <u64>digit
  }
  if (text == '') return bad<i64>(s, 'int')
  return good<i64>(<i64>(negative ? 0 - value : value))
}
