// Writes events to the store, in batches and beside the calls: a store that is slow or gone costs events, never a call.

import type { MaybePromise, Store } from '../store/store.ts'
import type { ObservedEvent } from './event.ts'
import type { Observer } from './observer.ts'

/** Milliseconds that an event may wait for others. */
const WAIT = 1000
/** Events that may wait while the store does not take them; more are left out. */
const MOST = 10_000

export class Recorder {
  readonly #store: () => MaybePromise<Store>
  readonly #warn: (message: string) => void
  readonly #stop: () => void
  #waiting: ObservedEvent[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  #failing = false

  constructor(observer: Observer, store: () => MaybePromise<Store>, warn: (message: string) => void) {
    this.#store = store
    this.#warn = warn
    const listener = (event: ObservedEvent): void => this.#take(event)
    observer.listeners.add(listener)
    this.#stop = () => observer.listeners.delete(listener)
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#writing
    await this.#write()
  }

  /** Writes what waits, and takes no more. */
  async close(): Promise<void> {
    this.#stop()
    await this.flush()
  }

  #take(event: ObservedEvent): void {
    if (this.#waiting.length < MOST) this.#waiting.push(event)
    if (this.#timer !== undefined || this.#writing !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#writing = this.#write().finally(() => {
        this.#writing = undefined
      })
    }, WAIT).unref()
  }

  async #write(): Promise<void> {
    const events = this.#waiting
    if (events.length === 0) return
    this.#waiting = []
    try {
      const store = await this.#store()
      await store.observations.add(events.map(observationOf))
      this.#failing = false
    } catch (error) {
      if (!this.#failing)
        this.#warn(`events are not recorded: ${error instanceof Error ? error.message : String(error)}`)
      this.#failing = true
    }
  }
}

function observationOf(event: ObservedEvent): Parameters<Store['observations']['add']>[0][number] {
  const { id, agent_name: agent, session_id: session, model, timestamp } = event
  return { id, agent, session, model, time: Date.parse(timestamp), json: JSON.stringify(event) }
}
