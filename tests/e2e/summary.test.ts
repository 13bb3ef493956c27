// `memory: summary(…)`: what the model is asked for, what stands for the summarised turns afterwards, what it costs, and
// what happens when it fails. The host runs in the test's process, with a wire server as the model.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { load, type Program } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'
import { failure, text, toolCall } from '../wire/answers.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import type { WireRequest } from '../wire/server.ts'
import { assistant, conversationOf, key, type Model, startModel, systemOf, user } from './model.ts'

const source = `
provider openai { api_key: env("OPENAI_API_KEY"), model: "gpt-4o" }

agent Keeper {
    provider: openai
    system: "You are Keeper."
    memory: summary(max_tokens: 20, keep: 1)
    handoffs: [Expert]
}
agent Expert { provider: openai, system: "You are Expert.", memory: conversation(max_turns: 10) }

@post("/ask")
workflow Ask(message: string, session: string) -> {reply: string?, calls: int, tokens: int, error: string?} {
    r, err = Keeper.run(message, session: session)
    return {reply: r.reply, calls: r.usage.llm_calls, tokens: r.usage.by_agent["Keeper"].llm_calls, error: err?.message}
}
`

let program: Program
let model: Model<OpenAiBody>
const logged: string[] = []

beforeAll(async () => {
  model = await startModel(startOpenAiServer)
  const { wasm } = await build(source, { optimize: 0 })
  program = await load(new Uint8Array(wasm), {
    sockets: false,
    env: { OPENAI_API_KEY: key, OPENAI_BASE_URL: model.url },
    stderr: (text) => void logged.push(text),
  })
  await program.init()
})

beforeEach(() => void logged.splice(0))

afterAll(async () => {
  await program?.close()
  await model?.close()
})

async function ask(message: string, session: string): Promise<unknown> {
  const body = JSON.stringify({ message, session })
  const headers = { 'content-type': 'application/json' }
  const response = await program.fetch(new Request('http://desk/ask', { method: 'POST', headers, body }))
  return response.json()
}

const isSummary = (request: WireRequest<OpenAiBody>) => systemOf(request).startsWith('You keep the memory')

test('old turns become one text, which the next summary folds in', async () => {
  const [first60, second20] = ['x'.repeat(60), 'y'.repeat(20)]
  model.script([
    text(first60),
    text(second20),
    text('SUMMARY ONE'),
    text('third'),
    text('fourth, and no longer short enough'),
    text('SUMMARY TWO'),
    text('fifth'),
  ])
  expect(await ask('one', 's1')).toEqual({ reply: first60, calls: 1, tokens: 1, error: null })
  expect(await ask('two', 's1')).toEqual({ reply: second20, calls: 2, tokens: 2, error: null })
  expect(await ask('three', 's1')).toMatchObject({ reply: 'third', calls: 1 })
  expect(await ask('four', 's1')).toMatchObject({ calls: 2 })
  expect(await ask('five', 's1')).toMatchObject({ reply: 'fifth', calls: 1 })

  expect(model.requests.map(isSummary)).toEqual([false, false, true, false, false, true, false])
  const [, , first, third, , second, fifth] = model.requests
  expect(conversationOf(first!)).toEqual([user(`<conversation>\nuser: one\nKeeper: ${first60}\n</conversation>`)])
  expect(systemOf(third!)).toBe('You are Keeper.\n\nSummary of the earlier conversation: SUMMARY ONE')
  expect(conversationOf(third!)).toEqual([user('two'), assistant(second20), user('three')])
  expect(conversationOf(second!)).toEqual([
    user(
      `<summary>\nSUMMARY ONE\n</summary>\n<conversation>\nuser: two\nKeeper: ${second20}\nuser: three\nKeeper: third\n</conversation>`,
    ),
  ])
  expect(systemOf(fifth!)).toBe('You are Keeper.\n\nSummary of the earlier conversation: SUMMARY TWO')
  expect(conversationOf(fifth!)).toEqual([user('four'), assistant('fourth, and no longer short enough'), user('five')])
  expect(model.rejections).toEqual([])
})

test('a summary that fails leaves the oldest turns out, with a warning; the turn itself succeeds', async () => {
  const long = 'y'.repeat(90)
  model.script([text(long), text('answer'), failure(400, 'no'), text('third')])
  await ask('one', 's2')
  expect(await ask('two', 's2')).toMatchObject({ reply: 'answer', error: null })
  expect(logged.join('')).toContain(
    'agent Keeper: the conversation could not be summarised, its oldest turns are left out: openai: 400 no',
  )
  await ask('three', 's2')
  expect(systemOf(model.requests[3]!)).toBe('You are Keeper.')
  expect(conversationOf(model.requests[3]!)).toEqual([user('two'), assistant('answer'), user('three')])
})

test('an agent that takes over is told the summary', async () => {
  model.script([text('z'.repeat(90)), text('b'), text('SUMMARY'), toolCall('transfer_to_Expert'), text('expert')])
  await ask('one', 's3')
  await ask('two', 's3')
  expect(await ask('three', 's3')).toMatchObject({ reply: 'expert' })
  expect(systemOf(model.requests.at(-1)!)).toBe(
    'You are Expert.\n\nYou are taking over this conversation from Keeper.\n\nSummary of the earlier conversation: SUMMARY',
  )
  expect(conversationOf(model.requests.at(-1)!)).toEqual([user('two'), assistant('b'), user('three')])
})
