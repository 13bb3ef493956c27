// The rules of agentic.md 3 to 5 and 16, each with the exact requests that go to the model.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compileDriver, Guest, type ModelMessage } from './guest.ts'

interface Result {
  reply: string
  agent: string
  entry: string
  handed_off_to: string | null
  handoffs: {
    from: string
    to: string
    reason: string
    depth: number
    duration_ms: number
    reply: string | null
    error: string | null
  }[]
  path: string[]
  tool_calls: { agent: string; name: string; args: string; result: string; ok: boolean; duration_ms: number }[]
  steps: number
  usage: { llm_calls: number; cost_usd: number; by_agent: Record<string, unknown> }
  messages: { role: string; content: string; agent: string }[]
  session: string
  finish_reason: string
  duration_ms: number
}

interface Run {
  result: Result
  error: string | null
  code: number
}

const wasm = await compileDriver('agents')
let guest: Guest

beforeEach(() => {
  guest = new Guest(wasm)
  guest.init(23)
})

afterEach(() => {
  // A script that is not used up means that a request did not go out.
  expect(guest.script).toEqual([])
})

/** Takes one turn with an agent. */
function run(agent: string, message: string, session = ''): Run {
  const reply = guest.call('Run', { agent, message, session })
  expect(reply.panic).toBeUndefined()
  expect(reply.status).toBe(200)
  return reply.body as Run
}

const system = (content: string): ModelMessage => ({ role: 'system', content })
const user = (content: string): ModelMessage => ({ role: 'user', content })
const assistant = (content: string): ModelMessage => ({ role: 'assistant', content })
const sent = (): ModelMessage[][] => guest.requests.map((request) => request.messages)
const offered = (index: number) => guest.requests[index]!.tools?.map((tool) => [tool.name, tool.description])

