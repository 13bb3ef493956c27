// The server over real sockets, and the same app without one.

import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { setImmediate as soon } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Provider } from '../../host/providers/provider.ts'
import { entries, heldModel, nestedAnswer, type Started, type StartOptions, start } from './guest/start.ts'

interface Listening extends Started {
  port: number
  url: string
  /** What `main` gives in the end. */
  exit: Promise<number>
}

const served = entries.filter((entry) => entry.kind === 'workflow').map((entry) => entry.name)

async function listen(options: StartOptions = {}): Promise<Listening> {
  const address = Promise.withResolvers<number>()
  const host = await start({ port: 0, onListening: ({ port }) => address.resolve(port), ...options })
  const exit = host.program.main(['listen', JSON.stringify({ port: 1, host: '127.0.0.1', workflows: served })])
  exit.catch((error: unknown) => address.reject(error))
  const port = await address.promise
  return { ...host, port, url: `http://127.0.0.1:${port}`, exit }
}

const post = (url: string, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(url, { method: 'POST', body, headers })

describe('a request', () => {
  test('becomes a call with path, query and body, and the reply is sent as it is', async () => {
    await using host = await listen()
    const response = await post(`${host.url}/echo/a%20b%2Fc?q=1&q=%C3%BC&x=`, '{ "message": "größer" }')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]+$/)
    expect(await response.json()).toEqual({
      workflow: 'Echo',
      path: { id: 'a b/c' },
      query: { q: ['1', 'ü'], x: [''] },
      body: '{ "message": "größer" }',
    })
  })

  test('finds the providers warmed up, and works where that failed', async () => {
    const warmed: string[] = []
    const createProvider = (name: string): Provider => ({
      name,
      generate: async () => ({
        text: 'warm',
        tool_calls: [],
        finish_reason: 'stop',
        usage: { input_tokens: 0, output_tokens: 0 },
      }),
      warmUp: () => {
        warmed.push(name)
        return Promise.reject(new Error('not now'))
      },
      close: async () => {},
    })
    await using host = await listen({ createProvider })
    expect(warmed).toEqual(['p'])
    const response = await post(`${host.url}/nested`, '{"depth":0,"tag":"t"}')
    expect(response.status).toBe(200)
  })

  test('without a body has none', async () => {
    await using host = await listen()
    const response = await fetch(`${host.url}/echo/1`, { method: 'POST' })
    expect(await response.json()).toEqual({ workflow: 'Echo', path: { id: '1' }, query: {} })
  })

  test('keeps the request id that the client gave, unless it could do harm', async () => {
    await using host = await listen()
    const ask = async (id: string) =>
      (await fetch(`${host.url}/greeting`, { headers: { 'x-request-id': id } })).headers.get('x-request-id')
    expect(await ask('abc-1')).toBe('abc-1')
    expect(await ask('"><script>')).toMatch(/^[\w-]+$/)
  })

  test('1,000 are under way at once', async () => {
    const { model, held } = heldModel()
    await using host = await listen({ model })
    const calls = Array.from({ length: 1000 }, (_, index) =>
      post(`${host.url}/nested`, `{"depth":0,"tag":"f${index}"}`),
    )
    while (held.length < 1000) await soon()
    for (const { message, answer } of held) answer(message.toUpperCase())
    for (const [index, response] of (await Promise.all(calls)).entries()) {
      expect(await response.json()).toBe(nestedAnswer(0, `f${index}`))
    }
  })

  test('turns of one session wait for each other, those of others do not', async () => {
    const { model, held } = heldModel()
    await using host = await listen({ model })
    const turn = async (session: string, message: string) =>
      (await post(`${host.url}/turn`, JSON.stringify({ session, message }))).json()
    const first = turn('s', 'one')
    while (held.length < 1) await soon()
    const second = turn('s', 'two')
    const other = turn('t', 'three')
    while (held.length < 2) await soon()
    expect(held.map(({ message }) => message)).toEqual(['one', 'three'])
    held[1]!.answer('C')
    expect(await other).toBe('0 C')
    held[0]!.answer('A')
    expect(await first).toBe('0 A')
    while (held.length < 3) await soon()
    held[2]!.answer('B')
    expect(await second).toBe('1 B')
  })
})

