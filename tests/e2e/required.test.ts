// What the reference demands in particular, since one would not get it everywhere: each row of its list about agents,
// workflows and the server as a test (evals are in tests/cli). The program runs in this process, with a model that each
// test scripts.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type HostOptions, load, type Program, type Provider } from '../../host/index.ts'
import { type ScriptedAnswer, type ScriptedCall, ScriptedProvider } from '../../host/providers/scripted.ts'
import { readSettings } from '../../host/providers/settings.ts'
import { build } from '../emit/run-program.ts'
import { program as file } from './haira.ts'

interface Told {
  reply: string
  error: string
  path: string[]
  tokens: number
  cost: number
}

let wasm: Uint8Array<ArrayBuffer>
let program: Program
let model: ScriptedProvider
let output: string

const listeners = new Set<() => void>()

/** Waits until the program has printed a text. */
async function printed(text: string): Promise<void> {
  const heard = Promise.withResolvers<void>()
  const look = (): void => {
    if (output.includes(text)) heard.resolve()
  }
  listeners.add(look)
  look()
  await heard.promise
  listeners.delete(look)
}

/** The program with the model of the present test. */
async function start(options: HostOptions = {}): Promise<Program> {
  const provider: Provider = {
    name: 'openai',
    generate: (...args) => model.generate(...args),
    close: async () => {},
  }
  const stdout = (text: string): void => {
    output += text
    for (const look of listeners) look()
  }
  const started = await load(wasm, {
    env: {},
    sockets: false,
    stdout,
    stderr: stdout,
    createProvider: () => provider,
    ...options,
  })
  await started.init()
  return started
}

beforeAll(async () => {
  const made = await build(readFileSync(file('required'), 'utf8'), { optimize: 0 })
  wasm = made.wasm as Uint8Array<ArrayBuffer>
  program = await start()
  void program.main()
})

afterAll(() => program?.close())

beforeEach(() => {
  output = ''
})

const script = (...answers: ScriptedAnswer[]): void => {
  model = new ScriptedProvider('openai', answers)
}

function request(path: string, body?: unknown, init: RequestInit = {}, of = program): Promise<Response> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }
  return of.fetch(new Request(`http://desk${path}`, { ...post, ...init }))
}

const post = async (path: string, body: unknown, of = program): Promise<Told> =>
  (await request(path, body, {}, of)).json() as Promise<Told>

const call = (name: string, args: object = {}): ScriptedCall => ({ name, arguments: { ...args } })
const transfer = (to: string): ScriptedAnswer => ({ tool_calls: [call(`transfer_to_${to}`)] })
/** The conversation of a request, without its system prompt. */
const conversation = (at: number): string[] =>
  model.requests[at]!.messages.filter(({ role }) => role !== 'system').map(({ role, content }) => `${role}: ${content}`)
const systemOf = (at: number): string => model.requests[at]!.messages.find(({ role }) => role === 'system')!.content

describe('handoffs', () => {
  test('the target gets the conversation, not the message alone', async () => {
    script('Hello Ada.', transfer('Expert'), 'You are Ada.')
    await post('/clerk', { message: 'I am Ada', session: 'context' })
    await post('/clerk', { message: 'Who am I?', session: 'context' })
    expect(conversation(2)).toEqual(['user: I am Ada', 'assistant: Hello Ada.', 'user: Who am I?'])
  })

  test('other tool calls beside a transfer are run, and the target is told of them', async () => {
    script({ tool_calls: [call('logged'), call('transfer_to_Expert')] }, 'Done.')
    await post('/clerk', { message: 'Hi' })
    expect(output).toContain('after: early')
    expect(systemOf(1)).toContain('logged({}) -> early')
  })

  test('the limit of a chain is a field, and not five', async () => {
    script(...['Second', 'First', 'Second', 'First', 'Second', 'First'].map(transfer), 'At last.')
    expect(await post('/first', { message: 'Hi' })).toMatchObject({ reply: 'At last.', error: 'nil' })
  })

  test('replies of "parallel" stand in declared order, whichever comes first', async () => {
    const slow = Promise.withResolvers<void>()
    model = new ScriptedProvider('openai', [])
    model.generate = async ({ agent }) => {
      if (agent === 'Clerk') await slow.promise
      else queueMicrotask(slow.resolve)
      return { text: `${agent}.`, tool_calls: [], finish_reason: 'stop', usage: { input_tokens: 0, output_tokens: 0 } }
    }
    expect((await post('/panel', { message: 'Hi' })).reply).toBe('[Clerk]\nClerk.\n\n[Expert]\nExpert.')
  })

  test('replies of "parallel" are remembered, by the agent and by its targets', async () => {
    script('One.', 'Two.', 'You said hi.', 'One.', 'Two.')
    await post('/panel', { message: 'Hi', session: 'panel' })
    await post('/expert', { message: 'And?', session: 'panel' })
    expect(conversation(2).slice(0, 2)).toEqual(['user: Hi', 'assistant: Two.'])
  })

  test('strategies hold in streams, too', async () => {
    script('One.', 'Two.')
    expect(await (await request('/panel/streamed', { message: 'Hi' })).json()).toEqual({
      reply: '[Clerk]\nOne.\n\n[Expert]\nTwo.',
    })
  })
})

