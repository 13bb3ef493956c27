// Module `conv`: values from and to text.

import { FLOAT, INT, Json, JsonParser } from './json-read'
import { HairaError } from './panic'
import { quote, show } from './show'
import { Tuple2 } from './tuple'

/** `conv.to_string(v)`: as printed, but nil gives "". */
export function to_string<T>(value: T): string {
  if (isNullable<T>()) return changetype<usize>(value) == 0 ? '' : show<NonNullable<T>>(value!)
  return show<T>(value)
}

/** `conv.string_to_int(s)` */
export function string_to_int(s: string): Tuple2<i64, HairaError | null> {
  const number = parse(s)
  if (number !== null && number.kind == INT) return new Tuple2<i64, HairaError | null>(number.int, null)
  return new Tuple2<i64, HairaError | null>(0, new HairaError(`cannot convert ${quote(s)} to int`))
}

/** `conv.string_to_float(s)` */
export function string_to_float(s: string): Tuple2<f64, HairaError | null> {
  const number = parse(s)
  if (number !== null) return new Tuple2<f64, HairaError | null>(number.float, null)
  const word = s.trim()
  if (word == 'nan') return new Tuple2<f64, HairaError | null>(NaN, null)
  if (word == 'inf' || word == '+inf') return new Tuple2<f64, HairaError | null>(Infinity, null)
  if (word == '-inf') return new Tuple2<f64, HairaError | null>(-Infinity, null)
  return new Tuple2<f64, HairaError | null>(0, new HairaError(`cannot convert ${quote(s)} to float`))
}

// A number as JSON has it, and besides with a plus sign or leading zeros.
function parse(s: string): Json | null {
  let text = s.trim()
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

function isDigit(unit: i32): bool {
  return unit >= 48 && unit <= 57
}
