// Workflows that answer with a stream: events over HTTP, one JSON object for other clients, and the same turn behind both.

import { describe, expect, test } from 'vitest'
import { bytes, failure, pieces, text, toolCalls } from '../wire/answers.ts'
import { type OpenAiBody, openAiFormat } from '../wire/openai-server.ts'
import { desk, model, serveDesk } from './desk.ts'
import { allOf, eventsOf, type StreamEvent } from './events.ts'
import { assistant, conversationOf, systemOf, user } from './model.ts'

serveDesk()

function request(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
  return fetch(desk.url + path, { method: 'POST', headers, body: JSON.stringify(body), ...init })
}

async function stream(message: string, session = '', path = '/stream'): Promise<StreamEvent[]> {
  const response = await request(path, { message, session_id: session })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(response.headers.get('cache-control')).toBe('no-cache')
  const events = await allOf(eventsOf(response))
  expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => String(at + 1)))
  expect(events[0]?.event).toBe('run_id')
  expect(JSON.parse(events[0]!.data)).toEqual({ run_id: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(events.at(-1)).toMatchObject({ event: 'done', data: '[DONE]' })
  return events.slice(1, -1)
}

const said = (events: StreamEvent[]): string =>
  events.map(({ event, data }) => (event === 'delta' ? (JSON.parse(data) as { delta: string }).delta : '')).join('')
/** Names and data, neighbouring pieces of text as one: what arrives together is sent together. */
function kinds(events: StreamEvent[]): [string | undefined, { delta?: string }][] {
  const told: [string | undefined, { delta?: string }][] = []
  for (const { event, data } of events) {
    const value = JSON.parse(data) as { delta?: string }
    const last = told.at(-1)
    if (event === 'delta' && last?.[0] === 'delta') last[1].delta! += value.delta!
    else told.push([event, value])
  }
  return told
}
const delta = (text: string) => ['delta', { delta: text }]

/** Text beside a tool call, then a transfer with text before it, then the target's answer. */
const journey = () => [
  {
    ...toolCalls([{ id: 'c1', name: 'lookup_account', arguments: { email: 'a@b.c' } }], 'Let me look.'),
    pieces: ['Let me', ' look.'],
  },
  { ...toolCalls([{ id: 'c2', name: 'transfer_to_TechAgent', arguments: { reason: 'log in' } }], 'One moment.') },
  pieces('Which ', 'error ', 'do you see?'),
]

describe('events', () => {
  test('come in the order in which things happen; what an answer adds begins a paragraph', async () => {
    model.script(journey())
    expect(kinds(await stream("I can't log in"))).toEqual([
      delta('Let me look.'),
      ['tool_start', { tool: 'lookup_account', args: { email: 'a@b.c' }, agent: 'FrontDesk' }],
      ['tool_end', { tool: 'lookup_account', ok: true, agent: 'FrontDesk' }],
      delta('\n\nOne moment.'),
      ['handoff', { from: 'FrontDesk', to: 'TechAgent', reason: 'log in' }],
      delta('\n\nWhich error do you see?'),
    ])
  })

  test('a tool that fails, arguments that are no JSON', async () => {
    model.script([toolCalls([{ name: 'lookup_account', arguments: '{"email"' }, { name: 'nope' }]), text('Sorry.')])
    expect(kinds(await stream('Hi'))).toEqual([
      ['tool_start', { tool: 'lookup_account', args: '{"email"', agent: 'FrontDesk' }],
      ['tool_end', { tool: 'lookup_account', ok: false, agent: 'FrontDesk' }],
      ['tool_start', { tool: 'nope', args: {}, agent: 'FrontDesk' }],
      ['tool_end', { tool: 'nope', ok: false, agent: 'FrontDesk' }],
      delta('Sorry.'),
    ])
  })

  test('a tool whose own time is over', async () => {
    model.script([toolCalls([{ name: 'search_logs', arguments: { text: 'login' } }]), text('They take too long.')])
    expect(kinds(await stream('Hi', '', '/stream/search'))).toEqual([
      ['tool_start', { tool: 'search_logs', args: { text: 'login' }, agent: 'Searcher' }],
      ['tool_end', { tool: 'search_logs', ok: false, agent: 'Searcher' }],
      delta('They take too long.'),
    ])
    expect(conversationOf(model.requests[1]!).at(-1)!.content).toBe('error: timed out after 0.05s')
  })

  test('any text comes through unharmed', async () => {
    const parts = ['Zoë\n\ndata: x', '\r\n日本', '😀 "q" \\ \u0001']
    model.script([pieces(...parts)])
    expect(said(await stream('Hi'))).toBe(parts.join(''))
  })
})

describe('a failure', () => {
  test('is an event, and the last one is still done', async () => {
    model.script(() => failure(400, 'no such model'))
    const events = await stream('Hi', 'failed-stream')
    expect(events).toMatchObject([{ event: 'error', data: '{"error":"openai: 400 no such model"}' }])
  })

  test('in the middle of the text', async () => {
    const reply = { kind: 'reply' as const, text: 'Half' }
    const begun = openAiFormat.events(reply, { body: { messages: [], model: 'm' }, number: 1 } as never).slice(0, 2)
    model.script([bytes([Buffer.from(begun.join(''))], 'breaks')])
    const events = await stream('Hi', 'broken-stream')
    expect(events.map(({ event }) => event)).toEqual(['delta', 'error'])
    expect(events[1]!.data).toContain('connection closed before the answer was complete')
    // Nothing of it is remembered.
    model.script([text('Hello.')])
    await stream('Are you there?', 'broken-stream')
    expect(conversationOf(model.requests[0]!)).toEqual([user('Are you there?')])
  })

  test('without events has the status of a failed workflow: the code of the error, or 500', async () => {
    model.script(() => failure(404, 'no such model'))
    expect(await desk.post('/stream', { message: 'Hi' })).toMatchObject({
      status: 404,
      body: { error: 'openai: 404 no such model' },
    })
    model.script([bytes([Buffer.from('data: {}\n\n')])])
    expect(await desk.post('/stream', { message: 'Hi' })).toMatchObject({
      status: 500,
      body: { error: 'openai: the answer ended early' },
    })
  })

  test('before the stream is an ordinary reply', async () => {
    const response = await request('/stream', {})
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: 'message: required', fields: { message: 'required' } })
  })
})

