// The watchdog thread of slices.ts. Plain JavaScript, so that the thread need not load what strips types.
//
// Interrupting another thread is something that Node offers through its inspector: a message to the main thread is
// handled even while that runs WebAssembly. No port is opened, and nothing is attached as long as no slice lasts.

import { Session } from 'node:inspector'
import { workerData } from 'node:worker_threads'

const { shown, thread, everyMs, expression } = workerData
let before = 0

setInterval(() => {
  const slice = Atomics.load(shown, 0)
  if (slice !== 0 && slice === before) interrupt(slice)
  before = slice
}, everyMs)

function interrupt(slice) {
  const session = new Session()
  session.connectToMainThread()
  session.post('Runtime.evaluate', { expression: `${expression}?.(${thread}, ${slice})` }, () => session.disconnect())
}
