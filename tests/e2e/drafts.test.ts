// Streams of values, `stream<Ticket>`, run in this process: with a scripted model whose answers come in pieces, and with the
// real client and a server that knows no schemas.

import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { type HostOptions, load } from '../../host/index.ts'
import { type ScriptedAnswer, ScriptedProvider } from '../../host/providers/scripted.ts'
import { build } from '../emit/run-program.ts'
import { failure, pieces } from '../wire/answers.ts'
import { startOpenAiServer } from '../wire/openai-server.ts'
import { program } from './haira.ts'
import { key } from './model.ts'

let wasm: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  const made = await build(readFileSync(program('drafts'), 'utf8'), { optimize: 0 })
  wasm = made.wasm as Uint8Array<ArrayBuffer>
})

/** What the program prints. */
async function printed(options: HostOptions): Promise<string> {
  let output = ''
  const stdout = (text: string): void => {
    output += text
  }
  const running = await load(wasm, { env: {}, stdout, stderr: stdout, ...options })
  await running.init()
  await running.main()
  await running.close()
  return output
}

const whole = '{"category": "billing", "urgent": true, "level": "High", "items": [{"name": "a", "count": 12}]}'

const script: ScriptedAnswer[] = [
  {
    pieces: [
      '{"cat',
      'egory": "bil',
      'ling", "urg',
      'ent": tr',
      'ue, "level": "Hi',
      'gh", "items": [',
      '{"name": "a", "count": 1',
      '2}]',
      '}',
    ],
  },
  { pieces: ['{"value": [{"name": "x', '", "count": 1}, {"name"', ': "y", "count": 7}', ']}'] },
  { pieces: ['{"value": {"a": 1', ', "b": 2', '}}'] },
  { pieces: ['{"value": "Mid', 'dle"', '}'] },
  { pieces: ['{"name": "root", "below": [{"na', 'me": "leaf', '", "below": []}]}'] },
  { tool_calls: [{ name: 'look' }], pieces: ['Let me look: {"category": "no'] },
  { tool_calls: [{ name: 'transfer_to_Clerk' }], pieces: ['One [moment'] },
  {
    pieces: [
      'Here it is [1]:\n```json\n{"category"',
      ': "shipping \\',
      'u00',
      'fc \\ud83d',
      '\\ude00"',
      ', "urgent": false, "level": "Low", "note": null, "items": []}',
      '\n```',
    ],
  },
  { pieces: ['{"category": "a', '"}'] },
  { pieces: [whole.slice(0, 20), whole.slice(20)] },
  { pieces: ['{"category": "b', '"}'] },
  { pieces: ['{"category": 5', '}'] },
  { error: 'no such model', code: 404 },
  { pieces: ['{"category": "c", "ur'] },
  'nothing',
  { pieces: ['{"category": "d', 'e', 'f'] },
  { pieces: [whole.slice(0, 14), whole.slice(14)] },
]

test('each value is what was written so far, the last one the whole answer', async () => {
  const provider = new ScriptedProvider('openai', script)
  expect(await printed({ createProvider: () => provider })).toBe(
    readFileSync(program('drafts').replace('.haira', '.txt'), 'utf8'),
  )
  provider.assertComplete()
  const formats = provider.requests.map(({ output }) => output?.name)
  expect(new Set(formats)).toEqual(new Set(['Ticket', 'Item', 'map_string_int', 'Level', 'Branch']))
})

const ticket = (category: string, urgent = false, level = 'Low', ...items: unknown[]) => ({
  category,
  urgent,
  level,
  note: null,
  items,
})
const item = (name: string, count: number) => ({ name, count, price: 1.5 })

/** What `/drafts` answers: all values of a stream. */
async function drafts(options: HostOptions): Promise<unknown> {
  const running = await load(wasm, { env: {}, ...options })
  await running.init()
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ message: 'Hi' })
  const response = await running.fetch(new Request('http://desk/drafts', { method: 'POST', headers, body }))
  await running.close()
  return response.json()
}

test('cut after each character, values only grow, and the last one is that of `ask`', async () => {
  const final = ticket('billing', true, 'High', item('a', 12))
  const createProvider = () => new ScriptedProvider('openai', [{ pieces: [...whole] }])
  expect(await drafts({ createProvider })).toEqual([
    ...[...'billing'].map((_, at) => ticket('billing'.slice(0, at + 1))),
    ticket('billing', true),
    ticket('billing', true, 'High'),
    ticket('billing', true, 'High', item('', 0)),
    ticket('billing', true, 'High', item('a', 0)),
    final,
    final,
  ])
})

test('a server that knows no schemas is asked for JSON, and streams all the same', async () => {
  const refusal = failure(400, "'response_format' of type 'json_schema' is not supported")
  const server = await startOpenAiServer({
    answer: [refusal, pieces('```json\n', whole.slice(0, 30), whole.slice(30), '\n```')],
    key,
  })
  const values = (await drafts({ env: { OPENAI_API_KEY: key, OPENAI_BASE_URL: server.url } })) as unknown[]
  await server.close()
  expect(values.at(-1)).toEqual(ticket('billing', true, 'High', item('a', 12)))
  expect(server.requests.map(({ body }) => [body.stream, body.response_format?.type])).toEqual([
    [true, 'json_schema'],
    [true, 'json_object'],
  ])
})
