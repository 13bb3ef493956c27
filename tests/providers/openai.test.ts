// What is special about the chat-completions format: bodies as sent, Azure, and servers that keep to it loosely.

import { expect, test } from 'vitest'
import { createProvider } from '../../host/providers/index.ts'
import { raw, text } from '../wire/answers.ts'
import { startOpenAiServer } from '../wire/openai-server.ts'
import { connect, key, never, request } from './helpers.ts'

const transfer = {
  name: 'transfer_to_TechAgent',
  description: 'Hand this conversation over to TechAgent.',
  parameters: { type: 'object', properties: { reason: { type: 'string' } } },
}

test('the body of a request, field by field', async () => {
  await using server = await startOpenAiServer({ answer: [text('ok')], key })
  const provider = connect('openai', server.url)
  const messages = [
    { role: 'system' as const, content: 'Route.' },
    { role: 'user' as const, content: 'Hi' },
    { role: 'assistant' as const, content: '', tool_calls: [{ id: 'c1', name: 'look', arguments: '{"a":1}' }] },
    { role: 'tool' as const, tool_call_id: 'c1', content: 'seen' },
    { role: 'assistant' as const, content: 'Seen.' },
    { role: 'user' as const, content: 'Thanks' },
  ]
  await provider.generate(request({ messages, tools: [transfer], temperature: 0.3, max_tokens: 50 }), never)
  expect(server.requests[0]?.body).toEqual({
    model: 'gpt-4o',
    temperature: 0.3,
    max_tokens: 50,
    messages: [
      { role: 'system', content: 'Route.' },
      { role: 'user', content: 'Hi' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{"a":1}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'seen' },
      { role: 'assistant', content: 'Seen.' },
      { role: 'user', content: 'Thanks' },
    ],
    tools: [{ type: 'function', function: transfer }],
  })
  expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${key}`)
  await provider.close()
})

test('an empty list of tools is not sent', async () => {
  await using server = await startOpenAiServer({ answer: [text('ok')] })
  const provider = connect('openai', server.url)
  await provider.generate(request({ tools: [] }), never)
  expect(Object.keys(server.requests[0]!.body).sort()).toEqual(['messages', 'model'])
  await provider.close()
})

test.each(['o3-mini', 'gpt-5', 'gpt-5.1-mini'])('%s gets max_completion_tokens', async (model) => {
  await using server = await startOpenAiServer({ answer: [text('ok')] })
  const provider = connect('openai', server.url)
  await provider.generate(request({ model, max_tokens: 9 }), never)
  expect(server.requests[0]?.body).toMatchObject({ max_completion_tokens: 9 })
  expect(server.requests[0]?.body).not.toHaveProperty('max_tokens')
  await provider.close()
})

test('Azure: path by deployment, version and header', async () => {
  await using server = await startOpenAiServer({ answer: [text('ok')], key })
  const endpoint = `http://127.0.0.1:${server.port}/`
  const provider = connect('work', endpoint, { api_version: '2024-06-01' })
  await provider.generate(request({ model: 'my deployment' }), never)
  const [asked] = server.requests
  expect(asked?.url).toBe('/openai/deployments/my%20deployment/chat/completions?api-version=2024-06-01')
  expect(asked?.headers['api-key']).toBe(key)
  expect(asked?.headers.authorization).toBeUndefined()
  await provider.close()
})

test('an endpoint of one’s own is called without a key where none is given', async () => {
  await using server = await startOpenAiServer({ answer: [] })
  const context = { env: () => 'sk-from-environment', offline: false, log() {} }
  const provider = createProvider('openai', { endpoint: server.url, model: 'm' }, context)
  await provider.generate(request(), never).catch(() => undefined)
  expect(server.rejections).toEqual(["You didn't provide an API key."])
  expect(JSON.stringify(server.requests[0]?.headers)).not.toContain('sk-from-environment')
  await provider.close()
})

test('a missing key fails the call and sends nothing', async () => {
  await using server = await startOpenAiServer({ answer: [] })
  const env = (name: string) => (name === 'OPENAI_BASE_URL' ? server.url : undefined)
  const provider = createProvider('openai', { model: 'm' }, { env, offline: false, log() {} })
  await expect(provider.generate(request(), never)).rejects.toThrow(
    'provider openai: no API key (set api_key or OPENAI_API_KEY)',
  )
  expect(server.requests).toHaveLength(0)
  await provider.close()
})

test('loose servers: no ids, arguments as an object, finish reason stop, no usage', async () => {
  const message = {
    role: 'assistant',
    tool_calls: [{ type: 'function', function: { name: 'f', arguments: { a: 1 } } }],
  }
  const body = JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] })
  await using server = await startOpenAiServer({ answer: [raw(body)] })
  const provider = connect('local', server.url)
  const reply = await provider.generate(request(), never)
  expect(reply).toEqual({
    text: '',
    tool_calls: [{ id: 'call_1_0', name: 'f', arguments: '{"a":1}' }],
    finish_reason: 'tool_calls',
    usage: { input_tokens: 0, output_tokens: 0 },
  })
  await provider.close()
})

test('loose servers: content as a list of parts', async () => {
  const message = {
    role: 'assistant',
    content: [
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
    ],
  }
  await using server = await startOpenAiServer({ answer: [raw(JSON.stringify({ choices: [{ message }] }))] })
  const provider = connect('local', server.url)
  expect(await provider.generate(request(), never)).toMatchObject({ text: 'Hello', finish_reason: 'stop' })
  await provider.close()
})

test('tool calls of another form are an error in words', async () => {
  const message = { role: 'assistant', content: null, tool_calls: { name: 'f' } }
  await using server = await startOpenAiServer({ answer: [raw(JSON.stringify({ choices: [{ message }] }))] })
  const provider = connect('local', server.url)
  await expect(provider.generate(request(), never)).rejects.toThrow('local: the answer has an unexpected form')
  await provider.close()
})

test.each([
  ['length', 'length'],
  ['content_filter', 'content_filter'],
])('finish reason %s', async (finishReason, expected) => {
  await using server = await startOpenAiServer({ answer: [{ kind: 'reply', text: 'cut', finishReason }] })
  const provider = connect('openai', server.url)
  expect((await provider.generate(request(), never)).finish_reason).toBe(expected)
  await provider.close()
})

test('error messages begin with the declared name, not the backend’s', async () => {
  await using server = await startOpenAiServer({ answer: [{ kind: 'status', status: 404, message: 'no such model' }] })
  const provider = connect('cheap', server.url, { backend: 'groq' })
  await expect(provider.generate(request(), never)).rejects.toThrow('cheap: 404 no such model')
  await provider.close()
})
