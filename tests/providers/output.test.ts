// Structured output on the wire: the native modes of both families, what is sent where a schema or a server does not allow
// them, and that a mode which was refused is not tried again.

import { expect, test } from 'vitest'
import type { JsonSchema } from '../../compiler/manifest.ts'
import { OfflineProvider } from '../../host/providers/offline.ts'
import { failure, text } from '../wire/answers.ts'
import { startAnthropicServer } from '../wire/anthropic-server.ts'
import { startOpenAiServer } from '../wire/openai-server.ts'
import { connect, failureOf, key, never, request } from './helpers.ts'

const ticket: JsonSchema = {
  type: 'object',
  properties: {
    category: { type: 'string', description: 'one word' },
    level: { type: 'string', enum: ['Low', 'High'], default: 'Low' },
    count: { type: 'integer', minimum: 0, maximum: 255 },
    tags: { type: 'array', items: { type: 'string' } },
    due: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
  },
  required: ['category', 'tags', 'due'],
  additionalProperties: false,
}

const tree: JsonSchema = {
  type: 'object',
  properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
  required: ['name', 'children'],
  additionalProperties: false,
}
const recursive: JsonSchema = { ...tree, $defs: { Tree: tree } }

const counts: JsonSchema = {
  type: 'object',
  properties: { value: { type: 'object', additionalProperties: { type: 'integer' } } },
  required: ['value'],
  additionalProperties: false,
}

const asking = (schema: JsonSchema, system = 'Sort it.') =>
  request({
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: 'Hello' },
    ],
    output: { name: 'Ticket', schema },
  })

const instruction = (schema: JsonSchema) =>
  `Answer with JSON only, without any other text. It must match this JSON Schema:\n${JSON.stringify(schema)}`

async function openAi(
  answers: Parameters<typeof startOpenAiServer>[0]['answer'],
  fields: Record<string, unknown> = {},
) {
  const server = await startOpenAiServer({ answer: answers, key })
  const provider = connect('test', server.url, fields)
  return {
    server,
    provider,
    async [Symbol.asyncDispose]() {
      await provider.close()
      await server.close()
    },
  }
}

test('OpenAI: strict where the schema allows it; what may be left out may be null', async () => {
  await using one = await openAi([text('{}'), text('{}'), text('{}')], { backend: 'ollama' })
  await one.provider.generate(asking(ticket), never)
  await one.provider.generate(asking(recursive), never)
  await one.provider.generate(asking(counts), never)
  expect(one.server.rejections).toEqual([])
  const formats = one.server.requests.map(({ body }) => body.response_format)
  expect(formats[0]).toEqual({
    type: 'json_schema',
    json_schema: {
      name: 'Ticket',
      strict: true,
      schema: {
        type: 'object',
        properties: {
          category: { type: 'string', description: 'one word' },
          level: { anyOf: [{ type: 'string', enum: ['Low', 'High'] }, { type: 'null' }] },
          count: { anyOf: [{ type: 'integer', minimum: 0, maximum: 255 }, { type: 'null' }] },
          tags: { type: 'array', items: { type: 'string' } },
          due: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
        },
        required: ['category', 'level', 'count', 'tags', 'due'],
        additionalProperties: false,
      },
    },
  })
  expect(formats[1]).toMatchObject({ json_schema: { strict: true, schema: { $defs: { Tree: tree } } } })
  expect(formats[2]).toEqual({
    type: 'json_schema',
    json_schema: { name: 'Ticket', strict: false, schema: counts },
  })
  // The model is held to the schema, so its prompt stays as it is.
  expect(one.server.requests[0]!.body.messages[0]).toEqual({ role: 'system', content: 'Sort it.' })
})

