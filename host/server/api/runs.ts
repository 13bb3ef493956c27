// /_api/runs: the runs of workflows, and what a user says to them. A run of another host that shares the store is known by
// what it has stored, and what is wanted of it is passed on.

import { CancelledError, HostError } from '../../errors.ts'
import type { Run, StepRecord } from '../../runs/run.ts'
import type { Runs } from '../../runs/runs.ts'
import type { MaybePromise, RunOrderKind, Store, Run as StoredRun } from '../../store/store.ts'
import { readBody } from '../body.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import { wholeNumber } from './query.ts'

export interface RunsApi {
  runs: Runs
  store(): MaybePromise<Pick<Store, 'runs' | 'orders' | 'signals'>>
  bodyLimit: number
  /** One line for the operator. */
  report(line: string): void
}

const mostRuns = 1000

/** GET /_api/runs?workflow=&limit= */
export async function listRuns(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const workflow = context.req.query('workflow')
  const limit = wholeNumber(context.req.query('limit'), 'limit', 50, mostRuns)
  await api.runs.flush()
  const found = await (await api.store()).runs.list({ limit, ...(workflow ? { workflow } : {}) })
  return exchange.reply(200, JSON.stringify(found.map((run) => describe(current(api, run)))))
}

/** GET /_api/runs/{id} */
export async function showRun(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const id = context.req.param('id')!
  const run = api.runs.get(id) ?? (await storedRun(api, id, exchange))
  return exchange.reply(200, JSON.stringify(describe(run)))
}

/** POST /_api/runs/{id}/confirm {"confirmed": bool} */
export async function confirmRun(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const id = context.req.param('id')!
  const run = api.runs.get(id)
  const stored = run ?? (await storedRun(api, id, exchange))
  const body = JSON.parse((await readBody(exchange, api.bodyLimit)) ?? 'null') as { confirmed?: unknown } | null
  if (typeof body?.confirmed !== 'boolean') {
    throw new HostError('bad_request', 'the body must be {"confirmed": true} or {"confirmed": false}')
  }
  const { confirmed } = body
  const isTaken = run?.answer(confirmed) ?? (await order(api, stored.id, confirmed ? 'confirm' : 'deny'))
  if (!isTaken) throw new HostError('conflict', 'the run does not wait for a confirmation')
  return exchange.reply(200, '{"status":"ok"}')
}

/** POST /_api/runs/{id}/cancel */
export async function cancelRun(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const id = context.req.param('id')!
  const run = api.runs.get(id)
  const reason = new CancelledError('cancelled by a client', { byClient: true })
  const isTaken = run?.cancel(reason) ?? (await order(api, (await storedRun(api, id, exchange)).id, 'cancel'))
  if (!isTaken) throw new HostError('conflict', 'the run is over already')
  return exchange.reply(200, '{"status":"ok"}')
}

/** Has the host that has the run do something; false if the run is in no state for it. */
async function order(api: RunsApi, id: string, what: RunOrderKind): Promise<boolean> {
  const answer = await (await api.store()).orders.give(id, what)
  if (answer === 'unanswered') throw new HostError('no_answer', 'the host that has the run does not answer')
  return answer === 'done'
}

/** Pauses between looks for a run, in milliseconds: its host stores it a tenth of a second after its beginning. */
const looks = [0, 50, 100, 150]

/** A run of another host, or of an earlier process. */
export async function storedRun(api: RunsApi, id: string, exchange: Exchange): Promise<StoredRun> {
  const { runs, signals } = await api.store()
  for (const pause of looks) {
    if (pause > 0) await signals.wait(`run ${id}`, pause, exchange.request.signal)
    const run = await runs.get(id)
    if (run !== undefined) return run
  }
  throw new HostError('unknown_route', `no run ${id}`)
}

/** What this process knows is newer than what it has stored. */
function current(api: RunsApi, stored: StoredRun): Run | StoredRun {
  return api.runs.get(stored.id) ?? stored
}

function describe(run: Run | StoredRun): Record<string, unknown> {
  const { id, workflow, status, startedAt, endedAt, error, result } = run
  const parent = typeof run.parent === 'object' ? run.parent.id : run.parent
  const steps: StepRecord[] =
    typeof run.steps === 'string' ? (JSON.parse(run.steps) as StepRecord[]) : (run.steps ?? [])
  return {
    id,
    workflow,
    status,
    ...(parent === undefined ? {} : { parent }),
    steps,
    started_at: new Date(startedAt).toISOString(),
    ended_at: endedAt === undefined ? null : new Date(endedAt).toISOString(),
    duration_ms: endedAt === undefined ? null : endedAt - startedAt,
    error: error ?? null,
    result: result === undefined ? null : parsed(result),
  }
}

/** Results are JSON, but for those of workflows that answer with a response of their own. */
function parsed(result: string): unknown {
  try {
    return JSON.parse(result)
  } catch {
    return result
  }
}
