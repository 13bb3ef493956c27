// HTTP as clients speak it, well and badly: how parameters are read, what is refused and in which words, and that one
// request that goes wrong does not touch the others.

import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { text } from '../wire/answers.ts'
import { desk, model, serveDesk } from './desk.ts'
import type { Reply } from './haira.ts'

serveDesk()

const sendText = (path: string, body: string, type?: string): Promise<Reply> =>
  desk.fetch(path, { method: 'POST', body, headers: type === undefined ? {} : { 'content-type': type } })

const order = (fields: Record<string, unknown>): Promise<Reply> => desk.post('/order', fields)

describe('parameters', () => {
  test('what is left out takes its default, an optional one is nil', async () => {
    expect(await order({ item: 'tea', count: 2 })).toMatchObject({
      status: 200,
      body: { line: '2 x tea at 1.5, express: false', tags: [], note: null },
    })
  })

  test('what is given stays, zero, false and empty included', async () => {
    const given = { item: '', count: 0, price: 0, express: false, note: '', tags: ['a', 'b'] }
    expect((await order(given)).body).toEqual({ line: '0 x  at 0.0, express: false', tags: ['a', 'b'], note: '' })
  })

  test('3.0 is an int, unknown keys are ignored', async () => {
    const reply = await sendText('/order', '{"item":"tea","count":3.0,"colour":"green"}', 'application/json')
    expect(reply).toMatchObject({ status: 200, body: { line: '3 x tea at 1.5, express: false' } })
  })

  test('path and query are read as text', async () => {
    expect(await desk.fetch('/greet/Zo%C3%AB?times=3')).toMatchObject({
      status: 200,
      body: { text: 'Hello Zoë, 3 times' },
    })
    expect(await desk.fetch('/greet/Ada')).toMatchObject({ status: 200, body: { text: 'Hello Ada, 1 times' } })
    const bad = await desk.fetch('/greet/Ada?times=often')
    expect(bad).toMatchObject({ status: 400, body: { fields: { times: 'expected int' } } })
  })

  test('any text goes through unharmed', async () => {
    const message = 'Zoë said "hi"\\\n\t\u0001 — 日本語 😀'
    model.script((request) => text(String(request.body.messages.at(-1)!.content)))
    expect((await desk.post('/ask', { message })).body).toEqual({ reply: message, error: '' })
  })

  test('so does a megabyte of it', async () => {
    const message = 'ä😀b'.repeat(130_000)
    model.script((request) => text(String(request.body.messages.at(-1)!.content)))
    expect((await desk.post('/ask', { message })).body).toEqual({ reply: message, error: '' })
  })
})

