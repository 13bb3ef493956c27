// Runs and their events in a database.

import { count, countOrNone, type Database, type Row, text, textOrNone, type Value } from './database.ts'
import type { Clock } from './host-leases.ts'
import type { NewRun, Run, RunChange, RunEvent, RunStatus, RunStore } from './store.ts'

const columns = 'id, workflow, status, parent, session, started_at, ended_at, steps, result, error'

export class SqlRuns implements RunStore {
  readonly #database: Database
  readonly #host: string
  readonly #now: string

  constructor(database: Database, host: string, clock: Clock) {
    this.#database = database
    this.#host = host
    this.#now = clock.now
  }

  async begin({ id, workflow, parent, session }: NewRun): Promise<void> {
    await this.#database.rows(
      `INSERT INTO haira_runs (id, workflow, status, host, parent, session, started_at)
       VALUES ($1, $2, 'running', $3, $4, $5, ${this.#now})`,
      [id, workflow, this.#host, parent ?? null, session ?? null],
    )
  }

  async update(id: string, { status, steps, result, error }: RunChange): Promise<void> {
    await this.#database.rows(
      `UPDATE haira_runs SET status = COALESCE($2, status), steps = COALESCE($3, steps),
         result = COALESCE($4, result), error = COALESCE($5, error),
         ended_at = CASE WHEN COALESCE($2, status) IN ('running', 'awaiting_confirm') THEN NULL
           ELSE COALESCE(ended_at, ${this.#now}) END
       WHERE id = $1`,
      [id, status ?? null, steps ?? null, result ?? null, error ?? null],
    )
  }

  async append(id: string, events: readonly RunEvent[]): Promise<void> {
    // Several rows a statement: a stream has many small events.
    for (let start = 0; start < events.length; start += 100) {
      const batch = events.slice(start, start + 100)
      const rows = batch.map((_, at) => `($1, $${3 * at + 2}, $${3 * at + 3}, $${3 * at + 4})`)
      const values: Value[] = [id, ...batch.flatMap((one) => [one.id, one.event, one.data])]
      await this.#database.rows(
        `INSERT INTO haira_run_events (run, id, event, data) VALUES ${rows.join(', ')} ON CONFLICT (run, id) DO NOTHING`,
        values,
      )
    }
  }

  async get(id: string): Promise<Run | undefined> {
    const [row] = await this.#database.rows(`SELECT ${columns} FROM haira_runs WHERE id = $1`, [id])
    return row === undefined ? undefined : runOf(row)
  }

  async list({ workflow, limit = 100 }: { workflow?: string; limit?: number } = {}): Promise<Run[]> {
    const which = workflow === undefined ? '' : 'WHERE workflow = $2'
    const rows = await this.#database.rows(
      `SELECT ${columns} FROM haira_runs ${which} ORDER BY seq DESC LIMIT $1`,
      workflow === undefined ? [limit] : [limit, workflow],
    )
    return rows.map(runOf)
  }

  async events(id: string, after = 0): Promise<RunEvent[]> {
    const rows = await this.#database.rows(
      'SELECT id, event, data FROM haira_run_events WHERE run = $1 AND id > $2 ORDER BY id',
      [id, after],
    )
    return rows.map((row) => ({ id: count(row.id), event: text(row.event), data: text(row.data) }))
  }
}

function runOf(row: Row): Run {
  return {
    id: text(row.id),
    workflow: text(row.workflow),
    status: text(row.status) as RunStatus,
    parent: textOrNone(row.parent),
    session: textOrNone(row.session),
    startedAt: count(row.started_at),
    endedAt: countOrNone(row.ended_at),
    steps: textOrNone(row.steps),
    result: textOrNone(row.result),
    error: textOrNone(row.error),
  }
}
