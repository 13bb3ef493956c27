// `handoffs: [Target(context: …, when: "…")]`: what targets see of the conversation, and what models are told of them.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { load, type Program } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'
import { text, toolCall, toolCalls } from '../wire/answers.ts'
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
        Plain,
        Expert(reason: Problem, when: "it is known what is wrong")
    ]
}
enum Area { Network, Disk }
struct Problem {
    /// where it is
    area: Area
    since: int?
    parts: []Problem = []
}
agent Expert { provider: openai, system: "You are Expert." }
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

@post("/told")
workflow Told(message: string) -> {error: string, path: []string, told: []string} {
    r, err = Desk.run(message)
    told: []string = []
    for h in r.handoffs {
        told = [...told, "\${h.to}: \${h.reason} | \${h.error}"]
        if h.details != nil {
            problem = h.details as Problem
            told = [...told, "\${problem.area} \${problem.since} \${len(problem.parts)}"]
        }
    }
    return {error: "\${err}", path: r.path, told: told}
}
`

let program: Program

interface Told {
  error: string
  path: string[]
  told: string[]
}
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

async function post(path: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const request = new Request(`http://desk${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await program.fetch(request)).json()
}

const ask = (message: string, session: string) => post('/ask', { message, session })
const told = (message: string) => post('/told', { message }) as Promise<Told>

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
    'Hand this conversation over to Expert. You are Expert. When: it is known what is wrong',
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

describe('a reason that is a struct', () => {
  const problem = { area: 'Disk', since: 3, parts: [{ area: 'Network' }] }
  const transfer = (reason?: unknown, to = 'Expert') => ({
    name: `transfer_to_${to}`,
    arguments: reason === undefined ? {} : { reason },
  })

  test('is what the model has to fill in', async () => {
    model.script([text('hello')])
    await told('one')
    const { parameters } = model.requests[0]!.body.tools!.at(-1)!.function
    const definition = {
      type: 'object',
      properties: {
        area: { type: 'string', enum: ['Network', 'Disk'], description: 'where it is' },
        since: { type: 'integer' },
        parts: { type: 'array', items: { $ref: '#/$defs/Problem' }, default: [] },
      },
      required: ['area'],
      additionalProperties: false,
    }
    expect(parameters).toEqual({
      type: 'object',
      properties: { reason: { $ref: '#/$defs/Problem' } },
      required: ['reason'],
      additionalProperties: false,
      $defs: { Problem: definition },
    })
  })

  test('is a value in the result, and stands in what the target is told', async () => {
    model.script([toolCalls([transfer(problem)]), text('done')])
    expect(await told('one')).toEqual({
      error: 'nil',
      path: ['Desk', 'Expert'],
      told: [`Expert: ${JSON.stringify(problem)} | nil`, 'Area.Disk 3 1'],
    })
    expect(systemOf(model.requests[1]!)).toBe(`You are Expert.\n\n${takeOver} Reason: ${JSON.stringify(problem)}`)
  })

  test('that does not fit is told to the model, which may try again', async () => {
    model.script([toolCalls([transfer({ since: 'x' }), transfer()]), toolCalls([transfer(problem)]), text('done')])
    expect(await told('one')).toMatchObject({
      path: ['Desk', 'Expert'],
      told: [
        'Expert:  | invalid arguments: reason.area is required; reason.since must be an integer',
        'Expert:  | invalid arguments: reason is required',
        `Expert: ${JSON.stringify(problem)} | nil`,
        'Area.Disk 3 1',
      ],
    })
    expect(conversationOf(model.requests[1]!).slice(-2)).toEqual([
      {
        role: 'tool',
        content: 'error: invalid arguments: reason.area is required; reason.since must be an integer',
      },
      { role: 'tool', content: 'error: invalid arguments: reason is required' },
    ])
    expect(model.rejections).toEqual([])
  })

  test('that does not fit leaves the transfer after it to be followed', async () => {
    model.script([toolCalls([transfer('disk'), transfer('why not', 'Plain'), transfer(problem)]), text('done')])
    expect(await told('one')).toMatchObject({
      path: ['Desk', 'Plain'],
      told: [
        'Expert: disk | invalid arguments: reason must be an object',
        'Plain: why not | nil',
        `Expert: ${JSON.stringify(problem)} | ignored: already handed off to Plain`,
        'Area.Disk 3 1',
      ],
    })
  })

  test('never given ends with the steps of the agent', async () => {
    model.script(() => toolCalls([transfer()]))
    expect(await told('one')).toMatchObject({ error: 'agent Desk: no answer after 10 steps', path: ['Desk'] })
  })
})
