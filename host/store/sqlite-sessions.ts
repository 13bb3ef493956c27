// Logs of sessions in SQLite. All of it happens at once, so that a turn need not suspend its fiber; only a session that
// another process holds is waited for.

import { setTimeout as sleep } from 'node:timers/promises'
import { count, text } from './database.ts'
import { type Change, emptyLog, type Log } from './log.ts'
import { logOf, lostLease, type SessionStatements, sessionStatements, untilFree } from './session-statements.ts'
import type { Held, SessionLogs } from './sessions.ts'
import type { SqliteDatabase } from './sqlite.ts'
import type { LogEntry, MaybePromise } from './store.ts'

export const sqliteClock = { now: `CAST(unixepoch('subsec') * 1000 AS INTEGER)` }

export class SqliteLogs implements SessionLogs {
  readonly #database: SqliteDatabase
  readonly #host: string
  readonly #life: number
  readonly #sql: SessionStatements = sessionStatements(sqliteClock)

  /** `host` has been registered. */
  constructor(database: SqliteDatabase, host: string, sessionSeconds: number) {
    this.#database = database
    this.#host = host
    this.#life = sessionSeconds * 1000
  }

  acquire(id: string, known: Log | undefined, signal: () => AbortSignal): MaybePromise<Held> {
    return this.#take(id, known) ?? this.#wait(id, known, signal())
  }

  commit(id: string, token: string, change: Change, release: boolean): void {
    const { log, added, updated, removed } = change
    const database = this.#database
    database.transaction(() => {
      const held = database.all(
        `UPDATE haira_sessions SET version = $3, next_entry = $4, updated_at = ${sqliteClock.now},
         lease = CASE WHEN $5 = 1 THEN NULL ELSE lease END WHERE id = $1 AND lease = $2 RETURNING id`,
        [id, token, log.version, log.next, release ? 1 : 0],
      )
      if (held.length === 0) throw lostLease(id)
      for (const gone of removed) database.all('DELETE FROM haira_messages WHERE session = $1 AND id = $2', [id, gone])
      for (const entry of updated) {
        const values = [id, entry.id, JSON.stringify(entry.seen)]
        database.all('UPDATE haira_messages SET seen = $3 WHERE session = $1 AND id = $2', values)
      }
      for (const entry of added) this.#insert(id, entry)
    })
  }

  release(id: string, token: string): void {
    for (const statement of this.#sql.release) this.#database.all(statement, [id, token])
  }

  remove(id: string, token: string): void {
    this.#database.all('DELETE FROM haira_sessions WHERE id = $1 AND lease = $2', [id, token])
  }

  #insert(session: string, { id, role, content, agent, seen, time }: LogEntry): void {
    this.#database.all(
      `INSERT INTO haira_messages (session, id, role, content, agent, seen, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [session, id, role, content, agent, JSON.stringify(seen), time],
    )
  }

  /** Undefined if another host has it. */
  #take(id: string, known: Log | undefined): Held | undefined {
    const token = crypto.randomUUID()
    const [row] = this.#database.all(this.#sql.acquire, [id, token, this.#host, this.#life])
    if (row === undefined) {
      this.#database.all(this.#sql.wish, [id, this.#host])
      return undefined
    }
    const version = text(row.version)
    if (version === '') return { token, log: emptyLog }
    if (count(row.expired) === 1) {
      this.#database.transaction(() => {
        for (const statement of this.#sql.expire) this.#database.all(statement, [id])
      })
      return { token, log: emptyLog }
    }
    if (known?.version === version) return { token, log: known }
    return { token, log: logOf(version, count(row.next_entry), this.#database.all(this.#sql.load, [id])) }
  }

  async #wait(id: string, known: Log | undefined, signal: AbortSignal): Promise<Held> {
    const pause = (milliseconds: number): Promise<void> => sleep(milliseconds, undefined, { signal })
    try {
      return await untilFree(() => this.#take(id, known), pause, signal)
    } catch (error) {
      if (!signal.aborted) throw error
      this.#database.all(this.#sql.withdraw, [id, this.#host])
      throw signal.reason
    }
  }
}
