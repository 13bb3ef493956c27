// The offline model: whom it hands over to, which tools it calls, and that it always comes to an end.

import { describe, expect, test } from 'vitest'
import { createProvider, type GenerateReply, type ToolSpec } from '../../host/providers/index.ts'
import { OfflineProvider } from '../../host/providers/offline.ts'
import { never, request } from './helpers.ts'

interface Agent {
  system: string
  handoffs?: string[]
}

const model = new OfflineProvider('openai')

/** The transfer tool for an agent, worded as modules word it. */
function transferTo(name: string, agent: Agent): ToolSpec {
  const [sentence] = /^[^.]*\.?/.exec(agent.system) ?? ['']
  return {
    name: `transfer_to_${name}`,
    description: `Hand this conversation over to ${name}. ${sentence}`.trim(),
    parameters: { type: 'object', properties: { reason: { type: 'string' } } },
  }
}

function ask(agents: Record<string, Agent>, name: string, message: string, note = ''): Promise<GenerateReply> {
  const agent = agents[name]!
  const system = note ? `${agent.system}\n\n${note}` : agent.system
  const messages = [
    { role: 'system' as const, content: system },
    { role: 'user' as const, content: message },
  ]
  const tools = (agent.handoffs ?? []).map((target) => transferTo(target, agents[target]!))
  return model.generate(request({ agent: name, messages, tools }), never)
}

/** The agents that a message passes, from the first to the one that answers. */
async function path(agents: Record<string, Agent>, first: string, message: string): Promise<string[]> {
  const passed = [first]
  let note = ''
  for (;;) {
    const current = passed.at(-1)!
    const { tool_calls: calls, text } = await ask(agents, current, message, note)
    if (calls.length === 0) {
      expect(text).toContain(current)
      expect(text).toContain(message)
      return passed
    }
    const { reason } = JSON.parse(calls[0]!.arguments) as { reason: string }
    note = `You are taking over this conversation from ${current}. Reason: ${reason}`
    passed.push(calls[0]!.name.replace('transfer_to_', ''))
    if (passed.length > 10) throw new Error(`in circles: ${passed.join(' -> ')}`)
  }
}

const example: Record<string, Agent> = {
  BillingAgent: { system: 'Handle billing inquiries. Be helpful and clear about pricing.' },
  TechAgent: { system: 'Handle technical issues. Ask for error messages and steps to reproduce.' },
  FrontDesk: {
    system: 'Greet users. Route billing to BillingAgent, tech to TechAgent.',
    handoffs: ['BillingAgent', 'TechAgent'],
  },
}

const firstBlock: Record<string, Agent> = {
  BillingAgent: { system: 'You handle billing and payment questions.' },
  TechAgent: { system: 'You handle technical support questions.' },
  FrontDesk: {
    system: `You are a front desk agent. Greet users and route them:
- Billing/payment questions → BillingAgent
- Technical issues → TechAgent
- General questions → answer yourself`,
    handoffs: ['BillingAgent', 'TechAgent'],
  },
}

describe.each([
  ['the complete example', example],
  ['the first block', firstBlock],
])('the support desk of %s', (_, agents) => {
  test.each([
    ["I can't log in", 'TechAgent'],
    ['I can’t log in!', 'TechAgent'],
    ['I forgot my password', 'TechAgent'],
    ['The app crashes on start', 'TechAgent'],
    ['I get an error when I save', 'TechAgent'],
    ['the website is very slow today', 'TechAgent'],
    ['I want a refund for my last invoice', 'BillingAgent'],
    ['You charged me twice', 'BillingAgent'],
    ['My payment did not go through', 'BillingAgent'],
    ['How much does the big plan cost?', 'BillingAgent'],
    ['REFUND PLEASE', 'BillingAgent'],
  ])('%s → %s', async (message, target) => {
    expect(await path(agents, 'FrontDesk', message)).toEqual(['FrontDesk', target])
  })

  test.each(['Hello there', 'What are your opening hours?', 'Thank you!', '', '???', 'Who are you?'])(
    '%j is answered by FrontDesk',
    async (message) => {
      expect(await path(agents, 'FrontDesk', message)).toEqual(['FrontDesk'])
    },
  )
})

