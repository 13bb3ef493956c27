// The clock. Time comes from the host only, so that a run can be replayed.

import { Call } from './abi'
import { clockNow } from './host'

/** Milliseconds since 1970, with fraction; never goes back. */
export function now(): f64 {
  const call = Call.of('')
  clockNow(call.request, call.length, call.reply)
  return parseMillis(call.take())
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