describe('one agent', () => {
  test('answers with text', () => {
    guest.script = [{ text: 'Hello.', finish: 'length' }]
    const { result, error } = run('Bare', 'Hi')
    expect(error).toBeNull()
    expect(result).toEqual({
      reply: 'Hello.',
      agent: 'Bare',
      entry: 'Bare',
      handed_off_to: null,
      handoffs: [],
      path: ['Bare'],
      tool_calls: [],
      steps: 1,
      usage: {
        ...{ input_tokens: 10, output_tokens: 2, total_tokens: 12, llm_calls: 1, cost_usd: 0 },
        by_agent: { Bare: { input_tokens: 10, output_tokens: 2, total_tokens: 12, llm_calls: 1, cost_usd: 0 } },
      },
      messages: [
        { role: 'user', content: 'Hi', agent: 'Bare' },
        { role: 'assistant', content: 'Hello.', agent: 'Bare' },
      ],
      output: null,
      session: '',
      finish_reason: 'length',
      duration_ms: 0,
    })
    expect(guest.requests).toEqual([
      { provider: 'other', model: 'o1', agent: 'Bare', session: '', timeout_ms: 120_000, messages: [user('Hi')] },
    ])
    expect(guest.memoryRequests).toEqual([])
  })

  test('sends the provider’s defaults, or its own', () => {
    guest.script = [{ text: 'a' }, { text: 'b' }]
    run('Solo', 'x')
    run('Tech', 'x')
    expect(guest.requests[0]).toMatchObject({
      provider: 'main',
      model: 'm1',
      temperature: 0.5,
      max_tokens: 100,
      timeout_ms: 30_000,
    })
    expect(guest.requests[1]).toMatchObject({ provider: 'other', model: 'o2', temperature: 0 })
    expect(guest.requests[1]).not.toHaveProperty('max_tokens')
  })

  test('adds up what calls cost', () => {
    guest.script = [{ calls: [['lookup', { id: 1 }]] }, { text: 'b' }]
    expect(run('Solo', 'x').result.usage).toMatchObject({ llm_calls: 2, cost_usd: (2 * (10 * 3 + 2 * 15)) / 1_000_000 })
  })

  test('runs tools in order and asks again', () => {
    guest.script = [
      {
        text: 'Let me see.',
        calls: [
          ['lookup', { id: 7 }, 'c1'],
          ['lookup', { id: 2000, unit: 'kg' }, 'c2'],
        ],
        takes: 5,
      },
      { text: 'Two orders.', takes: 7 },
    ]
    const { result } = run('Solo', 'Where?')
    expect(sent()[1]).toEqual([
      system('You look things up.'),
      user('Where?'),
      {
        role: 'assistant',
        content: 'Let me see.',
        tool_calls: [
          { id: 'c1', name: 'lookup', arguments: '{"id":7}' },
          { id: 'c2', name: 'lookup', arguments: '{"id":2000,"unit":"kg"}' },
        ],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'order 7 pcs' },
      { role: 'tool', tool_call_id: 'c2', content: 'order 2000 kg' },
    ])
    expect(guest.requests[1]!.timeout_ms).toBe(30_000 - 5 - 2000)
    expect(result).toMatchObject({ reply: 'Two orders.', steps: 2, finish_reason: 'stop', duration_ms: 2012 })
    expect(result.tool_calls).toEqual([
      { agent: 'Solo', name: 'lookup', args: '{"id":7}', result: 'order 7 pcs', ok: true, duration_ms: 0 },
      {
        agent: 'Solo',
        name: 'lookup',
        args: '{"id":2000,"unit":"kg"}',
        result: 'order 2000 kg',
        ok: true,
        duration_ms: 2000,
      },
    ])
    expect(result.messages.map(({ role, content }) => [role, content])).toEqual([
      ['system', 'You look things up.'],
      ['user', 'Where?'],
      ['assistant', 'Let me see.'],
      ['tool', 'order 7 pcs'],
      ['tool', 'order 2000 kg'],
      ['assistant', 'Two orders.'],
    ])
  })

  test.each([
    ['an unknown tool', 'nope', {}, "error: unknown tool 'nope'"],
    ['an unknown transfer', 'transfer_to_Nobody', {}, "error: unknown tool 'transfer_to_Nobody'"],
    ['a missing argument', 'lookup', {}, 'error: invalid arguments: id is required'],
    ['an argument of the wrong type', 'lookup', { id: 'x' }, 'error: invalid arguments: id must be an integer'],
    [
      'two bad arguments',
      'lookup',
      { id: 1.5, unit: 3 },
      'error: invalid arguments: id must be an integer; unit must be a string',
    ],
    ['arguments that are no object', 'lookup', [1], 'error: invalid arguments: expected an object'],
    ['an integral float', 'lookup', '{"id": 3.0}', 'order 3 pcs'],
    ['a number in a string', 'lookup', { id: '12' }, 'order 12 pcs'],
    ['null for a default', 'lookup', { id: 0, unit: null }, 'order 0 pcs'],
    ['an empty string, which stays', 'lookup', { id: 0, unit: '' }, 'order 0 '],
    ['keys too many', 'lookup', { id: 1, more: true }, 'order 1 pcs'],
    ['no arguments at all', 'fail', '', 'error: no such order'],
    ['a panic', 'crash', {}, 'error: index 5 out of range (length 3)'],
    ['broken JSON', 'lookup', '{"id": ', 'error: invalid arguments: unexpected end at 1:8'],
  ])('answers a call with %s', (_, name, args, result) => {
    guest.script = [{ calls: [[name, args, 'c1']] }, { text: 'ok' }]
    const { error } = run('Solo', 'x')
    expect(error).toBeNull()
    expect(sent()[1]!.at(-1)).toEqual({ role: 'tool', tool_call_id: 'c1', content: result })
    const echoed = sent()[1]!.at(-2)!.tool_calls![0]!.arguments
    expect(JSON.parse(echoed)).toBeTypeOf('object')
    expect(Array.isArray(JSON.parse(echoed))).toBe(false)
  })

  test('gives calls without id, or with the same id, ids of their own', () => {
    guest.script = [
      {
        calls: [
          ['lookup', { id: 1 }, ''],
          ['lookup', { id: 2 }, 'c'],
          ['lookup', { id: 3 }, 'c'],
        ],
      },
      { calls: [['lookup', { id: 4 }, '']] },
      { text: 'ok' },
    ]
    run('Solo', 'x')
    const answered = sent()[2]!
      .filter((message) => message.role === 'tool')
      .map((message) => message.tool_call_id)
    expect(answered).toEqual(['call_1', 'c', 'call_3', 'call_4'])
    const asked = sent()[2]!.flatMap((message) => message.tool_calls?.map((call) => call.id) ?? [])
    expect(asked).toEqual(answered)
  })

  test('cuts long results', () => {
    guest.script = [{ calls: [['long', {}]] }, { text: 'ok' }]
    const { result } = run('Solo', 'x')
    expect(result.tool_calls[0]!.result).toBe(`${'x'.repeat(100_000)}\n[cut: the result has 100001 characters]`)
  })

  test('gives up after max_steps requests', () => {
    guest.script = [{ calls: [['nope', {}]] }, { calls: [['nope', {}]] }, { calls: [['nope', {}]] }]
    const { result, error } = run('Solo', 'x')
    expect(error).toBe('agent Solo: no answer after 3 steps')
    expect(result).toMatchObject({ reply: '', steps: 3, agent: 'Solo' })
    expect(result.tool_calls).toHaveLength(3)
  })

  test('times out between requests', () => {
    guest.script = [{ calls: [['nope', {}]], takes: 30_000 }]
    expect(run('Solo', 'x').error).toBe('agent Solo: timed out after 30s')
  })

  test('counts the time of all its requests', () => {
    guest.script = [
      { calls: [['lookup', { id: 1 }]], takes: 20_000 },
      { calls: [['lookup', { id: 1 }]], takes: 9_500 },
    ]
    guest.script.push({ text: 'in time', takes: 400 })
    expect(run('Solo', 'x')).toMatchObject({ error: null, result: { reply: 'in time', duration_ms: 29_900 } })
    expect(guest.requests.map((request) => request.timeout_ms)).toEqual([30_000, 10_000, 500])
  })

  test('times out in a request', () => {
    guest.script = [{ error: { message: 'main: 504 no answer within 30 s', code: 504 }, takes: 30_000 }]
    expect(run('Solo', 'x').error).toBe('agent Solo: timed out after 30s')
  })

  test('tells a gateway’s time-out from its own', () => {
    guest.script = [{ error: { message: 'main: 504 upstream', code: 504 }, takes: 20 }]
    expect(run('Solo', 'x')).toMatchObject({ error: 'main: 504 upstream', code: 504 })
  })

  test('passes the provider’s error on, with what happened before', () => {
    guest.script = [{ calls: [['lookup', { id: 1 }]] }, { error: { message: 'main: 429 slow down', code: 429 } }]
    const { result, error, code } = run('Solo', 'x')
    expect([error, code]).toEqual(['main: 429 slow down', 429])
    expect(result).toMatchObject({ reply: '', steps: 2, path: ['Solo'] })
    expect(result.usage.llm_calls).toBe(1)
    expect(result.tool_calls).toHaveLength(1)
  })

  test('an error’s code becomes the status of a workflow', () => {
    guest.script = [{ error: { message: 'main: 429 slow down', code: 429 } }]
    expect(guest.call('Ask', { agent: 'Solo', message: 'x', session: '' })).toEqual({
      status: 429,
      body: { error: 'main: 429 slow down' },
    })
  })
})

