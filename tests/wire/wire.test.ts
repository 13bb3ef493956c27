// The wire servers refuse what the real APIs refuse, and answer what the real APIs answer.

import { describe, expect, test } from 'vitest'
import { type Answer, text, toolCalls } from './answers.ts'
import { startAnthropicServer } from './anthropic-server.ts'
import { startOpenAiServer } from './openai-server.ts'
import { schemaErrors, schemaPresent } from './schema.ts'

if (!schemaPresent)
  console.warn('The OpenAI schema is not there: requests and replies are checked by hand-written rules only.')

interface Reply {
  status: number
  body: { error?: { message: string } }
}

async function post(url: string, body: unknown, headers: Record<string, string>): Promise<Reply> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  })
  return { status: response.status, body: (await response.json()) as Reply['body'] }
}

const user = { role: 'user', content: 'Hi' }
const call = (id: string) => ({ id, type: 'function', function: { name: 'look', arguments: '{}' } })
const openAiTool = (name: string) => ({ type: 'function', function: { name, parameters: { type: 'object' } } })
const asks = { role: 'assistant', content: null, tool_calls: [call('a'), call('b')] }
const answers = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'x' })

describe('openai', () => {
  async function send(body: unknown, headers: Record<string, string> = { authorization: 'Bearer k' }): Promise<Reply> {
    await using server = await startOpenAiServer({ answer: () => text('ok'), key: 'k' })
    return await post(`${server.url}/chat/completions`, body, headers)
  }

  test.each([
    ['no key', { model: 'm', messages: [user] }, {}, 401, "didn't provide an API key"],
    ['another key', { model: 'm', messages: [user] }, { authorization: 'Bearer x' }, 401, 'Incorrect API key'],
  ])('%s', async (_, body, headers, status, message) => {
    const reply = await send(body, headers as unknown as Record<string, string>)
    expect(reply).toMatchObject({ status, body: { error: { message: expect.stringContaining(message) } } })
  })

  test.each([
    ['broken JSON', '{"model":', 'could not parse the JSON'],
    ['no model', { messages: [user] }, 'must provide a model'],
    ['no messages', { model: 'm', messages: [] }, 'empty array'],
    ['an unknown parameter', { model: 'm', messages: [user], agent: 'x' }, 'Unrecognized request argument'],
    ['an unknown role', { model: 'm', messages: [{ role: 'bot', content: '' }] }, "Invalid value: 'bot'"],
    ['user content null', { model: 'm', messages: [{ role: 'user', content: null }] }, 'expected a string'],
    ['an orphan tool message', { model: 'm', messages: [user, answers('a')] }, 'must be a response to a preceding'],
    [
      'an unanswered tool call',
      { model: 'm', messages: [user, asks, answers('a')] },
      'did not have response messages: b',
    ],
    [
      'a text between',
      { model: 'm', messages: [user, asks, answers('a'), user, answers('b')] },
      'did not have response',
    ],
    ['an answer twice', { model: 'm', messages: [user, asks, answers('a'), answers('a')] }, 'must be a response'],
    ['empty tools', { model: 'm', messages: [user], tools: [] }, 'empty array'],
    ['a bad tool name', { model: 'm', messages: [user], tools: [openAiTool('a b')] }, 'does not match pattern'],
    [
      'a long tool name',
      { model: 'm', messages: [user], tools: [openAiTool('a'.repeat(65))] },
      'does not match pattern',
    ],
    ['a hot temperature', { model: 'm', messages: [user], temperature: 2.5 }, "Invalid 'temperature'"],
    ['max_tokens of o3', { model: 'o3', messages: [user], max_tokens: 5 }, 'max_completion_tokens'],
  ])('refuses %s', async (_, body, message) => {
    const reply = await send(body)
    expect(reply).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining(message) } } })
  })

  test('accepts a whole tool round', async () => {
    const messages = [{ role: 'system', content: 's' }, user, asks, answers('b'), answers('a')]
    expect((await send({ model: 'm', messages, tools: [openAiTool('look')] })).status).toBe(200)
  })

  test.skipIf(!schemaPresent)('the schema itself refuses a bad request', () => {
    expect(schemaErrors('CreateChatCompletionRequest', { model: 'm', messages: [user] })).toBeUndefined()
    expect(
      schemaErrors('CreateChatCompletionRequest', { model: 'm', messages: [{ role: 'tool', content: 1 }] }),
    ).toBeTruthy()
    expect(
      schemaErrors('CreateChatCompletionRequest', { model: 'm', messages: [user], temperature: null }),
    ).toBeUndefined()
  })

  test.skipIf(!schemaPresent).each<[string, Answer]>([
    ['a text', text('Hello')],
    ['tool calls', toolCalls([{ name: 'look', arguments: { a: 1 } }, { name: 'see' }], 'And a text')],
  ])('replies follow the schema: %s', async (_, answer) => {
    await using server = await startOpenAiServer({ answer: [answer] })
    const reply = await post(
      `${server.url}/chat/completions`,
      { model: 'm', messages: [user] },
      { authorization: 'Bearer k' },
    )
    expect(schemaErrors('CreateChatCompletionResponse', reply.body)).toBeUndefined()
  })

  test('a queue that is used up says so, and leftovers are named', async () => {
    await using server = await startOpenAiServer({ answer: [text('one')] })
    const body = { model: 'm', messages: [user] }
    expect(() => server.assertComplete()).toThrow('1 answers were not asked for')
    await post(`${server.url}/chat/completions`, body, { authorization: 'Bearer k' })
    server.assertComplete()
    const reply = await post(`${server.url}/chat/completions`, body, { authorization: 'Bearer k' })
    expect(reply).toMatchObject({ status: 500, body: { error: { message: 'no answer left for request 2' } } })
  })
})

