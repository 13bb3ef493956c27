// What hosts want of each other's runs, as rows: whoever wants something writes one, the host of the run finds it, does it
// and writes its answer. Signals make that quick; without them both sides look by themselves.

import { type Database, text, textOrNone } from './database.ts'
import type { Clock } from './host-leases.ts'
import { untilFree } from './session-statements.ts'
import type { Signals } from './signals.ts'
import type { OrderAnswer, RunOrder, RunOrderKind, RunOrders } from './store.ts'

/** Milliseconds that a host may take to answer. One that lives looks every second. */
const ANSWER = 5000

export class SqlRunOrders implements RunOrders {
  readonly #database: Database
  readonly #host: string
  readonly #give: string
  readonly #signals: Signals

  constructor(database: Database, host: string, { now }: Clock, signals: Signals) {
    this.#database = database
    this.#host = host
    this.#signals = signals
    this.#give = `
      INSERT INTO haira_run_orders (id, run, host, what, created_at)
      SELECT $1, id, host, $3, ${now} FROM haira_runs
      WHERE id = $2 AND ended_at IS NULL AND host IN (SELECT id FROM haira_hosts WHERE expires_at > ${now})
      RETURNING host`
  }

  async give(run: string, what: RunOrderKind): Promise<OrderAnswer> {
    const id = crypto.randomUUID()
    const [order] = await this.#database.rows(this.#give, [id, run, what])
    if (order === undefined) return 'refused'
    try {
      await this.#signals.tell(`host ${text(order.host)}`)
      return await this.#answerTo(id)
    } finally {
      await this.#database.rows('DELETE FROM haira_run_orders WHERE id = $1', [id])
    }
  }

  async open(): Promise<RunOrder[]> {
    const sql = 'SELECT id, run, what FROM haira_run_orders WHERE host = $1 AND answer IS NULL ORDER BY seq'
    const rows = await this.#database.rows(sql, [this.#host])
    return rows.map((row) => ({ id: text(row.id), run: text(row.run), what: text(row.what) as RunOrderKind }))
  }

  async answer(id: string, answer: OrderAnswer): Promise<void> {
    await this.#database.rows('UPDATE haira_run_orders SET answer = $2 WHERE id = $1', [id, answer])
    await this.#signals.tell(`order ${id}`)
  }

  heard(signal: AbortSignal): Promise<void> {
    return this.#signals.wait(`host ${this.#host}`, this.#signals.patience, signal)
  }

  async #answerTo(id: string): Promise<OrderAnswer> {
    const late = AbortSignal.timeout(ANSWER)
    // Of a run that is over, nobody may hear any more.
    const sql = `
      SELECT COALESCE(o.answer, CASE WHEN r.ended_at IS NULL THEN NULL ELSE 'refused' END) AS answer
      FROM haira_run_orders o LEFT JOIN haira_runs r ON r.id = o.run WHERE o.id = $1`
    try {
      return await untilFree(
        async () => textOrNone((await this.#database.rows(sql, [id]))[0]?.answer) as OrderAnswer | undefined,
        (milliseconds) => this.#signals.wait(`order ${id}`, milliseconds, late),
        late,
      )
    } catch (error) {
      if (late.aborted) return 'unanswered'
      throw error
    }
  }
}
