// A store over a database: registers this host, says every few seconds that it lives, and keeps the tables bounded.

import type { Database } from './database.ts'
import { type Clock, HostLeases, LEASE } from './host-leases.ts'
import { deleteSurplus } from './retention.ts'
import { sessionStatements } from './session-statements.ts'
import { type SessionLogs, Sessions } from './sessions.ts'
import type { Signals } from './signals.ts'
import { SqlChats } from './sql-chats.ts'
import { SqlFiles } from './sql-files.ts'
import { SqlObservations } from './sql-observations.ts'
import { SqlRunOrders } from './sql-run-orders.ts'
import { SqlRuns } from './sql-runs.ts'
import { SqlSchedules } from './sql-schedules.ts'
import type { Retention, Store } from './store.ts'

export interface DatabaseStoreOptions {
  retention: Retention
  /** Told what goes wrong beside the calls of the store. */
  warn: (message: string) => void
}

/** What differs between databases. */
export interface Backend {
  database: Database
  signals: Signals
  clock: Clock
  /** Whether all its hosts are on this machine, so that a dead one can be told by its process. */
  isLocal: boolean
  logs(host: string): SessionLogs
  /** Does something that no other host does meanwhile. */
  alone(work: () => Promise<void>): Promise<void>
}

/** Milliseconds between two looks for what is too much. */
const SWEEP = 60_000

export class DatabaseStore implements Store {
  readonly isDurable = true
  readonly sessions: Sessions
  readonly chats: SqlChats
  readonly runs: SqlRuns
  readonly orders: SqlRunOrders
  readonly schedules: SqlSchedules
  readonly signals: Signals
  readonly files: SqlFiles
  readonly observations: SqlObservations
  readonly #backend: Backend
  readonly #hosts: HostLeases
  readonly #options: DatabaseStoreOptions
  readonly #timer: NodeJS.Timeout
  #lastSweep = performance.now()
  #working: Promise<void> = Promise.resolve()
  #failing = false

  /** Registers the host. Rejects with a StoreError, and closes the database, if that fails. */
  static async open(backend: Backend, options: DatabaseStoreOptions): Promise<DatabaseStore> {
    const hosts = new HostLeases(backend.database, backend.clock)
    try {
      await hosts.beat()
      await backend.alone(async () => {
        if (backend.isLocal) await hosts.buryProcesses()
        await hosts.bury()
      })
      return new DatabaseStore(backend, hosts, options)
    } catch (error) {
      await backend.database.close()
      throw error
    }
  }

  private constructor(backend: Backend, hosts: HostLeases, options: DatabaseStoreOptions) {
    const { database, clock, signals } = backend
    const { retention } = options
    this.#backend = backend
    this.#hosts = hosts
    this.#options = options
    this.signals = signals
    this.sessions = new Sessions({ retention, logs: backend.logs(hosts.id) })
    this.chats = new SqlChats(database, clock, sessionStatements(clock).load, retention.sessionSeconds)
    this.runs = new SqlRuns(database, hosts.id)
    this.orders = new SqlRunOrders(database, hosts.id, clock, signals)
    this.schedules = new SqlSchedules(database, hosts.id, clock)
    this.files = new SqlFiles(database)
    this.observations = new SqlObservations(database)
    this.#timer = setInterval(() => void this.tend(), LEASE / 3).unref()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#working
    await this.signals.close()
    // A host that cannot say that it leaves is found dead a little later.
    await this.#hosts.leave().catch((error: Error) => this.#options.warn(error.message))
    await this.#backend.database.close()
  }

  /** Deletes what is too old or too much. */
  sweep(): Promise<void> {
    const { database, clock, alone } = this.#backend
    return alone(() => deleteSurplus(database, clock, this.#options.retention))
  }

  /** Says that this host lives, and puts things in order. Done every few seconds; never rejects. */
  tend(): Promise<void> {
    this.#working = this.#working
      .then(() => this.#beat())
      .then(
        () => this.#report(undefined),
        (error: Error) => this.#report(error),
      )
    return this.#working
  }

  async #beat(): Promise<void> {
    await this.#hosts.beat()
    await this.sessions.settle()
    await this.#backend.alone(() => this.#hosts.bury())
    if (performance.now() - this.#lastSweep < SWEEP) return
    await this.sweep()
    this.#lastSweep = performance.now()
  }

  /** Once when it begins to fail, once when it works again. */
  #report(error: Error | undefined): void {
    if (error !== undefined && !this.#failing) this.#options.warn(`the store does not work: ${error.message}`)
    if (error === undefined && this.#failing) this.#options.warn('the store works again')
    this.#failing = error !== undefined
  }
}
