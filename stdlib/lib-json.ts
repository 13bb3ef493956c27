// Module `json`.

import { Any } from './any'
import { JsonReader, Problems } from './decode'
import { JsonWriter } from './json'
import { AnyParser } from './json-any'
import { JsonParser } from './json-read'
import { HairaError } from './panic'
import { Tuple2 } from './tuple'

/** `json.encode(v)`: no blanks, order kept; an error for nan and infinities. */
export function encode<T>(value: T): Tuple2<string, HairaError | null> {
  const json = new JsonWriter()
  json.value<T>(value)
  if (json.problem != '') return new Tuple2<string, HairaError | null>('', new HairaError(json.problem))
  return new Tuple2<string, HairaError | null>(json.toString(), null)
}

/** `json.marshal(v)` */
export function marshal<T>(v: T): Tuple2<string, HairaError | null> {
  return encode<T>(v)
}

/** `json.encode_pretty(v)`: two blanks for each level. */
export function encode_pretty<T>(v: T): Tuple2<string, HairaError | null> {
  const encoded = encode<T>(v)
  if (encoded._1 === null) encoded._0 = indented(encoded._0)
  return encoded
}

/** `json.marshal_pretty(v)` */
export function marshal_pretty<T>(v: T): Tuple2<string, HairaError | null> {
  return encode_pretty<T>(v)
}

// JSON without blanks, on lines. What writes values knows of no lines, as nearly all JSON is for machines.
function indented(json: string): string {
  const out = new JsonWriter(json.length << 2)
  let depth = 0
  for (let i = 0; i < json.length; i++) {
    const unit = json.charCodeAt(i)
    switch (unit) {
      case 34 /* " */:
        {
          const from = i++
          while (json.charCodeAt(i) != 34) i += json.charCodeAt(i) == 92 ? 2 : 1
          out.appendPart(json, from, i + 1)
          break
        }
      case 123 /* { */:
      case 91 /* [ */:
        {
          out.unit(<u16>unit)
          // Both closing brackets are two beyond the opening ones.
          if (json.charCodeAt(i + 1) == unit + 2) out.unit(<u16>json.charCodeAt(++i))
          else line(out, ++depth)
          break
        }
      case 125 /* } */:
      case 93 /* ] */:
        line(out, --depth)
        out.unit(<u16>unit)
        break
      case 44 /* , */:
        out.unit(44)
        line(out, depth)
        break
      case 58 /* : */:
        out.append(': ')
        break
      default:
        out.unit(<u16>unit)
    }
  }
  return out.toString()
}

function line(out: JsonWriter, depth: i32): void {
  out.unit(10)
  for (let i = 0; i < depth; i++) out.append('  ')
}

/** `json.decode(s)` to `any`. */
export function decode(s: string): Tuple2<Any | null, HairaError | null> {
  const parser = new AnyParser(s)
  if (parser.problem == '') return new Tuple2<Any | null, HairaError | null>(parser.value, null)
  return new Tuple2<Any | null, HairaError | null>(null, new HairaError('malformed JSON: ' + parser.problem))
}

/** `json.parse(s)` */
export function parse(s: string): Tuple2<Any | null, HairaError | null> {
  return decode(s)
}

/** `json.unmarshal(s)` */
export function unmarshal(s: string): Tuple2<Any | null, HairaError | null> {
  return decode(s)
}

/** `json.decode<T>(s)`; R is what T is read as, with readers for unions. `zero` stands beside an error. */
export function decodeTo<R, T>(s: string, zero: T): Tuple2<T, HairaError | null> {
  const parser = new JsonParser(s)
  if (parser.problem != '') {
    return new Tuple2<T, HairaError | null>(zero, new HairaError('malformed JSON: ' + parser.problem))
  }
  const problems = new Problems()
  const value = new JsonReader(parser.root, '', problems).read<R>()
  if (problems.any) return new Tuple2<T, HairaError | null>(zero, new HairaError(problems.show()))
  return new Tuple2<T, HairaError | null>(changetype<T>(value), null)
}