describe('memory of one agent', () => {
  test('is sent in the next turns, at most max_turns of them', () => {
    guest.script = [{ text: 'r1' }, { text: 'r2' }, { text: 'r3' }, { text: 'r4' }]
    for (const message of ['m1', 'm2', 'm3', 'm4']) run('Memo', message, 's')
    expect(sent()[3]).toEqual([user('m2'), assistant('r2'), user('m3'), assistant('r3'), user('m4')])
    expect(guest.memoryRequests[0]).toEqual({ session: 's', views: { Memo: 4 }, contents: true })
  })

  test('is apart for each session, and absent without one', () => {
    guest.script = [{ text: 'r1' }, { text: 'r2' }, { text: 'r3' }]
    run('Memo', 'm1', 's')
    run('Memo', 'm2', 't')
    run('Memo', 'm3')
    expect(sent().slice(1)).toEqual([[user('m2')], [user('m3')]])
    expect(guest.memoryRequests).toHaveLength(4)
  })

  test('keeps nothing of a turn that failed', () => {
    guest.script = [{ error: { message: 'other: 500 no' } }, { text: 'r2' }]
    run('Memo', 'm1', 's')
    run('Memo', 'm2', 's')
    expect(sent()[1]).toEqual([user('m2')])
    expect(guest.memoryRequests[1]).toEqual({})
  })

  test('holds no tool traffic', () => {
    guest.script = [{ calls: [['ask_memo', {}]] }, { text: 'inner' }, { text: 'outer' }, { text: 'again' }]
    const { error } = run('Asker', 'm1', 's')
    expect(error).toBeNull()
    run('Asker', 'm2', 's')
    expect(sent()[3]).toEqual([user('m1'), assistant('outer'), user('m2')])
  })

  test('a tool may call another agent in the same session', () => {
    guest.script = [{ calls: [['ask_memo', {}]] }, { text: 'inner' }, { text: 'outer' }, { text: 'x' }]
    run('Asker', 'm1', 's')
    run('Memo', 'm2', 's')
    expect(sent()[3]).toEqual([user('from the tool'), assistant('inner'), user('m2')])
  })

  test('passes texts on unchanged, whatever is in them', () => {
    const texts = [
      '"quoted" \\ back',
      'line\nand\ttab\u0001',
      'ASCII, then é',
      '日本語 😀',
      'ends in a backslash\\',
      '',
    ]
    // Text goes through in blocks of four units: something special at each place of them.
    for (const special of ['"', 'é']) {
      for (let place = 0; place < 9; place++) texts.push(`${'a'.repeat(place)}${special}${'b'.repeat(8 - place)}`)
    }
    for (const text of texts) {
      guest.requests = []
      guest.script = [{ text }, { text: 'r2' }]
      run('Memo', text, text || 'empty')
      const { result } = run('Memo', 'again', text || 'empty')
      expect(sent()[1]).toEqual([user(text), assistant(text), user('again')])
      expect(result.messages[0]).toEqual({ role: 'user', content: text, agent: 'Memo' })
    }
  })

  test('does not depend on how the host writes the log', () => {
    guest.reshapeLog = (reply) => JSON.stringify(JSON.parse(reply), null, '\t')
    guest.script = [{ text: 'own' }, { text: 'r1' }, { calls: [['transfer_to_L2', {}]] }, { text: 'r2' }]
    run('L2', 'a "b"', 's')
    run('L1', 'm1', 's')
    run('L1', 'm2', 's')
    expect(sent()[3]).toEqual([
      system('Second.\n\nYou are taking over this conversation from L1.'),
      ...[user('a "b"'), assistant('own'), user('m1'), assistant('r1'), user('m2')],
    ])
    expect(guest.memoryRequests.at(-1)).toMatchObject({ seen: { L2: [3, 4] } })
  })

  test('a log that cannot be opened is an error of the turn', () => {
    for (const [reply, error] of [
      ['{"error":{"message":"the store is away","code":503}}', 'the store is away'],
      ['', "the host's reply is not JSON: unexpected end at 1:1"],
    ] as const) {
      guest.reshapeLog = () => reply
      expect(run('Memo', 'm', 's').error).toBe(error)
    }
  })

  test('refuses session ids above 200 characters', () => {
    guest.script = [{ text: 'r1' }]
    run('Memo', 'm', 'é'.repeat(200))
    expect(run('Memo', 'm', 'é'.repeat(201)).error).toBe('session id is longer than 200 characters')
  })
})

