// How a fiber's end reaches what it waits for. Ten thousand fibers may wait at once, and an AbortSignal with one listener
// is a dozen objects; so what waits for long is given a Cancellation, which is one.

import { type Few, membersOf, withMember, withoutMember } from './few.ts'

/** What is looked at of an AbortSignal; one of those will do as well. */
export interface CancelSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export class Cancellation implements CancelSignal {
  aborted = false
  reason: unknown
  #listeners: Few<() => void>

  throwIfAborted(): void {
    if (this.aborted) throw this.reason
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners = withMember(this.#listeners, listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners = withoutMember(this.#listeners, listener)
  }

  abort(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    for (const listener of membersOf(this.#listeners)) listener()
    this.#listeners = undefined
  }
}

/** The same as an AbortSignal, for whatever takes nothing else. */
export function abortSignalOf(signal: CancelSignal): AbortSignal {
  const controller = new AbortController()
  const abort = (): void => controller.abort(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort)
  return controller.signal
}
