// What every HTTP provider must do, once for each wire format: the real SDKs, over real sockets, to strict local servers.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  closeEarly,
  failure,
  malformed,
  raw,
  silence,
  text,
  toolCall,
  toolCalls,
} from '../wire/answers.ts'
import { startAnthropicServer } from '../wire/anthropic-server.ts'
import { startOpenAiServer } from '../wire/openai-server.ts'
import { connect, errorOf, failureOf, key, never, request } from './helpers.ts'

const formats = [
  { name: 'openai', start: startOpenAiServer },
  { name: 'anthropic', start: startAnthropicServer },
] as const

describe.each(formats)('$name', ({ name, start }) => {
  async function open(answer: Answer[] | (() => Answer | Promise<Answer>), fields = {}, log: string[] = []) {
    const server = await start({ answer, key })
    const provider = connect(name, server.url, fields, log)
    return {
      server,
      provider,
      async [Symbol.asyncDispose]() {
        await provider.close()
        await server.close()
      },
    }
  }

  test('a text reply with usage', async () => {
    await using case_ = await open([text('Good day.')])
    const reply = await case_.provider.generate(request(), never)
    expect(reply).toMatchObject({ text: 'Good day.', tool_calls: [], finish_reason: 'stop' })
    expect(reply.usage.input_tokens).toBeGreaterThan(0)
    expect(reply.usage.output_tokens).toBeGreaterThan(0)
    expect(case_.server.rejections).toEqual([])
  })

  test('tool calls, with text beside them', async () => {
    const calls = [
      { id: 'a1', name: 'weather', arguments: { city: 'Paris' } },
      { id: 'a2', name: 'transfer_to_TechAgent' },
    ]
    await using case_ = await open([toolCalls(calls, 'One moment.')])
    const reply = await case_.provider.generate(request(), never)
    expect(reply.text).toBe('One moment.')
    expect(reply.finish_reason).toBe('tool_calls')
    expect(reply.tool_calls).toEqual([
      { id: 'a1', name: 'weather', arguments: '{"city":"Paris"}' },
      { id: 'a2', name: 'transfer_to_TechAgent', arguments: '{}' },
    ])
  })

  test('a whole tool round is accepted by the strict server', async () => {
    await using case_ = await open([toolCall('weather', { city: 'Rome' }), text('Sunny.')])
    const tools = [{ name: 'weather', description: 'Forecast', parameters: { type: 'object', properties: {} } }]
    const first = await case_.provider.generate(request({ tools }), never)
    const messages = [
      { role: 'system' as const, content: 'Be short.' },
      { role: 'user' as const, content: 'Weather in Rome?' },
      { role: 'assistant' as const, content: first.text, tool_calls: first.tool_calls },
      { role: 'tool' as const, tool_call_id: first.tool_calls[0]!.id, content: 'sun' },
    ]
    const second = await case_.provider.generate(request({ tools, messages, temperature: 0.3 }), never)
    expect(second.text).toBe('Sunny.')
    expect(case_.server.rejections).toEqual([])
  })

  test('429 then 200: tried again after Retry-After', async () => {
    const log: string[] = []
    await using case_ = await open([failure(429, 'slow down', { 'retry-after': '0' }), text('Done.')], {}, log)
    expect((await case_.provider.generate(request(), never)).text).toBe('Done.')
    expect(case_.server.requests).toHaveLength(2)
    expect(log).toEqual([`${name}: HTTP 429, trying again in 0s`])
  })

  test('a Retry-After beyond the deadline is not waited for', async () => {
    await using case_ = await open([failure(429, 'slow down', { 'retry-after': '60' })])
    expect(await failureOf(case_.provider.generate(request(), never))).toEqual({
      message: `${name}: 429 slow down`,
      code: 429,
    })
    expect(case_.server.requests).toHaveLength(1)
  })

  test('500 for good: two retries, then the error with its code', async () => {
    await using case_ = await open(() => failure(500, 'out of order'))
    expect(await failureOf(case_.provider.generate(request(), never))).toEqual({
      message: `${name}: 500 out of order`,
      code: 500,
    })
    expect(case_.server.requests).toHaveLength(3)
  })

  test('max_retries 0: one attempt', async () => {
    await using case_ = await open(() => failure(503, 'busy'), { max_retries: 0 })
    expect((await failureOf(case_.provider.generate(request(), never))).code).toBe(503)
    expect(case_.server.requests).toHaveLength(1)
  })

  test('400 is not tried again', async () => {
    await using case_ = await open([failure(400, 'no such model')])
    expect(await failureOf(case_.provider.generate(request(), never))).toEqual({
      message: `${name}: 400 no such model`,
      code: 400,
    })
  })

  test('an error page that is not JSON is cut to one line', async () => {
    await using case_ = await open([raw(`<html>\n<p>${'x'.repeat(2000)}`, 'text/html', 404)])
    const { message, code } = await failureOf(case_.provider.generate(request(), never))
    expect(code).toBe(404)
    expect(message).toMatch(new RegExp(`^${name}: 404 <html> <p>x+…$`))
    expect(message.length).toBeLessThan(600)
  })

  test('malformed JSON', async () => {
    await using case_ = await open([malformed()])
    expect(await failureOf(case_.provider.generate(request(), never))).toEqual({
      message: `${name}: the answer is not valid JSON`,
      code: undefined,
    })
  })

  test.each([
    ['an empty object', raw('{}')],
    ['a list', raw('[]')],
    ['null', raw('null')],
    ['an empty body', raw('')],
    ['text', raw('hello', 'text/plain')],
  ])('status 200 with %s instead of an answer', async (_, answer) => {
    await using case_ = await open([answer])
    const { message, code } = await failureOf(case_.provider.generate(request(), never))
    expect(message).toMatch(new RegExp(`^${name}: the answer `))
    expect(code).toBeUndefined()
  })

  test('no answer: 504 after the time-out', async () => {
    await using case_ = await open([silence()])
    expect(await failureOf(case_.provider.generate(request({ timeout_ms: 60 }), never))).toEqual({
      message: `${name}: timed out after 60ms`,
      code: 504,
    })
  })

  test('the time-out covers retries and their delays', async () => {
    await using case_ = await open([failure(500, 'once'), silence()])
    expect(await failureOf(case_.provider.generate(request({ timeout_ms: 100 }), never))).toMatchObject({ code: 504 })
    expect(case_.server.requests).toHaveLength(2)
  })

  test('abort: rejects at once with the reason, and the connection is given up', async () => {
    const abort = new AbortController()
    await using case_ = await open(() => {
      abort.abort(new Error('client went away'))
      return silence()
    })
    expect((await errorOf(case_.provider.generate(request(), abort.signal))).message).toBe('client went away')
    expect(case_.server.requests).toHaveLength(1)
  })

  test('aborted before it began: nothing is sent', async () => {
    await using case_ = await open([])
    const reason = new Error('too late')
    expect(await errorOf(case_.provider.generate(request(), AbortSignal.abort(reason)))).toBe(reason)
    expect(case_.server.requests).toHaveLength(0)
  })

  test.each(['before-headers', 'within-body'] as const)(
    'a connection closed early (%s) is tried again',
    async (when) => {
      await using case_ = await open([closeEarly(when), text('Second time.')])
      expect((await case_.provider.generate(request(), never)).text).toBe('Second time.')
    },
  )

  test('a connection that always closes early', async () => {
    await using case_ = await open(() => closeEarly('within-body'))
    const { message, code } = await failureOf(case_.provider.generate(request(), never))
    const host = `127.0.0.1:${case_.server.port}`
    expect(message).toBe(`${name}: connection closed before the answer was complete (${host})`)
    expect(code).toBeUndefined()
  })

  test('connection refused', async () => {
    const port = await unusedPort()
    const provider = connect(name, `http://127.0.0.1:${port}/v1`)
    expect(await failureOf(provider.generate(request(), never))).toEqual({
      message: `${name}: connection refused (127.0.0.1:${port})`,
      code: undefined,
    })
    await provider.close()
  })

  test('connections are kept and used again', async () => {
    await using case_ = await open(() => text('ok'))
    for (let index = 0; index < 5; index++) await case_.provider.generate(request(), never)
    expect(case_.server.connections).toBe(1)
    await Promise.all(Array.from({ length: 8 }, () => case_.provider.generate(request(), never)))
    expect(case_.server.connections).toBeLessThanOrEqual(8)
    expect(case_.server.requests).toHaveLength(13)
  })

  test('many requests wait at once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    let waiting = 0
    await using case_ = await open(async () => {
      if (++waiting === 100) resolve()
      await promise
      return text('ok')
    })
    const replies = await Promise.all(Array.from({ length: 100 }, () => case_.provider.generate(request(), never)))
    expect(replies).toHaveLength(100)
  })

  test('the key shows nowhere, even when the server repeats it', async () => {
    await using server = await start({ answer: [], key: 'another key' })
    const log: string[] = []
    const provider = connect(name, server.url, { headers: { 'X-Team': 'team-token-1234' } }, log)
    const error = await errorOf(provider.generate(request(), never))
    expect(error.message).toContain('401')
    const shown = [inspect(error, { depth: 9, showHidden: true }), error.stack, JSON.stringify(error), ...log]
    shown.push(inspect(provider, { depth: 9, showHidden: true }), JSON.stringify(provider), String(provider))
    expect(shown.join('\n')).not.toContain(key)
    expect(shown.join('\n')).not.toContain('team-token-1234')
    expect(server.requests[0]?.headers['x-team']).toBe('team-token-1234')
    await provider.close()
  })

  test('the SDK adds nothing from the environment', async () => {
    const variables = {
      OPENAI_CUSTOM_HEADERS: 'x-leak: 1',
      ANTHROPIC_CUSTOM_HEADERS: 'x-leak: 1',
      OPENAI_ORG_ID: 'org-leak',
      ANTHROPIC_AUTH_TOKEN: 'leak',
      OPENAI_BASE_URL: 'http://127.0.0.1:9',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
    }
    Object.assign(process.env, variables)
    try {
      await using case_ = await open([text('ok')])
      await case_.provider.generate(request(), never)
      expect(JSON.stringify(case_.server.requests[0]?.headers)).not.toContain('leak')
    } finally {
      for (const variable of Object.keys(variables)) delete process.env[variable]
    }
  })

  test('defaults of the provider, unless the request has its own', async () => {
    await using case_ = await open(() => text('ok'), { model: 'default-model', temperature: 0.5, max_tokens: 77 })
    await case_.provider.generate(request({ model: '' }), never)
    await case_.provider.generate(request({ model: 'other', temperature: 0, max_tokens: 5 }), never)
    expect(case_.server.requests.map(({ body }) => [body.model, body.temperature, body.max_tokens])).toEqual([
      ['default-model', 0.5, 77],
      ['other', 0, 5],
    ])
  })

  test('no model at all', async () => {
    await using case_ = await open([])
    const { message } = await failureOf(case_.provider.generate(request({ model: '' }), never))
    expect(message).toBe(`${name}: no model (set model in the provider or the agent)`)
  })

  test('close ends what is under way, without retries', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    await using case_ = await open(() => {
      resolve()
      return silence()
    })
    const failed = failureOf(case_.provider.generate(request(), never))
    await promise
    await case_.provider.close()
    expect((await failed).message).toBe(`${name}: the provider has been closed`)
    expect(case_.server.requests).toHaveLength(1)
  })

  test('after close', async () => {
    await using case_ = await open([])
    await case_.provider.close()
    const { message } = await failureOf(case_.provider.generate(request(), never))
    expect(message).toBe(`${name}: the provider has been closed`)
  })
})

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
