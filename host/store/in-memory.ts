// Everything in the memory of this process. Sessions need no database; for the rest, SQLite keeps tables in memory, and is
// loaded when one of them is used.

import type { Database, Row, Value } from './database.ts'
import { HostLeases } from './host-leases.ts'
import { emptyLog } from './log.ts'
import { Sessions } from './sessions.ts'
import { LocalSignals } from './signals.ts'
import { SqlFiles } from './sql-files.ts'
import { SqlObservations } from './sql-observations.ts'
import { SqlRunOrders } from './sql-run-orders.ts'
import { SqlRuns } from './sql-runs.ts'
import { SqlSchedules } from './sql-schedules.ts'
import {
  type Chat,
  type ChatLabels,
  type ChatStore,
  defaultRetention,
  type LogEntry,
  type Retention,
  type RunOrders,
  type RunStore,
  type ScheduleStore,
  type Store,
} from './store.ts'

export interface InMemoryOptions {
  retention?: Partial<Retention>
  /** Milliseconds, for what expires; only differences count. */
  now?: () => number
}

/** What knows which host uses it. */
export type HostParts = Pick<Store, 'runs' | 'orders' | 'schedules'>

export class InMemoryStore implements Store {
  readonly isDurable = false
  readonly sessions: Sessions
  readonly chats: ChatStore
  readonly runs: RunStore
  readonly orders: RunOrders
  readonly schedules: ScheduleStore
  readonly signals: LocalSignals
  readonly files: SqlFiles
  readonly observations: SqlObservations
  readonly #tables: Tables

  constructor({ retention, now }: InMemoryOptions = {}) {
    const settled = { ...defaultRetention, ...retention }
    this.#tables = new Tables(settled)
    this.sessions = new Sessions({
      retention: { ...settled, cachedCharacters: Number.POSITIVE_INFINITY },
      ...(now ? { now } : {}),
    })
    this.chats = new Chats(this.sessions)
    this.signals = new LocalSignals()
    ;({ runs: this.runs, orders: this.orders, schedules: this.schedules } = this.#partsOf('this process'))
    this.files = new SqlFiles(this.#tables)
    this.observations = new SqlObservations(this.#tables)
  }

  /** What a thread uses that shares this store as a host of its own. */
  async join(): Promise<HostParts & { leave(): Promise<void> }> {
    const hosts = new HostLeases(this.#tables, clock)
    await hosts.beat(untilItLeaves)
    const leave = async (): Promise<void> => {
      await hosts.leave()
      await hosts.bury()
    }
    return { ...this.#partsOf(hosts.id), leave }
  }

  close(): Promise<void> {
    return this.#tables.close()
  }

  /** Deletes what is too much. */
  sweep(): Promise<void> {
    return this.#tables.sweep()
  }

  #partsOf(host: string): HostParts {
    return {
      runs: new SqlRuns(this.#tables, host),
      orders: new SqlRunOrders(this.#tables, host, clock, this.signals),
      schedules: new SqlSchedules(this.#tables, host, clock),
    }
  }
}

const clock = { now: `CAST(unixepoch('subsec') * 1000 AS INTEGER)` }
/** Milliseconds: longer than any process lives. */
const untilItLeaves = 1e14

class Tables implements Database {
  readonly name = 'memory'
  readonly #retention: Retention
  #opened: Promise<Database> | undefined
  /** The sweeps that have begun. */
  #working = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(retention: Retention) {
    this.#retention = retention
  }

  async rows(sql: string, values?: readonly Value[]): Promise<Row[]> {
    this.#opened ??= this.#open()
    return (await this.#opened).rows(sql, values)
  }

  sweep(): Promise<void> {
    this.#working = this.#working.then(() => this.#sweep())
    return this.#working
  }

  async #sweep(): Promise<void> {
    if (this.#opened === undefined) return
    const { deleteSurplus } = await import('./retention.ts')
    await deleteSurplus(await this.#opened, clock, this.#retention)
  }

  async close(): Promise<void> {
    // Only what has been opened has a timer.
    const opened = await this.#opened
    clearInterval(this.#timer)
    await this.#working
    await opened?.close()
  }

  async #open(): Promise<Database> {
    const { SqliteDatabase } = await import('./sqlite.ts')
    // Nothing here can fail but by lack of memory.
    this.#timer = setInterval(() => void this.sweep(), 10_000).unref()
    return new SqliteDatabase(':memory:')
  }
}

class Chats implements ChatStore {
  readonly #sessions: Sessions
  /** Labels and when they were given; of sessions that are gone too, until somebody lists them. */
  readonly #labels = new Map<string, ChatLabels & { createdAt: number }>()

  constructor(sessions: Sessions) {
    this.#sessions = sessions
  }

  async describe(session: string, labels: ChatLabels): Promise<void> {
    const known = this.#labels.get(session)
    const { title, owner, createdAt } = known ?? { ...labels, createdAt: Date.now() }
    this.#labels.set(session, { ...labels, title, owner, createdAt })
    if (this.#labels.size > 2 * this.#sessions.size + 1000) this.#forget()
  }

  async list({
    workflow,
    owner,
    limit = 100,
  }: {
    workflow?: string
    owner?: string
    limit?: number
  } = {}): Promise<Chat[]> {
    const chats = [...this.#sessions.logs()].flatMap(({ id, log }) => this.#chat(id, log.entries) ?? [])
    const wanted = chats.filter(
      (chat) => (workflow ?? chat.workflowName) === chat.workflowName && (owner ?? chat.owner) === chat.owner,
    )
    return wanted.sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1)).slice(0, limit)
  }

  async get(session: string): Promise<(Chat & { messages: LogEntry[] }) | undefined> {
    const log = this.#sessions.log(session)
    if (log === emptyLog) return undefined
    const labels = { workflowName: '', workflowPath: '', title: '', owner: '', createdAt: log.entries[0]?.time ?? 0 }
    const chat = this.#chat(session, log.entries) ?? describeChat(session, log.entries, labels)
    return { ...chat, messages: [...log.entries] }
  }

  #chat(id: string, entries: readonly LogEntry[]): Chat | undefined {
    const labels = this.#labels.get(id)
    return labels === undefined ? undefined : describeChat(id, entries, labels)
  }

  #forget(): void {
    for (const id of this.#labels.keys()) if (this.#sessions.log(id) === emptyLog) this.#labels.delete(id)
  }
}

function describeChat(id: string, entries: readonly LogEntry[], labels: ChatLabels & { createdAt: number }): Chat {
  return { id, ...labels, updatedAt: entries.at(-1)?.time ?? labels.createdAt, messageCount: entries.length }
}