describe('bodies', () => {
  const cases: [string, string, Record<string, string>, number, string?][] = [
    ['JSON under the type that curl -d gives', '{"a":1}', { 'content-type': 'application/x-www-form-urlencoded' }, 200],
    ['JSON with parameters on its type', '{}', { 'content-type': 'application/json; charset=utf-8' }, 200],
    ['a JSON dialect', '{}', { 'content-type': 'application/merge-patch+json' }, 200],
    ['malformed JSON', '{"a":', { 'content-type': 'application/json' }, 400, 'malformed JSON: '],
    [
      'malformed JSON from curl',
      '{"a":',
      { 'content-type': 'application/x-www-form-urlencoded' },
      400,
      'malformed JSON: ',
    ],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 200],
    [
      'a form with files that has no boundary',
      'a=1',
      { 'content-type': 'multipart/form-data' },
      400,
      'malformed form: ',
    ],
    ['text', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported body type text/plain: send application/json'],
  ]
  test.each(cases)('%s', async (_, body, headers, status, error) => {
    await using host = await listen()
    const response = await post(`${host.url}/echo/1`, body, headers)
    expect(response.status).toBe(status)
    if (error !== undefined) expect(await response.json()).toEqual({ error: expect.stringMatching(`^${error}`) })
  })

  test('too large, whether the length is announced or not', async () => {
    await using host = await listen({ limits: { bodyBytes: 1000 } })
    const large = JSON.stringify('x'.repeat(1000))
    expect((await post(`${host.url}/echo/1`, large)).status).toBe(413)
    const chunks = new Blob([large]).stream()
    const chunked = await fetch(`${host.url}/echo/1`, { method: 'POST', body: chunks, duplex: 'half' } as RequestInit)
    expect(chunked.status).toBe(413)
    expect(await chunked.json()).toEqual({ error: 'the request body is larger than 1000 bytes' })
    expect((await post(`${host.url}/echo/1`, JSON.stringify('x'.repeat(998)))).status).toBe(200)
  })
})

describe('what is not a workflow', () => {
  test('health, unknown paths, wrong methods, OPTIONS', async () => {
    await using host = await listen()
    expect(await (await fetch(`${host.url}/_health`)).json()).toEqual({ status: 'ok', uptime_s: expect.any(Number) })
    expect((await fetch(`${host.url}/health`)).status).toBe(200)
    const unknown = await fetch(`${host.url}/nope`)
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toEqual({ error: 'no route GET /nope' })
    expect(unknown.headers.get('x-request-id')).not.toBeNull()
    const wrong = await fetch(`${host.url}/echo/1`)
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
    const options = await fetch(`${host.url}/echo/1`, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('access-control-allow-origin')]).toEqual([204, null])
  })

  test('other origins are allowed when the setting names them', async () => {
    await using host = await listen({ env: { HAIRA_CORS_ORIGIN: 'https://a.example, https://b.example' } })
    const from = (origin: string, method = 'GET', headers = {}) =>
      fetch(`${host.url}/greeting`, { method, headers: { origin, ...headers } })
    expect((await from('https://b.example')).headers.get('access-control-allow-origin')).toBe('https://b.example')
    expect((await from('https://c.example')).headers.get('access-control-allow-origin')).toBeNull()
    const preflight = await from('https://a.example', 'OPTIONS', { 'access-control-request-method': 'GET' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET')
  })

  test('what is not HTTP gets an answer in JSON too', async () => {
    await using host = await listen()
    const socket = connect(host.port, '127.0.0.1')
    socket.end('HELLO\r\n\r\n')
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n.*\r\n\r\n\{"error":"malformed request"\}$/s)
  })

  test('a client that never finishes its headers is cut off', async () => {
    await using host = await listen({ limits: { headersMs: 50, requestMs: 100 } })
    const socket = connect(host.port, '127.0.0.1')
    socket.write('POST /echo/1 HTTP/1.1\r\nhost: x\r\n')
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
  })
})

