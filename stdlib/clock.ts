// The clock. Time comes from the host only, so that a run can be replayed.

import { Call } from './abi'
import { clockNow } from './host'

// When `now` was asked last; NaN once the fiber that did so may have waited.
let known: f64 = NaN

/** Milliseconds since 1970, with fraction; never goes back. */
export function now(): f64 {
  const call = Call.of('')
  clockNow(call.request, call.length, call.reply)
  known = parseMillis(call.take())
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

// Digits, maybe a point, maybe digits: what the import gives. Much less code than parsing any float.
function parseMillis(text: string): f64 {
  let value: f64 = 0
  let scale: f64 = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit == 46) scale = 1
    else {
      value = value * 10 + <f64>(unit - 48)
      scale *= 10
    }
  }
  return scale > 1 ? value / scale : value
}