describe('a handoff', () => {
  test('is offered after the own tools', () => {
    guest.script = [{ text: 'x' }]
    run('Desk', 'x')
    expect(offered(0)).toEqual([
      ['lookup', 'Looks up an order.'],
      ['transfer_to_Billing', 'Hand this conversation over to Billing. Money.'],
      ['transfer_to_Tech', 'Hand this conversation over to Tech. Repairs things.'],
    ])
    expect(guest.requests[0]!.tools![1]!.parameters).toEqual({
      type: 'object',
      properties: { reason: { type: 'string', description: expect.any(String) } },
      additionalProperties: false,
    })
  })

  test('describes a target without prompt by its name', () => {
    guest.script = [{ text: 'x' }]
    run('L1', 'x')
    expect(offered(0)).toEqual([
      ['transfer_to_L2', 'Hand this conversation over to L2. Second.'],
      ['transfer_to_Bare', 'Hand this conversation over to Bare.'],
    ])
  })

  test('runs ordinary calls first, wherever they stand, and notes them for the target', () => {
    guest.script = [
      {
        text: 'One moment.',
        calls: [
          ['lookup', { id: 1 }],
          ['transfer_to_Tech', { reason: 'broken\nmachine' }],
          ['nope', { a: '\n' }],
          ['transfer_to_Billing', {}],
          ['transfer_to_Tech', '{'],
        ],
      },
      { text: 'Restart it.', takes: 9 },
    ]
    const { result, error } = run('Desk', 'It broke')
    expect(error).toBeNull()
    expect(sent()[1]).toEqual([
      system(
        'Machines\n\nYou are taking over this conversation from Desk. Reason: broken\nmachine\n\n' +
          'Tools that Desk has used for this message:\n' +
          'lookup({"id":1}) -> order 1 pcs\n' +
          'nope({"a":"\\n"}) -> error: unknown tool \'nope\'',
      ),
      user('It broke'),
    ])
    const ignored = {
      from: 'Desk',
      reason: '',
      depth: 1,
      duration_ms: 0,
      reply: null,
      error: 'ignored: already handed off to Tech',
    }
    expect(result).toMatchObject({
      reply: 'Restart it.',
      agent: 'Tech',
      entry: 'Desk',
      handed_off_to: 'Tech',
      path: ['Desk', 'Tech'],
      steps: 2,
      handoffs: [
        {
          from: 'Desk',
          to: 'Tech',
          reason: 'broken\nmachine',
          depth: 1,
          duration_ms: 9,
          reply: 'Restart it.',
          error: null,
        },
        { ...ignored, to: 'Billing' },
        { ...ignored, to: 'Tech' },
      ],
    })
    expect(result.messages).toEqual([
      { role: 'system', content: 'You route.\nNever answer.', agent: 'Desk' },
      { role: 'user', content: 'It broke', agent: 'Desk' },
      { role: 'assistant', content: 'One moment.', agent: 'Desk' },
      { role: 'tool', content: 'order 1 pcs', agent: 'Desk' },
      { role: 'tool', content: 'handed over to Tech', agent: 'Desk' },
      { role: 'tool', content: "error: unknown tool 'nope'", agent: 'Desk' },
      { role: 'tool', content: 'ignored: already handed off to Tech', agent: 'Desk' },
      { role: 'tool', content: 'ignored: already handed off to Tech', agent: 'Desk' },
      { role: 'system', content: expect.stringMatching(/^Machines/), agent: 'Tech' },
      { role: 'assistant', content: 'Restart it.', agent: 'Tech' },
    ])
  })

  test('shortens long tool results in the note', () => {
    const long = `{"id":1,"unit":"${'y'.repeat(300)}"}`
    guest.script = [
      {
        calls: [
          ['lookup', long],
          ['transfer_to_Tech', {}],
        ],
      },
      { text: 'x' },
    ]
    run('Desk', 'x')
    const lines = sent()[1]![0]!.content.split('\n')
    expect(lines.at(-1)).toBe(`lookup(${long}) -> order 1 ${'y'.repeat(192)}…`)
  })

  test('passes on the conversation, never the prompt or the calls', () => {
    guest.script = [
      { text: 'r1' },
      { calls: [['transfer_to_Billing', {}]] },
      { text: 'r2' },
      { calls: [['transfer_to_Tech', {}]] },
      { text: 'r3' },
      { text: 'r4' },
      { text: 'r5' },
    ]
    run('Desk', 'm1', 's')
    run('Desk', 'm2', 's')
    run('Desk', 'm3', 's')
    run('Desk', 'm4', 's')
    run('Billing', 'm5', 's')
    const note = 'You are taking over this conversation from Desk.'
    // Billing keeps one turn only; Desk two; Tech has no memory and takes Desk's limit.
    expect(sent()[2]).toEqual([system(`Money. Be kind.\n\n${note}`), user('m1'), assistant('r1'), user('m2')])
    expect(sent()[4]).toEqual([
      system(`Machines\n\n${note}`),
      ...[user('m1'), assistant('r1'), user('m2'), assistant('r2')],
      user('m3'),
    ])
    expect(sent()[5]!.slice(1)).toEqual([user('m2'), assistant('r2'), user('m3'), assistant('r3'), user('m4')])
    // Nobody told Billing of m3 and m4.
    expect(sent()[6]).toEqual([system('Money. Be kind.'), user('m2'), assistant('r2'), user('m5')])
    expect(guest.memoryRequests[3]).toEqual({
      append: [
        { role: 'user', content: 'm2', agent: 'Desk', seen: ['Desk', 'Billing'] },
        { role: 'assistant', content: 'r2', agent: 'Billing', seen: ['Desk', 'Billing'] },
      ],
      seen: { Billing: [1, 2] },
    })
    expect(guest.memoryRequests[5]).toEqual({
      append: [
        { role: 'user', content: 'm3', agent: 'Desk', seen: ['Desk'] },
        { role: 'assistant', content: 'r3', agent: 'Tech', seen: ['Desk'] },
      ],
    })
  })

  test('gives the target the union of both memories, by number, without repeats', () => {
    guest.script = [{ text: 'own' }, { text: 'r1' }, { calls: [['transfer_to_L2', {}]] }, { text: 'r2' }]
    run('L2', 'direct', 's')
    run('L1', 'm1', 's')
    run('L1', 'm2', 's')
    expect(sent()[1]).toEqual([system('First.'), user('m1')])
    expect(sent()[3]).toEqual([
      system('Second.\n\nYou are taking over this conversation from L1.'),
      ...[user('direct'), assistant('own'), user('m1'), assistant('r1'), user('m2')],
    ])
    expect(guest.memoryRequests.at(-1)).toMatchObject({ seen: { L2: [3, 4] } })
  })

  test('asks for the time once: what it waits for tells it after that', () => {
    guest.script = [{ calls: [['transfer_to_L2', {}]] }, { text: 'r' }]
    guest.timesAsked = 0
    run('L1', 'm')
    expect(guest.timesAsked).toBe(1)
  })

  test('goes on over several levels', () => {
    guest.script = [
      { calls: [['transfer_to_L2', { reason: 'hard' }]] },
      { calls: [['lookup', { id: 5 }]] },
      { calls: [['transfer_to_Engineering', { reason: 'harder' }]] },
      { text: 'Fixed.' },
      { text: 'next' },
    ]
    const { result } = run('L1', 'm1', 's')
    expect(sent()[3]).toEqual([
      system(
        'Deep.\n\nYou are taking over this conversation from L2. Reason: harder\n\n' +
          'Tools that L2 has used for this message:\nlookup({"id":5}) -> order 5 pcs',
      ),
      user('m1'),
    ])
    expect(guest.requests.map((request) => request.timeout_ms)).toEqual([10_000, 10_000, 10_000, 10_000])
    expect(result).toMatchObject({
      path: ['L1', 'L2', 'Engineering'],
      agent: 'Engineering',
      handoffs: [
        { from: 'L1', to: 'L2', depth: 1, reason: 'hard', reply: 'Fixed.' },
        { from: 'L2', to: 'Engineering', depth: 2, reason: 'harder', reply: 'Fixed.' },
      ],
    })
    expect(result.usage.by_agent).toMatchObject({
      L1: { llm_calls: 1 },
      L2: { llm_calls: 2 },
      Engineering: { llm_calls: 1 },
    })
    // Engineering has no memory; L1 and L2 both know the reply.
    run('L2', 'm2', 's')
    expect(sent()[4]).toEqual([system('Second.'), user('m1'), assistant('Fixed.'), user('m2')])
  })

  test('prefixes errors, outermost first, and keeps the code', () => {
    guest.script = [
      { calls: [['transfer_to_L2', {}]] },
      { calls: [['transfer_to_Engineering', {}]] },
      { error: { message: 'other: 500 no', code: 500 } },
    ]
    const { result, error, code } = run('L1', 'm1', 's')
    expect([error, code]).toEqual(['L2: Engineering: other: 500 no', 500])
    expect(result.handoffs.map((handoff) => handoff.error)).toEqual(['Engineering: other: 500 no', 'other: 500 no'])
    expect(result).toMatchObject({
      reply: '',
      agent: 'Engineering',
      handed_off_to: 'Engineering',
      path: ['L1', 'L2', 'Engineering'],
    })
    expect(guest.memoryRequests.at(-1)).toEqual({})
  })

  test('counts steps for each agent', () => {
    guest.script = [
      { calls: [['transfer_to_L2', {}]] },
      { calls: [['transfer_to_Engineering', {}]] },
      { calls: [['lookup', { id: 1 }]] },
    ]
    expect(run('L1', 'm1').error).toBe('L2: Engineering: agent Engineering: no answer after 1 steps')
  })

  test('times out by the agent that was called', () => {
    guest.script = [
      { calls: [['transfer_to_L2', {}]], takes: 4000 },
      { error: { message: 'x', code: 504 }, takes: 6000 },
    ]
    expect(run('L1', 'm1').error).toBe('L2: agent L1: timed out after 10s')
    expect(guest.requests[1]!.timeout_ms).toBe(6000)
  })

  test('may go in circles up to the limit', () => {
    guest.script = Array.from({ length: 6 }, (_, i) => ({
      calls: [[i % 2 === 0 ? 'transfer_to_B' : 'transfer_to_A', {}]],
    }))
    const { result, error } = run('A', 'm')
    expect(error).toBe('handoff limit (5) exceeded: A -> B -> A -> B -> A -> B -> A')
    expect(result.path).toEqual(['A', 'B', 'A', 'B', 'A', 'B'])
    expect(result.handoffs).toHaveLength(6)
    expect(result.handoffs.map((handoff) => handoff.error)).toEqual(Array(6).fill(error))
  })

  test('has the limit of the agent that was called', () => {
    guest.script = [{ calls: [['transfer_to_A', {}]] }, { calls: [['transfer_to_B', {}]] }]
    expect(run('B', 'm').error).toBe('handoff limit (1) exceeded: B -> A -> B')
  })

  test('may come back', () => {
    guest.script = [
      { calls: [['transfer_to_B', {}]] },
      { calls: [['transfer_to_A', { reason: 'yours' }]] },
      { text: 'ok' },
    ]
    const { result } = run('A', 'm')
    expect(result).toMatchObject({ reply: 'ok', agent: 'A', handed_off_to: null, path: ['A', 'B', 'A'] })
    expect(sent()[2]![0]).toEqual(system('a\n\nYou are taking over this conversation from B. Reason: yours'))
  })
})

