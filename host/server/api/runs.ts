// /_api/runs: the runs of workflows, their events as they happen, and what a user says to them.

import { CancelledError, HostError } from '../../errors.ts'
import type { Run, StepRecord } from '../../runs/run.ts'
import type { Runs } from '../../runs/runs.ts'
import type { MaybePromise, RunStore, Run as StoredRun } from '../../store/store.ts'
import { readBody } from '../body.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import { wholeNumber } from './query.ts'

export interface RunsApi {
  runs: Runs
  store(): MaybePromise<RunStore>
  bodyLimit: number
}

const mostRuns = 1000

/** GET /_api/runs?workflow=&limit= */
export async function listRuns(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const workflow = context.req.query('workflow')
  const limit = wholeNumber(context.req.query('limit'), 'limit', 50, mostRuns)
  await api.runs.flush()
  const found = await (await api.store()).list({ limit, ...(workflow ? { workflow } : {}) })
  return exchange.reply(200, JSON.stringify(found.map((run) => describe(current(api, run)))))
}

/** GET /_api/runs/{id} */
export async function showRun(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const id = context.req.param('id')!
  const run = api.runs.get(id) ?? (await (await api.store()).get(id))
  if (run === undefined) throw unknownRun(id)
  return exchange.reply(200, JSON.stringify(describe(run)))
}

/** POST /_api/runs/{id}/confirm {"confirmed": bool} */
export async function confirmRun(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const run = liveRun(api, context)
  const body = JSON.parse((await readBody(exchange, api.bodyLimit)) ?? 'null') as { confirmed?: unknown } | null
  if (typeof body?.confirmed !== 'boolean') {
    throw new HostError('bad_request', 'the body must be {"confirmed": true} or {"confirmed": false}')
  }
  if (!run.answer(body.confirmed)) throw new HostError('conflict', 'the run does not wait for a confirmation')
  return exchange.reply(200, '{"status":"ok"}')
}

/** POST /_api/runs/{id}/cancel */
export async function cancelRun(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const run = liveRun(api, context)
  if (!run.cancel(new CancelledError('cancelled by a client', { byClient: true }))) {
    throw new HostError('conflict', 'the run is over already')
  }
  return exchange.reply(200, '{"status":"ok"}')
}

function liveRun(api: RunsApi, context: ServerContext): Run {
  const id = context.req.param('id')!
  const run = api.runs.get(id)
  if (run === undefined) throw unknownRun(id)
  return run
}

export function unknownRun(id: string): HostError {
  return new HostError('unknown_route', `no run ${id}`)
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
