// What a program and its server tell of model calls, tools and handoffs: in memory, and in a database that outlives both.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Amounts, ObservedEvent } from '../../host/observe/event.ts'
import { failure, handOver, text, toolCall } from '../wire/answers.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { program, type Served, serve } from './haira.ts'
import { key, type Model, startModel } from './model.ts'

let model: Model<OpenAiBody>
let folder: string

beforeAll(async () => {
  model = await startModel(startOpenAiServer)
  folder = mkdtempSync(join(tmpdir(), 'haira-observe-'))
})
afterAll(async () => {
  await model.close()
  rmSync(folder, { recursive: true })
})

const start = (database: string, more: Record<string, string> = {}): Promise<Served> =>
  serve(program('watched'), {
    env: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: key, HAIRA_DATABASE_URL: database, ...more },
  })

const get = async <T>(server: Served, path: string, init?: RequestInit): Promise<T> => {
  const { status, body } = await server.fetch(path, init)
  expect(status).toBe(200)
  return body as T
}

/** One turn with a tool that works, one that fails, and a handoff; another one that fails. */
async function talk(server: Served): Promise<void> {
  model.script([
    toolCall('weather', { city: 'Rome' }),
    toolCall('weather', { city: '' }),
    handOver('Back', 'too hard'),
    text('Sunny.'),
    failure(400, 'no such thing'),
  ])
  const chat = (message: string) => server.post('/chat', { message, session: 's' })
  expect(await chat('Weather?')).toMatchObject({ body: { reply: 'Sunny.', error: '' } })
  expect(await chat('And now?')).toMatchObject({ body: { error: 'openai: 400 no such thing' } })
}

/** What each event of `talk` must say. */
const expected: Partial<ObservedEvent>[] = [
  { type: 'generation', agent_name: 'Front', tool_calls: ['weather'], finish_reason: 'tool_calls', temperature: 0.5 },
  { type: 'tool_exec', agent_name: 'Front', tool_calls: ['weather'], error: null, model: '' },
  { type: 'generation', agent_name: 'Front', tool_calls: ['weather'] },
  { type: 'tool_exec', agent_name: 'Front', tool_calls: ['weather'], error: 'error: no city' },
  { type: 'generation', agent_name: 'Front', tool_calls: ['transfer_to_Back'] },
  { type: 'generation', agent_name: 'Back', tool_calls: [], finish_reason: 'stop', temperature: null },
  { type: 'handoff', agent_name: 'Front', to: 'Back', reason: 'too hard', error: null },
  { type: 'generation', agent_name: 'Front', error: 'openai: 400 no such thing', finish_reason: 'error', cost_usd: 0 },
]