describe('refusals', () => {
  test('a missing field is named', async () => {
    const reply = await desk.post('/ask', { session_id: 's' })
    expect(reply).toMatchObject({ status: 400, body: { error: expect.stringMatching(/^message: /) } })
    expect(Object.keys((reply.body as { fields: object }).fields)).toEqual(['message'])
  })

  test('all missing fields are named', async () => {
    const { status, body } = await order({})
    expect(status).toBe(400)
    expect(Object.keys((body as { fields: object }).fields).sort()).toEqual(['count', 'item'])
  })

  test('so they are when there is no body at all', async () => {
    const { status, body } = await desk.fetch('/order', { method: 'POST' })
    expect(status).toBe(400)
    expect(Object.keys((body as { fields: object }).fields).sort()).toEqual(['count', 'item'])
  })

  test('a field of the wrong type is named with what was expected', async () => {
    expect(await order({ item: 'tea', count: 'x' })).toMatchObject({
      status: 400,
      body: { error: 'count: expected int, got "x"', fields: { count: 'expected int' } },
    })
  })

  test.each([
    ['text for a number', { count: '3' }, 'count'],
    ['a fraction for an int', { count: 3.5 }, 'count'],
    ['nil for an int', { count: null }, 'count'],
    ['a number for text', { item: 7 }, 'item'],
    ['text for a bool', { express: 'yes' }, 'express'],
    ['text for a list', { tags: 'a' }, 'tags'],
  ])('%s is refused', async (_, wrong, field) => {
    const { status, body } = await order({ item: 'tea', count: 1, ...wrong })
    expect(status).toBe(400)
    expect(Object.keys((body as { fields: object }).fields)).toEqual([field])
  })

  test('an element of the wrong type is refused', async () => {
    const { status, body } = await order({ item: 'tea', count: 1, tags: ['a', 1] })
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toContain('tags')
  })

  test.each([
    ['malformed JSON', '{"message": '],
    ['text after JSON', '{"message":"a"} b'],
    ['a list', '["a"]'],
    ['a text', '"a"'],
  ])('%s as body is refused', async (_, body) => {
    const reply = await sendText('/ask', body, 'application/json')
    expect(reply).toMatchObject({ status: 400, body: { error: expect.any(String) } })
  })

  test('a path that no workflow has', async () => {
    expect(await desk.post('/nowhere', {})).toMatchObject({ status: 404, body: { error: expect.any(String) } })
  })

  test('a method that the path does not take', async () => {
    const reply = await desk.fetch('/ask')
    expect(reply).toMatchObject({ status: 405, body: { error: expect.any(String) } })
    expect(reply.headers.get('allow')).toContain('POST')
  })

  test('a body of a type that is not JSON', async () => {
    expect(await sendText('/ask', '<message/>', 'text/xml')).toMatchObject({ status: 415 })
  })

  test('a body that says it is too large is refused before it is sent', async () => {
    const { hostname, port } = new URL(desk.url)
    const reply = await new Promise<string>((resolve, reject) => {
      let received = ''
      const socket = connect(Number(port), hostname, () => {
        const head = [
          'POST /ask HTTP/1.1',
          'Host: localhost',
          'Content-Type: application/json',
          'Content-Length: 10485761',
        ]
        socket.write(`${head.join('\r\n')}\r\n\r\n{"message":"`)
      })
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        received += chunk
        if (received.includes('}')) socket.destroy()
      })
      socket.on('close', () => resolve(received)).on('error', reject)
    })
    expect(reply).toMatch(/^HTTP\/1\.1 413 /)
    expect(reply).toContain('{"error":')
  })

  test('a client that asks first is told whether its body is wanted', async () => {
    const ask = async (length: number, path = '/ask'): Promise<string[]> => {
      const { hostname, port } = new URL(desk.url)
      const socket = connect(Number(port), hostname)
      const said: string[] = []
      socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`)
      socket.write(`content-length: ${length}\r\nexpect: 100-continue\r\n\r\n`)
      for await (const chunk of socket) {
        said.push(...(String(chunk).match(/^HTTP\/1\.1 \d+|^connection: .*$/gm) ?? []))
        if (String(chunk).startsWith('HTTP/1.1 100')) socket.end('{"message":7}')
      }
      return said
    }
    expect(await ask(13)).toEqual(['HTTP/1.1 100', 'HTTP/1.1 400'])
    expect(await ask(100_000_000)).toEqual(['HTTP/1.1 413', 'connection: close'])
    expect(await ask(13, '/nowhere')).toEqual(['HTTP/1.1 404', 'connection: close'])
  })

  test('a body without a length is refused when it becomes too large', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x20)
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (++sent > 11) controller.close()
        else controller.enqueue(piece)
      },
    })
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } }
    expect(await desk.fetch('/ask', init as RequestInit)).toMatchObject({ status: 413 })
  })
})

describe('replies', () => {
  test('curl -d, which names its JSON a form, is understood', async () => {
    model.script([text('Hello.')])
    const reply = await sendText('/ask', '{"message":"Hi"}', 'application/x-www-form-urlencoded')
    expect(reply).toMatchObject({ status: 200, body: { reply: 'Hello.' } })
  })

  test('JSON without a content type is understood', async () => {
    model.script([text('Hello.')])
    const bytes = new TextEncoder().encode('{"message":"Hi"}')
    expect(await desk.fetch('/ask', { method: 'POST', body: bytes })).toMatchObject({ status: 200 })
  })

  test('a workflow that returns an error answers 500, or the status that the error names', async () => {
    expect(await desk.post('/refuse', { code: 404 })).toMatchObject({ status: 404, body: { error: 'no such order' } })
    expect(await desk.post('/refuse', { code: 7 })).toMatchObject({ status: 500, body: { error: 'no such order' } })
  })

  test('health tells that the server is up', async () => {
    expect(await desk.fetch('/_health')).toMatchObject({ status: 200, body: { status: 'ok' } })
  })

  test('a panic ends its own request with 500 and an id, while others go on', async () => {
    const arrived = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    model.script(async () => {
      arrived.resolve()
      await release.promise
      return text('Still here.')
    })
    const other = desk.post('/ask', { message: 'Hi' })
    await arrived.promise
    const panicked = await desk.post('/pick', { index: 7 })
    expect(panicked).toMatchObject({ status: 500, body: { error: 'index 7 out of range (length 3)' } })
    const id = panicked.headers.get('x-request-id')
    expect(id).toMatch(/./)
    expect(desk.stderr).toContain(id)
    expect(await desk.post('/pick', { index: 1 })).toMatchObject({ status: 200, body: { item: 'b' } })
    release.resolve()
    expect((await other).body).toEqual({ reply: 'Still here.', error: '' })
  })
})
