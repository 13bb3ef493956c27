// The scripted provider: answers in order, requests kept, leftovers and shortages named.

import { expect, test } from 'vitest'
import { ScriptedProvider } from '../../host/providers/scripted.ts'
import { never, request } from './helpers.ts'

test('answers in the order given', async () => {
  const provider = new ScriptedProvider('openai', [
    { text: 'Wait.', tool_calls: [{ name: 'look', arguments: { a: 1 } }, { name: 'transfer_to_X' }] },
    (asked) => `You said ${asked.messages.at(-1)?.content}`,
  ])
  expect(await provider.generate(request('Hi'), never)).toMatchObject({
    text: 'Wait.',
    finish_reason: 'tool_calls',
    tool_calls: [
      { id: 'call_1_1', name: 'look', arguments: '{"a":1}' },
      { id: 'call_1_2', name: 'transfer_to_X', arguments: '{}' },
    ],
  })
  expect(() => provider.assertComplete()).toThrow('openai: 1 of 2 scripted answers were not used')
  expect(await provider.generate(request('Ho'), never)).toMatchObject({ text: 'You said Ho', finish_reason: 'stop' })
  provider.assertComplete()
  expect(provider.requests.map(({ messages }) => messages[0]?.content)).toEqual(['Hi', 'Ho'])
})

test('failures and the end of the script', async () => {
  const provider = new ScriptedProvider('openai', [{ error: '429 slow down', code: 429 }])
  await expect(provider.generate(request(), never)).rejects.toMatchObject({
    message: 'openai: 429 slow down',
    code: 429,
  })
  await expect(provider.generate(request(), never)).rejects.toThrow('openai: the script holds no answer for request 2')
})