describe('in memory', () => {
  let server: Served
  beforeAll(async () => {
    server = await start('memory:')
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    await server.post('/reset', {})
    await talk(server)
  })

  test('the server lists events', async () => {
    const events = await get<ObservedEvent[]>(server, '/_observe/api/events')
    expect(events).toMatchObject(expected)
    for (const event of events) {
      expect(event).toMatchObject({ session_id: 's', timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) })
      expect(event.latency_ms).toBeGreaterThanOrEqual(0)
      if (event.type !== 'generation') continue
      expect(event).toMatchObject({ provider: 'openai', model: 'gpt-4o' })
      // A dollar for each token that goes in, ten for each that comes out.
      expect(event.cost_usd).toBeCloseTo(event.input_tokens + 10 * event.output_tokens)
    }
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(await get(server, '/_observe/api/events?agent=Back')).toMatchObject([expected[5]])
    expect(await get(server, '/_observe/api/events?limit=1')).toMatchObject([expected[7]])
    expect(await get(server, '/_observe/api/events?session=other')).toEqual([])
  })

  test('the server tells sums, and the program the same', async () => {
    const events = await get<ObservedEvent[]>(server, '/_observe/api/events')
    const sum = (field: 'input_tokens' | 'output_tokens' | 'cost_usd') =>
      events.reduce((all, one) => all + one[field], 0)
    const usage = await get<Amounts>(server, '/_observe/api/usage')
    expect(usage).toMatchObject({
      input_tokens: sum('input_tokens'),
      output_tokens: sum('output_tokens'),
      total_tokens: sum('input_tokens') + sum('output_tokens'),
      llm_calls: 5,
      tool_calls: 2,
      estimated_cost_usd: sum('cost_usd'),
    })
    expect(usage.input_tokens).toBeGreaterThan(0)
    const front = await get<Amounts>(server, '/_observe/api/usage?agent=Front')
    expect(front).toMatchObject({ llm_calls: 4, tool_calls: 2 })
    expect(await get(server, '/_observe/api/agents')).toEqual([
      expect.objectContaining({ agent: 'Back', llm_calls: 1, tool_calls: 0 }),
      { agent: 'Front', ...front },
    ])
    expect(await get(server, '/stats?session=s')).toEqual({
      all: usage,
      front,
      session: usage,
      model: { ...usage, tool_calls: 0, total_latency_ms: expect.any(Number) },
      cost: usage.estimated_cost_usd,
      back_cost: usage.estimated_cost_usd - front.estimated_cost_usd,
      kinds: expected.map(({ type }) => type),
      front_events: 7,
    })
  })

  test('counters are given in the format of Prometheus', async () => {
    const response = await fetch(`${server.url}/_metrics`)
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const lines = (await response.text()).split('\n')
    for (const line of lines) {
      expect(line).toMatch(/^$|^# (HELP|TYPE) [a-z_]+ .+$|^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [\d.e+-]+$/)
    }
    // Each test begins with the same talk, and counters go on.
    const value = (series: string): number =>
      Number(
        lines
          .find((line) => line.startsWith(`${series} `))
          ?.split(' ')
          .at(-1),
      )
    const talks = value('haira_handoffs_total{from="Front",to="Back",outcome="ok"}')
    expect(talks).toBeGreaterThan(0)
    const calls = (agent: string, outcome: string): string =>
      `haira_model_call_duration_seconds_count{agent="${agent}",model="gpt-4o",outcome="${outcome}"}`
    expect(value(calls('Front', 'ok'))).toBe(3 * talks)
    expect(value(calls('Front', 'error'))).toBe(talks)
    expect(value(calls('Back', 'ok'))).toBe(talks)
    expect(value('haira_tool_calls_total{agent="Front",tool="weather",outcome="ok"}')).toBe(talks)
    expect(value('haira_tool_calls_total{agent="Front",tool="weather",outcome="error"}')).toBe(talks)
    const posts = 'haira_http_request_duration_seconds_bucket{method="POST",status="200",le="+Inf"}'
    expect(value(posts)).toBe(3 * talks)
    expect(value('haira_http_requests_active')).toBe(1)
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6)
    const { input_tokens } = await get<Amounts>(server, '/_observe/api/usage?agent=Back')
    // What was read before the last reset counts too.
    const read = value('haira_tokens_total{agent="Back",model="gpt-4o",direction="input"}')
    expect(read).toBeGreaterThanOrEqual(input_tokens)
  })

  test('what there is not is not found', async () => {
    expect((await server.fetch('/_observe/api/nothing')).status).toBe(404)
  })
})

test('with a database, events are those of all that use it, and are there after a restart', async () => {
  const database = `sqlite:${join(folder, 'observe.db')}`
  const first = await start(database)
  await talk(first)
  expect(await get(first, '/_observe/api/events')).toMatchObject(expected)
  await first.stop()
  await using second = await start(database, { HAIRA_API_TOKEN: 'secret token' })
  const headers = { authorization: 'Bearer secret token' }
  expect(await get(second, '/_observe/api/events', { headers })).toMatchObject(expected)
  expect(await get(second, '/_observe/api/usage?agent=Front', { headers })).toMatchObject({
    llm_calls: 4,
    tool_calls: 2,
  })
  expect(await get(second, '/_observe/api/agents', { headers })).toMatchObject([{ agent: 'Back' }, { agent: 'Front' }])
  for (const wrong of [undefined, 'Bearer other', 'Basic secret token', 'Bearer']) {
    const init = wrong === undefined ? {} : { headers: { authorization: wrong } }
    expect(await second.fetch('/_observe/api/events', init)).toMatchObject({ status: 401 })
  }
})