test('a client that asks for no events gets the final reply', async () => {
  model.script(journey())
  expect(await desk.post('/stream', { message: "I can't log in" })).toMatchObject({
    status: 200,
    body: { reply: 'Which error do you see?' },
  })
})

test('ask, run and stream send the same requests, byte by byte, apart from the fields that ask for streaming', async () => {
  const sent: string[][] = []
  const take = async (path: string, turn: (message: string) => Promise<unknown>): Promise<void> => {
    const bodies: string[] = []
    for (const message of ["I can't log in", 'It says 403']) {
      model.script(journey())
      await turn(message)
      for (const { body } of model.requests) {
        const { stream, stream_options, ...rest } = body
        expect({ stream, stream_options }).toEqual(
          path === '/stream' ? { stream: true, stream_options: { include_usage: true } } : {},
        )
        bodies.push(JSON.stringify(rest))
      }
    }
    sent.push(bodies)
  }
  const post = (path: string, session: string) => (message: string) => desk.post(path, { message, session_id: session })
  await take('/ask', post('/ask', 'same-ask'))
  await take('/run', post('/run', 'same-run'))
  await take('/stream', (message) => stream(message, 'same-events'))
  await take('/stream', post('/stream', 'same-json'))
  expect(sent[0]).toHaveLength(6)
  for (const bodies of sent.slice(1)) expect(bodies).toEqual(sent[0])
})

test('the session keeps the final reply alone, as after any turn', async () => {
  model.script(journey())
  await stream("I can't log in", 'kept-stream')
  model.script([text('Fine.')])
  await desk.post('/ask', { message: 'Thanks', session_id: 'kept-stream' })
  expect(conversationOf(model.requests[0]!)).toEqual([
    user("I can't log in"),
    assistant('Which error do you see?'),
    user('Thanks'),
  ])
})

