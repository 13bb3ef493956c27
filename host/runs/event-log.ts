// The events of one request, numbered in the order in which they happened. Whoever watches gets them from any number on,
// so a client that has lost its connection can come back for the rest.

/** An event as clients get it. */
export interface LoggedEvent {
  /** From 1. */
  id: number
  event: string
  data: string
}

/** Takes events as they happen. A promise: it must catch up before it takes more. */
export type Watcher = (event: LoggedEvent) => Promise<void> | undefined

/** What is kept for those who come back, in characters of data. Older events are counted, and not kept. */
const keptSize = 1024 * 1024

export class EventLog {
  readonly #events: LoggedEvent[] = []
  readonly #watchers = new Set<Watcher>()
  #size = 0
  #last = 0

  /** Whether somebody watches now. */
  get isWatched(): boolean {
    return this.#watchers.size > 0
  }

  /** Adds an event. A promise: whoever makes the events should wait, for a watcher must catch up. */
  emit(event: string, data: string): Promise<void> | undefined {
    const made = { id: ++this.#last, event, data }
    this.#events.push(made)
    this.#size += data.length
    while (this.#size > keptSize && this.#events.length > 1) this.#size -= this.#events.shift()!.data.length
    let behind: Promise<void> | undefined
    // A watcher may bring another one, which gets what is kept already.
    for (const watch of [...this.#watchers]) behind = watch(made) ?? behind
    return behind
  }

  /** The events after a number, as far as they are kept. */
  after(id: number): LoggedEvent[] {
    return this.#events.filter((event) => event.id > id)
  }

  /** Gives the events after a number, as far as they are kept, and then each further one. The result stops that. */
  watch(watcher: Watcher, after = 0): () => void {
    for (const event of this.after(after)) watcher(event)
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }
}
