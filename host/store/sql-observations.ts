// What was observed, in a database.

import { count, type Database, text, type Value } from './database.ts'
import type { Observation, ObservationStore } from './store.ts'

const columns = 'id, agent, session, model, created_at, json'

export class SqlObservations implements ObservationStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async add(observations: readonly Observation[]): Promise<void> {
    for (let start = 0; start < observations.length; start += 100) {
      const batch = observations.slice(start, start + 100)
      const row = (at: number): string => `(${[1, 2, 3, 4, 5, 6].map((column) => `$${6 * at + column}`).join(', ')})`
      const values: Value[] = batch.flatMap((one) => [one.id, one.agent, one.session, one.model, one.time, one.json])
      await this.#database.rows(
        `INSERT INTO haira_observations (${columns}) VALUES ${batch.map((_, at) => row(at)).join(', ')}`,
        values,
      )
    }
  }

  async list(
    filter: { agent?: string; session?: string; model?: string; limit?: number } = {},
  ): Promise<Observation[]> {
    const { agent, session, model, limit = 10_000 } = filter
    const rows = await this.#database.rows(
      `SELECT ${columns} FROM haira_observations
       WHERE agent = COALESCE($2, agent) AND session = COALESCE($3, session) AND model = COALESCE($4, model)
       ORDER BY seq DESC LIMIT $1`,
      [limit, agent ?? null, session ?? null, model ?? null],
    )
    return rows.reverse().map((row) => ({
      id: text(row.id),
      agent: text(row.agent),
      session: text(row.session),
      model: text(row.model),
      time: count(row.created_at),
      json: text(row.json),
    }))
  }

  async clear(): Promise<void> {
    await this.#database.rows('DELETE FROM haira_observations')
  }
}
