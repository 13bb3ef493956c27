// Several hosts over one database behind a load balancer that sends each request to the next one: a run is followed,
// confirmed and cancelled through any of them, and the hosts of examples/scale-out keep the histories of their sessions.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { allOf, eventsOf, type StreamEvent } from '../e2e/events.ts'
import { program, projectFile, type Served, serve } from '../e2e/haira.ts'
import { key, type Model, startModel } from '../e2e/model.ts'
import { text } from '../wire/answers.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { type Balancer, hasNginx, nginxConfiguration, readNginx, startNginx, startRoundRobin } from './balancer.ts'
import { databases } from './stores.ts'

// On a busy machine, two servers and a database take their time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 })

const sse = { accept: 'text/event-stream' }

const kinds = databases()
const postgres = kinds.find(({ name }) => name === 'PostgreSQL')

describe.each(kinds)('runs of two hosts on $name', ({ place, server }) => {
  let hosts: Served[]
  let balancer: Balancer

  beforeAll(async () => {
    const { url } = await place()
    const env = { HAIRA_DATABASE_URL: url! }
    hosts = await Promise.all([0, 1].map(() => serve(program('workflows'), { args: ['--offline'], env })))
    balancer = await startRoundRobin(hosts)
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
    const run = await begin('/wait?ms=500', {}, '"start"')
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

  test.skipIf(server === undefined)('a database that goes away fails what needs it, until it is back', async () => {
    await server!().stop()
    const chat = () => post('/chat', { message: 'Hi', session_id: 'away' })
    const lost = await Promise.all([chat(), chat(), ask('/orders/77'), ask('/_api/runs')])
    expect(lost.map(({ status }) => status)).toEqual([503, 503, 200, 503])
    expect(lost[0]!.body).toEqual({ error: expect.stringMatching(/^PostgreSQL postgres on \S+: cannot be reached/) })
    await server!().start()
    expect(await chat()).toEqual({ status: 200, body: expect.stringContaining('Hi') })
    // What was run meanwhile is recorded now.
    await expect
      .poll(async () => (await ask('/_api/runs?workflow=AddNote')).body, { timeout: 30_000 })
      .toMatchObject([{ status: 'completed', result: { id: 77 } }])
  })

  test('a run that no host has is unknown', async () => {
    for (let turn = 0; turn < 2; turn++) {
      expect((await ask('/_api/runs/none')).status).toBe(404)
      expect((await post('/_api/runs/none/cancel')).status).toBe(404)
    }
  })
})

interface Compose {
  services: Record<
    string,
    { command?: string; environment?: Record<string, string>; volumes?: string[]; ports?: string[] }
  >
}

describe('examples/scale-out', () => {
  const { desk, database, proxy } = (
    parse(readFileSync(projectFile('examples/scale-out/compose.yaml'), 'utf8')) as Compose
  ).services
  const [node, launcher, run, file, ...flags] = desk!.command!.split(' ')

  test('the compose file and the configuration of nginx speak of the same things', () => {
    expect([node, launcher, run]).toEqual(['node', 'host/cli/haira.js', 'run'])
    expect(flags[0]).toBe('--port')
    const { HAIRA_DATABASE_URL: url } = desk!.environment!
    const { POSTGRES_USER: user, POSTGRES_PASSWORD: password } = database!.environment!
    expect(url).toBe(`postgres://${user}:${password}@database/${user}`)
    expect(proxy!.volumes).toEqual(['./nginx.conf:/etc/nginx/conf.d/default.conf:ro'])
    const site = readNginx(nginxConfiguration)
    const [upstream, server] = ['upstream', 'server'].map((name) => site.find(({ words }) => words[0] === name)?.within)
    expect(upstream!.find(({ words }) => words[0] === 'server')?.words[1]).toBe(`desk:${flags[1]}`)
    expect(proxy!.ports![0]).toMatch(new RegExp(`:${server!.find(({ words }) => words[0] === 'listen')?.words[1]}$`))
  })

  const balancers: [name: string, start: (hosts: readonly Served[]) => Promise<Balancer>][] = [
    ['a round robin', startRoundRobin],
    ...(hasNginx ? [['nginx', startNginx] as [string, typeof startNginx]] : []),
  ]

  describe.skipIf(postgres === undefined)('two of its hosts', () => {
    let model: Model<OpenAiBody>
    let hosts: Served[]

    beforeAll(async () => {
      const { url } = await postgres!.place()
      model = await startModel(startOpenAiServer)
      model.script(({ body }) => text(`Answer to: ${body.messages.at(-1)!.content}`))
      // What the machine here has in place of the containers: another database, a folder for the cache, a model.
      const given: Record<string, string> = { HAIRA_DATABASE_URL: url!, OPENAI_API_KEY: key }
      const names = Object.keys(desk!.environment!).filter((name) => name !== 'HAIRA_CACHE_DIR')
      const env = { ...Object.fromEntries(names.map((name) => [name, given[name]!])), OPENAI_BASE_URL: model.url }
      // Two hosts on one machine need ports of their own; `serve` has taken the flag's place.
      expect(flags).toHaveLength(2)
      hosts = await Promise.all([0, 1].map(() => serve(projectFile(file!), { env })))
    })
    afterAll(async () => {
      await Promise.all((hosts ?? []).map((host) => host.stop()))
      await model?.close()
    })

    test.each(balancers)('behind %s: 50 sessions at once, each history is correct', async (name, start) => {
      const balancer = await start(hosts)
      try {
        const turns = ['one', 'two', 'three', 'four']
        const converse = async (session: string): Promise<void> => {
          for (const message of turns) {
            const body = JSON.stringify({ message, session_id: session })
            const headers = { 'content-type': 'application/json' }
            const response = await fetch(`${balancer.url}/api/chat`, { method: 'POST', headers, body })
            expect([response.status, await response.json()]).toEqual([200, { reply: `Answer to: ${message}` }])
          }
        }
        const sessions = Array.from({ length: 50 }, (_, at) => `${name}-${at}`)
        await Promise.all(sessions.map(converse))
        for (const session of sessions) {
          const response = await fetch(`${balancer.url}/_api/chats/${encodeURIComponent(session)}`)
          const { messages } = (await response.json()) as { messages: { content: string }[] }
          expect(messages.map(({ content }) => content)).toEqual(turns.flatMap((turn) => [turn, `Answer to: ${turn}`]))
        }
        if (name === 'nginx') expect((await fetch(`${balancer.url}/_metrics`)).status).toBe(403)
      } finally {
        await balancer.close()
      }
    })
  })
})
