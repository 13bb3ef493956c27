// The type `file`: a name, a size, and a path under which its content is read when it is asked for.

import { Any, box, noField } from './any'
import { JsonWriter } from './json'
import { HairaError } from './panic'
import { quote } from './show'
import { Tuple2 } from './tuple'

/** A file. Where its content comes from is for its subclasses to say, so that a program has only the imports that it needs. */
export abstract class File {
  isClosed: bool = false

  constructor(
    readonly name: string,
    readonly size: i64,
    readonly content_type: string,
    readonly path: string,
  ) {}

  /** Its content as text. */
  abstract text(): Tuple2<string, HairaError | null>

  /** Its content as bytes, none if it cannot be read. */
  abstract bytes(): i64[]

  field(name: string): Any | null {
    if (name == 'name') return box<string>(this.name)
    if (name == 'size') return box<i64>(this.size)
    if (name == 'content_type') return box<string>(this.content_type)
    if (name == 'path') return box<string>(this.path)
    return noField('file', name)
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'file'
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
