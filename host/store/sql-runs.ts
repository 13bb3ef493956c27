// Runs and their events in a database.

import { count, countOrNone, type Database, type Row, text, textOrNone, type Value } from './database.ts'
import type { Run, RunEvent, RunRecord, RunStatus, RunStore } from './store.ts'

const columns = 'id, workflow, status, parent, session, started_at, ended_at, steps, result, error'

export class SqlRuns implements RunStore {
  readonly #database: Database
  readonly #host: string

  constructor(database: Database, host: string) {
    this.#database = database
    this.#host = host
  }

  async record(runs: readonly RunRecord[]): Promise<void> {
    for (const batch of batches(runs)) {
      const { places, values } = placed(batch, ({ id, workflow, status = 'running', parent, session, ...run }) => [
        ...[id, workflow, status, this.#host, parent ?? null, session ?? null, run.startedAt, run.endedAt ?? null],
        ...[run.steps ?? null, run.result ?? null, run.error ?? null],
      ])
      await this.#database.rows(
        `INSERT INTO haira_runs
           (id, workflow, status, host, parent, session, started_at, ended_at, steps, result, error)
         VALUES ${places}
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, ended_at = excluded.ended_at,
           steps = excluded.steps, result = excluded.result, error = excluded.error`,
        values,
      )
    }
  }

  async append(events: readonly (RunEvent & { run: string })[]): Promise<void> {
    for (const batch of batches(events)) {
      const { places, values } = placed(batch, ({ run, id, event, data }) => [run, id, event, data])
      await this.#database.rows(
        `INSERT INTO haira_run_events (run, id, event, data) VALUES ${places} ON CONFLICT (run, id) DO NOTHING`,
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

/** Several rows a statement, of few sizes, since each makes a statement that the database prepares. */
function* batches<T>(rows: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < rows.length; ) {
    const size = [100, 10, 1].find((one) => rows.length - start >= one)!
    yield rows.slice(start, start + size)
    start += size
  }
}

/** `($1, $2), ($3, $4)` and the values for them. */
function placed<T>(rows: readonly T[], valuesOf: (row: T) => Value[]): { places: string; values: Value[] } {
  const values: Value[] = []
  const places = rows.map(
    (row) =>
      `(${valuesOf(row)
        .map((value) => `$${values.push(value)}`)
        .join(', ')})`,
  )
  return { places: places.join(', '), values }
}
