// Answers that come as streams, on each wire format over real sockets: however the bytes are cut, delayed, framed or
// broken off, the reply is the one that comes whole, or there is an error; never another reply.

import { describe, expect, test } from 'vitest'
import { MessageEvents } from '../../host/providers/anthropic-events.ts'
import { EventReader } from '../../host/providers/event-reader.ts'
import type { GenerateReply } from '../../host/providers/index.ts'
import { CompletionEvents } from '../../host/providers/openai-events.ts'
import { type Answer, bytes, failure, pieces, raw, silence, text, toolCalls } from '../wire/answers.ts'
import { anthropicFormat, startAnthropicServer } from '../wire/anthropic-server.ts'
import { openAiFormat, startOpenAiServer } from '../wire/openai-server.ts'
import type { WireRequest } from '../wire/server.ts'
import { connect, errorOf, failureOf, key, never, request } from './helpers.ts'

const formats = [
  { name: 'openai', start: startOpenAiServer, events: openAiFormat.events },
  { name: 'anthropic', start: startAnthropicServer, events: anthropicFormat.events },
] as const

/** Text of one to four bytes a character, and two calls beside it. */
const told = ['Zoë: ', '日本', ' 😀', '\nline two']
const rich: Answer = {
  ...(toolCalls(
    [
      { id: 'a1', name: 'weather', arguments: { city: 'Zürich', days: [1, 2] } },
      { id: 'a2', name: 'transfer_to_TechAgent', arguments: { reason: 'a "quoted" one' } },
    ],
    told.join(''),
  ) as Extract<Answer, { kind: 'reply' }>),
  pieces: told,
}

