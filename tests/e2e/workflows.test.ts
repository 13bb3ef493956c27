// Workflows over HTTP: how parameters are bound, what answers look like, and how a run is followed, confirmed and cancelled.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { allOf, eventsOf } from './events.ts'
import { program, runHaira, type Served, serve } from './haira.ts'

let server: Served
/** Where files of conversations are kept. */
let uploads: string

beforeAll(async () => {
  uploads = mkdtempSync(join(tmpdir(), 'haira-uploads-'))
  server = await serve(program('workflows'), { args: ['--offline'], env: { HAIRA_UPLOADS_DIR: uploads } })
})
afterAll(async () => {
  await server?.stop()
  rmSync(uploads, { recursive: true })
})

const json = (body: string, method = 'POST'): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body,
})

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields),
})

describe('parameters', () => {
  const note = { id: 4, text: 'none', urgent: false, tags: [], level: null }
  test.each<[string, string, RequestInit, unknown]>([
    ['path and defaults', '/orders/4/notes', { method: 'POST' }, note],
    [
      'path and query',
      '/orders/4?text=hi&urgent=true&tags=a&tags=b&level=High',
      {},
      { ...note, text: 'hi', urgent: true, tags: ['a', 'b'], level: 'High' },
    ],
    ['a list in a query as JSON', '/orders/4?tags=["x"]', {}, { ...note, tags: ['x'] }],
    ['a body wins over the query', '/orders/4/notes?text=query', json('{"text":"body"}'), { ...note, text: 'body' }],
    ['the path wins over the body', '/orders/4/notes', json('{"id":9}'), note],
    [
      'a form',
      '/orders/4/notes',
      form({ text: 'hi', urgent: 'true', tags: 'a' }),
      { ...note, text: 'hi', urgent: true, tags: ['a'] },
    ],
    ['a webhook with another method', '/hooks/sum', json('{"a":3.0}', 'PUT'), { sum: 4 }],
    ['structs with defaults', '/items', json('{"items":[{"name":"a"},{"name":"b","count":2}],"total":3}'), 2],
  ])('%s', async (_, path, init, body) => {
    expect(await server.fetch(path, init)).toMatchObject({ status: 200, body })
  })

  test.each<[string, string, RequestInit, object]>([
    ['a path that is no number', '/orders/x', {}, { id: 'expected int' }],
    [
      'all problems at once',
      '/items',
      json('{"items":[{"name":1}]}'),
      { 'items[0].name': 'expected string', total: 'required' },
    ],
    ['a fraction for an int', '/orders/1/notes', json('{"tags":[1.5]}'), { 'tags[0]': 'expected string' }],
    [
      'a file that the client describes itself',
      '/upload',
      json('{"title":"t","doc":{"name":"a","size":1,"content_type":"x","path":"/etc/hostname"},"more":[]}'),
      { doc: 'expected file' },
    ],
    ['a variant that is none', '/orders/1?level=Middle', {}, { level: 'expected one of Low, High' }],
  ])('%s is refused', async (_, path, init, fields) => {
    expect(await server.fetch(path, init)).toMatchObject({ status: 400, body: { fields } })
  })

  test('what is refused is no run, and an error of the workflow is one', async () => {
    expect((await server.post('/items', { items: 1 })).status).toBe(400)
    expect((await server.post('/fail', { code: 400 })).status).toBe(400)
    expect((await runs('AddItems')).map(({ status }) => status)).toEqual(['completed'])
    expect((await runs('Fail')).map(({ status, error }) => `${status}: ${error}`)).toEqual(['failed: refused'])
  })

  test('files of a form are read, and gone afterwards', async () => {
    const body = new FormData()
    body.set('title', 'Report')
    body.set('doc', new File(['grüße\n'], 'a b.txt', { type: 'text/plain' }))
    body.append('more', new File([new Uint8Array(70_000)], 'one.bin'))
    body.append('more', new File([''], 'two.bin'))
    const reply = await server.fetch('/upload', { method: 'POST', body })
    expect(reply.body).toEqual({ title: 'Report: a b.txt, 8, text/plain', text: 'grüße\n', sizes: [70_000, 0] })
    body.delete('doc')
    expect((await server.fetch('/upload', { method: 'POST', body })).body).toMatchObject({
      fields: { doc: 'required' },
    })
  })
})