describe('strategy "parallel"', () => {
  test('joins replies in declared order, with errors', () => {
    guest.script = [{ text: 'pay' }, { error: { message: 'other: 500 no' } }, { text: 'note' }]
    const { result, error } = run('Fan', 'm', 's')
    expect(error).toBeNull()
    expect(result).toMatchObject({
      reply: '[Billing]\npay\n\n[Tech] Error: other: 500 no\n\n[Memo]\nnote',
      agent: 'Fan',
      handed_off_to: null,
      path: ['Fan', 'Billing', 'Tech', 'Memo'],
      handoffs: [
        { from: 'Fan', to: 'Billing', reply: 'pay', depth: 1 },
        { from: 'Fan', to: 'Tech', reply: null, error: 'other: 500 no' },
        { from: 'Fan', to: 'Memo', reply: 'note' },
      ],
    })
    expect(sent()).toEqual([[system('Money. Be kind.'), user('m')], [system('Machines'), user('m')], [user('m')]])
    expect(guest.memoryRequests.at(-1)).toEqual({
      append: [
        { role: 'user', content: 'm', agent: 'Fan', seen: ['Billing', 'Memo', 'Fan'] },
        { role: 'assistant', content: 'pay', agent: 'Billing', seen: ['Billing'] },
        { role: 'assistant', content: 'note', agent: 'Memo', seen: ['Memo'] },
        { role: 'assistant', content: result.reply, agent: 'Fan', seen: ['Fan'] },
      ],
    })
  })

  test('fails only if all fail', () => {
    guest.script = [{ error: { message: 'a' } }, { error: { message: 'b' } }, { error: { message: 'c' } }]
    expect(run('Fan', 'm', 's').error).toBe('Billing: a; Tech: b; Memo: c')
    expect(guest.memoryRequests.at(-1)).toEqual({})
  })
})

