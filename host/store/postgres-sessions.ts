// Logs of sessions in PostgreSQL. A turn costs one statement at its beginning, a second one if another host has had the
// session since, and one at its end. Who waits for a session listens for the moment when it is given back.

import { setTimeout as sleep } from 'node:timers/promises'
import { count, StoreError, text } from './database.ts'
import { type Change, emptyLog, type Log } from './log.ts'
import type { PostgresDatabase } from './postgres.ts'
import { notify } from './postgres-signals.ts'
import { logOf, lostLease, type SessionStatements, sessionStatements, untilFree } from './session-statements.ts'
import type { Held, SessionLogs } from './sessions.ts'
import type { Signals } from './signals.ts'

export const postgresClock = { now: '(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::BIGINT' }

/** Tells those who wait for a session, if there are any. */
const given = `CASE WHEN wanted_until > ${postgresClock.now} THEN ${notify("'session ' || id")} END`

const commit = `
  WITH held AS (
    UPDATE haira_sessions SET version = $3, next_entry = $4, updated_at = ${postgresClock.now},
      lease = CASE WHEN $5::int = 1 THEN NULL ELSE lease END
    WHERE id = $1 AND lease = $2 RETURNING id, wanted_until),
  removed AS (
    DELETE FROM haira_messages m USING held WHERE m.session = held.id AND m.id = ANY ($6::bigint[])),
  updated AS (
    UPDATE haira_messages m SET seen = u.seen FROM held, UNNEST($7::bigint[], $8::text[]) AS u (id, seen)
    WHERE m.session = held.id AND m.id = u.id),
  added AS (
    INSERT INTO haira_messages (session, id, role, content, agent, seen, created_at)
    SELECT held.id, a.* FROM held,
      UNNEST($9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::bigint[]) AS a)
  SELECT id, ${given} FROM held`

/** Milliseconds to wait before each further attempt at what the network has interrupted. */
const retries = [50, 500, 2000]

export class PostgresLogs implements SessionLogs {
  readonly #database: PostgresDatabase
  readonly #host: string
  readonly #life: number
  readonly #sql: SessionStatements = sessionStatements(postgresClock)
  readonly #signals: Signals

  /** `host` has been registered. */
  constructor(database: PostgresDatabase, host: string, sessionSeconds: number, signals: Signals) {
    this.#database = database
    this.#host = host
    this.#life = sessionSeconds * 1000
    this.#signals = signals
  }

  async acquire(id: string, known: Log | undefined, signal: () => AbortSignal): Promise<Held> {
    // A connection may have died unnoticed. Taking a session twice is taking it once.
    const take = (): Promise<Held | undefined> => again(() => this.#take(id, known))
    return (await take()) ?? this.#wait(id, take, signal())
  }

  async commit(id: string, token: string, change: Change, release: boolean): Promise<void> {
    const { log, added, updated, removed } = change
    const values = [
      ...[id, token, log.version, log.next, release ? 1 : 0],
      ...[removed, updated.map((entry) => entry.id), updated.map((entry) => JSON.stringify(entry.seen))],
      ...[added.map((entry) => entry.id), added.map((entry) => entry.role), added.map((entry) => entry.content)],
      ...[added.map((entry) => entry.agent), added.map((entry) => JSON.stringify(entry.seen))],
      added.map((entry) => entry.time),
    ]
    await again(async () => {
      const held = await this.#database.rows(commit, values)
      if (held.length > 0) return
      // Stored by an attempt whose answer was lost?
      const [row] = await this.#database.rows('SELECT version FROM haira_sessions WHERE id = $1', [id])
      if (row?.version !== log.version) throw lostLease(id)
    })
  }

  async release(id: string, token: string): Promise<void> {
    const [neverStored, stored] = this.#sql.release
    for (const sql of [neverStored, stored]) await this.#database.rows(`${sql} RETURNING ${given}`, [id, token])
  }

  async remove(id: string, token: string): Promise<void> {
    const sql = `DELETE FROM haira_sessions WHERE id = $1 AND lease = $2 RETURNING ${given}`
    await this.#database.rows(sql, [id, token])
  }

  /** Undefined if another host has it. */
  async #take(id: string, known: Log | undefined): Promise<Held | undefined> {
    const token = crypto.randomUUID()
    const [row] = await this.#database.rows(this.#sql.acquire, [id, token, this.#host, this.#life])
    if (row === undefined) {
      await this.#database.rows(this.#sql.wish, [id, this.#host])
      return undefined
    }
    const version = text(row.version)
    if (version === '') return { token, log: emptyLog }
    if (count(row.expired) === 1) {
      for (const statement of this.#sql.expire) await this.#database.rows(statement, [id])
      return { token, log: emptyLog }
    }
    if (known?.version === version) return { token, log: known }
    return { token, log: logOf(version, count(row.next_entry), await this.#database.rows(this.#sql.load, [id])) }
  }

  async #wait(id: string, take: () => Promise<Held | undefined>, signal: AbortSignal): Promise<Held> {
    const pause = (milliseconds: number): Promise<void> => this.#signals.wait(`session ${id}`, milliseconds, signal)
    try {
      return await untilFree(take, pause, signal)
    } catch (error) {
      if (!signal.aborted) throw error
      await this.#database.rows(this.#sql.withdraw, [id, this.#host])
      throw signal.reason
    }
  }
}

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (const wait of retries) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof StoreError && error.unreachable)) throw error
      await sleep(wait)
    }
  }
  return attempt()
}
