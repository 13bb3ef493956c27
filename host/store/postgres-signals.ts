// Signals by PostgreSQL's NOTIFY: all on one channel, with the key as what is told. The connection to listen on is made by
// the first wait, and again when it is lost; without it, waits take their full time.

import type pg from 'pg'
import type { PostgresDatabase } from './postgres.ts'
import { type Signals, Waiters } from './signals.ts'

const CHANNEL = 'haira'

/** An expression that tells of a key, which is an expression, too. */
export const notify = (key: string): string => `pg_notify('${CHANNEL}', ${key})`

export class PostgresSignals implements Signals {
  readonly patience = 1000
  readonly #database: PostgresDatabase
  readonly #waiters = new Waiters()
  #client: Promise<pg.Client | undefined> | undefined
  #isClosed = false

  constructor(database: PostgresDatabase) {
    this.#database = database
  }

  wait(key: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#isClosed) this.#client ??= this.#listen()
    return this.#waiters.wait(key, milliseconds, signal)
  }

  async tell(key: string): Promise<void> {
    await this.#database.rows(`SELECT ${notify('$1')}`, [key])
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await (await this.#client)?.end()
  }

  async #listen(): Promise<pg.Client | undefined> {
    const client = this.#database.listener()
    const forget = (): void => {
      this.#client = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    client.on('notification', ({ payload = '' }) => this.#waiters.wake(payload))
    try {
      await client.connect()
      await client.query(`LISTEN ${CHANNEL}`)
      return client
    } catch {
      // Those who wait look by themselves, and the next one tries to listen again.
      forget()
      return undefined
    }
  }
}
