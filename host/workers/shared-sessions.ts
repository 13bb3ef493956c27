// Sessions in memory that several workers share: they are kept in the main thread, which is asked by messages. Turns of a
// session are in order whichever workers they are in, and what a lost worker held is given back.

import type { SessionStore, Turn, TurnResult, Views } from '../store/store.ts'
import type { FromWorker, StoreAsk, ToWorker } from './messages.ts'

/** The end in a worker. */
export class RemoteSessions implements SessionStore {
  readonly #send: (message: FromWorker) => void
  readonly #waiting = new Map<number, { resolve(turn: Turn | undefined): void; reject(error: Error): void }>()
  readonly #owners = new WeakMap<object, number>()
  #lastCall = 0
  #lastOwner = 0

  constructor(send: (message: FromWorker) => void) {
    this.#send = send
  }

  async open(session: string, views: Views, owner: object, signal: () => AbortSignal): Promise<Turn> {
    const turn = await this.#ask({ method: 'open', session, views, owner: this.#numberOf(owner) }, signal())
    return turn!
  }

  async close(lease: number, result?: TurnResult): Promise<void> {
    await this.#ask({ method: 'close', lease, result })
  }

  async remove(session: string, signal: () => AbortSignal): Promise<void> {
    await this.#ask({ method: 'remove', session }, signal())
  }

  /** The main thread has answered. */
  answered({ call, turn, error }: Extract<ToWorker, { kind: 'answer' }>): void {
    const waiting = this.#waiting.get(call)
    this.#waiting.delete(call)
    if (waiting !== undefined) error === undefined ? waiting.resolve(turn) : waiting.reject(new Error(error))
    // A turn that began while it was being abandoned.
    else if (turn !== undefined) void this.close(turn.lease)
  }

  #numberOf(owner: object): number {
    let number = this.#owners.get(owner)
    if (number === undefined) {
      number = ++this.#lastOwner
      this.#owners.set(owner, number)
    }
    return number
  }

  #ask(ask: StoreAsk, signal?: AbortSignal): Promise<Turn | undefined> {
    const call = ++this.#lastCall
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.delete(call)
        this.#send({ kind: 'abandon', call })
        reject(signal?.reason)
      }
      this.#waiting.set(call, {
        resolve: (turn) => {
          signal?.removeEventListener('abort', giveUp)
          resolve(turn)
        },
        reject: (error) => {
          signal?.removeEventListener('abort', giveUp)
          reject(error)
        },
      })
      this.#send({ kind: 'store', call, ask })
      if (signal?.aborted) giveUp()
      else signal?.addEventListener('abort', giveUp, { once: true })
    })
  }
}

/** The end in the main thread, for one worker. */
export class SessionDesk {
  readonly #sessions: SessionStore
  readonly #send: (message: ToWorker) => void
  readonly #owners = new Map<number, { leases: Set<number> }>()
  readonly #leases = new Map<number, number>()
  readonly #asked = new Map<number, AbortController>()

  constructor(sessions: SessionStore, send: (message: ToWorker) => void) {
    this.#sessions = sessions
    this.#send = send
  }

  /** Answers a worker. */
  async answer(call: number, ask: StoreAsk): Promise<void> {
    const abort = new AbortController()
    this.#asked.set(call, abort)
    try {
      const turn = await this.#do(ask, abort.signal)
      this.#send({ kind: 'answer', call, turn, error: undefined })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#send({ kind: 'answer', call, turn: undefined, error: message })
    } finally {
      this.#asked.delete(call)
    }
  }

  /** The worker no longer waits for an answer. */
  abandon(call: number): void {
    this.#asked.get(call)?.abort(new Error('abandoned'))
  }

  /** The worker is gone: gives back all that it held. */
  async end(): Promise<void> {
    for (const abort of this.#asked.values()) abort.abort(new Error('the worker is gone'))
    await Promise.all([...this.#leases.keys()].map((lease) => this.#sessions.close(lease)))
    this.#leases.clear()
    this.#owners.clear()
  }

  async #do(ask: StoreAsk, signal: AbortSignal): Promise<Turn | undefined> {
    switch (ask.method) {
      case 'open':
        return this.#open(ask, signal)
      case 'close':
        this.#forget(ask.lease)
        await this.#sessions.close(ask.lease, ask.result)
        return undefined
      case 'remove':
        await this.#sessions.remove(ask.session, () => signal)
        return undefined
    }
  }

  /** Turns of the same owner may be nested, so owners have to be told apart here as they are there. */
  async #open(ask: Extract<StoreAsk, { method: 'open' }>, signal: AbortSignal): Promise<Turn> {
    const owner = this.#owners.get(ask.owner) ?? { leases: new Set() }
    this.#owners.set(ask.owner, owner)
    try {
      const turn = await this.#sessions.open(ask.session, ask.views, owner, () => signal)
      owner.leases.add(turn.lease)
      this.#leases.set(turn.lease, ask.owner)
      return turn
    } finally {
      if (owner.leases.size === 0) this.#owners.delete(ask.owner)
    }
  }

  #forget(lease: number): void {
    const number = this.#leases.get(lease)
    this.#leases.delete(lease)
    if (number === undefined) return
    const owner = this.#owners.get(number)
    owner?.leases.delete(lease)
    if (owner?.leases.size === 0) this.#owners.delete(number)
  }
}