describe('strategy "sequential"', () => {
  test('gives each target the reply of the one before', () => {
    guest.script = [{ text: 'one' }, { text: 'two' }, { text: 'three' }]
    const { result } = run('Line', 'm', 's')
    expect(result).toMatchObject({
      reply: 'three',
      agent: 'Memo',
      handed_off_to: 'Memo',
      path: ['Line', 'Billing', 'Tech', 'Memo'],
    })
    expect(sent().map((messages) => messages.at(-1))).toEqual([user('m'), user('one'), user('two')])
    expect(guest.memoryRequests.at(-1)).toEqual({
      append: [
        { role: 'user', content: 'm', agent: 'Line', seen: ['Billing', 'Line', 'Memo'] },
        { role: 'assistant', content: 'one', agent: 'Billing', seen: ['Billing'] },
        { role: 'assistant', content: 'three', agent: 'Memo', seen: ['Line', 'Memo'] },
      ],
    })
  })

  test('stops at the first error', () => {
    guest.script = [{ text: 'one' }, { error: { message: 'no' } }]
    const { result, error } = run('Line', 'm', 's')
    expect(error).toBe('Tech: no')
    expect(result.path).toEqual(['Line', 'Billing', 'Tech'])
    expect(guest.memoryRequests.at(-1)).toEqual({})
  })
})
