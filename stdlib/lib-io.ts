// Module `io`: text to standard output and standard error. Callers pass the printed forms, joined.

import { Call } from './abi'
import { ioWriteStderr, ioWriteStdout } from './host'

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
