// The JSON of `/_observe/api`: what was observed, on all hosts that share a database, else in this process.

import { HostError } from '../../errors.ts'
import { type Amounts, addTo, noAmounts, type ObservedEvent } from '../../observe/event.ts'
import type { Filter, Observer } from '../../observe/observer.ts'
import type { Recorder } from '../../observe/recorder.ts'
import type { MaybePromise, Store } from '../../store/store.ts'
import type { Exchange, ServerContext } from '../exchange.ts'

export interface ObserveServices {
  observer: Observer
  /** Set where events are written to a store. */
  recorder: Recorder | undefined
  store(): MaybePromise<Store>
}

const most = 10_000

/** GET /_observe/api/{what} */
export async function serveObserved(
  exchange: Exchange,
  context: ServerContext,
  services: ObserveServices,
): Promise<Response> {
  const what = context.req.param('what')!
  const url = exchange.request.url
  const query = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1).split('#', 1)[0] : '')
  const json = await observed(what, query, services)
  if (json === undefined) throw new HostError('unknown_route', `no route GET /_observe/api/${what}`)
  return exchange.reply(200, json)
}

/** The reply to `/_observe/api/<what>` as JSON; undefined if there is no such thing. */
async function observed(what: string, query: URLSearchParams, services: ObserveServices): Promise<string | undefined> {
  const filter = filterOf(query)
  switch (what) {
    case 'events': {
      const limit = Math.min(Number(/^\d+$/.exec(query.get('limit') ?? '')?.[0] ?? most), most)
      const events = await eventsOf(filter, services)
      return JSON.stringify(limit === 0 ? [] : events.slice(-limit))
    }
    case 'usage':
      return JSON.stringify(await usageOf(filter, services))
    case 'agents':
      return JSON.stringify(await agentsOf(services))
    default:
      return undefined
  }
}

function filterOf(query: URLSearchParams): Filter {
  const fields = (['agent', 'session', 'model'] as const).flatMap((name) => {
    const value = query.get(name)
    return value === null || value === '' ? [] : [[name, value] as const]
  })
  return Object.fromEntries(fields)
}

async function eventsOf(filter: Filter, { observer, recorder, store }: ObserveServices): Promise<ObservedEvent[]> {
  if (recorder === undefined) return observer.events(filter)
  await recorder.flush()
  const kept = await (await store()).observations.list({ ...filter, limit: most })
  return kept.map(({ json }) => JSON.parse(json) as ObservedEvent)
}

async function usageOf(filter: Filter, services: ObserveServices): Promise<Amounts> {
  if (services.recorder === undefined) return services.observer.usage(filter)
  const amounts = noAmounts()
  for (const event of await eventsOf(filter, services)) addTo(amounts, event)
  return amounts
}

/** The sums of each agent, by name. */
async function agentsOf(services: ObserveServices): Promise<({ agent: string } & Amounts)[]> {
  const sums = new Map<string, Amounts>()
  if (services.recorder === undefined) {
    for (const [agent, amounts] of Object.entries(services.observer.agents())) sums.set(agent, amounts)
  } else {
    for (const event of await eventsOf({}, services)) {
      const known = sums.get(event.agent_name) ?? noAmounts()
      addTo(known, event)
      sums.set(event.agent_name, known)
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([agent, amounts]) => ({ agent, ...amounts }))
}
