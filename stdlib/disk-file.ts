// Files that a program opens itself, below what the host has granted.

import { Call } from './abi'
import { Answer } from './ask'
import { readBytes, readText } from './fiber-fs'
import { File } from './file'
import { bytesFromHex } from './json-node'
import { HairaError } from './panic'
import { Tuple2 } from './tuple'

/** A file that `fs.open` gives. */
export class DiskFile extends File {
  text(): Tuple2<string, HairaError | null> {
    if (this.isClosed) return new Tuple2<string, HairaError | null>('', new HairaError(this.name + ' is closed'))
    return textOf(this.path)
  }

  bytes(): i64[] {
    return this.isClosed ? [] : bytesOf(this.path)._0
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
  return new Tuple2<i64[], HairaError | null>(bytesFromHex(answer.root.textAt('hex')), answer.error)
}