describe('memory and sessions', () => {
  test('a message whose turn failed is not remembered', async () => {
    script({ error: 'broken' }, 'Hello.')
    expect((await post('/clerk', { message: 'lost', session: 'failed' })).error).toBe('openai: broken')
    await post('/clerk', { message: 'Hi', session: 'failed' })
    expect(conversation(1)).toEqual(['user: Hi'])
  })

  test('replies and memory hold what was said, and no notes about tools', async () => {
    script({ tool_calls: [call('logged')] }, 'Looked up.', 'Yes.')
    expect((await post('/clerk', { message: 'Look', session: 'notes' })).reply).toBe('Looked up.')
    await post('/clerk', { message: 'Did you?', session: 'notes' })
    expect(conversation(2)).toEqual(['user: Look', 'assistant: Looked up.', 'user: Did you?'])
  })

  test('a history longer than 16 messages is sent as it is', async () => {
    script(...Array.from({ length: 13 }, (_, at) => `answer ${at}`))
    for (let at = 0; at < 13; at++) await post('/clerk', { message: `question ${at}`, session: 'long' })
    const said = Array.from({ length: 12 }, (_, at) => [`user: question ${at}`, `assistant: answer ${at}`]).flat()
    expect(conversation(12)).toEqual([...said, 'user: question 12'])
  })

  test('memory that summarises does so', async () => {
    const long = 'x'.repeat(100)
    script(long, long, 'They talked.', 'Yes.')
    for (const message of ['one', 'two']) await post('/rememberer', { message, session: 'sum' })
    await post('/rememberer', { message: 'three', session: 'sum' })
    expect(systemOf(3)).toContain('Summary of the earlier conversation: They talked.')
    expect(conversation(3)).toEqual(['user: two', `assistant: ${long}`, 'user: three'])
  })

  test('calls without a session share nothing', async () => {
    script('One.', 'Two.')
    await post('/clerk', { message: 'first' })
    await post('/clerk', { message: 'second' })
    expect(conversation(1)).toEqual(['user: second'])
  })

  test('sessions outlive the process that a store was opened by', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'haira-required-'))
    const database = `sqlite:${join(folder, 'sessions.db')}`
    for (const message of ['first', 'second']) {
      script('Hello.')
      const one = await start({ database })
      await post('/clerk', { message, session: 's' }, one)
      await one.close()
    }
    rmSync(folder, { recursive: true })
    expect(conversation(0)).toEqual(['user: first', 'assistant: Hello.', 'user: second'])
  })

  test('too many sessions: the least recently used one leaves, and no random one', async () => {
    const one = await start({ env: { HAIRA_MAX_SESSIONS: '2' } })
    const ask = async (session: string): Promise<number> => {
      script('Hello.')
      await post('/clerk', { message: 'Hi', session }, one)
      return conversation(0).length
    }
    expect([await ask('a'), await ask('b'), await ask('a'), await ask('c')]).toEqual([1, 1, 3, 1])
    expect([await ask('a'), await ask('b')]).toEqual([5, 1])
    await one.close()
  })
})

describe('streams', () => {
  test('ask the model once for each step', async () => {
    script({ tool_calls: [call('logged')], text: 'Let me see.' }, 'Done.')
    expect((await post('/streamed', { message: 'Hi' })).reply).toBe('Done.')
    expect(model.requests).toHaveLength(2)
  })

  test('count what they use, and what it costs', async () => {
    script({ text: 'Done.', usage: { input_tokens: 10, output_tokens: 2 } })
    expect(await post('/streamed', { message: 'Hi' })).toMatchObject({ tokens: 12, cost: 12 })
    const { input_tokens } = (await (
      await request('/_observe/api/usage', undefined, { method: 'GET', body: null })
    ).json()) as {
      input_tokens: number
    }
    expect(input_tokens).toBeGreaterThanOrEqual(10)
  })

  test('keep to the scope and to the output of the agent', async () => {
    script('Done.')
    await post('/streamed', { message: 'Hi' })
    expect(systemOf(0)).toContain('Keep to these topics: orders.')
    script('{"name": "tea", "price": 1.5}')
    expect(await post('/sorter/streamed', { message: 'Hi' })).toMatchObject({ name: 'tea' })
    expect(model.requests[0]!.output?.name).toBe('Item')
  })
})

