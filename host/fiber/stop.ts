// How a module learns that the host ends one of its fibers. The module's own `stop` becomes the pending panic: `try` does
// not catch it, deferred actions run. Modules made by hand need not take part.

import type { Fiber } from './fiber.ts'

interface StopExports {
  /** Read and reset when an import returns to a fiber that has waited. */
  haira_cancelled?: WebAssembly.Global<'i32'>
  haira_pending?: WebAssembly.Global<'i32'>
  haira_stop?: WebAssembly.Global<'i32'>
}

/** Tells the module, before an import returns to it, if the fiber is being ended. */
export function passOnStop(exports: WebAssembly.Exports, fiber: Fiber): void {
  const { haira_cancelled: cancelled } = exports as StopExports
  if (fiber.takeStop() && cancelled !== undefined) cancelled.value = 1
}

/** Forgets a stop that came too late for its fiber, whose export has returned: the next one must not meet it. */
export function clearStop(exports: WebAssembly.Exports): void {
  const { haira_cancelled: cancelled, haira_pending: pending } = exports as StopExports
  if (cancelled !== undefined) cancelled.value = 0
  if (pending !== undefined) pending.value = 0
}

/** Stops the fiber that is inside the module now, at its next test for a panic. False if the module takes no part. */
export function stopNow(exports: WebAssembly.Exports): boolean {
  const { haira_pending: pending, haira_stop: stop } = exports as StopExports
  if (pending === undefined || stop === undefined) return false
  pending.value = stop.value
  return true
}