describe.each(formats)('$name', ({ name, start, events }) => {
  async function open(answer: Answer[] | (() => Answer | Promise<Answer>), fields = {}, log: string[] = []) {
    const server = await start({ answer, key })
    const provider = connect(name, server.url, fields, log)
    const heard: string[] = []
    return {
      server,
      provider,
      heard,
      stream: (parts = {}, signal = never) =>
        provider.generate(request(parts), signal, (piece) => {
          heard.push(piece)
        }),
      async [Symbol.asyncDispose]() {
        await provider.close()
        await server.close()
      },
    }
  }

  /** The events of an answer as the server would send them. */
  function eventsOf(answer: Answer): string[] {
    const asked = { body: { messages: [], model: 'm', stream_options: { include_usage: true } }, number: 1 }
    return events(answer as Extract<Answer, { kind: 'reply' }>, asked as unknown as WireRequest<never>)
  }

  const streamText = (answer: Answer): string => eventsOf(answer).join('')
  const whole: Partial<GenerateReply> = {
    text: told.join(''),
    tool_calls: [
      { id: 'a1', name: 'weather', arguments: '{"city":"Zürich","days":[1,2]}' },
      { id: 'a2', name: 'transfer_to_TechAgent', arguments: '{"reason":"a \\"quoted\\" one"}' },
    ],
    finish_reason: 'tool_calls',
  }

  test('text is passed on in pieces, calls and usage are collected from the same answer', async () => {
    await using case_ = await open([rich, rich])
    const streamed = await case_.stream()
    expect(case_.heard).toEqual(told)
    expect(streamed).toMatchObject(whole)
    expect(streamed).toEqual(await case_.provider.generate(request(), never))
    expect(streamed.usage.output_tokens).toBeGreaterThan(0)
    expect(case_.server.rejections).toEqual([])
  })

  test('the request is that of a whole answer, but for the fields that ask for a stream', async () => {
    await using case_ = await open(() => text('ok'))
    const tools = [{ name: 'weather', description: 'Forecast', parameters: { type: 'object', properties: {} } }]
    const asked = { tools, temperature: 0.3, max_tokens: 9 }
    await case_.stream(asked)
    await case_.provider.generate(request(asked), never)
    const [streamed, plain] = case_.server.requests.map(({ body }) => body as object)
    const asking = name === 'openai' ? { stream: true, stream_options: { include_usage: true } } : { stream: true }
    expect(JSON.stringify(streamed)).toBe(JSON.stringify({ ...plain, ...asking }))
  })

  test('bytes may come in any portions', async () => {
    const all = Buffer.from(streamText(rich))
    const single = (): Answer => bytes(Array.from(all, (_, at) => all.subarray(at, at + 1)))
    const halves = Array.from({ length: 40 }, (_, at) => Math.floor((at * all.length) / 40))
    await using case_ = await open([single(), ...halves.map((at) => bytes([all.subarray(0, at), all.subarray(at)]))])
    for (let round = 0; round <= halves.length; round++) expect(await case_.stream()).toMatchObject(whole)
    expect(case_.heard.join('')).toBe(told.join('').repeat(halves.length + 1))
  })

  test.each([
    ['CRLF', (all: string) => all.replaceAll('\n', '\r\n')],
    ['CR', (all: string) => all.replaceAll('\n', '\r')],
    ['a byte order mark', (all: string) => `\uFEFF${all}`],
    ['no blank after the colon', (all: string) => all.replaceAll('data: ', 'data:')],
    ['comments', (all: string) => all.replaceAll('\n\n', '\n\n: ping\n\n:\n')],
    ['unknown fields', (all: string) => all.replaceAll('data: ', 'id: 7\nretry: 10\ndatabase: x\nfoo\ndata: ')],
    ['data in several lines', (all: string) => all.replaceAll('data: {', 'data: {\ndata: ')],
    ['what no version had yet', (all: string) => all.replaceAll(/data: \{"/g, 'data: {"new":{"a":[1]},"')],
    ['the end twice, and more after it', (all: string) => `${all}${all}`],
  ])('framing: %s', async (_, change) => {
    const framed = Buffer.from(change(streamText(rich)))
    const portions = Array.from({ length: Math.ceil(framed.length / 7) }, (_, at) =>
      framed.subarray(at * 7, at * 7 + 7),
    )
    await using case_ = await open([bytes([framed]), bytes(portions)])
    expect(await case_.stream()).toMatchObject(whole)
    expect(await case_.stream()).toMatchObject(whole)
  })

  /** Reads portions as the transport does; what is missing at the end is an error there. */
  function assembled(portions: Uint8Array[]): { text: string; heard: string } | undefined {
    const heard: string[] = []
    const assembly =
      name === 'openai'
        ? new CompletionEvents(name, (piece) => heard.push(piece))
        : new MessageEvents(name, (piece) => heard.push(piece))
    const reader = new EventReader(assembly)
    for (const portion of portions) reader.push(portion)
    const reply = assembly instanceof CompletionEvents ? assembly.completion : assembly.message
    return reply && { text: JSON.stringify(reply), heard: heard.join('') }
  }

  test('cut at every byte: the same answer, or none', () => {
    const all = Buffer.from(streamText(rich))
    const entire = assembled([all])!
    const withoutUsage = (one: { text: string }) => one.text.replace(/"usage":.*/, '')
    let cutShort = 0
    for (let at = 0; at <= all.length; at++) {
      expect(assembled([all.subarray(0, at), all.subarray(at)])).toEqual(entire)
      const part = assembled([all.subarray(0, at)])
      if (part === undefined) cutShort++
      else expect(withoutUsage(part)).toBe(withoutUsage(entire))
    }
    expect(cutShort).toBeGreaterThan(all.length / 2)
  })

  test.each(['ends', 'breaks'] as const)('cut anywhere, where the stream %s', async (end) => {
    const all = Buffer.from(streamText(rich))
    const places = [...Array.from({ length: 40 }, (_, at) => Math.floor((at * all.length) / 40)), all.length]
    await using case_ = await open(
      places.map((at) => bytes([all.subarray(0, at)], end)),
      { max_retries: 0 },
    )
    const outcomes = { whole: 0, failed: 0 }
    for (const _ of places) {
      const outcome = await case_.stream().catch((error: Error) => error)
      if (outcome instanceof Error) {
        expect(outcome.message).toMatch(new RegExp(`^${name}: (the answer ended early|connection closed before)`))
        outcomes.failed++
      } else {
        expect(outcome).toMatchObject(whole)
        outcomes.whole++
      }
    }
    expect(outcomes.whole).toBeGreaterThan(0)
    expect(outcomes.failed).toBeGreaterThan(places.length / 2)
  })

  test('a break before any text is tried again, one after it is not', async () => {
    const all = eventsOf(text('Hello'))
    const first = all.findIndex((event) => event.includes('Hello'))
    const before = Buffer.from(all.slice(0, first).join(''))
    await using case_ = await open([bytes([before], 'breaks'), text('Hello')])
    expect((await case_.stream()).text).toBe('Hello')
    expect(case_.heard).toEqual(['Hello'])

    const after = Buffer.from(all.slice(0, first + 1).join(''))
    case_.server.enqueue(bytes([after], 'breaks'))
    expect(await failureOf(case_.stream())).toEqual({
      message: `${name}: connection closed before the answer was complete (127.0.0.1:${case_.server.port})`,
      code: undefined,
    })
    expect(case_.server.requests).toHaveLength(3)
  })

  test('an error among the events has its status; a passing one before any text is tried again', async () => {
    const type = 'rate_limit_error'
    const body = JSON.stringify({ type: 'error', error: { type, message: 'slow down' } })
    const failed = Buffer.from(`event: error\ndata: ${body}\n\n`)
    await using case_ = await open([bytes([failed]), text('Second.')])
    expect((await case_.stream()).text).toBe('Second.')

    const begun = Buffer.from(
      eventsOf(text('Hello'))
        .slice(0, name === 'openai' ? 2 : 4)
        .join(''),
    )
    case_.server.enqueue(bytes([begun, failed]))
    expect(await failureOf(case_.stream())).toEqual({ message: `${name}: 429 slow down`, code: 429 })
    expect(case_.heard).toEqual(['Second.', 'Hello'])
  })

  test('broken JSON in an event', async () => {
    await using case_ = await open([bytes([Buffer.from('data: {"choices": [\n\n')])])
    expect((await failureOf(case_.stream())).message).toBe(`${name}: the answer is not valid JSON`)
    expect(case_.server.requests).toHaveLength(1)
  })

  test.each([
    ['nothing', ''],
    ['comments alone', ': ping\n\n'],
    ['a page', '<html>\n\n</html>'],
  ])('a stream of %s is no answer', async (_, content) => {
    await using case_ = await open([bytes([Buffer.from(content)])])
    expect((await failureOf(case_.stream())).message).toBe(`${name}: the answer ended early`)
  })

  test('a server that answers whole is understood', async () => {
    const number = { number: 1, body: { messages: [], model: 'm' } } as unknown as WireRequest<never>
    const format = name === 'openai' ? openAiFormat : anthropicFormat
    await using case_ = await open([raw(JSON.stringify(format.reply({ kind: 'reply', text: 'Whole.' }, number)))])
    expect((await case_.stream()).text).toBe('Whole.')
    expect(case_.heard).toEqual(['Whole.'])
  })

  test('failures before the stream are those of any request', async () => {
    await using case_ = await open([failure(429, 'slow', { 'retry-after': '0' }), text('Now.'), failure(400, 'no')])
    expect((await case_.stream()).text).toBe('Now.')
    expect(await failureOf(case_.stream())).toEqual({ message: `${name}: 400 no`, code: 400 })
  })

  test('the deadline counts for the whole stream', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const first = Buffer.from(eventsOf(text('Hello')).slice(0, 4).join(''))
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield first
      await promise
    }
    await using case_ = await open([bytes(slow()), silence()])
    expect(await failureOf(case_.stream({ timeout_ms: 80 }))).toMatchObject({ code: 504 })
    expect(case_.heard.join('')).toBe('Hello')
    resolve()
  })

  test('abort: no more text, the connection is given up', async () => {
    const abort = new AbortController()
    const all = eventsOf(pieces('one', 'two', 'three')).map((event) => Buffer.from(event))
    const gone = Promise.withResolvers<void>()
    const answer = (asked: { abandoned(): Promise<void> }): Answer => {
      void asked.abandoned().then(gone.resolve)
      return bytes(endless(all))
    }
    await using server = await start({ answer, key })
    const provider = connect(name, server.url)
    const heard: string[] = []
    const outcome = provider.generate(request(), abort.signal, (piece) => {
      heard.push(piece)
      abort.abort(new Error('client went away'))
    })
    expect((await errorOf(outcome)).message).toBe('client went away')
    await gone.promise
    expect(heard).toEqual(['one'])
    await provider.close()
  })

  test('an answer that is complete need not wait for its connection to end', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    async function* lingering(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(streamText(text('Done.')))
      await promise
    }
    await using case_ = await open([bytes(lingering())])
    expect((await case_.stream()).text).toBe('Done.')
    resolve()
  })

  test('connections are kept after streams', async () => {
    await using case_ = await open(() => text('ok'))
    for (let index = 0; index < 5; index++) await case_.stream()
    expect(case_.server.connections).toBe(1)
  })
})

