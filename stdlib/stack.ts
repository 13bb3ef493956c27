// The room on the engine's stack, counted in bytes. A call that does not fit is a trap in the middle of whatever is under
// way, after which the instance is of no use; so functions that come to call themselves count, and panic in time.

import { panic } from './panic'

/** Set by the host before the first call: how many bytes of calls a fiber may nest. */
export let haira_stack: i32 = 819200

export class Stack {
  /** What the fiber that runs has left. */
  static left: i32 = 819200
}

/** A fiber begins. */
export function beginStack(): void {
  Stack.left = haira_stack
}

/** There is no room for one more call. */
export function overflow(): void {
  panic('stack overflow')
}
