// The translation to Anthropic's messages; every case is accepted by the strict server.

import { expect, test, vi } from 'vitest'
import type { ChatMessage } from '../../host/providers/provider.ts'
import { text } from '../wire/answers.ts'
import { startAnthropicServer } from '../wire/anthropic-server.ts'
import { connect, key, never, request } from './helpers.ts'

interface Case {
  title: string
  messages: ChatMessage[]
  system?: string
  sent: unknown[]
}

const call = (id: string, args = '{}') => ({ id, name: 'look', arguments: args })
const use = (id: string, input: unknown = {}) => ({ type: 'tool_use', id, name: 'look', input })
const block = (text: string) => ({ type: 'text', text })

const cases: Case[] = [
  {
    title: 'system texts are joined by a blank line, blank ones left out',
    messages: [
      { role: 'system', content: 'One.' },
      { role: 'system', content: '  ' },
      { role: 'system', content: 'Two.' },
      { role: 'user', content: 'Hi' },
    ],
    system: 'One.\n\nTwo.',
    sent: [{ role: 'user', content: 'Hi' }],
  },
  {
    title: 'tool results become one user message right after the calls',
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Looking.', tool_calls: [call('a', '{"x":1}'), call('b')] },
      { role: 'tool', tool_call_id: 'a', content: 'one' },
      { role: 'tool', tool_call_id: 'b', content: '' },
    ],
    sent: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [block('Looking.'), use('a', { x: 1 }), use('b')] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'one' },
          { type: 'tool_result', tool_use_id: 'b' },
        ],
      },
    ],
  },
  {
    title: 'two rounds of tools stay apart',
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: '', tool_calls: [call('a')] },
      { role: 'tool', tool_call_id: 'a', content: 'one' },
      { role: 'assistant', content: '', tool_calls: [call('b')] },
      { role: 'tool', tool_call_id: 'b', content: 'two' },
    ],
    sent: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [use('a')] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'one' }] },
      { role: 'assistant', content: [use('b')] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'b', content: 'two' }] },
    ],
  },
  {
    title: 'a user text after tool results joins them, behind',
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: '', tool_calls: [call('a')] },
      { role: 'tool', tool_call_id: 'a', content: 'one' },
      { role: 'user', content: 'And?' },
    ],
    sent: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [use('a')] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'one' }, block('And?')] },
    ],
  },
  {
    title: 'neighbours of one role are merged',
    messages: [
      { role: 'user', content: 'One' },
      { role: 'user', content: 'Two' },
      { role: 'assistant', content: 'Three' },
      { role: 'assistant', content: 'Four' },
      { role: 'user', content: 'Five' },
    ],
    sent: [
      { role: 'user', content: [block('One'), block('Two')] },
      { role: 'assistant', content: [block('Three'), block('Four')] },
      { role: 'user', content: 'Five' },
    ],
  },
  {
    title: 'a history that starts with an assistant',
    messages: [
      { role: 'assistant', content: 'Earlier reply' },
      { role: 'user', content: 'Hi' },
    ],
    sent: [
      { role: 'user', content: '(The beginning of the conversation is left out.)' },
      { role: 'assistant', content: 'Earlier reply' },
      { role: 'user', content: 'Hi' },
    ],
  },
  {
    title: 'blank texts: an assistant’s is left out, a user’s is named',
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: ' \n' },
      { role: 'user', content: '  ' },
    ],
    sent: [{ role: 'user', content: [block('Hi'), block('(empty message)')] }],
  },
  {
    title: 'nothing but a system text',
    messages: [{ role: 'system', content: 'Greet.' }],
    system: 'Greet.',
    sent: [{ role: 'user', content: '(empty message)' }],
  },
  {
    title: 'tool input is an object whatever the arguments were',
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: '', tool_calls: [call('a', ''), call('b', '[1]'), call('c', '{bad')] },
      { role: 'tool', tool_call_id: 'a', content: '1' },
      { role: 'tool', tool_call_id: 'b', content: '2' },
      { role: 'tool', tool_call_id: 'c', content: '3' },
    ],
    sent: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [use('a'), use('b'), use('c')] },
      {
        role: 'user',
        content: ['a', 'b', 'c'].map((id, i) => ({ type: 'tool_result', tool_use_id: id, content: `${i + 1}` })),
      },
    ],
  },
  {
    title: 'white space at the end of an assistant text is dropped',
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Well, \n' },
    ],
    sent: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Well,' },
    ],
  },
]

test('requests to a model that the package holds to be old print nothing', async () => {
  await using server = await startAnthropicServer({ answer: [text('ok'), text('ok')], key })
  const provider = connect('anthropic', server.url)
  const printed = vi.spyOn(console, 'warn')
  await provider.generate(request({ model: 'claude-sonnet-4-5' }), never)
  await provider.generate(request({ model: 'claude-sonnet-4-5' }), never, () => {})
  expect(printed).not.toHaveBeenCalled()
  printed.mockRestore()
  await provider.close()
})

test.each(cases)('$title', async ({ messages, system, sent }) => {
  await using server = await startAnthropicServer({ answer: [text('ok')], key })
  const provider = connect('anthropic', server.url)
  await provider.generate(request({ model: 'claude-x', messages }), never)
  expect(server.rejections).toEqual([])
  expect(server.requests[0]?.body.messages).toEqual(sent)
  expect(server.requests[0]?.body.system).toBe(system)
  await provider.close()
})

test('defaults, tools and headers', async () => {
  await using server = await startAnthropicServer({ answer: [text('ok')], key })
  const provider = connect('deep', server.url, { backend: 'anthropic' })
  const tools = [{ name: 'look', description: 'Looks.', parameters: { properties: { a: { type: 'string' } } } }]
  await provider.generate(request({ model: 'claude-x', tools, temperature: 0.2 }), never)
  const [asked] = server.requests
  expect(asked?.body).toMatchObject({ max_tokens: 8192, temperature: 0.2 })
  expect(asked?.body.tools).toEqual([
    { name: 'look', description: 'Looks.', input_schema: { type: 'object', properties: { a: { type: 'string' } } } },
  ])
  expect(asked?.headers).toMatchObject({ 'x-api-key': key, 'anthropic-version': '2023-06-01' })
  expect(asked?.headers.authorization).toBeUndefined()
  await provider.close()
})

test('a large max_tokens is sent as asked', async () => {
  await using server = await startAnthropicServer({ answer: [text('ok')] })
  const provider = connect('anthropic', server.url)
  await provider.generate(request({ model: 'claude-x', max_tokens: 100_000 }), never)
  expect(server.requests[0]?.body.max_tokens).toBe(100_000)
  await provider.close()
})

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'refusal'],
])('stop reason %s is %s', async (finishReason, expected) => {
  await using server = await startAnthropicServer({ answer: [{ kind: 'reply', text: 'x', finishReason }] })
  const provider = connect('anthropic', server.url)
  expect((await provider.generate(request(), never)).finish_reason).toBe(expected)
  await provider.close()
})
