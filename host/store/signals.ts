// Waits for what may come from elsewhere: they end early when somebody tells of it, and when not, whoever waits looks by
// itself. Keys are `session <id>`, `run <id>`, `order <id>`, `host <id>`.

import { setTimeout as sleep } from 'node:timers/promises'

export interface Signals {
  /** How long to wait for what another host should tell of, in milliseconds, before looking by oneself. */
  readonly patience: number
  /** Waits until somebody tells of the key, but not longer than so many milliseconds. Rejects when the signal is aborted. */
  wait(key: string, milliseconds: number, signal: AbortSignal): Promise<void>
  /** Ends the waits for a key, on all hosts that can be reached. */
  tell(key: string): Promise<void>
  close(): Promise<void>
}

/** Those who wait in this process. */
export class Waiters {
  readonly #waiting = new Map<string, Set<() => void>>()

  async wait(key: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    const early = new AbortController()
    const wake = (): void => early.abort()
    const wakers = this.#waiting.get(key) ?? new Set()
    this.#waiting.set(key, wakers.add(wake))
    try {
      await sleep(milliseconds, undefined, { signal: AbortSignal.any([signal, early.signal]) })
    } catch (error) {
      if (signal.aborted) throw error
    } finally {
      wakers.delete(wake)
      if (wakers.size === 0 && this.#waiting.get(key) === wakers) this.#waiting.delete(key)
    }
  }

  wake(key: string): void {
    for (const wake of this.#waiting.get(key) ?? []) wake()
  }
}

/** Signals within one process. Other processes of the machine look often, which costs a local database little. */
export class LocalSignals implements Signals {
  readonly patience = 100
  readonly #waiters = new Waiters()

  wait(key: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.#waiters.wait(key, milliseconds, signal)
  }

  async tell(key: string): Promise<void> {
    this.#waiters.wake(key)
  }

  async close(): Promise<void> {}
}
