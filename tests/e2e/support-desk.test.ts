// The page's complete example, as a process that talks to a strict model server: what users get, and what models are asked.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { handOver, text } from '../wire/answers.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { supportDesk } from '../wire/support-desk.ts'
import { projectFile, type Served, serve } from './haira.ts'
import { assistant, conversationOf, key, type Model, offered, startModel, systemOf, user } from './model.ts'

let model: Model<OpenAiBody>
let desk: Served

const frontDesk = 'Greet users. Route billing to BillingAgent, tech to TechAgent.'
const billing = 'Handle billing inquiries. Be helpful and clear about pricing.'
const tech = 'Handle technical issues. Ask for error messages and steps to reproduce.'

const chat = async (message: string, session: string): Promise<unknown> =>
  (await desk.post('/api/chat', { message, session_id: session })).body

beforeAll(async () => {
  model = await startModel(startOpenAiServer)
  desk = await serve(projectFile('examples/support-desk.haira'), {
    env: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: key },
  })
})

afterAll(async () => {
  await desk?.stop()
  await model?.close()
})

afterEach(() => expect(model.rejections).toEqual([]))

test('a technical question is answered by TechAgent', async () => {
  model.script([handOver('TechAgent'), text('Which error do you see?')])
  expect(await chat("I can't log in", 'technical')).toEqual({ reply: 'Which error do you see?' })
  expect(model.requests.map(systemOf)).toEqual([frontDesk, expect.stringContaining(tech)])
})

test('a billing question is answered by BillingAgent', async () => {
  model.script([handOver('BillingAgent'), text('It is on its way.')])
  expect(await chat('Where is my refund?', 'billing')).toEqual({ reply: 'It is on its way.' })
  expect(model.requests.map(systemOf)).toEqual([frontDesk, expect.stringContaining(billing)])
})

test('a general question is answered by FrontDesk itself, with one model request', async () => {
  model.script([text('We open at nine.')])
  expect(await chat('When do you open?', 'general')).toEqual({ reply: 'We open at nine.' })
  expect(model.requests).toHaveLength(1)
})

test('the model is asked as the program declares', async () => {
  model.script([handOver('TechAgent'), text('Hello.')])
  await chat('It crashes', 'declared')
  const [first, second] = model.requests
  expect(first!.headers.authorization).toBe(`Bearer ${key}`)
  expect(first!.body.model).toBe('gpt-4o')
  expect(first!.body.temperature).toBe(0.3)
  expect(offered(first!)).toEqual(['transfer_to_BillingAgent', 'transfer_to_TechAgent'])
  const [toBilling] = first!.body.tools!
  expect(toBilling!.function.description).toBe('Hand this conversation over to BillingAgent. Handle billing inquiries.')
  expect(toBilling!.function.parameters).toMatchObject({ type: 'object', properties: { reason: { type: 'string' } } })
  expect(toBilling!.function.parameters!.required ?? []).toEqual([])
  // TechAgent declares no temperature, no tools and no handoffs of its own.
  expect(second!.body).not.toHaveProperty('temperature')
  expect(second!.body).not.toHaveProperty('tools')
})

test('a second turn remembers the first', async () => {
  model.script([text('Hello Ada.'), text('You are Ada.')])
  await chat('I am Ada', 'memory')
  await chat('Who am I?', 'memory')
  expect(conversationOf(model.requests[1]!)).toEqual([user('I am Ada'), assistant('Hello Ada.'), user('Who am I?')])
})

test('sessions know nothing of each other', async () => {
  model.script([text('Hello Ada.'), text('I cannot know.')])
  await chat('I am Ada', 'apart-1')
  await chat('Who am I?', 'apart-2')
  expect(conversationOf(model.requests[1]!)).toEqual([user('Who am I?')])
})

test('after a handoff the target gets its own prompt and the conversation, the current message last', async () => {
  model.script([text('Hello Ada.'), handOver('TechAgent', 'cannot log in'), text('Which error?')])
  await chat('I am Ada', 'context')
  await chat("I can't log in", 'context')
  const second = model.requests[2]!
  expect(systemOf(second)).toContain(tech)
  expect(systemOf(second)).toContain('You are taking over this conversation from FrontDesk. Reason: cannot log in')
  expect(conversationOf(second)).toEqual([user('I am Ada'), assistant('Hello Ada.'), user("I can't log in")])
  const sent = JSON.stringify(second.body)
  expect(sent).not.toContain('Greet users')
  expect(sent).not.toContain('transfer_to_')
  expect(sent).not.toContain('tool_call')
})

test('FrontDesk knows next time what TechAgent answered', async () => {
  model.script([handOver('TechAgent'), text('Restart it.'), text('TechAgent told you to restart it.')])
  await chat('It crashes', 'afterwards')
  await chat('What was I told?', 'afterwards')
  expect(systemOf(model.requests[2]!)).toBe(frontDesk)
  expect(conversationOf(model.requests[2]!)).toEqual([
    user('It crashes'),
    assistant('Restart it.'),
    user('What was I told?'),
  ])
})

test('the next turn starts with FrontDesk again, and TechAgent remembers when it is handed the talk once more', async () => {
  model.script([handOver('TechAgent'), text('Restart it.'), handOver('TechAgent'), text('Then reinstall it.')])
  await chat('It crashes', 'again')
  await chat('It still crashes', 'again')
  expect(systemOf(model.requests[2]!)).toBe(frontDesk)
  expect(conversationOf(model.requests[3]!)).toEqual([
    user('It crashes'),
    assistant('Restart it.'),
    user('It still crashes'),
  ])
})

test('turns of one session run one after another, turns of another do not wait for them', async () => {
  const release = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  model.script(async (request) => {
    const message = request.body.messages.at(-1)!.content as string
    if (message === 'first') {
      arrived.resolve()
      await release.promise
    }
    return text(`Reply to ${message}`)
  })
  const first = chat('first', 'queue')
  await arrived.promise
  const second = chat('second', 'queue')
  // Sent after the second and answered: so the second could have reached the model by now.
  await chat('elsewhere', 'queue-other')
  await chat('elsewhere', 'queue-other')
  expect(model.requests.map((request) => request.body.messages.at(-1)!.content)).not.toContain('second')
  release.resolve()
  expect(await first).toEqual({ reply: 'Reply to first' })
  expect(await second).toEqual({ reply: 'Reply to second' })
  expect(conversationOf(model.requests.at(-1)!)).toEqual([user('first'), assistant('Reply to first'), user('second')])
})

test('200 requests in flight at once each get the answer to their own message', async () => {
  const inFlight = 200
  const all = Promise.withResolvers<void>()
  const route = supportDesk()
  let first = 0
  model.script(async (request) => {
    const isFirst = systemOf(request) === frontDesk
    if (isFirst && ++first === inFlight) all.resolve()
    // No model answers before every request has reached one.
    if (isFirst) await all.promise
    return route(request)
  })
  const topics = ['I cannot log in', 'I want a refund', 'When do you open?']
  const messages = Array.from({ length: inFlight }, (_, index) => `${topics[index % 3]} (${index})`)
  const replies = await Promise.all(messages.map((message, index) => chat(message, `load-${index}`)))
  expect(replies).toEqual(messages.map((message) => ({ reply: `Reply to: ${message}` })))
  expect(model.requests).toHaveLength(inFlight + messages.filter((_, index) => index % 3 !== 2).length)
})
