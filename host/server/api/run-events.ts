// GET /_api/runs/stream/{id}: the events of a run, from the beginning or after `Last-Event-ID`. Those of a run that is over,
// or that another host has, come from the store.

import { HostError, messageOf } from '../../errors.ts'
import type { LoggedEvent } from '../../runs/event-log.ts'
import { type Run, watchEveryMs } from '../../runs/run.ts'
import type { EventStream } from '../event-stream.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import { type RunsApi, storedRun } from './runs.ts'

export async function followRun(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const id = context.req.param('id')!
  const after = lastEvent(exchange.header('last-event-id'))
  const run = api.runs.get(id)
  if (run !== undefined) return followLive(run, after, exchange)
  await storedRun(api, id, exchange)
  const gone = new AbortController()
  const leave = (): void => gone.abort()
  const { stream, response } = exchange.events(leave)
  exchange.onDisconnect(leave)
  const told = tellStored(api, id, after, stream, gone.signal)
    .catch((error: unknown) => api.report(`events of run ${id}: ${messageOf(error)}`))
    .finally(() => {
      exchange.offDisconnect(leave)
      gone.abort()
      stream.end()
    })
  // On a socket the request is over when its events are; elsewhere the caller needs the Response to read them.
  if (exchange.hasSocket) await told
  return response
}

/** Tells what another host stores of its run, until it is over; and that host, that somebody watches. */
async function tellStored(
  api: RunsApi,
  id: string,
  after: number,
  stream: EventStream,
  gone: AbortSignal,
): Promise<void> {
  const { runs, orders, signals } = await api.store()
  let last = after
  let wasDone = false
  let watchedAt = Number.NEGATIVE_INFINITY
  while (!gone.aborted) {
    // Begins to wait before it looks, so that nothing is missed in between.
    const changed = signals.wait(`run ${id}`, signals.patience, gone).catch(() => {})
    const run = await runs.get(id)
    for (const event of await runs.events(id, last)) {
      last = event.id
      wasDone = event.event === 'done'
      await stream.send(event)
    }
    if (run === undefined || run.endedAt !== undefined) {
      if (!wasDone) await stream.send(conclusion(last))
      return
    }
    if (performance.now() - watchedAt > watchEveryMs) {
      watchedAt = performance.now()
      // What keeps this from being heard is met by the next look, too.
      orders.give(id, 'watch').catch(() => {})
    }
    await changed
  }
}

function followLive(run: Run, after: number, exchange: Exchange): Response {
  let leave = (): void => {}
  const gone = (): void => leave()
  const { stream, response } = exchange.events(gone)
  exchange.onDisconnect(gone)
  if (run.channel !== undefined && !run.isOver) leave = run.channel.join(stream, after)
  else leave = watchToEnd(run, after, stream)
  return response
}

/** A run without a client of its own has no last event: it ends for whoever follows it when it is over. */
function watchToEnd(run: Run, after: number, stream: EventStream): () => void {
  let last = after
  const pass = (event: LoggedEvent): Promise<void> | undefined => {
    last = event.id
    return stream.send(event)
  }
  const stop = run.log.watch(pass, after)
  const end = (): void => {
    stop()
    if (run.log.after(0).at(-1)?.event !== 'done') void stream.send(conclusion(last))
    stream.end()
  }
  if (run.isOver) end()
  else run.onEnd(end)
  return stop
}

function conclusion(last: number): LoggedEvent {
  return { id: last + 1, event: 'done', data: '[DONE]' }
}

function lastEvent(header: string | undefined): number {
  if (header === undefined || header === '') return 0
  if (!/^\d{1,15}$/.test(header)) throw new HostError('bad_request', 'Last-Event-ID must be the id of an event')
  return Number(header)
}
