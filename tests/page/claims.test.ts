// The sentences of the page, each as a test: all its blocks as one program, served to clients and asked over sockets.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { projectFile, type Served, serve } from '../e2e/haira.ts'
import { assistant, conversationOf, key, type Model, offered, startModel, systemOf, user } from '../e2e/model.ts'
import { handOver, text } from '../wire/answers.ts'
import { type AnthropicBody, startAnthropicServer } from '../wire/anthropic-server.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { anthropic, block, inspect, openai, programFile, together, tools } from './page.ts'

const escalate = `@post("/escalate")
workflow Escalate(message: string) -> { agent: string, path: []string } {
    result: AgentResult, err = L1Support.run(message)
    if err != nil {
        return { agent: err.message, path: result.path }
    }
    return { agent: result.agent, path: result.path }
}

fn main() {
    http.Server([Support, Inspect, Escalate]).listen(8080)
}
`

const wholePage = (): string =>
  together(
    'import "http"\n',
    openai,
    anthropic,
    tools,
    block('defining-handoffs'),
    block('ask'),
    inspect,
    block('multi-level-handoffs'),
    escalate,
  )

const frontDesk = `You are a front desk agent. Greet users and route them:
- Billing/payment questions → BillingAgent
- Technical issues → TechAgent
- General questions → answer yourself`

let model: Model<OpenAiBody>
let claude: Model<AnthropicBody>
let desk: Served

beforeAll(async () => {
  model = await startModel(startOpenAiServer)
  claude = await startModel(startAnthropicServer)
  desk = await serve(programFile('whole-page', wholePage()), {
    env: {
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: key,
      ANTHROPIC_ENDPOINT: claude.url,
      ANTHROPIC_API_KEY: key,
    },
  })
})

afterAll(async () => {
  await desk?.stop()
  await model?.close()
  await claude?.close()
})

afterEach(() => expect([...model.rejections, ...claude.rejections]).toEqual([]))

let sessions = 0
const freshSession = (): string => `page-${++sessions}`

const support = async (message: string, session_id = freshSession()): Promise<unknown> =>
  (await desk.post('/support', { message, session_id })).body

const inspected = async (message: string): Promise<unknown> =>
  (await desk.post('/inspect', { message, session_id: freshSession() })).body

describe('Agent Handoffs', () => {
  test('"Agent handoffs let you route conversations between specialized agents."', async () => {
    model.script([handOver('BillingAgent'), text('Paid.'), handOver('TechAgent'), text('Fixed.')])
    expect(await support('I paid twice')).toEqual({ reply: 'Paid.' })
    expect(await support('It crashes')).toEqual({ reply: 'Fixed.' })
  })

  test('"Use the handoffs field on an agent": its model is offered a transfer to each target', async () => {
    model.script([text('Hello.')])
    await support('Hi')
    expect(offered(model.requests[0]!)).toEqual(['transfer_to_BillingAgent', 'transfer_to_TechAgent'])
    expect(model.requests[0]!.body.temperature).toBe(0.3)
  })
})

describe('.ask() — Automatic Handoffs', () => {
  test('"When using .ask(), handoffs are followed automatically … and you get the final response"', async () => {
    model.script([handOver('BillingAgent'), text('Your refund is on its way.')])
    expect(await support('Where is my refund?')).toEqual({ reply: 'Your refund is on its way.' })
  })

  test('"If the user asks "I can\'t log in", FrontDesk automatically hands off to TechAgent." (offline model)', async () => {
    await using offline = await serve(projectFile('examples/support-desk.haira'), { args: ['--offline'] })
    const { body } = await offline.post('/api/chat', { message: "I can't log in", session_id: 's1' })
    expect((body as { reply: string }).reply).toContain('TechAgent')
  })

  test('"If the user asks "I can\'t log in", FrontDesk automatically hands off to TechAgent." (model that asks for it)', async () => {
    model.script([handOver('TechAgent'), text('Which error do you see?')])
    expect(await support("I can't log in")).toEqual({ reply: 'Which error do you see?' })
    expect(systemOf(model.requests[1]!)).toContain('You handle technical support questions.')
  })

  test('the workflow answers "Something went wrong." when err is not nil', async () => {
    // An endless loop of models that ask for tools which do not exist ends with an error of the agent.
    model.script(() => handOver('Nobody'))
    expect(await support('Hi')).toEqual({ reply: 'Something went wrong.' })
  })
})