test('whoever sends all of a body that is too large is told so, and goes on on the same connection', async () => {
  await using host = await listen({ limits: { bodyBytes: 1000 } })
  const socket = connect(host.port, '127.0.0.1')
  const next = async (): Promise<string> => String(((await once(socket, 'data')) as [Buffer])[0])
  const head = 'POST /echo/1 HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
  socket.write(`${head}content-length: 200000\r\n\r\n${' '.repeat(200_000)}`)
  expect(await next()).toMatch(/^HTTP\/1\.1 413 /)
  socket.write(`${head}content-length: 2\r\n\r\n{}`)
  expect(await next()).toMatch(/^HTTP\/1\.1 200 /)
  socket.destroy()
})

describe('failures', () => {
  test('a panic is a 500 of its own request, reported with the request id', async () => {
    await using host = await listen()
    const response = await post(`${host.url}/panic`, '{}', { 'x-request-id': 'r1', 'content-type': 'application/json' })
    expect([response.status, await response.json()]).toEqual([500, { error: 'no luck' }])
    expect(host.output.log).toEqual(['error: [r1] panic in workflow Panic: no luck at app.haira:1:1'])
  })

  test('after a trap a fresh instance has run main again on the same socket, and repeats what had no effect', async () => {
    const { model, held } = heldModel()
    await using host = await listen({ model })
    expect(await (await fetch(`${host.url}/greeting`)).json()).toBe('hello 1')
    const printed = post(`${host.url}/mixed`, '{"first":"a","print":"once","second":"b","trap":""}')
    while (held.length < 1) await soon()
    held[0]!.answer('A')
    while (held.length < 2) await soon()
    const silent = post(`${host.url}/deep`, '{"depth":0,"tag":"c"}')
    while (held.length < 3) await soon()
    const trapped = await post(`${host.url}/trap`, '{}')
    for (const response of [trapped, await printed]) {
      expect(response.status).toBe(500)
      const id = response.headers.get('x-request-id')
      expect(await response.json()).toEqual({ error: 'internal error', request_id: id })
    }
    while (held.length < 4) await soon()
    held[3]!.answer('again')
    expect(await (await silent).json()).toBe('again')
    expect(host.output.out).toBe('once')
    expect(await (await fetch(`${host.url}/greeting`)).json()).toBe('hello 2')
    expect(host.output.err.match(/Listening/g)).toHaveLength(1)
    await host.program.close()
    expect(await host.exit).toBe(0)
  })

  test('too many requests are refused, and the others served', async () => {
    const { model, held } = heldModel()
    // `main`, which listens, is one of the two.
    await using host = await listen({ model, limits: { fibers: 2 } })
    const first = post(`${host.url}/deep`, '{"depth":0,"tag":"a"}')
    while (held.length < 1) await soon()
    const refused = await post(`${host.url}/deep`, '{"depth":0,"tag":"b"}')
    expect([refused.status, await refused.json()]).toEqual([
      503,
      {
        error: 'too many requests and tasks are under way: the limit is 2',
        code: 'overloaded',
        request_id: expect.any(String),
      },
    ])
    held[0]!.answer('A')
    expect(await (await first).json()).toBe('A')
  })

  test('a port that is taken is an error of listen', async () => {
    await using host = await listen()
    await using other = await start({ port: host.port })
    const request = JSON.stringify({ port: 1, host: '127.0.0.1', workflows: ['Greeting'] })
    expect(await other.program.main(['listen', request])).toBe(0)
    expect(other.output.out).toBe(
      `{"error":{"message":"port ${host.port} is already in use; \`haira run --port N\` or HAIRA_PORT=N picks another"}}`,
    )
  })
})

