// Module `time`.

import { Call } from './abi'
import { sleep as suspend } from './fiber'

/** `time.sleep(x)`: an int is milliseconds, a float seconds. */
export function sleep<T>(duration: T): void {
  const milliseconds = isFloat<T>() ? <i64>(<f64>duration * 1000) : <i64>duration
  const call = Call.of(milliseconds.toString())
  suspend(call.request, call.length, call.reply)
  call.take()
}
