// When workflows last ran by the clock. Each has one row, which a host takes for the moment that has come: so of all hosts
// that share the database one runs it, and none while the run before is not over.

import { count, type Database } from './database.ts'
import type { Clock } from './host-leases.ts'
import type { ScheduleStore } from './store.ts'

export class SqlSchedules implements ScheduleStore {
  readonly #database: Database
  readonly #host: string
  readonly #take: string

  constructor(database: Database, host: string, { now }: Clock) {
    this.#database = database
    this.#host = host
    // This host knows by itself whether its own last run is over.
    this.#take = `
      INSERT INTO haira_schedules AS s (workflow, at, host, is_running) VALUES ($1, $2, $3, 1)
      ON CONFLICT (workflow) DO UPDATE SET at = excluded.at, host = excluded.host, is_running = 1
      WHERE s.at < excluded.at AND (s.is_running = 0 OR s.host = excluded.host
        OR s.host NOT IN (SELECT id FROM haira_hosts WHERE expires_at > ${now}))
      RETURNING at`
  }

  async take(workflow: string, at: number): Promise<'ours' | 'taken' | 'running'> {
    if ((await this.#database.rows(this.#take, [workflow, at, this.#host])).length > 0) return 'ours'
    const [row] = await this.#database.rows('SELECT at FROM haira_schedules WHERE workflow = $1', [workflow])
    return count(row?.at) >= at ? 'taken' : 'running'
  }

  async end(workflow: string, at: number): Promise<void> {
    const sql = 'UPDATE haira_schedules SET is_running = 0 WHERE workflow = $1 AND at = $2 AND host = $3'
    await this.#database.rows(sql, [workflow, at, this.#host])
  }
}