describe('anthropic', () => {
  const headers = { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' }
  async function send(body: unknown, sent: Record<string, string> = headers): Promise<Reply> {
    await using server = await startAnthropicServer({ answer: () => text('ok'), key: 'k' })
    return await post(`${server.url}/messages`, body, sent)
  }

  const base = { model: 'm', max_tokens: 10 }
  const use = { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'look', input: {} }] }
  const result = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'x' }] }

  test.each<[string, Record<string, string>, number]>([
    ['no key', { 'anthropic-version': '2023-06-01' }, 401],
    ['another key', { ...headers, 'x-api-key': 'x' }, 401],
    ['no version', { 'x-api-key': 'k' }, 400],
    ['another version', { ...headers, 'anthropic-version': '1999-01-01' }, 400],
  ])('%s', async (_, sent, status) => {
    expect((await send({ ...base, messages: [user] }, sent)).status).toBe(status)
  })

  test.each([
    ['no max_tokens', { model: 'm', messages: [user] }, 'max_tokens: Field required'],
    ['no messages', { ...base, messages: [] }, 'at least one message'],
    ['an unknown parameter', { ...base, messages: [user], agent: 'x' }, 'Extra inputs'],
    ['a system message', { ...base, messages: [{ role: 'system', content: 's' }, user] }, 'first message must use'],
    [
      'an assistant first',
      { ...base, messages: [{ role: 'assistant', content: 's' }, user] },
      'first message must use',
    ],
    ['two of one role', { ...base, messages: [user, user] }, 'roles must alternate'],
    ['an empty text', { ...base, messages: [{ role: 'user', content: '' }] }, 'non-empty'],
    ['a blank text', { ...base, messages: [{ role: 'user', content: ' ' }] }, 'non-whitespace'],
    ['a tool use without result', { ...base, messages: [user, use, user] }, 'without `tool_result`'],
    ['a tool use at the end', { ...base, messages: [user, use] }, 'without `tool_result`'],
    ['an orphan result', { ...base, messages: [result] }, 'unexpected `tool_use_id`'],
    [
      'a list as input',
      { ...base, messages: [user, { role: 'assistant', content: [{ ...use.content[0], input: [] }] }, result] },
      'valid dictionary',
    ],
    [
      'a tool without object schema',
      { ...base, messages: [user], tools: [{ name: 'a', input_schema: {} }] },
      "should be 'object'",
    ],
    ['a hot temperature', { ...base, messages: [user], temperature: 1.5 }, 'temperature'],
    [
      'white space at the end',
      { ...base, messages: [user, { role: 'assistant', content: 'a ' }] },
      'trailing whitespace',
    ],
  ])('refuses %s', async (_, body, message) => {
    const reply = await send(body)
    expect(reply).toMatchObject({
      status: 400,
      body: { type: 'error', error: { message: expect.stringContaining(message) } },
    })
  })

  test('accepts a whole tool round', async () => {
    expect((await send({ ...base, messages: [user, use, result] })).status).toBe(200)
  })
})