describe('files of a workflow that answers with a stream', () => {
  const discuss = (fields: Record<string, string>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    body.set('doc', new File(['größer'], '../a b.txt', { type: 'text/plain' }))
    return server.fetch('/discuss', { method: 'POST', body })
  }
  const stored = async (session: string) =>
    (await server.fetch(`/_api/files/stored?session_id=${session}`)).body as {
      id: string
      name: string
      size: number
    }[]

  test('are kept under their session, served, and deleted', async () => {
    const { status, body } = await discuss({ message: 'Look', session_id: 'S-1' })
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining('Look größer')])
    const [file] = await stored('S-1')
    expect(file).toMatchObject({ name: 'a b.txt', size: 8, content_type: 'text/plain', session_id: 'S-1' })
    // Where it was at first goes away after the reply.
    await expect.poll(() => readdirSync(uploads)).toEqual(['S-1'])
    expect(readFileSync(join(uploads, 'S-1', file!.id), 'utf8')).toBe('größer')
    expect(await (await fetch(`${server.url}/_api/files/stored/${file!.id}`)).text()).toBe('größer')
    await server.fetch(`/_api/files/stored/${file!.id}`, { method: 'DELETE' })
    expect([await stored('S-1'), readdirSync(join(uploads, 'S-1'))]).toEqual([[], []])
  })

  test('are not kept of a request that is refused', async () => {
    expect((await discuss({ session_id: 'S-2' })).body).toMatchObject({ fields: { message: 'required' } })
    await expect.poll(async () => [await stored('S-2'), readdirSync(join(uploads, 'S-2'))]).toEqual([[], []])
    expect(await discuss({ message: 'Look', session_id: '../S' })).toMatchObject({
      status: 400,
      body: { error: "session_id: expected letters, digits and '-', since files are kept under it" },
    })
    await expect.poll(() => readdirSync(uploads).sort()).toEqual(['S-1', 'S-2'])
  })
})

describe('answers', () => {
  test('a response of the program’s own is sent as it is, but for what rules the connection', async () => {
    const response = await fetch(`${server.url}/page/x`)
    expect([response.status, await response.text()]).toEqual([201, '<h1>x</h1>'])
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(response.headers.get('x-own')).toBe('yes')
    expect((await fetch(`${server.url}/page/none`)).status).toBe(404)
  })

  test('an error’s code is the status where it can be one', async () => {
    expect(await server.post('/fail', { code: 409 })).toMatchObject({ status: 409, body: { error: 'refused' } })
    expect(await server.post('/fail', { code: 7 })).toMatchObject({ status: 500, body: { error: 'refused' } })
    expect(await server.post('/fail', {})).toMatchObject({ status: 500, body: { error: 'broken' } })
  })

  test('a method that the path does not take', async () => {
    const reply = await server.fetch('/send')
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  })

  test('an event starts the workflows that are declared for it', async () => {
    await server.fetch('/hooks/sum', json('{"a":20}', 'PUT'))
    await expect.poll(async () => (await runs('OnSummed')).map((run) => run.status)).toContain('completed')
  })
})

interface RunView {
  id: string
  status: string
  steps: { name: string; status: string }[]
  error: string | null
  result: unknown
}

const runs = async (workflow: string) => (await server.fetch(`/_api/runs?workflow=${workflow}`)).body as RunView[]

const follow = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { ...init, headers: { accept: 'text/event-stream', ...init.headers } })

