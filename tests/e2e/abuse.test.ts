// Requests that no client should send, drawn at random: every one is answered as the client's fault, and the server goes on.
// `RUNS=10000` sends more and looks at the memory as well, `SEED=n` repeats.

import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { program, projectFile, type Served, serve } from './haira.ts'

let server: Served

beforeAll(async () => {
  const NODE_OPTIONS = `--expose-gc --import ${projectFile('tests/e2e/collect.mjs')}`
  server = await serve(program('workflows'), { args: ['--offline'], env: { NODE_OPTIONS } })
})
afterAll(() => server?.stop())

const runs = Number(process.env.RUNS ?? 600)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

/** mulberry32 */
function random(state: number): () => number {
  let a = state
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const draw = random(seed)
const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!

const deep = (open: string, close: string) => open.repeat(5000) + close.repeat(5000)
const bodies = [
  '',
  '{',
  '[]',
  'null',
  '"x"',
  '{"text":',
  '{"id":1e400,"text":{}}',
  '{"text":"\\ud800"}',
  '{"text":"\u0000"}',
  `{"tags":${deep('[', ']')}}`,
  `{"items":${deep('{"name":', '}')}}`,
  `{"items":[${'1,'.repeat(2000)}1],"total":99999999999999999999999999}`,
  '{"__proto__":{"id":1},"constructor":1}',
  `{"text":"${'x'.repeat(100_000)}"}`,
  'a=1&a=2&%zz=%&=&&',
  '--b\r\ncontent-disposition: form-data; name="doc"; filename="../../x"\r\n\r\nabc\r\n--b--\r\n',
  '--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nabc',
  '--b--',
  '\xff\xfe\x00\x01',
]
const types = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'multipart/form-data',
  'multipart/form-data; boundary=""',
  'text/plain',
  'application/xml',
  ';',
  '',
]
const paths = [
  '/orders/4/notes',
  '/orders/%00/notes',
  '/orders/%/notes',
  '/orders/%ff',
  '/orders/99999999999999999999',
  '/orders/4?tags=[1,{&level=%F0%9F',
  '/items',
  '/upload',
  '/send',
  '/fail?code=x',
  '/_api/runs?limit=-1',
  '/_api/runs/../../etc',
  '/_api/files/stored',
  '/_api/chats/%2e%2e',
  '/_api/runs/stream/x',
  '//',
  '/*',
  `/${'a/'.repeat(2000)}`,
  '/?'.padEnd(5000, 'q=1&'),
]
const headers = [
  'x-request-id: \x01',
  'last-event-id: -1',
  'accept: text/event-stream',
  'content-encoding: gzip',
  'expect: 100-continue',
  'transfer-encoding: chunked',
  'content-length: 5',
  'content-length: -1',
  'host: ',
  'authorization: Bearer',
  'origin: null',
  `x-long: ${'y'.repeat(9000)}`,
  'upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: x',
  ': nothing',
]

function request(): Buffer {
  const body = Buffer.from(pick(bodies), 'latin1')
  const lines = [
    `${pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'BREW', 'get'])} ${pick(paths)} HTTP/1.1`,
    'host: localhost',
    'connection: close',
    `content-type: ${pick(types)}`,
    ...(draw() < 0.8 ? [`content-length: ${body.length}`] : []),
    ...(draw() < 0.5 ? [pick(headers)] : []),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}

/** Sends bytes, then nothing more; gives the status of the answer, if there is one. */
function send(bytes: Buffer): Promise<{ status: number | undefined; answer: string }> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? []
      resolve({ status: status === undefined ? undefined : Number(status), answer })
    })
    socket.end(bytes)
  })
}

/** Memory that the server's objects hold, without garbage, in MB. */
async function heldMemory(): Promise<number> {
  server.signal('SIGUSR2')
  const response = await fetch(`${server.url}/_metrics`)
  const values = [...(await response.text()).matchAll(/^nodejs_(?:heap_size_used|external_memory)_bytes (\d+)$/gm)]
  return values.reduce((sum, [, value]) => sum + Number(value), 0) / 1e6
}

/** What is loaded late and what runs warm is there after so many. */
const warm = 1000

test(`${runs} malformed requests (SEED=${seed})`, { timeout: 60_000 + runs * 30 }, async () => {
  let before: number | undefined
  for (let sent = 0; sent < runs; sent += 20) {
    if (sent === warm && runs >= 10 * warm) before = await heldMemory()
    const batch = Array.from({ length: 20 }, request)
    const answers = await Promise.all(batch.map(send))
    for (const [at, { status, answer }] of answers.entries()) {
      const shown = `${batch[at]!.toString('latin1').slice(0, 600)}\n---\n${answer.slice(0, 600)}`
      // What fails by the program's own word (`/fail`, a refused confirmation) is a 500 that is not ours.
      const isProgram = /"error":"(broken|step denied by user)"/.test(answer)
      expect(status === undefined || status < 500 || isProgram, shown).toBe(true)
      expect(answer, shown).not.toContain('internal error')
    }
  }
  // What the last requests have left is stored and let go a moment later.
  if (before !== undefined) await expect.poll(heldMemory, { timeout: 30_000 }).toBeLessThan(before + 3)
  expect((await server.post('/orders/4/notes', { text: 'still here' })).body).toMatchObject({ text: 'still here' })
})

test('clients that dawdle keep nobody waiting', async () => {
  const { hostname, port } = new URL(server.url)
  const slow = Array.from({ length: 200 }, () => {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.write('POST /orders/4/notes HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{')
    return socket
  })
  await Promise.all(slow.map((socket) => new Promise((resolve) => socket.on('connect', resolve))))
  expect(await server.post('/orders/5/notes', {})).toMatchObject({ status: 200, body: { id: 5 } })
  for (const socket of slow) socket.destroy()
})
