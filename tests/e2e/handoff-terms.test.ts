// `handoffs: [Target(context: …, when: "…")]`: what targets see of the conversation, and what models are told of them.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { load, type Program } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'
import { text, toolCall } from '../wire/answers.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { assistant, conversationOf, key, type Model, startModel, systemOf, user } from './model.ts'

const source = `
provider openai { api_key: env("OPENAI_API_KEY"), model: "gpt-4o" }

agent Desk {
    provider: openai
    system: "You are Desk."
    memory: conversation(max_turns: 10)
    handoffs: [
        Tech(context: last(1), when: "something does not work"),
        Billing(context: summary),
        Blind(context: none),
        Whole(context: all, when: "nothing else fits"),
        Plain
    ]
}
agent Tech { provider: openai, system: "You are Tech." }
agent Billing { provider: openai, system: "You are Billing." }
agent Blind { provider: openai, system: "You are Blind." }
agent Whole { provider: openai, system: "You are Whole." }
agent Plain { provider: openai, system: "You are Plain." }

@post("/ask")
workflow Ask(message: string, session: string) -> {reply: string, path: []string, calls: int, tokens: int} {
    r, err = Desk.run(message, session: session)
    if err != nil { println(err) }
    return {reply: r.reply, path: r.path, calls: r.usage.llm_calls, tokens: r.usage.by_agent["Desk"].llm_calls}
}
`

let program: Program
let model: Model<OpenAiBody>

beforeAll(async () => {
  model = await startModel(startOpenAiServer)
  const { wasm } = await build(source, { optimize: 0 })
  const env = { OPENAI_API_KEY: key, OPENAI_BASE_URL: model.url }
  program = await load(new Uint8Array(wasm), { sockets: false, env })
  await program.init()
})

afterAll(async () => {
  await program?.close()
  await model?.close()
})

async function ask(message: string, session: string) {
  const body = JSON.stringify({ message, session })
  const headers = { 'content-type': 'application/json' }
  const response = await program.fetch(new Request('http://desk/ask', { method: 'POST', headers, body }))
  return response.json()
}

/** Two turns with Desk, then one in which it hands over; gives the request that the target gets. */
async function handedTo(target: string, session: string, ...between: string[]) {
  const answers = [text('first'), text('second'), toolCall(`transfer_to_${target}`), ...between.map(text), text('done')]
  model.script(answers)
  await ask('one', session)
  await ask('two', session)
  expect(await ask('three', session)).toMatchObject({ reply: 'done', path: ['Desk', target] })
  return model.requests.at(-1)!
}

const takeOver = 'You are taking over this conversation from Desk.'

test('models are told when to hand over', async () => {
  model.script([text('hello')])
  await ask('one', 'a')
  expect(model.requests[0]!.body.tools!.map((tool) => tool.function.description)).toEqual([
    'Hand this conversation over to Tech. You are Tech. When: something does not work',
    'Hand this conversation over to Billing. You are Billing.',
    'Hand this conversation over to Blind. You are Blind.',
    'Hand this conversation over to Whole. You are Whole. When: nothing else fits',
    'Hand this conversation over to Plain. You are Plain.',
  ])
})

test('targets see what was declared: the last turns, nothing, everything', async () => {
  expect(conversationOf(await handedTo('Tech', 'b'))).toEqual([user('two'), assistant('second'), user('three')])
  expect(conversationOf(await handedTo('Blind', 'c'))).toEqual([user('three')])
  const all = [user('one'), assistant('first'), user('two'), assistant('second'), user('three')]
  expect(conversationOf(await handedTo('Whole', 'd'))).toEqual(all)
  expect(conversationOf(await handedTo('Plain', 'e'))).toEqual(all)
})

test('a summary is written by the agent that hands over, and counted as its own', async () => {
  const request = await handedTo('Billing', 'f', 'IN SHORT')
  expect(systemOf(request)).toBe(`You are Billing.\n\n${takeOver}\n\nSummary of the conversation so far: IN SHORT`)
  expect(conversationOf(request)).toEqual([user('three')])
  const written = model.requests.at(-2)!
  expect(systemOf(written)).toMatch(/^You keep the memory of a conversation/)
  expect(conversationOf(written)[0]!.content).toBe(
    '<conversation>\nuser: one\nDesk: first\nuser: two\nDesk: second\n</conversation>',
  )
  expect(model.rejections).toEqual([])
})
