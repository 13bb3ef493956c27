// The type `file`: a name, a size, and a path under which its content is read when it is asked for.

import { Any, box, noField } from './any'
import { Call } from './abi'
import { Answer } from './ask'
import { readBytes, readText } from './fiber-fs'
import { hexDigit } from './json-node'
import { JsonWriter } from './json'
import { HairaError } from './panic'
import { quote } from './show'
import { Tuple2 } from './tuple'

/** A file. */
export class File {
  isClosed: bool = false

  constructor(
    readonly name: string,
    readonly size: i64,
    readonly content_type: string,
    readonly path: string,
  ) {}

  /** Its content as text. */
  text(): Tuple2<string, HairaError | null> {
    if (this.isClosed) return new Tuple2<string, HairaError | null>('', new HairaError(this.name + ' is closed'))
    return textOf(this.path)
  }

  /** Its content as bytes, none if it cannot be read. */
  bytes(): i64[] {
    return this.isClosed ? [] : bytesOf(this.path)._0
  }

  field(name: string): Any | null {
    if (name == 'name') return box<string>(this.name)
    if (name == 'size') return box<i64>(this.size)
    if (name == 'content_type') return box<string>(this.content_type)
    if (name == 'path') return box<string>(this.path)
    return noField('file', name)
  }

  show(): string {
    return '<file ' + quote(this.name) + ' ' + this.size.toString() + ' bytes>'
  }

  write(json: JsonWriter): void {
    json.beginObject()
    json.pair('name', this.name)
    json.key('size')
    json.int(this.size)
    json.pair('content_type', this.content_type)
    json.endObject()
  }

  equals(other: File): bool {
    return this == other
  }
}

/** The content of a file as text. */
export function textOf(path: string): Tuple2<string, HairaError | null> {
  const call = Call.of(path)
  readText(call.request, call.length, call.reply)
  const answer = new Answer(call)
  return new Tuple2<string, HairaError | null>(answer.root.textAt('text'), answer.error)
}

/** The content of a file as bytes. */
export function bytesOf(path: string): Tuple2<i64[], HairaError | null> {
  const call = Call.of(path)
  readBytes(call.request, call.length, call.reply)
  const answer = new Answer(call)
  const hex = answer.root.textAt('hex')
  const bytes = new Array<i64>(hex.length >> 1)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (hexDigit(hex.charCodeAt(i << 1)) << 4) | hexDigit(hex.charCodeAt((i << 1) + 1))
  }
  return new Tuple2<i64[], HairaError | null>(bytes, answer.error)
}