test('OpenAI: a refused mode gives way to the next, and is not tried again for that model', async () => {
  const refusals = [
    failure(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."),
    failure(400, "'response_format' is not supported with this model."),
  ]
  await using one = await openAi([...refusals, text('{"a": 1}'), text('{"a": 2}'), text('{"a": 3}')])
  expect((await one.provider.generate(asking(ticket), never)).text).toBe('{"a": 1}')
  expect((await one.provider.generate(asking(ticket), never)).text).toBe('{"a": 2}')
  expect((await one.provider.generate({ ...asking(ticket), model: 'other' }, never)).text).toBe('{"a": 3}')
  const sent = one.server.requests.map(({ body }) => [body.model, body.response_format?.type])
  expect(sent).toEqual([
    ['gpt-4o', 'json_schema'],
    ['gpt-4o', 'json_object'],
    ['gpt-4o', undefined],
    ['gpt-4o', undefined],
    ['other', 'json_schema'],
  ])
  expect(one.server.requests[1]!.body.messages[0]!.content).toBe(`Sort it.\n\n${instruction(ticket)}`)
  expect(one.server.requests[3]!.body.messages[0]!.content).toBe(`Sort it.\n\n${instruction(ticket)}`)
})

test('a request that is bad for another reason is no refusal', async () => {
  await using one = await openAi([failure(400, 'The prompt is too long.')])
  expect(await failureOf(one.provider.generate(asking(ticket), never))).toMatchObject({ code: 400 })
  expect(one.server.requests).toHaveLength(1)
})

test('servers of unknown make are told the schema in words, too; DeepSeek has JSON mode alone', async () => {
  await using other = await openAi([text('{}')])
  await other.provider.generate(request({ output: { name: 'Ticket', schema: ticket } }), never)
  const { body } = other.server.requests[0]!
  expect(body.response_format?.type).toBe('json_schema')
  expect(body.messages[0]).toEqual({ role: 'system', content: instruction(ticket) })

  await using deepSeek = await openAi([text('{}')], { backend: 'deepseek' })
  await deepSeek.provider.generate(asking(ticket), never)
  const asked = deepSeek.server.requests[0]!.body
  expect(asked.response_format).toEqual({ type: 'json_object' })
  expect(asked.messages[0]!.content).toBe(`Sort it.\n\n${instruction(ticket)}`)
  expect([...other.server.rejections, ...deepSeek.server.rejections]).toEqual([])
})

test('Anthropic: an output format where the schema allows it, else the prompt; models without it get the prompt', async () => {
  const answers = [text('{}'), text('{}'), failure(400, 'output_config: Extra inputs are not permitted'), text('{}')]
  const server = await startAnthropicServer({ answer: answers, key })
  const provider = connect('anthropic', server.url)
  await provider.generate(asking(ticket), never)
  await provider.generate(asking(counts), never)
  await provider.generate({ ...asking(ticket), model: 'old' }, never)
  await provider.close()
  await server.close()
  const [native, prompted, , last] = server.requests.map(({ body }) => body)
  expect(native!.output_config).toEqual({
    format: {
      type: 'json_schema',
      schema: {
        type: 'object',
        properties: {
          category: { type: 'string', description: 'one word' },
          level: { type: 'string', enum: ['Low', 'High'] },
          count: { type: 'integer' },
          tags: { type: 'array', items: { type: 'string' } },
          due: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
        },
        required: ['category', 'tags', 'due'],
        additionalProperties: false,
      },
    },
  })
  expect(native!.system).toBe('Sort it.')
  expect(prompted!.output_config).toBeUndefined()
  expect(prompted!.system).toBe(`Sort it.\n\n${instruction(counts)}`)
  expect(last!.output_config).toBeUndefined()
  expect(last!.system).toBe(`Sort it.\n\n${instruction(ticket)}`)
})

test('offline: a value of the form, with what the message names', async () => {
  const asked = { ...asking(ticket), messages: [{ role: 'user' as const, content: 'A high one: "printer", 3' }] }
  const reply = await new OfflineProvider('test').generate(asked, never)
  expect(JSON.parse(reply.text)).toEqual({
    category: 'printer',
    level: 'High',
    tags: ['A high one: "printer", 3'],
    due: 3,
  })
})