describe('clients that go away', () => {
  test('cancel their fiber, and the session is free again', async () => {
    const asked: AbortSignal[] = []
    await using host = await listen({
      model: (message, signal) => {
        asked.push(signal)
        return message === 'again' ? Promise.resolve('here') : new Promise(() => {})
      },
    })
    const abort = new AbortController()
    const headers = { 'content-type': 'application/json' }
    const body = '{"session":"s","message":"x"}'
    const gone = fetch(`${host.url}/turn`, { method: 'POST', body, headers, signal: abort.signal })
    while (asked.length < 1) await soon()
    abort.abort()
    await expect(gone).rejects.toThrow(/aborted/)
    await new Promise((resolve) => asked[0]!.addEventListener('abort', resolve))
    const again = await post(`${host.url}/turn`, '{"session":"s","message":"again"}')
    expect(await again.json()).toBe('0 here')
  })
})

describe('closing', () => {
  test('work under way finishes, new work is refused, and main returns', async () => {
    const { model, held } = heldModel()
    const host = await listen({ model })
    const socket = connect(host.port, '127.0.0.1')
    await once(socket, 'connect')
    const working = post(`${host.url}/deep`, '{"depth":0,"tag":"a"}')
    while (held.length < 1) await soon()
    const closed = host.program.close()
    expect((await host.program.fetch(new Request('http://x/greeting'))).status).toBe(503)
    await expect(fetch(`${host.url}/greeting`)).rejects.toThrow()
    held[0]!.answer('done')
    expect(await (await working).json()).toBe('done')
    socket.destroy()
    await closed
    expect(await host.exit).toBe(0)
    expect(host.output.out).toBe('{}')
  })

  test('before the server is open, no socket stays behind', async () => {
    const open = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length
    const before = open()
    let closed: Promise<void> | undefined
    await using host = await start({
      port: 0,
      // Threads that share a port wait for it; whoever closes the program may be quicker.
      sharePort: async (port) => {
        closed = host.program.close()
        return port
      },
    })
    const request = JSON.stringify({ port: 0, host: '127.0.0.1', workflows: ['Greeting'] })
    expect(await host.program.main(['listen', request])).toBe(0)
    await closed
    expect(host.output.err).toBe('')
    expect(open()).toBe(before)
  })

  test('work that takes too long is cancelled', async () => {
    const { model, held } = heldModel()
    const host = await listen({ model, limits: { shutdownMs: 0 } })
    const working = post(`${host.url}/deep`, '{"depth":0,"tag":"a"}')
    while (held.length < 1) await soon()
    await host.program.close()
    expect((await working).status).toBe(503)
    expect(await host.exit).toBe(0)
  })
})

describe('without a socket', () => {
  test('the program answers Request objects', async () => {
    await using host = await start({ sockets: false })
    const ask = async (path: string, init?: RequestInit) => {
      const response = await host.program.fetch(new Request(`http://mounted${path}`, init))
      return [response.status, await response.json()]
    }
    const body = '{"depth":1,"tag":"a"}'
    expect(await ask('/nested', { method: 'POST', body, headers: { 'content-type': 'application/json' } })).toEqual([
      200,
      nestedAnswer(1, 'a'),
    ])
    expect(await ask('/nested', { method: 'POST', body })).toEqual([
      415,
      { error: expect.stringMatching('text/plain') },
    ])
    expect(await ask('/nope')).toEqual([404, { error: 'no route GET /nope' }])
  })

  test('a request that is aborted cancels its fiber', async () => {
    const { model, held } = heldModel()
    await using host = await start({ model, sockets: false })
    const abort = new AbortController()
    const body = '{"depth":0,"tag":"a"}'
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' }, signal: abort.signal }
    const response = host.program.fetch(new Request('http://mounted/deep', init))
    while (held.length < 1) await soon()
    abort.abort()
    expect((await response).status).toBe(503)
  })
})

test('HEAD is answered like GET, without the body', async () => {
  await using host = await listen()
  const [response] = (await once(httpRequest(`${host.url}/greeting`, { method: 'HEAD' }).end(), 'response')) as [
    IncomingMessage,
  ]
  expect([response.statusCode, response.headers['content-length']]).toEqual([200, '9'])
  response.resume()
})
