// Spans as a collector gets them: a receiver of OTLP over HTTP stands in for it.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failure, handOver, text, toolCall } from '../wire/answers.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { program, serve } from './haira.ts'
import { key, type Model, startModel } from './model.ts'

interface Value {
  stringValue?: string
  intValue?: number | string
  doubleValue?: number
  arrayValue?: { values: Value[] }
}

interface Attribute {
  key: string
  value: Value
}

interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: Attribute[]
  status: { code?: number; message?: string }
}

interface Export {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[]
}

let model: Model<OpenAiBody>
let receiver: Server
const exports: { path: string | undefined; headers: Record<string, unknown>; body: Export }[] = []

beforeAll(async () => {
  model = await startModel(startOpenAiServer)
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    exports.push({ path: request.url, headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) })
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await model.close()
  await new Promise((resolve) => receiver.close(resolve))
})

const plain = ({ stringValue, intValue, doubleValue, arrayValue }: Value): unknown =>
  stringValue ?? (intValue === undefined ? (doubleValue ?? arrayValue?.values.map(plain)) : Number(intValue))
const attributesOf = (attributes: Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]))

/** Each span as its path from the root: `workflow Chat / step ask / …`, in the order of their ends. */
function paths(spans: Span[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const path = (span: Span): string => {
    const parent = byId.get(span.parentSpanId ?? '')
    return parent === undefined ? span.name : `${path(parent)} / ${span.name}`
  }
  return spans.map(path)
}

test('workflow, step, agents, model calls, tool and handoff are spans within each other', async () => {
  const { port } = receiver.address() as AddressInfo
  const server = await serve(program('watched'), {
    env: {
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: key,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-team=desk',
      OTEL_SERVICE_NAME: 'support',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test%20bed',
    },
  })
  model.script([
    toolCall('weather', { city: 'Rome' }),
    handOver('Back', 'too hard'),
    text('Sunny.'),
    failure(400, 'no such thing'),
  ])
  expect(await server.post('/chat', { message: 'Weather?', session: 's' })).toMatchObject({ body: { reply: 'Sunny.' } })
  expect(await server.post('/chat', { message: 'And now?', session: 's' })).toMatchObject({ status: 200 })
  const { status, stderr } = await server.stop()
  expect({ status, warned: /warning/.test(stderr) }).toEqual({ status: 0, warned: false })

  expect(exports.map(({ path }) => path)).toEqual(exports.map(() => '/v1/traces'))
  expect(exports[0]!.headers).toMatchObject({ 'x-team': 'desk', 'content-type': 'application/json' })
  const [resource] = exports[0]!.body.resourceSpans
  expect(attributesOf(resource!.resource.attributes)).toMatchObject({
    'service.name': 'support',
    'deployment.environment.name': 'test bed',
  })
  const spans = exports.flatMap(({ body }) =>
    body.resourceSpans.flatMap((one) => one.scopeSpans.flatMap((two) => two.spans)),
  )
  const front = 'workflow Chat / step ask / invoke_agent Front'
  expect(paths(spans)).toEqual([
    `${front} / chat gpt-4o`,
    `${front} / execute_tool weather`,
    `${front} / chat gpt-4o`,
    `${front} / invoke_agent Back / chat gpt-4o`,
    `${front} / invoke_agent Back`,
    `${front} / handoff Back`,
    front,
    'workflow Chat / step ask',
    'workflow Chat',
    `${front} / chat gpt-4o`,
    front,
    'workflow Chat / step ask',
    'workflow Chat',
  ])
  const [first, second] = [spans.slice(0, 9), spans.slice(9)]
  for (const turn of [first, second]) expect(new Set(turn.map(({ traceId }) => traceId)).size).toBe(1)
  expect(first[0]!.traceId).not.toBe(second[0]!.traceId)

  expect(first[0]!.kind).toBe(3)
  expect(attributesOf(first[0]!.attributes)).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-4o',
    'gen_ai.request.temperature': 0.5,
    'gen_ai.agent.name': 'Front',
    'gen_ai.conversation.id': 's',
    'gen_ai.usage.input_tokens': expect.any(Number),
    'gen_ai.usage.output_tokens': expect.any(Number),
    'gen_ai.response.finish_reasons': ['tool_calls'],
  })
  expect(attributesOf(first[1]!.attributes)).toEqual({
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'weather',
    'gen_ai.agent.name': 'Front',
  })
  expect(attributesOf(first[5]!.attributes)).toMatchObject({
    'haira.handoff.from': 'Front',
    'haira.handoff.to': 'Back',
    'haira.handoff.reason': 'too hard',
  })
  expect(first.map(({ status }) => status.code ?? 0)).toEqual(first.map(() => 0))
  expect(second[0]!.status).toEqual({ code: 2, message: 'openai: 400 no such thing' })
  expect(attributesOf(second[0]!.attributes)).toMatchObject({ 'error.type': '400' })
  expect(second[1]!.status).toMatchObject({ code: 2 })
  for (const span of spans) expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano))
  // Nothing that was said, and no key.
  expect(JSON.stringify(exports)).not.toMatch(/Weather\?|Sunny|sk-/)
})

test('a collector that is gone is told of, and does no harm', async () => {
  const server = await serve(program('watched'), {
    env: {
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: key,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
    },
  })
  model.script([text('Hello.')])
  expect(await server.post('/chat', { message: 'Hi', session: 's' })).toMatchObject({ body: { reply: 'Hello.' } })
  const { status, stderr } = await server.stop()
  expect(status).toBe(0)
  expect(stderr).toMatch(/warning: spans: .*ECONNREFUSED/)
})
