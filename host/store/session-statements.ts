// The statements for sessions that SQLite and PostgreSQL share. A session's row says who holds it: `lease` is the token of
// the turn under way, `host` the one that has or had it last. A host that finds it taken leaves a wish, which keeps the
// holder from taking it again and again while others wait.

import { count, type Row, StoreError, text } from './database.ts'
import type { Clock } from './host-leases.ts'
import { type Log, shared } from './log.ts'
import type { LogEntry } from './store.ts'

/** Milliseconds that a wish counts; whoever still waits renews it. */
const WISH = 1000

export interface SessionStatements {
  /** $1 session, $2 token, $3 host, $4 milliseconds of life. A row if it was taken; `expired` if its log is too old. */
  acquire: string
  /** $1 session, $2 host. */
  wish: string
  /** $1 session, $2 host. */
  withdraw: string
  /** $1 session. Makes the session a new one. */
  expire: readonly string[]
  /** $1 session. */
  load: string
  /** $1 session, $2 token. In this order: the first where nothing was ever stored. */
  release: readonly [string, string]
}

export function sessionStatements({ now }: Clock): SessionStatements {
  return {
    acquire: `
      INSERT INTO haira_sessions AS s (id, version, next_entry, lease, host, created_at, updated_at)
      VALUES ($1, '', 1, $2, $3, ${now}, ${now})
      ON CONFLICT (id) DO UPDATE SET lease = excluded.lease, host = excluded.host, wanted_by = NULL, wanted_until = 0
      WHERE (s.lease IS NULL OR s.host = $3 OR s.host NOT IN (SELECT id FROM haira_hosts WHERE expires_at > ${now}))
        AND NOT (s.lease IS NULL AND s.host = $3 AND s.wanted_until > ${now} AND s.wanted_by <> $3)
      RETURNING version, next_entry, CASE WHEN updated_at <= ${now} - $4 THEN 1 ELSE 0 END AS expired`,
    wish: `
      UPDATE haira_sessions SET wanted_by = $2, wanted_until = ${now} + ${WISH}
      WHERE id = $1 AND (wanted_until <= ${now} OR wanted_by = $2)`,
    withdraw: 'UPDATE haira_sessions SET wanted_until = 0 WHERE id = $1 AND wanted_by = $2',
    expire: [
      'DELETE FROM haira_messages WHERE session = $1',
      `UPDATE haira_sessions SET version = '', next_entry = 1, created_at = ${now}, updated_at = ${now},
       workflow_name = NULL, workflow_path = NULL, title = NULL, owner = NULL WHERE id = $1`,
    ],
    load: 'SELECT id, role, content, agent, seen, created_at FROM haira_messages WHERE session = $1 ORDER BY id',
    release: [
      `DELETE FROM haira_sessions WHERE id = $1 AND lease = $2 AND version = ''`,
      'UPDATE haira_sessions SET lease = NULL WHERE id = $1 AND lease = $2',
    ],
  }
}

export function logOf(version: string, next: number, rows: readonly Row[]): Log {
  let before: readonly string[] | undefined
  const entries = rows.map((row) => {
    const entry = entryOf(row)
    before = shared(entry.seen, before)
    return { ...entry, seen: before }
  })
  return { version, next, entries }
}

export function entryOf(row: Row): LogEntry {
  return {
    id: count(row.id),
    role: text(row.role),
    content: text(row.content),
    agent: text(row.agent),
    seen: JSON.parse(text(row.seen)) as string[],
    time: count(row.created_at),
  }
}

export function lostLease(id: string): StoreError {
  return new StoreError(
    `session ${id}: another host has taken it over, since this one had not been heard of for too long`,
  )
}

/** Tries again and again, with growing pauses, until a session is free; `pause` may end early. */
export async function untilFree<T>(
  attempt: () => T | undefined | Promise<T | undefined>,
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<T> {
  for (let wait = 10; ; wait = Math.min(wait * 2, 250)) {
    await pause(wait, signal)
    const taken = await attempt()
    if (taken !== undefined) return taken
  }
}