describe('a run', () => {
  test('is told in events: its id, its steps, its result', async () => {
    const seen = await allOf(eventsOf(await follow('/orders/7/notes', json('{}'))))
    expect(seen.map(({ id, event }) => `${id} ${event}`)).toEqual([
      '1 run_id',
      '2 step',
      '3 step',
      '4 step',
      '5 result',
      '6 done',
    ])
    expect(seen.slice(1, 4).map(({ data }) => JSON.parse(data))).toMatchObject([
      { name: 'save 7', status: 'start' },
      { name: 'save 7', status: 'log', log: { level: 'info', message: 'saving' } },
      { name: 'save 7', status: 'end' },
    ])
    expect(JSON.parse(seen[4]!.data)).toMatchObject({ id: 7 })
    const { run_id } = JSON.parse(seen[0]!.data) as { run_id: string }
    const again = await allOf(
      eventsOf(await follow(`/_api/runs/stream/${run_id}`, { headers: { 'last-event-id': '4' } })),
    )
    expect(again).toEqual(seen.slice(4))
    expect((await server.fetch(`/_api/runs/${run_id}`)).body).toMatchObject({
      status: 'completed',
      steps: [{ name: 'save 7', status: 'done', attempts: 1 }],
      result: { id: 7 },
    })
  })

  test('is refused before its first event like any other request', async () => {
    const response = await follow('/orders/x', {})
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/json'])
  })

  test.each([
    [true, 'result', '"sent"'],
    [false, 'error', '{"error":"step denied by user"}'],
  ])('waits for the user: %s', async (confirmed, last, data) => {
    const response = await follow('/send', json('{"to":"all"}'))
    const found: { event: string; data: string }[] = []
    for await (const event of eventsOf(response)) {
      found.push(event)
      if (!event.data.includes('awaiting_confirm')) continue
      expect(JSON.parse(event.data)).toMatchObject({
        confirm: { title: 'Send it?', message: 'To all', confirm_label: 'Send', deny_label: 'Keep' },
      })
      const { run_id } = JSON.parse(found[0]!.data) as { run_id: string }
      expect((await server.post(`/_api/runs/${run_id}/confirm`, { confirmed: 'yes' })).status).toBe(400)
      expect((await server.post(`/_api/runs/${run_id}/confirm`, { confirmed })).body).toEqual({ status: 'ok' })
      expect((await server.post(`/_api/runs/${run_id}/confirm`, { confirmed })).status).toBe(409)
    }
    expect(found.at(-2)).toMatchObject({ event: last, data })
  })

  test('is not confirmed without a client that could answer', async () => {
    expect(await server.post('/send', { to: 'all' })).toMatchObject({
      status: 500,
      body: { error: 'step denied by user' },
    })
  })

  test('is cancelled by a client: `oncancel` and `defer` run', async () => {
    const waiting = server.fetch('/wait?ms=60000')
    await expect.poll(async () => (await runs('Wait'))[0]?.status).toBe('running')
    const [run] = await runs('Wait')
    expect((await server.fetch(`/_api/runs/${run!.id}/cancel`, { method: 'POST' })).body).toEqual({ status: 'ok' })
    expect((await waiting).status).toBe(503)
    expect((await runs('Wait'))[0]).toMatchObject({ status: 'cancelled', error: 'cancelled by a client' })
    expect((await server.fetch(`/_api/runs/${run!.id}/cancel`, { method: 'POST' })).status).toBe(409)
  })

  test('is unknown', async () => {
    expect((await server.fetch('/_api/runs/none')).status).toBe(404)
    expect((await server.fetch('/_api/runs?limit=x')).status).toBe(400)
  })
})

