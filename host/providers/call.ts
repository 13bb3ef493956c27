// One model request while it is under way: its deadline, its cancellation, and why it failed.
// A single timer covers connecting, waiting, reading and all retries.

import type { Dispatcher } from 'undici'
import type { CancelSignal } from '../fiber/cancellation.ts'
import type { Assembly } from './event-reader.ts'
import { ProviderError } from './provider.ts'

const longestTimer = 2 ** 31 - 1

export class Call {
  /** Path and query of the request. */
  readonly path: string
  /** Why the call failed, kept here because SDKs wrap or drop what their `fetch` throws. */
  failure: unknown
  cancelled = false
  /** Makes what puts an answer in events together; absent where the answer is to come whole. */
  assemble: (() => Assembly) | undefined
  /** Text has been passed on, so the request cannot be made again. */
  begun = false
  /** Set by whatever the call waits for at the moment. */
  onCancel: ((reason: Error) => void) | undefined

  readonly #provider: string
  readonly #timeoutMs: number
  readonly #deadline: number
  readonly #timer: ReturnType<typeof setTimeout>
  readonly #signal: CancelSignal
  readonly #abort = (): void => this.#cancel(asError(this.#signal.reason))

  constructor(provider: string, path: string, timeoutMs: number, signal: CancelSignal) {
    this.path = path
    this.#signal = signal
    this.#provider = provider
    this.#timeoutMs = timeoutMs
    this.#deadline = performance.now() + timeoutMs
    this.#timer = setTimeout(Call.#late, Math.min(timeoutMs, longestTimer), this)
    if (signal.aborted) this.#abort()
    else signal.addEventListener('abort', this.#abort)
  }

  /** Milliseconds until the deadline. */
  remaining(): number {
    return this.#deadline - performance.now()
  }

  /** Waits, unless the call is cancelled meanwhile. */
  pause(delayMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.cancelled) return reject(this.failure)
      const timer = setTimeout(resolve, delayMs)
      this.onCancel = (reason) => {
        clearTimeout(timer)
        reject(reason)
      }
    })
  }

  /** Throws what the call has failed of, and keeps it. */
  fail(failure: unknown): never {
    this.failure = failure
    throw failure
  }

  /** To be called when the call is over, however it went. */
  end(): void {
    clearTimeout(this.#timer)
    this.#signal.removeEventListener('abort', this.#abort)
    this.onCancel = undefined
  }

  static #late(call: Call): void {
    const spent = duration(call.#timeoutMs)
    call.#cancel(new ProviderError(`${call.#provider}: timed out after ${spent}`, 504))
  }

  #cancel(reason: Error): void {
    this.cancelled = true
    this.failure = reason
    this.onCancel?.(reason)
  }
}

/**
 * Takes a call through an SDK to `Transport.fetch`: SDKs hand their `fetchOptions` on as they are. A signal given to them
 * would be watched several times over, at a cost that shows in the CPU time of a request.
 */
export function fetchOptions(call: Call): { dispatcher: Dispatcher } {
  return { dispatcher: call as unknown as Dispatcher }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}

function duration(milliseconds: number): string {
  return milliseconds >= 1000 ? `${milliseconds / 1000}s` : `${milliseconds}ms`
}
