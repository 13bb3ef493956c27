// Handoffs in detail: tools beside a transfer, reasons, who remembers what, limits, errors of a target, and what `.run()` tells.

import { expect, test } from 'vitest'
import { failure, handOver, text, toolCall, toolCalls } from '../wire/answers.ts'
import { desk, model, serveDesk } from './desk.ts'
import { assistant, conversationOf, offered, systemOf, user } from './model.ts'

interface Outcome {
  result: Record<string, unknown> & { handoffs: Record<string, unknown>[]; messages: { content: string }[] }
  error: string
}

const send = async <T>(path: string, message: string, session?: string): Promise<T> => {
  const reply = await desk.post(path, { message, ...(session === undefined ? {} : { session_id: session }) })
  expect(reply).toMatchObject({ status: 200 })
  return reply.body as T
}

const ask = (message: string, session?: string) => send<{ reply: string; error: string }>('/ask', message, session)
const run = (message: string, session?: string) => send<Outcome>('/run', message, session)

serveDesk()

test("an agent's own tools are offered first, then one transfer for each target", async () => {
  model.script([text('Hello.')])
  await ask('Hi')
  expect(offered(model.requests[0]!)).toEqual([
    'lookup_account',
    'transfer_to_BillingAgent',
    'transfer_to_TechAgent',
    'transfer_to_Visitor',
  ])
  expect(model.requests[0]!.body.tools![2]!.function.description).toBe(
    'Hand this conversation over to TechAgent. Solves technical problems.',
  )
})

test('a tool result goes back to the model that asked for it', async () => {
  model.script([toolCall('lookup_account', { email: 'ada@example.com' }, 'call_a'), text('It is active.')])
  expect(await ask('Is my account active?')).toEqual({ reply: 'It is active.', error: '' })
  expect(model.requests[1]!.body.messages.slice(-3)).toEqual([
    { role: 'user', content: 'Is my account active?' },
    expect.objectContaining({
      role: 'assistant',
      tool_calls: [
        {
          id: 'call_a',
          type: 'function',
          function: { name: 'lookup_account', arguments: '{"email":"ada@example.com"}' },
        },
      ],
    }),
    { role: 'tool', tool_call_id: 'call_a', content: 'account of ada@example.com is active' },
  ])
})

test('tools called beside a transfer run first, and the target is told what they gave', async () => {
  model.script([
    toolCalls([
      { name: 'transfer_to_TechAgent', arguments: { reason: 'log-in fails' } },
      { name: 'lookup_account', arguments: { email: 'ada@example.com' } },
    ]),
    text('Try again.'),
  ])
  const { result } = await run("I can't log in, I am ada@example.com")
  expect(result.tool_calls).toEqual([
    expect.objectContaining({
      agent: 'FrontDesk',
      name: 'lookup_account',
      result: 'account of ada@example.com is active',
      ok: true,
    }),
  ])
  const [, second] = model.requests
  expect(systemOf(second!)).toContain('You are taking over this conversation from FrontDesk. Reason: log-in fails')
  expect(systemOf(second!)).toContain(
    'lookup_account({"email":"ada@example.com"}) -> account of ada@example.com is active',
  )
  expect(conversationOf(second!)).toEqual([user("I can't log in, I am ada@example.com")])
  expect(model.requests).toHaveLength(2)
})

test('text beside a transfer is kept in the transcript and is no part of the reply', async () => {
  model.script([toolCalls([{ name: 'transfer_to_TechAgent' }], 'One moment, I connect you.'), text('Which error?')])
  const { result } = await run('It crashes', 'beside')
  expect(result.reply).toBe('Which error?')
  expect(result.messages.map(({ content }) => content)).toContain('One moment, I connect you.')
  expect(JSON.stringify(model.requests[1]!.body)).not.toContain('One moment')
})

test('of two transfers the first is followed and the other recorded as ignored', async () => {
  model.script([
    toolCalls([
      { name: 'transfer_to_BillingAgent', arguments: { reason: 'money' } },
      { name: 'transfer_to_TechAgent', arguments: { reason: 'machines' } },
    ]),
    text('Paid.'),
  ])
  const { result } = await run('Both')
  expect(result.path).toEqual(['FrontDesk', 'BillingAgent'])
  expect(result.handoffs).toEqual([
    expect.objectContaining({ to: 'BillingAgent', reason: 'money' }),
    expect.objectContaining({ to: 'TechAgent', error: 'ignored: already handed off to BillingAgent' }),
  ])
})

test('.run() tells who answered, how it came there and what it cost', async () => {
  model.script([handOver('TechAgent', 'cannot log in'), text('Which error?')])
  const { result, error } = await run("I can't log in", 'traced')
  expect(error).toBe('')
  expect(result).toMatchObject({
    reply: 'Which error?',
    agent: 'TechAgent',
    entry: 'FrontDesk',
    handed_off_to: 'TechAgent',
    path: ['FrontDesk', 'TechAgent'],
    tool_calls: [],
    steps: 2,
    output: null,
    session: 'traced',
    finish_reason: 'stop',
  })
  expect(result.handoffs).toHaveLength(1)
  expect(result.handoffs[0]).toMatchObject({
    from: 'FrontDesk',
    to: 'TechAgent',
    reason: 'cannot log in',
    depth: 1,
    error: null,
  })
  expect(result.handoffs[0]!.duration_ms).toBeGreaterThanOrEqual(0)
  expect(result.duration_ms).toBeGreaterThanOrEqual(result.handoffs[0]!.duration_ms as number)
  expectUsage(result.usage as Usage)
})

interface Amounts {
  input_tokens: number
  output_tokens: number
  total_tokens: number
  llm_calls: number
  cost_usd: number
}
type Usage = Amounts & { by_agent: Record<string, Amounts> }