test('each text frame of a socket is a call', async () => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sum/4`)
  const replies: unknown[] = []
  await new Promise((resolve, reject) => {
    socket.on('open', () => {
      for (const frame of ['{"b":2}', '{}', 'no json', '{"b":"x"}']) socket.send(frame)
    })
    socket.on('message', (data) => {
      replies.push(JSON.parse(String(data)))
      if (replies.length === 4) resolve(undefined)
    })
    socket.on('error', reject)
  })
  socket.close()
  expect(replies).toMatchObject([
    { sum: 6 },
    { sum: 5 },
    { error: 'a frame must be text with a JSON object' },
    { fields: { b: 'expected int' } },
  ])
  const foreign = new WebSocket(`${server.url.replace('http', 'ws')}/sum/4`, { origin: 'http://elsewhere.example' })
  await expect(new Promise((_, reject) => foreign.on('error', reject))).rejects.toThrow('403')
})

test('sessions are chats', async () => {
  await server.post('/chat', { message: 'Where is my order?\nIt is late.', session_id: 'chat-1' })
  const chats = async () => (await server.fetch('/_api/chats?workflow=Chat')).body as object[]
  await expect
    .poll(chats)
    .toMatchObject([
      { id: 'chat-1', workflow_name: 'Chat', workflow_path: '/chat', title: 'Where is my order?', message_count: 2 },
    ])
  expect((await server.fetch('/_api/chats/chat-1')).body).toMatchObject({
    messages: [{ role: 'user', content: 'Where is my order?\nIt is late.' }, { role: 'assistant' }],
  })
  expect((await server.fetch('/_api/chats/chat-1', { method: 'DELETE' })).body).toEqual({ status: 'deleted' })
  expect((await server.fetch('/_api/chats/chat-1')).status).toBe(404)
})

test('a session id that is too long is the fault of its client', async () => {
  expect(await server.post('/chat', { message: 'Hi', session_id: 'x'.repeat(201) })).toMatchObject({
    status: 400,
    body: { error: 'session id is longer than 200 characters' },
  })
})

test('chats are those of their owner, who is named by the first request', async () => {
  const say = (session_id: string, rest: object) => server.post('/chat', { message: 'Hi', session_id, ...rest })
  await say('own-1', { owner: 'ada' })
  await say('own-1', { owner: 'bob' })
  await server.post('/chat?user_id=bob', { message: 'Hi', session_id: 'own-2' })
  await say('own-3', { owner: 7 })
  const owned = async (owner: string) =>
    ((await server.fetch(`/_api/chats?owner=${owner}`)).body as { id: string; owner: string }[]).map(
      (chat) => `${chat.id} ${chat.owner}`,
    )
  await expect.poll(() => owned('ada')).toEqual(['own-1 ada'])
  await expect.poll(() => owned('bob')).toEqual(['own-2 bob'])
  await expect.poll(async () => ((await server.fetch('/_api/chats/own-3')).body as { owner: string }).owner).toBe('')
})

test('files are kept for a session', async () => {
  const body = new FormData()
  body.set('file', new File(['<script>'], 'a.html', { type: 'text/html' }))
  const stored = await server.fetch('/_api/files/stored?session_id=s1', { method: 'POST', body })
  expect(stored).toMatchObject({
    status: 201,
    body: [{ name: 'a.html', size: 8, content_type: 'text/html', session_id: 's1' }],
  })
  const [{ id }] = stored.body as [{ id: string }]
  const response = await fetch(`${server.url}/_api/files/stored/${id}`)
  expect(await response.text()).toBe('<script>')
  expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(((await server.fetch('/_api/files/stored?session_id=s1')).body as object[]).length).toBe(1)
  await server.fetch(`/_api/files/stored/${id}`, { method: 'DELETE' })
  expect((await server.fetch(`/_api/files/stored/${id}`)).status).toBe(404)
})

test('the server describes itself', async () => {
  const page = await fetch(server.url, { headers: { accept: 'text/html' } })
  expect(await page.text()).toContain('<code>POST /orders/{id}/notes</code>')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const workflows = (await server.fetch('/_api/workflows')).body as { name: string }[]
  expect(workflows.find(({ name }) => name === 'Send')).toMatchObject({
    path: '/send',
    method: 'POST',
    steps: ['send'],
  })
  const api = (await server.fetch('/openapi.json')).body as { paths: Record<string, object> }
  expect(await new Validator().validate(api)).toMatchObject({ valid: true })
  const { paths } = api
  expect(Object.keys(paths)).toContain('/orders/{id}')
  const file = { type: 'string', contentMediaType: 'application/octet-stream' }
  expect(paths['/upload']).toMatchObject({
    post: {
      requestBody: {
        content: {
          'multipart/form-data': { schema: { properties: { doc: file, more: { type: 'array', items: file } } } },
        },
      },
    },
  })
  expect(workflows.find(({ name }) => name === 'Discuss')).toMatchObject({
    is_stream: true,
    params: [{ name: 'message' }, { name: 'session_id' }, { name: 'doc', type: 'file', required: false }],
  })
  // A developer's folder is shown only where it was asked for.
  expect((await server.fetch('/_api/files?path=.')).status).toBe(404)
})

test('one workflow by hand: its result on standard output, and nothing of main', async () => {
  const file = program('workflows')
  expect(await runHaira(['run', file, 'Report', '--input', '{"days": 3}', '--offline'])).toMatchObject({
    status: 0,
    stdout: '{"days":3}\n',
  })
  const refused = await runHaira(['run', file, 'Report', '--input', '{"days": "x"}', '--offline'])
  expect(refused).toMatchObject({ status: 1, stdout: '' })
  expect(refused.stderr).toContain('days: expected int, got "x"')
  expect((await runHaira(['run', file, 'Reprot', '--input', '{}', '--offline'])).status).toBe(2)
})

describe('with HAIRA_API_TOKEN', () => {
  test('the _api family wants the token, and the workflows do not', async () => {
    const guarded = await serve(program('workflows'), {
      args: ['--offline'],
      env: { HAIRA_API_TOKEN: 'a-token', HAIRA_DEV: '1' },
    })
    try {
      expect((await guarded.fetch('/_api/runs')).status).toBe(401)
      const authorization = 'Bearer a-token'
      expect((await guarded.fetch('/_api/runs', { headers: { authorization } })).status).toBe(200)
      expect((await guarded.fetch('/_api/runs', { headers: { authorization: 'Bearer b-token' } })).status).toBe(401)
      expect((await guarded.fetch('/orders/1')).status).toBe(200)
      const files = (path: string) => guarded.fetch(`/_api/files${path}`, { headers: { authorization } })
      expect((await files('?path=.')).status).toBe(200)
      for (const path of ['?path=..', '?path=/etc', '/read?path=../../etc/hostname', '/read?path=/etc/hostname']) {
        expect((await files(path)).status).toBe(404)
      }
    } finally {
      await guarded.stop()
    }
  })
})
