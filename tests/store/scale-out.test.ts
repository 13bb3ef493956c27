// Several hosts over one database behind a load balancer that sends each request to the next one: a run is followed,
// confirmed and cancelled through any of them.

import { createServer, request as httpRequest, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allOf, eventsOf, type StreamEvent } from '../e2e/events.ts'
import { program, type Served, serve } from '../e2e/haira.ts'
import { databases } from './stores.ts'

/** Sends each request to the next host. A connection that a client gives up is given up there, too. */
async function startBalancer(hosts: readonly Served[]): Promise<{ url: string; close(): Promise<void> }> {
  let next = 0
  const server: Server = createServer((request, response) => {
    const { hostname, port } = new URL(hosts[next++ % hosts.length]!.url)
    const { method, url: path, headers } = request
    const upstream = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    upstream.on('error', () => response.destroy())
    response.on('close', () => upstream.destroy())
    request.pipe(upstream)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const sse = { accept: 'text/event-stream' }

describe.each(databases())('runs of two hosts on $name', ({ place }) => {
  let hosts: Served[]
  let balancer: { url: string; close(): Promise<void> }

  beforeAll(async () => {
    const { url } = await place()
    const env = { HAIRA_DATABASE_URL: url!, HAIRA_DISCONNECT_GRACE: '1' }
    hosts = await Promise.all([0, 1].map(() => serve(program('workflows'), { args: ['--offline'], env })))
    balancer = await startBalancer(hosts)
  })
  afterAll(async () => {
    await balancer?.close()
    await Promise.all((hosts ?? []).map((host) => host.stop()))
  })

  const ask = async (path: string, init?: RequestInit): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(balancer.url + path, init)
    return { status: response.status, body: await response.json() }
  }
  const post = (path: string, body?: unknown) =>
    ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) })

  /** Begins a run with events, and reads them up to the first one that has this in it. */
  async function begin(path: string, init: RequestInit, until: string) {
    const leave = new AbortController()
    const response = await fetch(balancer.url + path, {
      ...init,
      headers: { ...sse, ...init.headers },
      signal: leave.signal,
    })
    const seen: StreamEvent[] = []
    const events = eventsOf(response)
    for (;;) {
      const { value } = await events.next()
      seen.push(value!)
      if (value!.data.includes(until)) break
    }
    const { run_id: id } = JSON.parse(seen[0]!.data) as { run_id: string }
    return { id, seen, events, leave: () => leave.abort() }
  }

  test.each([
    [true, 'completed', '"sent"'],
    [false, 'failed', '{"error":"step denied by user"}'],
  ])('the next host shows, follows and confirms a run: %s', async (confirmed, status, last) => {
    const json = { 'content-type': 'application/json' }
    const run = await begin('/send', { method: 'POST', headers: json, body: '{"to":"all"}' }, 'awaiting_confirm')
    // Each request goes to the next host, so in two that follow each other one does not have the run.
    for (let turn = 0; turn < 2; turn++) {
      expect(await ask(`/_api/runs/${run.id}`)).toMatchObject({ status: 200, body: { workflow: 'Send' } })
    }
    const following = allOf(eventsOf(await fetch(`${balancer.url}/_api/runs/stream/${run.id}`, { headers: sse })))
    const again = allOf(eventsOf(await fetch(`${balancer.url}/_api/runs/stream/${run.id}`, { headers: sse })))
    // An odd number of requests has been sent since the run has begun: this is the other host.
    expect(await post(`/_api/runs/${run.id}/confirm`, { confirmed })).toEqual({ status: 200, body: { status: 'ok' } })
    const rest = await allOf(run.events)
    expect(rest.at(-2)?.data).toBe(last)
    const all = [...run.seen, ...rest]
    expect(await following).toEqual(all)
    expect(await again).toEqual(all)
    for (let turn = 0; turn < 2; turn++) {
      expect((await post(`/_api/runs/${run.id}/confirm`, { confirmed })).status).toBe(409)
    }
    for (let turn = 0; turn < 2; turn++) {
      await expect.poll(async () => (await ask(`/_api/runs/${run.id}`)).body).toMatchObject({ status })
    }
  })

  test('a client that has lost its connection goes on at the next host, and the run with it', async () => {
    const run = await begin('/wait?ms=1500', {}, '"start"')
    run.leave()
    await expect(run.events.next()).rejects.toThrow(/abort/)
    const headers = { ...sse, 'last-event-id': run.seen.at(-1)!.id }
    const rest = await allOf(eventsOf(await fetch(`${balancer.url}/_api/runs/stream/${run.id}`, { headers })))
    expect(rest.map(({ event }) => event)).toEqual(['step', 'result', 'done'])
    expect(Number(rest[0]!.id)).toBe(Number(run.seen.at(-1)!.id) + 1)
    expect(rest[1]!.data).toBe('"waited"')
  })

  test('the next host cancels a run, whose own one says so', async () => {
    const run = await begin('/wait?ms=600000', {}, '"start"')
    expect(await post(`/_api/runs/${run.id}/cancel`)).toEqual({ status: 200, body: { status: 'ok' } })
    expect((await allOf(run.events)).at(-2)).toMatchObject({
      event: 'error',
      data: '{"error":"cancelled by a client"}',
    })
    for (let turn = 0; turn < 2; turn++) expect((await post(`/_api/runs/${run.id}/cancel`)).status).toBe(409)
  })

  test('a run that no host has is unknown', async () => {
    for (let turn = 0; turn < 2; turn++) {
      expect((await ask('/_api/runs/none')).status).toBe(404)
      expect((await post('/_api/runs/none/cancel')).status).toBe(404)
    }
  })
})