function expectUsage(usage: Usage): void {
  expect(Object.keys(usage.by_agent).sort()).toEqual(['FrontDesk', 'TechAgent'])
  const { FrontDesk, TechAgent } = usage.by_agent as { FrontDesk: Amounts; TechAgent: Amounts }
  for (const part of [FrontDesk, TechAgent]) {
    expect(part.llm_calls).toBe(1)
    expect(part.input_tokens).toBeGreaterThan(0)
    expect(part.output_tokens).toBeGreaterThan(0)
    expect(part.total_tokens).toBe(part.input_tokens + part.output_tokens)
  }
  expect(usage.llm_calls).toBe(2)
  expect(usage.input_tokens).toBe(FrontDesk.input_tokens + TechAgent.input_tokens)
  expect(usage.output_tokens).toBe(FrontDesk.output_tokens + TechAgent.output_tokens)
  expect(usage.total_tokens).toBe(usage.input_tokens + usage.output_tokens)
  expect(usage.cost_usd).toBe(0)
}

test('.run() without a handoff says so', async () => {
  model.script([text('We open at nine.')])
  const { result } = await run('When do you open?')
  expect(result).toMatchObject({ agent: 'FrontDesk', handed_off_to: null, handoffs: [], path: ['FrontDesk'], steps: 1 })
})

test('a transfer without arguments is valid and has no reason', async () => {
  model.script([toolCall('transfer_to_TechAgent', ''), text('Hello.')])
  const { result } = await run('It crashes')
  expect(result.handoffs[0]!.reason).toBe('')
  expect(systemOf(model.requests[1]!)).toContain('You are taking over this conversation from FrontDesk.')
  expect(systemOf(model.requests[1]!)).not.toContain('Reason:')
})

test('TechAgent asked directly continues from what it remembers of the session', async () => {
  model.script([text('Hello Ada.'), handOver('TechAgent'), text('Restart it.'), text('Then reinstall it.')])
  await ask('I am Ada', 'direct')
  await ask('It crashes', 'direct')
  expect(await send('/tech', 'It still crashes', 'direct')).toEqual({ reply: 'Then reinstall it.', error: '' })
  const last = model.requests.at(-1)!
  expect(systemOf(last)).toBe('Handle technical issues.')
  expect(conversationOf(last)).toEqual([
    user('I am Ada'),
    assistant('Hello Ada.'),
    user('It crashes'),
    assistant('Restart it.'),
    user('It still crashes'),
  ])
})

test('an agent that was never part of the talk does not know it', async () => {
  model.script([text('Hello Ada.'), text('Who are you?')])
  await ask('I am Ada', 'stranger')
  await send('/tech', 'Who am I?', 'stranger')
  expect(conversationOf(model.requests[1]!)).toEqual([user('Who am I?')])
})

test('an agent without memory sees the conversation of its turn; the others keep its reply', async () => {
  model.script([text('Hello Ada.'), handOver('Visitor'), text('Just visiting.'), handOver('Visitor'), text('Again.')])
  await ask('I am Ada', 'visit')
  await ask('Who else is there?', 'visit')
  await ask('And now?', 'visit')
  const talk = [user('I am Ada'), assistant('Hello Ada.'), user('Who else is there?')]
  expect(conversationOf(model.requests[2]!)).toEqual(talk)
  expect(conversationOf(model.requests[3]!)).toEqual([...talk, assistant('Just visiting.'), user('And now?')])
})

test('without a session each call is fresh', async () => {
  model.script([text('Hello Ada.'), text('I cannot know.')])
  await ask('I am Ada')
  await ask('Who am I?')
  expect(conversationOf(model.requests[1]!)).toEqual([user('Who am I?')])
})

test('one handoff too many is an error that lists the whole path', async () => {
  model.script((request) => handOver(systemOf(request).startsWith('Ping') ? 'Pong' : 'Ping'))
  const { result, error } = await send<Outcome>('/ping', 'Go')
  expect(error).toBe('handoff limit (3) exceeded: Ping -> Pong -> Ping -> Pong -> Ping')
  expect(result.path).toEqual(['Ping', 'Pong', 'Ping', 'Pong'])
  expect(model.requests).toHaveLength(4)
})

test("an error in a target bears the target's name, is part of the trace, and nothing is stored", async () => {
  model.script([handOver('TechAgent', 'broken'), failure(400, 'no such model'), text('Hello.')])
  const { result, error } = await run('It crashes', 'failing')
  expect(error).toBe('TechAgent: openai: 400 no such model')
  expect(result).toMatchObject({ entry: 'FrontDesk', path: ['FrontDesk', 'TechAgent'] })
  expect(result.handoffs).toEqual([
    expect.objectContaining({ to: 'TechAgent', error: expect.stringContaining('openai: 400 no such model') }),
  ])
  await ask('Hi', 'failing')
  expect(conversationOf(model.requests.at(-1)!)).toEqual([user('Hi')])
})

test('an unknown tool and bad arguments are told to the model, which may go on', async () => {
  model.script([
    toolCalls([
      { id: 'call_a', name: 'no_such_tool' },
      { id: 'call_b', name: 'lookup_account', arguments: { email: 7 } },
    ]),
    text('Sorry.'),
  ])
  expect(await ask('Do it')).toEqual({ reply: 'Sorry.', error: '' })
  expect(model.requests[1]!.body.messages.slice(-2)).toEqual([
    { role: 'tool', tool_call_id: 'call_a', content: "error: unknown tool 'no_such_tool'" },
    { role: 'tool', tool_call_id: 'call_b', content: 'error: invalid arguments: email must be a string' },
  ])
})
