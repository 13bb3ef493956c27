// Which hosts live. Each one says so every few seconds; what a host holds, sessions and runs, counts only while it does.
// So a host that is killed holds up a session for `LEASE` at most, and its runs become failed.

import { hostname } from 'node:os'
import { type Database, text } from './database.ts'

/** Milliseconds until a host that has said nothing counts as dead. */
export const LEASE = 15_000

/** SQL of a moment in milliseconds, by the clock of the database: those of hosts may differ. */
export interface Clock {
  now: string
}

export class HostLeases {
  readonly id = crypto.randomUUID()
  readonly #database: Database
  readonly #now: string

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#now = clock.now
  }

  /** Registers this host, or says that it lives, and will for so many milliseconds. */
  async beat(life: number = LEASE): Promise<void> {
    await this.#database.rows(
      `INSERT INTO haira_hosts (id, machine, pid, started_at, expires_at) VALUES ($1, $2, $3, $4, ${this.#now} + $5)
       ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at`,
      [this.id, hostname(), process.pid, processStart(), life],
    )
  }

  /** Takes away what dead hosts hold. */
  async bury(): Promise<void> {
    await this.#database.rows(`DELETE FROM haira_hosts WHERE expires_at <= ${this.#now}`)
    await this.#database.rows(
      `UPDATE haira_runs SET status = 'failed', error = 'interrupted: server restarted', ended_at = ${this.#now}
       WHERE ended_at IS NULL AND host NOT IN (SELECT id FROM haira_hosts)`,
    )
  }

  /** Buries other hosts of this machine whose process is gone, without waiting for their time. */
  async buryProcesses(): Promise<void> {
    const sql = 'SELECT id, pid, started_at FROM haira_hosts WHERE machine = $1 AND id <> $2'
    for (const { id, pid, started_at } of await this.#database.rows(sql, [hostname(), this.id])) {
      if (!isAlive(Number(pid), Number(started_at)))
        await this.#database.rows('DELETE FROM haira_hosts WHERE id = $1', [text(id)])
    }
  }

  /** Gives back everything. */
  async leave(): Promise<void> {
    await this.#database.rows('DELETE FROM haira_hosts WHERE id = $1', [this.id])
  }
}

/** When this process started, in milliseconds since 1970. */
function processStart(): number {
  return Math.round(Date.now() - process.uptime() * 1000)
}

/** A process with our number may be an earlier one: that of a container which was started again. */
function isAlive(pid: number, started: number): boolean {
  if (pid === process.pid) return Math.abs(started - processStart()) < 1000
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