describe('tools', () => {
  const items = [{ name: 'tea', price: 2 }]
  const results = () =>
    model.requests
      .at(-1)!
      .messages.filter(({ role }) => role === 'tool')
      .map(({ content }) => content)

  test('the schema has integers, items, fields, descriptions, variants and defaults', async () => {
    script('Hello.')
    await post('/clerk', { message: 'Hi' })
    expect(model.requests[0]!.tools![0]!.parameters).toEqual({
      type: 'object',
      properties: {
        count: { type: 'integer', description: 'how many' },
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { name: { type: 'string', description: 'what it is called' }, price: { type: 'number' } },
            required: ['name', 'price'],
            additionalProperties: false,
          },
        },
        size: { type: 'string', enum: ['Small', 'Large'] },
        gift: { type: 'boolean', default: true },
        note: { type: 'string', default: 'none' },
        discount: { type: 'integer', default: 5 },
      },
      required: ['count', 'items', 'size'],
      additionalProperties: false,
    })
  })

  test('0, "" and false stay what they are, and are no defaults', async () => {
    const args = { count: 0, items, size: 'Small', gift: false, note: '', discount: 0 }
    script({ tool_calls: [call('order', args)] }, 'Done.')
    await post('/clerk', { message: 'Hi' })
    // As it is, too, and not in quotes of JSON.
    expect(results()).toEqual(["count 0, gift false, note '', discount 0"])
  })

  test('the error beside a result is told, and a panic without its stack', async () => {
    script({ tool_calls: [call('fails'), call('breaks', { at: 5 })] }, 'Sorry.')
    expect(await post('/clerk', { message: 'Hi' })).toMatchObject({ reply: 'Sorry.', error: 'nil' })
    expect(results()).toEqual(['error: no stock', expect.stringMatching(/^error: [^\n]*5[^\n]*$/)])
    expect(results()[1]).not.toContain('.haira')
  })

  test('`@after` runs when the body has returned', async () => {
    script({ tool_calls: [call('logged')] }, 'Done.')
    await post('/clerk', { message: 'Hi' })
    expect(output).toContain('after: early')
  })
})

describe('providers', () => {
  test('temperature and max_tokens of the provider are sent', async () => {
    script('Hello.')
    await post('/plain', { message: 'Hi' })
    expect(model.requests[0]).toMatchObject({ temperature: 0.7, max_tokens: 99 })
  })

  test('the key of OpenAI goes to OpenAI only, and no other place is looked at for keys', () => {
    const asked: string[] = []
    const env = (name: string) => {
      asked.push(name)
      return name === 'OPENAI_BASE_URL' ? undefined : `value of ${name}`.replaceAll(' ', '-')
    }
    const own = readSettings('openai', { endpoint: 'https://example.com/v1' }, env)
    const groq = readSettings('groq', {}, env)
    const claude = readSettings('anthropic', {}, env)
    expect(own.headers.authorization).toBeUndefined()
    expect([groq.headers.authorization, claude.headers['x-api-key']]).toEqual([
      'Bearer value-of-GROQ_API_KEY',
      'value-of-ANTHROPIC_API_KEY',
    ])
    expect(new Set(asked)).toEqual(new Set(['GROQ_API_KEY', 'ANTHROPIC_API_KEY']))
  })

  test('steps are a field, and not ten', async () => {
    script({ tool_calls: [call('nope')] }, { tool_calls: [call('nope')] })
    expect((await post('/plain', { message: 'Hi' })).error).toBe('agent Plain: no answer after 2 steps')
  })
})

