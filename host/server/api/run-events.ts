// GET /_api/runs/stream/{id}: the events of a run, from the beginning or after `Last-Event-ID`. Of a run that is over they
// come from the store.

import { HostError } from '../../errors.ts'
import type { LoggedEvent } from '../../runs/event-log.ts'
import type { Run } from '../../runs/run.ts'
import type { EventStream } from '../event-stream.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import { type RunsApi, unknownRun } from './runs.ts'

export async function followRun(api: RunsApi, exchange: Exchange, context: ServerContext): Promise<Response> {
  const id = context.req.param('id')!
  const after = lastEvent(exchange.header('last-event-id'))
  const run = api.runs.get(id)
  if (run !== undefined) return followLive(run, after, exchange)
  const store = await api.store()
  const stored = await store.get(id)
  if (stored === undefined) throw unknownRun(id)
  const events = await store.events(id, after)
  const { stream, response } = exchange.events(() => {})
  for (const event of events) await stream.send(event)
  if (events.at(-1)?.event !== 'done') await stream.send(conclusion(events.at(-1)?.id ?? after))
  stream.end()
  return response
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
