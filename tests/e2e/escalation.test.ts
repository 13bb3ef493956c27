// A routing tree across two providers: one turn that starts with an OpenAI model and ends with an Anthropic one, each
// server refusing whatever the real API would refuse.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { failure, handOver, text, toolCalls } from '../wire/answers.ts'
import { type AnthropicBody, startAnthropicServer } from '../wire/anthropic-server.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { program, type Served, serve } from './haira.ts'
import { conversationOf, key, type Model, offered, startModel, systemOf, user } from './model.ts'

let openai: Model<OpenAiBody>
let anthropic: Model<AnthropicBody>
let support: Served

const send = async (message: string, session?: string) => {
  const reply = await support.post('/support', { message, ...(session === undefined ? {} : { session_id: session }) })
  expect(reply).toMatchObject({ status: 200 })
  return reply.body as { result: Record<string, unknown>; error: string }
}

beforeAll(async () => {
  openai = await startModel(startOpenAiServer)
  anthropic = await startModel(startAnthropicServer)
  support = await serve(program('escalation'), {
    env: {
      OPENAI_ENDPOINT: openai.url,
      OPENAI_API_KEY: key,
      ANTHROPIC_ENDPOINT: anthropic.url,
      ANTHROPIC_API_KEY: key,
    },
  })
})

afterAll(async () => {
  await support?.stop()
  await openai?.close()
  await anthropic?.close()
})

afterEach(() => expect([...openai.rejections, ...anthropic.rejections]).toEqual([]))

test('a chain of three agents on two providers is one turn', async () => {
  openai.script([handOver('L2Support', 'too hard')])
  anthropic.script([handOver('Engineering', 'needs logs'), text('It is the database.')])
  const { result, error } = await send('The shop is slow', 'chain')
  expect(error).toBe('')
  expect(result).toMatchObject({
    reply: 'It is the database.',
    agent: 'Engineering',
    entry: 'L1Support',
    handed_off_to: 'Engineering',
    path: ['L1Support', 'L2Support', 'Engineering'],
    handoffs: [
      { from: 'L1Support', to: 'L2Support', reason: 'too hard', depth: 1 },
      { from: 'L2Support', to: 'Engineering', reason: 'needs logs', depth: 2 },
    ],
    steps: 3,
    usage: { llm_calls: 3 },
  })
  expect(offered(openai.requests[0]!)).toEqual(['transfer_to_L2Support', 'transfer_to_BillingAgent'])
  expect(anthropic.requests.map(offered)).toEqual([['transfer_to_Engineering'], ['query_logs', 'check_status']])
  expect(anthropic.requests.map((request) => request.body.model)).toEqual(['claude-sonnet-4-5', 'claude-sonnet-4-5'])
})

test('each agent of the chain gets its own prompt, a note on who hands over, and the conversation', async () => {
  openai.script([text('Hello Ada.'), handOver('L2Support', 'too hard')])
  anthropic.script([handOver('Engineering', 'needs logs'), text('It is the database.')])
  await send('I am Ada', 'prompts')
  await send('The shop is slow', 'prompts')
  const [second, third] = anthropic.requests as [(typeof anthropic.requests)[0], (typeof anthropic.requests)[0]]
  const conversation = [
    { role: 'user', content: 'I am Ada' },
    { role: 'assistant', content: 'Hello Ada.' },
    { role: 'user', content: 'The shop is slow' },
  ]
  for (const request of [second, third]) expect(plain(request.body)).toEqual(conversation)
  expect(second.body.system).toContain('Advanced technical support.')
  expect(second.body.system).toContain('You are taking over this conversation from L1Support. Reason: too hard')
  expect(third.body.system).toContain('Engineering-level debugging.')
  expect(third.body.system).toContain('You are taking over this conversation from L2Support. Reason: needs logs')
  expect(third.body.system).not.toContain('Advanced technical support.')
  expect(JSON.stringify(third.body)).not.toContain('transfer_to_')
})

/** Messages with text contents, however the client wrote them. */
function plain(body: AnthropicBody): { role: string; content: string }[] {
  return body.messages.map(({ role, content }) => ({
    role,
    content: typeof content === 'string' ? content : content.map((block) => block.text ?? `<${block.type}>`).join(''),
  }))
}

test('tools at the end of the chain run, and their results go back in the order of the calls', async () => {
  openai.script([handOver('L2Support')])
  anthropic.script([
    handOver('Engineering'),
    toolCalls([
      { id: 'toolu_a', name: 'query_logs', arguments: { service: 'shop' } },
      { id: 'toolu_b', name: 'check_status', arguments: { service: 'shop' } },
    ]),
    text('Up, with errors.'),
  ])
  const { result } = await send('What is wrong with the shop?')
  expect(result.reply).toBe('Up, with errors.')
  expect(result.tool_calls).toMatchObject([
    { agent: 'Engineering', name: 'query_logs', result: 'shop: 3 errors in the last 60 minutes', ok: true },
    { agent: 'Engineering', name: 'check_status', result: 'shop is up', ok: true },
  ])
  expect(anthropic.requests.at(-1)!.body.messages.at(-1)).toMatchObject({
    role: 'user',
    content: [
      { type: 'tool_result', tool_use_id: 'toolu_a', content: 'shop: 3 errors in the last 60 minutes' },
      { type: 'tool_result', tool_use_id: 'toolu_b', content: 'shop is up' },
    ],
  })
})

test('the whole path remembers the final reply', async () => {
  openai.script([handOver('L2Support'), text('You were told: it is the database.')])
  anthropic.script([handOver('Engineering'), text('It is the database.')])
  await send('The shop is slow', 'remembered')
  await send('What was it?', 'remembered')
  expect(systemOf(openai.requests[1]!)).toBe('Basic support. Escalate complex issues.')
  expect(conversationOf(openai.requests[1]!)).toEqual([
    user('The shop is slow'),
    { role: 'assistant', content: 'It is the database.' },
    user('What was it?'),
  ])
})

test('an error deep in the chain bears the name of each target once, outermost first', async () => {
  openai.script([handOver('L2Support')])
  anthropic.script([handOver('Engineering'), failure(400, 'context too long')])
  const { error, result } = await send('The shop is slow')
  expect(error).toBe('L2Support: Engineering: anthropic: 400 context too long')
  expect(result.path).toEqual(['L1Support', 'L2Support', 'Engineering'])
})

test('a tool takes a number that the model wrote as text', async () => {
  openai.script([handOver('L2Support')])
  anthropic.script([
    handOver('Engineering'),
    toolCalls([{ id: 'toolu_a', name: 'query_logs', arguments: { service: 'api', minutes: '15' } }]),
    text('Fine.'),
  ])
  const { result } = await send('Look at the api')
  expect(result.tool_calls).toMatchObject([{ result: 'api: 3 errors in the last 15 minutes' }])
})
