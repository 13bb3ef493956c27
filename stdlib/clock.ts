// The clock. Time comes from the host only, so that a run can be replayed.

import { Call } from './abi'
import { clockNow } from './host'
import { JsonScanner } from './json-scan'

// When `now` was asked last; NaN once the fiber that did so may have waited.
let known: f64 = NaN

/** Milliseconds since 1970, with fraction; never goes back. */
export function now(): f64 {
  const call = Call.of('')
  clockNow(call.request, call.length, call.reply)
  known = new JsonScanner(call.take()).decimal()
  return known
}

/** `now` as it was last asked for, unless a fiber has waited since: for code that does next to nothing in between. */
export function recently(): f64 {
  return isNaN(known) ? now() : known
}

/** To be called when a fiber goes on after a wait. */
export function timeHasPassed(): void {
  known = NaN
}

/** What the reply has told for which a fiber has waited: that need not be asked for. */
export function timeIs(time: f64): void {
  known = time
}
