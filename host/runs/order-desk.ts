// Carries out what other hosts that share the store want of runs of this one: their clients may be connected anywhere.
// Listens as long as there are runs under way that the store knows.

import { CancelledError, messageOf } from '../errors.ts'
import type { MaybePromise, RunOrder, RunOrders } from '../store/store.ts'
import type { Run } from './run.ts'

export class OrderDesk {
  readonly #orders: () => MaybePromise<RunOrders>
  readonly #report: (line: string) => void
  readonly #runs = new Map<string, Run>()
  readonly #closing = new AbortController()
  #listening: Promise<void> | undefined
  #isFailing = false

  constructor(orders: () => MaybePromise<RunOrders>, report: (line: string) => void) {
    this.#orders = orders
    this.#report = report
  }

  /** Hears what is wanted of a run from now on. */
  attend(run: Run): void {
    this.#runs.set(run.id, run)
    this.#listening ??= this.#listen()
  }

  /** The store knows that the run is over. */
  leave(run: Run): void {
    this.#runs.delete(run.id)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#listening
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing
    while (this.#runs.size > 0 && !signal.aborted) await this.#takeAll(signal)
    this.#listening = undefined
  }

  /** Takes what there is, and waits until there may be more. */
  async #takeAll(signal: AbortSignal): Promise<void> {
    const orders = await this.#orders()
    // Begins to wait before it looks, so that nothing is missed in between. The wait may be given up, and never fails.
    const heard = orders.heard(signal).catch(() => {})
    try {
      for (const order of await orders.open()) await orders.answer(order.id, this.#take(order) ? 'done' : 'refused')
      this.#isFailing = false
    } catch (error) {
      if (!this.#isFailing) this.#report(`orders of other hosts cannot be read: ${messageOf(error)}`)
      this.#isFailing = true
    }
    await heard
  }

  /** False if the run is in no state for it. */
  #take({ run: id, what }: RunOrder): boolean {
    const run = this.#runs.get(id)
    if (run === undefined) return false
    switch (what) {
      case 'confirm':
        return run.answer(true)
      case 'deny':
        return run.answer(false)
      case 'cancel':
        return run.cancel(new CancelledError('cancelled by a client', { byClient: true }))
      case 'watch':
        run.watchElsewhere()
        return true
      default:
        return what satisfies never
    }
  }
}
