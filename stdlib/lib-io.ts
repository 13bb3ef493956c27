// Module `io`: text to standard output and standard error, and lines from standard input. To `print` and its like callers
// pass the printed forms, joined.

import { Call } from './abi'
import { Any } from './any'
import { readLine } from './fiber'
import * as fs from './lib-fs'
import { format } from './format'
import { ioWriteStderr, ioWriteStdout } from './host'
import { JsonParser, STRING } from './json-read'
import { HairaError } from './panic'
import { replyError } from './reply'
import { Tuple2 } from './tuple'

/** `io.print(…)` */
export function print(text: string): void {
  const call = Call.of(text)
  ioWriteStdout(call.request, call.length, call.reply)
  call.take()
}

/** `io.println(…)` */
export function println(text: string): void {
  print(text + '\n')
}

/** `io.eprint(…)` */
export function eprint(text: string): void {
  const call = Call.of(text)
  ioWriteStderr(call.request, call.length, call.reply)
  call.take()
}

/** `io.eprintln(…)` */
export function eprintln(text: string): void {
  eprint(text + '\n')
}

/** `io.printf(fmt, …)` */
export function printf(fmt: string, values: (Any | null)[]): void {
  print(format(fmt, values))
}

/** `io.eprintf(fmt, …)` */
export function eprintf(fmt: string, values: (Any | null)[]): void {
  eprint(format(fmt, values))
}

/** `io.sprintf(fmt, …)` */
export function sprintf(fmt: string, values: (Any | null)[]): string {
  return format(fmt, values)
}

/** `io.readln(prompt)`: a line without its end; the error `EOF` where there is none left. */
export function readln(prompt: string = ''): Tuple2<string, HairaError | null> {
  if (prompt != '') print(prompt)
  const call = Call.of('')
  readLine(call.request, call.length, call.reply)
  const reply = new JsonParser(call.take())
  const error = replyError(reply)
  if (error !== null) return new Tuple2<string, HairaError | null>('', error)
  const line = reply.root.get('line')
  if (line !== null && line.kind == STRING) return new Tuple2<string, HairaError | null>(line.text, null)
  return new Tuple2<string, HairaError | null>('', new HairaError('EOF'))
}

/** `io.read_file(path)` */
export function read_file(path: string): Tuple2<string, HairaError | null> {
  return fs.read_file(path)
}

/** `io.write_file(path, s)` */
export function write_file(path: string, s: string): HairaError | null {
  return fs.write_file(path, s)
}