test('a client that goes away: the request to the model is given up, and nothing is stored', async () => {
  const begun = openAiFormat
    .events({ kind: 'reply', text: 'Half' }, { body: { messages: [], model: 'm' }, number: 1 } as never)
    .slice(0, 2)
  const gaveUp = Promise.withResolvers<void>()
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(begun.join(''))
    await gaveUp.promise
  }
  model.script((asked) => {
    void asked.abandoned().then(gaveUp.resolve)
    return bytes(endless())
  })
  const leave = new AbortController()
  const response = await request('/stream', { message: 'Hi', session_id: 'left' }, { signal: leave.signal })
  for await (const { event } of eventsOf(response)) if (event === 'delta') break
  leave.abort()
  await gaveUp.promise
  model.script([text('Hello.')])
  await stream('Are you there?', 'left')
  expect(conversationOf(model.requests[0]!)).toEqual([user('Are you there?')])
})

describe('strategies', () => {
  test('parallel: the blocks of the reply, in declared order', async () => {
    // Both are asked at once, so either may be the first to arrive.
    model.script((asked) => text(systemOf(asked).includes('technical') ? 'Try again.' : 'No charge.'))
    const events = await stream('Hi', '', '/stream/panel')
    expect(said(events)).toBe('[TechAgent]\nTry again.\n\n[BillingAgent]\nNo charge.')
    expect(events.filter(({ event }) => event === 'handoff')).toHaveLength(2)
  })

  const technical = ({ body }: { body: OpenAiBody }): boolean => JSON.stringify(body.messages).includes('technical')
  /** A text as the events of a stream, the first of which bring `pieces[0]`. */
  const eventsFor = (...parts: string[]): string[] =>
    openAiFormat.events(pieces(...parts) as never, { body: { messages: [], model: 'm' }, number: 1 } as never)

  test('parallel: the first block is heard while it is written, the next one when it is over', async () => {
    const heard = Promise.withResolvers<void>()
    async function* slowly(): AsyncGenerator<Uint8Array> {
      const events = eventsFor('Try', ' again.')
      const at = events.findIndex((event) => event.includes('Try')) + 1
      yield Buffer.from(events.slice(0, at).join(''))
      await heard.promise
      yield Buffer.from(events.slice(at).join(''))
    }
    model.script((request) => (technical(request) ? bytes(slowly()) : text('No charge.')))
    const events: StreamEvent[] = []
    for await (const event of eventsOf(await request('/stream/panel', { message: 'Hi' }))) {
      events.push(event)
      if (event.event === 'delta' && event.data.includes('Try')) heard.resolve()
    }
    expect(said(events)).toBe('[TechAgent]\nTry again.\n\n[BillingAgent]\nNo charge.')
  })

  test('parallel: a block that breaks off says so, and the others are heard', async () => {
    const begun = eventsFor('Half').slice(0, 2)
    model.script((request) =>
      technical(request) ? bytes([Buffer.from(begun.join(''))], 'breaks') : text('No charge.'),
    )
    expect(said(await stream('Hi', '', '/stream/panel'))).toMatch(
      /^\[TechAgent\]\nHalf\n\nError: openai: connection closed .*\n\n\[BillingAgent\]\nNo charge\.$/,
    )
    model.script((request) => (technical(request) ? text('Try again.') : failure(400, 'no such model')))
    expect(said(await stream('Hi', '', '/stream/panel'))).toBe(
      '[TechAgent]\nTry again.\n\n[BillingAgent] Error: openai: 400 no such model',
    )
  })

  test('sequential: the last reply alone', async () => {
    model.script([text('Draft.'), pieces('Fi', 'nal.')])
    const events = await stream('Hi', '', '/stream/relay')
    expect(said(events)).toBe('Final.')
    expect(conversationOf(model.requests[1]!).at(-1)).toEqual(user('Draft.'))
  })
})
