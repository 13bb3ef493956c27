// A store in memory that several workers share: it is kept in the main thread, which is asked by messages. Turns of a
// session are in order whichever workers they are in, each worker is a host of its own, and what a lost one held is free.

import type { HostParts, InMemoryStore } from '../store/in-memory.ts'
import { LocalSignals } from '../store/signals.ts'
import type { SessionStore, Store, Turn, TurnResult, Views } from '../store/store.ts'
import {
  type FromWorker,
  type SharedPart,
  type SharedStore,
  type StoreAsk,
  sharedParts,
  type ToWorker,
} from './messages.ts'

/** The end in a worker. */
export class RemoteStore implements Store {
  readonly isDurable = false
  readonly sessions: RemoteSessions
  readonly chats: Store['chats']
  readonly runs: Store['runs']
  readonly orders: Store['orders']
  readonly schedules: Store['schedules']
  readonly files: Store['files']
  readonly observations: Store['observations']
  /** Nobody tells of what other threads do: whoever waits looks often. */
  readonly signals = new LocalSignals()
  readonly #asks: Asks

  constructor(send: (message: FromWorker) => void) {
    this.#asks = new Asks(send)
    this.sessions = new RemoteSessions(this.#asks)
    const { orders, ...parts } = remoteParts(this.#asks)
    const { signals } = this
    this.orders = { ...orders, heard: (signal) => signals.wait('orders', signals.patience, signal) }
    ;({ chats: this.chats, runs: this.runs, schedules: this.schedules } = parts)
    ;({ files: this.files, observations: this.observations } = parts)
  }

  /** The main thread has answered. */
  answered(message: Extract<ToWorker, { kind: 'answer' }>): void {
    if (!this.#asks.answered(message) && isTurn(message.value)) void this.sessions.close(message.value.lease)
  }

  async close(): Promise<void> {}
}

function isTurn(value: unknown): value is Turn {
  return typeof value === 'object' && value !== null && 'lease' in value
}

/** Each method is a message. That their types are those of the store is what `sharedParts` promises. */
function remoteParts(asks: Asks): SharedStore {
  const parts = Object.entries(sharedParts).map(([part, names]) => {
    const methods = names.map((name) => {
      const call = (...args: unknown[]): Promise<unknown> =>
        asks.ask({ method: 'call', part: part as SharedPart, name, args })
      return [name, call]
    })
    return [part, Object.fromEntries(methods)]
  })
  return Object.fromEntries(parts) as SharedStore
}

/** Messages that wait for their answers. */
class Asks {
  readonly #send: (message: FromWorker) => void
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  #lastCall = 0

  constructor(send: (message: FromWorker) => void) {
    this.#send = send
  }

  /** False if nobody waits for it any more. */
  answered({ call, value, error }: Extract<ToWorker, { kind: 'answer' }>): boolean {
    const waiting = this.#waiting.get(call)
    this.#waiting.delete(call)
    if (waiting !== undefined) error === undefined ? waiting.resolve(value) : waiting.reject(new Error(error))
    return waiting !== undefined
  }

  ask(ask: StoreAsk, signal?: AbortSignal): Promise<unknown> {
    const call = ++this.#lastCall
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.delete(call)
        this.#send({ kind: 'abandon', call })
        reject(signal?.reason)
      }
      this.#waiting.set(call, {
        resolve: (value) => {
          signal?.removeEventListener('abort', giveUp)
          resolve(value)
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

class RemoteSessions implements SessionStore {
  readonly #asks: Asks
  readonly #owners = new WeakMap<object, number>()
  #lastOwner = 0

  constructor(asks: Asks) {
    this.#asks = asks
  }

  async open(session: string, views: Views, owner: object, signal: () => AbortSignal): Promise<Turn> {
    const turn = await this.#asks.ask({ method: 'open', session, views, owner: this.#numberOf(owner) }, signal())
    return turn as Turn
  }

  async close(lease: number, result?: TurnResult): Promise<void> {
    await this.#asks.ask({ method: 'close', lease, result })
  }

  async remove(session: string, signal: () => AbortSignal): Promise<void> {
    await this.#asks.ask({ method: 'remove', session }, signal())
  }

  #numberOf(owner: object): number {
    let number = this.#owners.get(owner)
    if (number === undefined) {
      number = ++this.#lastOwner
      this.#owners.set(owner, number)
    }
    return number
  }
}

/** The end in the main thread, for one worker. */
export class StoreDesk {
  readonly #store: InMemoryStore
  #host: Promise<HostParts & { leave(): Promise<void> }> | undefined
  readonly #send: (message: ToWorker) => void
  readonly #owners = new Map<number, { leases: Set<number> }>()
  readonly #leases = new Map<number, number>()
  readonly #asked = new Map<number, AbortController>()

  constructor(store: InMemoryStore, send: (message: ToWorker) => void) {
    this.#store = store
    this.#send = send
  }

  /** Answers a worker. */
  async answer(call: number, ask: StoreAsk): Promise<void> {
    const abort = new AbortController()
    this.#asked.set(call, abort)
    try {
      const value = await this.#do(ask, abort.signal)
      this.#send({ kind: 'answer', call, value, error: undefined })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#send({ kind: 'answer', call, value: undefined, error: message })
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
    await Promise.all([...this.#leases.keys()].map((lease) => this.#store.sessions.close(lease)))
    this.#leases.clear()
    this.#owners.clear()
    await (await this.#host)?.leave()
  }

  async #do(ask: StoreAsk, signal: AbortSignal): Promise<unknown> {
    switch (ask.method) {
      case 'open':
        return this.#open(ask, signal)
      case 'close':
        this.#forget(ask.lease)
        await this.#store.sessions.close(ask.lease, ask.result)
        return undefined
      case 'remove':
        await this.#store.sessions.remove(ask.session, () => signal)
        return undefined
      case 'call':
        return this.#call(ask)
      default:
        return ask satisfies never
    }
  }

  async #call({ part, name, args }: Extract<StoreAsk, { method: 'call' }>): Promise<unknown> {
    this.#host ??= this.#store.join()
    const parts: SharedStore = { ...this.#partsOfAll(), ...(await this.#host) }
    const method: unknown = Reflect.get(parts[part], name)
    if (typeof method !== 'function') throw new Error(`the store has no ${part}.${name}`)
    return method.apply(parts[part], args)
  }

  #partsOfAll(): Pick<SharedStore, 'chats' | 'files' | 'observations'> {
    const { chats, files, observations } = this.#store
    return { chats, files, observations }
  }

  /** Turns of the same owner may be nested, so owners have to be told apart here as they are there. */
  async #open(ask: Extract<StoreAsk, { method: 'open' }>, signal: AbortSignal): Promise<Turn> {
    const owner = this.#owners.get(ask.owner) ?? { leases: new Set() }
    this.#owners.set(ask.owner, owner)
    try {
      const turn = await this.#store.sessions.open(ask.session, ask.views, owner, () => signal)
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