test('names alone are enough', async () => {
  const agents = {
    ShippingAgent: { system: '' },
    RefundAgent: { system: '' },
    Desk: { system: '', handoffs: ['ShippingAgent', 'RefundAgent'] },
  }
  expect(await path(agents, 'Desk', 'Where is my package?')).toEqual(['Desk', 'ShippingAgent'])
  expect(await path(agents, 'Desk', 'I was refunded twice')).toEqual(['Desk', 'RefundAgent'])
})

test('routing lines in the system prompt are evidence, in either order', async () => {
  const targets = { Ada: { system: '' }, Bob: { system: '' } }
  for (const system of [
    'Send questions about gardening to Ada, and those about sailing to Bob.',
    'Ada knows gardening, Bob knows sailing.',
    '- Ada: gardening\n- Bob: sailing',
  ]) {
    const agents = { ...targets, Desk: { system, handoffs: ['Ada', 'Bob'] } }
    expect(await path(agents, 'Desk', 'A question on gardening')).toEqual(['Desk', 'Ada'])
    expect(await path(agents, 'Desk', 'I would like to go sailing')).toEqual(['Desk', 'Bob'])
  }
})

describe('several levels', () => {
  const levels: Record<string, Agent> = {
    L1Support: { system: 'Basic support. Escalate complex issues.', handoffs: ['L2Support', 'BillingAgent'] },
    L2Support: { system: 'Advanced technical support.', handoffs: ['Engineering'] },
    Engineering: { system: 'Engineering-level debugging.' },
    BillingAgent: { system: 'You handle billing and payment questions.' },
  }
  test.each([
    ["I can't log in", ['L1Support', 'L2Support']],
    ['An invoice is wrong', ['L1Support', 'BillingAgent']],
    ['The API crashes, here is a stack trace for debugging', ['L1Support', 'L2Support', 'Engineering']],
    ['Hello', ['L1Support']],
  ])('%s', async (message, expected) => {
    expect(await path(levels, 'L1Support', message)).toEqual(expected)
  })
})

test('agents that all point at each other come to an end', async () => {
  const agents: Record<string, Agent> = {
    A: { system: 'Route login to B.', handoffs: ['B'] },
    B: { system: 'Route login to C.', handoffs: ['C', 'A'] },
    C: { system: 'Route login to A. Login to B.', handoffs: ['A', 'B'] },
  }
  expect(await path(agents, 'A', 'login')).toEqual(['A', 'B', 'C'])
})

test('no handing straight back after a take-over', async () => {
  const agents = {
    TechAgent: { system: 'Route billing to FrontDesk.', handoffs: ['FrontDesk'] },
    FrontDesk: { system: 'Handle billing.', handoffs: [] },
  }
  const note = 'You are taking over this conversation from FrontDesk.'
  expect((await ask(agents, 'TechAgent', 'my bill', note)).tool_calls).toEqual([])
  expect((await ask(agents, 'TechAgent', 'my bill')).tool_calls).toHaveLength(1)
})