/** The events up to the last, and then never an end. */
async function* endless(events: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const event of events.slice(0, -2)) yield event
  await new Promise(() => {})
}

describe('openai, as servers that keep to it loosely stream', () => {
  async function streamed(...chunks: unknown[]): Promise<GenerateReply> {
    const content = chunks.map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`)
    await using server = await startOpenAiServer({ answer: [bytes([Buffer.from(content.join(''))])] })
    const provider = connect('openai', server.url)
    try {
      return await provider.generate(request(), never, () => {})
    } finally {
      await provider.close()
    }
  }
  const delta = (delta: unknown, finish_reason: string | null = null) => ({ choices: [{ delta, finish_reason }] })
  const call = (more: object) => delta({ tool_calls: [more] })

  test('calls that all have the same index, or none, are told apart by their ids', async () => {
    for (const index of [{ index: 0 }, {}]) {
      const reply = await streamed(
        call({ ...index, id: 'x', function: { name: 'a', arguments: '{"n":' } }),
        call({ ...index, function: { arguments: '1}' } }),
        call({ ...index, id: 'y', function: { name: 'b', arguments: { n: 2 } } }),
        delta({}, 'stop'),
        '[DONE]',
      )
      expect(reply.tool_calls).toEqual([
        { id: 'x', name: 'a', arguments: '{"n":1}' },
        { id: 'y', name: 'b', arguments: '{"n":2}' },
      ])
      expect(reply.finish_reason).toBe('tool_calls')
    }
  })

  test('without [DONE], without a reason, without usage', async () => {
    expect(await streamed(delta({ content: 'Hi' }, 'length'))).toMatchObject({ text: 'Hi', finish_reason: 'length' })
    expect(await streamed(delta({ content: [{ type: 'text', text: 'Hi' }] }), '[DONE]')).toMatchObject({ text: 'Hi' })
  })

  test('a refusal is text', async () => {
    expect((await streamed(delta({ refusal: 'No.' }), delta({}, 'stop'))).text).toBe('No.')
  })
})