describe('workflows', () => {
  test('input is checked field by field', async () => {
    const refused = await request('/clerk', { message: 5 })
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: 'message: expected string, got 5', fields: { message: 'expected string' } },
    ])
  })

  test('JSON that is none is refused', async () => {
    expect((await request('/clerk', undefined, { body: '{"message"' })).status).toBe(400)
  })

  test('numbers of a path and a query are read', async () => {
    const init = { method: 'GET', body: null }
    expect(await (await request('/numbers/6?factor=7', undefined, init)).json()).toBe(42)
    expect((await request('/numbers/x?factor=7', undefined, init)).status).toBe(400)
  })

  test('`return` in a step that may be tried again is its end, and no failure', async () => {
    expect(await (await request('/steps', { how: 'early' })).json()).toBe('early')
    expect(output.match(/^attempt \d$/gm)).toHaveLength(1)
    expect(output).toContain('[Steps] step:end "work"')
    expect(output).not.toContain('step:failed')
  })

  test('a step that raises is tried again', async () => {
    expect(await (await request('/steps', { how: 'raise' })).json()).toBe('done')
    expect(output.match(/^attempt \d$/gm)).toHaveLength(2)
  })

  test('a step that nobody can confirm is denied', async () => {
    const denied = await request('/confirmed')
    expect([denied.status, await denied.json()]).toEqual([500, { error: 'step denied by user' }])
    expect(output).not.toContain('did it')
  })

  test('`onsuccess` runs when the body has returned', async () => {
    await request('/steps', { how: 'early' })
    expect(output).toContain('onsuccess early')
  })

  test('`oncancel` runs when the client has gone', async () => {
    const asked = Promise.withResolvers<void>()
    model = new ScriptedProvider('openai', [])
    model.generate = (_, signal) => {
      asked.resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    const client = new AbortController()
    const reply = request('/cancelled', {}, { signal: client.signal })
    await asked.promise
    client.abort()
    await reply.catch(() => {})
    await printed('oncancel')
  })

  test('an event starts its workflows, a webhook has the method that it names, and all triggers are known', async () => {
    await request('/emit')
    await printed('started 7')
    expect((await request('/hook', { n: 2 }, { method: 'PUT' })).status).toBe(200)
    expect((await request('/hook', { n: 2 })).status).toBe(405)
    const entry = program.table.entries.find(({ name }) => name === 'Everything')
    expect(entry).toMatchObject({ schedules: ['0 9 * * *'], events: ['happened'], sockets: ['/socket'] })
  })

  test('answers 504 where it does not handle that an agent took too long', async () => {
    script({ tool_calls: [call('forever')] })
    const late = await request('/hasty', { message: 'Hi' })
    expect([late.status, await late.json()]).toEqual([504, { error: 'agent Hasty: timed out after 0.05s' }])
  })

  test('one without a trigger is for code alone', async () => {
    // GET / is a page.
    expect((await request('/', {})).status).toBe(405)
    expect((await request('/internal', {})).status).toBe(404)
  })
})

describe('the server', () => {
  test('gives out no files', async () => {
    for (const path of [
      '/package.json',
      '/..%2f..%2fetc/passwd',
      '/_ui/assets/..%2f..%2fpackage.json',
      '/etc/passwd',
    ]) {
      expect((await request(path, undefined, { method: 'GET', body: null })).status, path).toBe(404)
    }
  })

  test('escapes what its pages show', async () => {
    const page = await request('/', undefined, { method: 'GET', body: null, headers: { accept: 'text/html' } })
    const html = await page.text()
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toContain('<script>alert')
    expect(page.headers.get('content-security-policy')).not.toBeNull()
  })

  test('lets no other origin in unless it is named', async () => {
    script('Hello.')
    const origin = { headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' } }
    const reply = await request('/plain', { message: 'Hi' }, origin)
    expect(reply.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('answers a stream that failed with its status, where it sends no events', async () => {
    script({ error: 'broken' })
    const reply = await request('/failing/stream', { message: 'Hi' })
    expect([reply.status, await reply.json()]).toEqual([500, { error: 'openai: broken' }])
  })

  test('has limits', async () => {
    const one = await start({ limits: { bodyBytes: 100 } })
    expect((await request('/plain', { message: 'x'.repeat(200) }, {}, one)).status).toBe(413)
    await one.close()
  })

  test('finishes what is under way when it is closed', async () => {
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    model = new ScriptedProvider('openai', ['Done.'])
    const { generate } = ScriptedProvider.prototype
    model.generate = async (...args) => {
      asked.resolve()
      await answer.promise
      return generate.apply(model, args)
    }
    const one = await start()
    const reply = request('/plain', { message: 'Hi' }, {}, one)
    await asked.promise
    const closed = one.close()
    answer.resolve()
    expect(((await (await reply).json()) as Told).reply).toBe('Done.')
    await closed
  })
})