describe('.run() — Manual Control', () => {
  test('"With .run(), you get an AgentResult and can inspect the handoff"', async () => {
    model.script([handOver('TechAgent', 'cannot log in'), text('Which error?')])
    expect(await inspected("I can't log in")).toEqual({
      reply: 'Which error?',
      agent: 'TechAgent',
      decisions: ['FrontDesk -> TechAgent: cannot log in'],
    })
  })

  test('"Check which agent handled the request"', async () => {
    model.script([text('We open at nine.'), handOver('BillingAgent'), text('Paid.')])
    expect(await inspected('When do you open?')).toMatchObject({ agent: 'FrontDesk' })
    expect(await inspected('I paid twice')).toMatchObject({ agent: 'BillingAgent' })
  })

  test('"Access intermediate routing decisions"', async () => {
    model.script([text('We open at nine.'), handOver('BillingAgent', 'about money'), text('Paid.')])
    expect(await inspected('When do you open?')).toMatchObject({ decisions: [] })
    expect(await inspected('I paid twice')).toMatchObject({ decisions: ['FrontDesk -> BillingAgent: about money'] })
  })
})

describe('How It Works', () => {
  test('"1. The FrontDesk agent receives the user message"', async () => {
    model.script([text('Hello.')])
    await support('Hi there')
    expect(systemOf(model.requests[0]!)).toBe(frontDesk)
    expect(conversationOf(model.requests[0]!)).toEqual([user('Hi there')])
  })

  test('"2. Based on the conversation, it decides to hand off (or not)"', async () => {
    const session = freshSession()
    model.script([text('Hello Ada.'), text('You are Ada.')])
    await support('I am Ada', session)
    await support('Who am I?', session)
    expect(conversationOf(model.requests[1]!)).toEqual([user('I am Ada'), assistant('Hello Ada.'), user('Who am I?')])
  })

  test('"3. The handoff target agent receives the conversation context"', async () => {
    const session = freshSession()
    model.script([text('Hello Ada.'), handOver('TechAgent'), text('Which error?')])
    await support('I am Ada', session)
    await support("I can't log in", session)
    const context = [user('I am Ada'), assistant('Hello Ada.'), user("I can't log in")]
    expect(conversationOf(model.requests[2]!)).toEqual(context)
    expect(systemOf(model.requests[2]!)).not.toContain('front desk agent')
  })

  test('"4. The target agent generates the response"', async () => {
    model.script([handOver('BillingAgent'), text('Paid.')])
    expect(await support('I paid twice')).toEqual({ reply: 'Paid.' })
    expect(systemOf(model.requests[1]!)).toContain('You handle billing and payment questions.')
    expect(model.requests).toHaveLength(2)
  })

  test('"5. With .ask(), the final response is returned automatically"', async () => {
    model.script([text('We open at nine.')])
    expect(await support('When do you open?')).toEqual({ reply: 'We open at nine.' })
  })
})

describe('Multi-level Handoffs', () => {
  test('"Agents can hand off to agents that also have handoffs, creating a routing tree"', async () => {
    model.script([handOver('L2Support')])
    claude.script([handOver('Engineering'), text('It is the database.')])
    const { body } = await desk.post('/escalate', { message: 'The shop is slow' })
    expect(body).toEqual({ agent: 'Engineering', path: ['L1Support', 'L2Support', 'Engineering'] })
  })

  test('the other branch of the tree', async () => {
    model.script([handOver('BillingAgent'), text('Paid.')])
    claude.script([])
    const { body } = await desk.post('/escalate', { message: 'I paid twice' })
    expect(body).toEqual({ agent: 'BillingAgent', path: ['L1Support', 'BillingAgent'] })
  })
})
