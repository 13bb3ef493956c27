// What Anthropic's API is asked to cache, and what is paid for it.

import { expect, test } from 'vitest'
import { load } from '../../host/index.ts'
import { PromptCache } from '../../host/providers/prompt-cache.ts'
import { build } from '../emit/run-program.ts'
import { type Answer, text, toolCall } from '../wire/answers.ts'
import { type AnthropicBody, startAnthropicServer } from '../wire/anthropic-server.ts'
import { connect, key, never, request } from './helpers.ts'

const long = 'Be kind to whoever asks. '.repeat(150)
const cached = { type: 'ephemeral' }
const tool = (name: string, description = 'Looks.') => ({ name, description, parameters: { type: 'object' as const } })

/** The system prompt that a server is sent, and the marks on tools. */
const marksOf = ({ system, tools = [] }: AnthropicBody) => ({
  system: typeof system === 'string' ? false : system?.map(({ cache_control }) => cache_control),
  tools: tools.map(({ cache_control }) => cache_control),
})

test('what a request begins with is hinted at from the second time on, within five minutes of the last', () => {
  let now = 1000
  const cache = new PromptCache(() => now)
  const tools = [tool('look', long)]
  const after = (minutes: number, system: string) => {
    now += minutes * 60_000
    return cache.hints('claude', tools, system)
  }
  expect(after(0, 'One.')).toEqual({ tools: false, system: false })
  expect(after(1, 'One.')).toEqual({ tools: true, system: true })
  expect(after(4.9, 'One.')).toEqual({ tools: true, system: true })
  // The tools are the same, the system prompt is not.
  expect(after(1, 'Two.')).toEqual({ tools: true, system: false })
  expect(after(1, 'Two.')).toEqual({ tools: true, system: true })
  expect(after(5, 'Two.')).toEqual({ tools: false, system: false })
  expect(after(0, 'Two.')).toEqual({ tools: true, system: true })
  expect(cache.hints('another', tools, 'Two.')).toEqual({ tools: false, system: false })
})

test('what no model would cache is never hinted at', () => {
  const cache = new PromptCache(() => 0)
  const tools = [tool('look')]
  for (let time = 0; time < 3; time++) {
    expect(cache.hints('claude', tools, 'Be brief.')).toEqual({ tools: false, system: false })
    expect(cache.hints('claude', [], '')).toEqual({ tools: false, system: false })
    // Together they are long enough.
    expect(cache.hints('claude', tools, long)).toEqual({ tools: false, system: time > 0 })
  }
})

test('remembers the beginnings sent last, of any number', () => {
  const cache = new PromptCache(() => 0)
  for (let number = 0; number < 3000; number++) cache.hints('claude', [], `${long}${number}`)
  expect(cache.hints('claude', [], `${long}0`).system).toBe(false)
  expect(cache.hints('claude', [], `${long}2999`).system).toBe(true)
})

test('hints stand at the last tool and the system prompt, and nothing else of a request changes', async () => {
  await using server = await startAnthropicServer({ key, answer: () => text('Fine.') })
  await using provider = Object.assign(connect('anthropic', server.url, { backend: 'anthropic' }), {
    [Symbol.asyncDispose]: () => provider.close(),
  })
  const messages = [
    { role: 'system' as const, content: 'Be kind.' },
    { role: 'user' as const, content: 'Hi' },
  ]
  const asked = request({ model: 'claude', messages, tools: [tool('first'), tool('second', long)] })
  await provider.generate(asked, never)
  await provider.generate(asked, never)
  await provider.generate(asked, never, () => {})
  const [first, second, third] = server.requests.map(({ body }) => body)
  expect(marksOf(first!)).toEqual({ system: false, tools: [undefined, undefined] })
  expect(second).toEqual({
    ...first,
    system: [{ type: 'text', text: 'Be kind.', cache_control: cached }],
    tools: [first!.tools![0], { ...first!.tools![1], cache_control: cached }],
  })
  // A stream is the same request.
  expect(third).toEqual({ ...second, stream: true })
})

test('input that was written or read costs what it costs, and counts as input', async () => {
  const asking = (answer: Answer, cached: { written: number; read: number }): Answer =>
    answer.kind === 'reply' ? { ...answer, cached } : answer
  const answers = [
    toolCall('look'),
    asking(toolCall('look'), { written: 1000, read: 0 }),
    asking(text('Done.'), { written: 0, read: 1000 }),
  ]
  await using server = await startAnthropicServer({ key, answer: answers })
  const program = `
    import "io"
    import "observe"

    provider anthropic {
        api_key: "${key}"
        endpoint: "${server.url}"
        model: "claude"
        input_token_cost: 1000000.0
    }

    tool look() -> string {
        """Looks."""
        "seen"
    }

    agent A {
        provider: anthropic
        system: "${long}"
        tools: [look]
    }

    fn main() {
        r, err = A.run("Hi")
        io.println("\${r.usage.input_tokens} \${r.usage.cost_usd} \${err}")
        io.println("\${observe.usage().estimated_cost_usd}")
    }`
  const { wasm } = await build(program, { optimize: 0 })
  let output = ''
  const running = await load(wasm as Uint8Array<ArrayBuffer>, { env: {}, stdout: (text) => (output += text), log() {} })
  await running.init()
  await running.main()
  await running.close()
  const plain = server.requests.reduce((sum, { body }) => sum + Math.ceil(JSON.stringify(body.messages).length / 4), 0)
  const paid = plain + 1250 + 100
  expect(output).toBe(`${plain + 2000} ${paid}.0 nil\n${paid}.0\n`)
  expect(server.requests.map(({ body }) => marksOf(body).system)).toEqual([false, [cached], [cached]])
})