describe('ordinary tools', () => {
  const weather: ToolSpec = {
    name: 'get_weather',
    description: 'Forecast for a city.',
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string' },
        days: { type: 'integer' },
        unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
        note: { type: 'string' },
      },
      required: ['city', 'days'],
    },
  }

  async function callFor(tool: ToolSpec, message: string): Promise<unknown> {
    const messages = [{ role: 'user' as const, content: message }]
    const { tool_calls: calls } = await model.generate(request({ messages, tools: [tool] }), never)
    return calls[0] && { name: calls[0].name, ...JSON.parse(calls[0].arguments) }
  }

  test('required parameters come from the message', async () => {
    expect(await callFor(weather, 'Weather in Paris for 3 days?')).toEqual({
      name: 'get_weather',
      city: 'Paris',
      days: 3,
    })
    expect(await callFor(weather, 'weather for "New York", 2 days, in Fahrenheit')).toEqual({
      name: 'get_weather',
      city: 'New York',
      days: 2,
      unit: 'fahrenheit',
    })
  })

  test('a tool that does not fit is not called', async () => {
    expect(await callFor(weather, 'Tell me a joke')).toBeUndefined()
  })

  test('every type of parameter gets a value that fits', async () => {
    const properties: ToolSpec['parameters']['properties'] = {
      level: { type: 'string', enum: ['low', 'high'] },
      amount: { type: 'number' },
      flag: { type: 'boolean' },
      tags: { type: 'array', items: { type: 'string' } },
      pair: { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'boolean' }], items: false },
      owner: { $ref: '#/$defs/Owner' },
      size: { type: 'integer', default: 7 },
      either: { anyOf: [{ type: 'boolean' }, { type: 'string' }] },
    }
    const parameters = {
      type: 'object',
      properties,
      required: Object.keys(properties),
      $defs: {
        Owner: {
          type: 'object',
          properties: { name: { type: 'string' }, age: { type: 'integer' } },
          required: ['name'],
        },
      },
    }
    const tool = { name: 'file_report', description: 'Files a report.', parameters }
    expect(await callFor(tool, 'Report 2.5 of it, "urgent"')).toEqual({
      name: 'file_report',
      level: 'low',
      amount: 2.5,
      flag: true,
      tags: ['urgent'],
      pair: [1, true],
      owner: { name: 'Report 2.5 of it, "urgent"' },
      size: 7,
      either: true,
    })
  })

  test('after its result the answer holds the result, and nothing is called again', async () => {
    const messages = [
      { role: 'user' as const, content: 'Weather in Paris?' },
      { role: 'assistant' as const, content: '', tool_calls: [{ id: 'c1', name: 'get_weather', arguments: '{}' }] },
      { role: 'tool' as const, tool_call_id: 'c1', content: '18 degrees' },
    ]
    const reply = await model.generate(request({ messages, tools: [weather] }), never)
    expect(reply.tool_calls).toEqual([])
    expect(reply.text).toContain('FrontDesk')
    expect(reply.text).toContain('get_weather says: 18 degrees')
  })

  test('results of an earlier turn do not count', async () => {
    const messages = [
      { role: 'user' as const, content: 'Weather in Rome?' },
      { role: 'assistant' as const, content: '', tool_calls: [{ id: 'c1', name: 'get_weather', arguments: '{}' }] },
      { role: 'tool' as const, tool_call_id: 'c1', content: '18 degrees' },
      { role: 'assistant' as const, content: 'Fine.' },
      { role: 'user' as const, content: 'And the weather in Oslo?' },
    ]
    const reply = await model.generate(request({ messages, tools: [weather] }), never)
    expect(reply.tool_calls.map(({ arguments: args }) => JSON.parse(args))).toEqual([{ city: 'Oslo', days: 1 }])
  })
})

test('the same request gets the same reply, with usage by characters', async () => {
  const asked = request({ agent: 'Desk', messages: [{ role: 'user', content: 'abcdefgh' }] })
  const reply = await model.generate(asked, never)
  expect(await model.generate(asked, never)).toEqual(reply)
  expect(reply).toMatchObject({ text: '[offline] Desk here. You wrote: "abcdefgh"', finish_reason: 'stop' })
  expect(reply.usage).toEqual({ input_tokens: 2, output_tokens: Math.ceil(reply.text.length / 4) })
})

test('offline stands in for every backend, without key and whatever the endpoint', async () => {
  const context = { env: () => undefined, offline: true, log() {} }
  for (const name of ['openai', 'anthropic', 'azure', 'ollama']) {
    const provider = createProvider(name, { endpoint: '' }, context)
    expect((await provider.generate(request('Hello'), never)).text).toContain('[offline]')
  }
})

test('a reason that has a form of its own is filled in', async () => {
  const problem = {
    type: 'object' as const,
    properties: { area: { type: 'string' as const }, count: { type: 'integer' as const } },
    required: ['area', 'count'],
  }
  const parameters = { type: 'object' as const, properties: { reason: problem }, required: ['reason'] }
  const tool = { ...transferTo('TechAgent', example.TechAgent!), parameters }
  const messages = [{ role: 'user' as const, content: 'A technical issue with 3 disks in "Rome"' }]
  const { tool_calls: calls } = await model.generate(request({ agent: 'FrontDesk', messages, tools: [tool] }), never)
  expect(calls.map(({ arguments: args }) => JSON.parse(args))).toEqual([{ reason: { area: 'Rome', count: 3 } }])
})
