// The store that a program uses now: opened when it is first needed, chosen by whoever has most to say. That is the
// embedder or `--database`, then the program's `store.database(url)`, then HAIRA_DATABASE_URL; else a server that
// `haira run` starts keeps everything in a SQLite file, and anything else in memory.

import { InMemoryStore } from './in-memory.ts'
import type { MaybePromise, Retention, Store } from './store.ts'

export interface StoreChoice {
  /** A store of the embedder's own, who closes it. */
  store: Store | undefined
  /** A URL that wins over the program's. */
  fixed: string | undefined
  /** HAIRA_DATABASE_URL. */
  variable: string | undefined
  /** What is used if nobody says anything and it can be opened. */
  fallback: string | undefined
  retention: Retention
  warn(message: string): void
}

export class CurrentStore {
  readonly #choice: StoreChoice
  #current: Store | undefined
  #url: string | undefined
  #opening: Promise<Store> | undefined
  /** Turns may still be under way in them. */
  readonly #replaced: Store[] = []

  constructor(choice: StoreChoice) {
    this.#choice = choice
    this.#current = choice.store
  }

  /** The store, opened if need be. If that fails, the next call tries again. */
  get(): MaybePromise<Store> {
    if (this.#current !== undefined) return this.#current
    const { fixed, variable, fallback, retention } = this.#choice
    const url = fixed ?? (variable || undefined)
    if (url === undefined && fallback === undefined) {
      this.#current = new InMemoryStore({ retention })
      return this.#current
    }
    this.#opening ??= (url === undefined ? this.#tryOpen(fallback!) : this.#open(url)).finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  /** `store.database(url)`. What has been stored before stays where it is. */
  async use(url: string): Promise<void> {
    const { store, fixed } = this.#choice
    if (store !== undefined || fixed !== undefined || url === this.#url) return
    await this.#opening?.catch(() => {})
    const before = this.#current
    await this.#open(url)
    if (before !== undefined) this.#replaced.push(before)
  }

  async close(): Promise<void> {
    const opening = await this.#opening?.catch(() => undefined)
    const stores = [...this.#replaced, this.#current ?? opening].filter((store) => store !== undefined)
    for (const store of stores) if (store !== this.#choice.store) await store.close()
  }

  async #open(url: string): Promise<Store> {
    const { openStore } = await import('./open.ts')
    const { retention, warn } = this.#choice
    this.#current = await openStore(url, { retention, warn })
    this.#url = url
    return this.#current
  }

  /** Nobody has asked for a file, so a folder where none can be made is no reason not to serve. */
  async #tryOpen(fallback: string): Promise<Store> {
    const { StoreError } = await import('./database.ts')
    try {
      return await this.#open(fallback)
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      this.#choice.warn(`${error.message}; sessions are kept in memory`)
      this.#current = new InMemoryStore({ retention: this.#choice.retention })
      return this.#current
    }
  }
}
