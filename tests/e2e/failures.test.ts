// Model servers that fail in every way a real one does, and clients that go away: what the program makes of it, and that
// a turn which failed leaves no trace in the session.

import { expect, test } from 'vitest'
import { closeEarly, failure, handOver, malformed, raw, silence, text, toolCall } from '../wire/answers.ts'
import { desk, model, serveDesk } from './desk.ts'
import { assistant, conversationOf, user } from './model.ts'

interface Answered {
  reply: string
  error: string
}

const ask = async (message: string, session: string, path = '/ask'): Promise<Answered> => {
  const reply = await desk.post(path, { message, session_id: session })
  expect(reply).toMatchObject({ status: 200 })
  return reply.body as Answered
}

/** One good turn shows what of the session so far was kept. */
async function expectForgotten(session: string, path = '/ask'): Promise<void> {
  model.script([text('Hello.')])
  await ask('Are you there?', session, path)
  expect(conversationOf(model.requests[0]!)).toEqual([user('Are you there?')])
}

serveDesk()

test('a server that always answers 500 is asked three times, then the error is returned', async () => {
  model.script(() => failure(500, 'out of order'))
  expect(await ask('Hi', 'always-500')).toEqual({ reply: '', error: 'openai: 500 out of order' })
  expect(model.requests).toHaveLength(3)
  await expectForgotten('always-500')
})

test('429 with Retry-After: 0 and then 200 is a reply', async () => {
  model.script([failure(429, 'slow down', { 'retry-after': '0' }), text('Hello.')])
  expect(await ask('Hi', 'busy')).toEqual({ reply: 'Hello.', error: '' })
  expect(model.requests).toHaveLength(2)
})

test('400 is not asked again', async () => {
  model.script(() => failure(400, 'no such model'))
  expect(await ask('Hi', 'refused')).toEqual({ reply: '', error: 'openai: 400 no such model' })
  expect(model.requests).toHaveLength(1)
})

test.each([
  ['JSON that ends too soon', malformed()],
  ['a page of HTML', raw('<html>Bad gateway</html>', 'text/html')],
  ['JSON without choices', raw('{}')],
  ['an empty body', raw('')],
])('%s is an error of the provider', async (name, answer) => {
  model.script(() => answer)
  const { reply, error } = await ask('Hi', name)
  expect(reply).toBe('')
  expect(error).toMatch(/^openai: ./)
  await expectForgotten(name)
})

test.each(['before-headers', 'within-body'] as const)('a connection lost %s is tried again', async (when) => {
  model.script([closeEarly(when), text('Hello.')])
  expect(await ask('Hi', when)).toEqual({ reply: 'Hello.', error: '' })
})

test('a server that says nothing at all is waited for as long as the agent allows', async () => {
  const abandoned = Promise.withResolvers<void>()
  model.script((request) => {
    void request.abandoned().then(abandoned.resolve)
    return silence()
  })
  expect(await ask('Hi', 'silent', '/hasty')).toEqual({ reply: '', error: 'agent Hasty: timed out after 1s' })
  await abandoned.promise
  await expectForgotten('silent', '/hasty')
})

test('a client that goes away takes its model request along, and nothing is stored', async () => {
  const arrived = Promise.withResolvers<void>()
  const abandoned = Promise.withResolvers<void>()
  model.script((request) => {
    void request.abandoned().then(abandoned.resolve)
    arrived.resolve()
    return silence()
  })
  const client = new AbortController()
  const left = desk.post('/ask', { message: 'Hi', session_id: 'gone' }, { signal: client.signal })
  await arrived.promise
  client.abort()
  await expect(left).rejects.toThrow()
  await abandoned.promise
  await expectForgotten('gone')
})

test('a client that goes away while it waits for its session is forgotten too', async () => {
  const arrived = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  model.script(async () => {
    arrived.resolve()
    await release.promise
    return text('Hello.')
  })
  const first = ask('first', 'gone-waiting')
  await arrived.promise
  const client = new AbortController()
  const left = desk.post('/ask', { message: 'second', session_id: 'gone-waiting' }, { signal: client.signal })
  await desk.fetch('/_health')
  client.abort()
  await expect(left).rejects.toThrow()
  release.resolve()
  await first
  await ask('third', 'gone-waiting')
  expect(conversationOf(model.requests.at(-1)!)).toEqual([user('first'), assistant('Hello.'), user('third')])
})

test('a budget that runs out is status 509, also of a stream, each request has its own, and the session keeps nothing', async () => {
  const lookUp = toolCall('lookup_account', { email: 'a@b.c' })
  const excess = { status: 509, body: { error: 'TechAgent: budget of workflow Limited exceeded: 2 calls' } }
  // At the same time: what one spends is not what the others have left.
  model.script(({ body }) => {
    const isFirst = !body.messages.some(({ content }) => String(content).includes('You are taking over'))
    return String(body.messages.at(-1)!.content) === 'modest'
      ? text('Hello.')
      : isFirst
        ? handOver('TechAgent')
        : lookUp
  })
  const limited = (message: string, path = '/limited') => desk.post(path, { message, session_id: 'limited' })
  const replies = await Promise.all(['greedy', 'modest', 'greedy', 'modest'].map((message) => limited(message)))
  const modest = { status: 200, body: { reply: 'Hello.' } }
  expect(replies).toMatchObject([excess, modest, excess, modest])
  expect(await limited('greedy', '/stream/limited')).toMatchObject({
    status: 509,
    body: { error: 'TechAgent: budget of workflow TalkLimited exceeded: 2 calls' },
  })
  await ask('Are you there?', 'limited')
  const greeting = [user('modest'), assistant('Hello.')]
  expect(conversationOf(model.requests.at(-1)!).slice(0, 4)).toEqual([...greeting, ...greeting])
})
