// Each backend by its name, through the real SDK to a strict server: its wire format, its path, and how it sends its key.
// Where requests go without an endpoint is in settings.test.ts, what both formats have in common in conformance.test.ts.

import { describe, expect, test } from 'vitest'
import { backends } from '../../host/providers/backends.ts'
import { failure, pieces, toolCall } from '../wire/answers.ts'
import { startAnthropicServer } from '../wire/anthropic-server.ts'
import { startOpenAiServer } from '../wire/openai-server.ts'
import { connect, failureOf, key, never, request } from './helpers.ts'

const chat = { path: '/v1/chat/completions', header: 'authorization', sent: `Bearer ${key}` }

/** Those that differ from the most. */
const special: Record<string, { path: string; header: string; sent: string }> = {
  azure: {
    path: '/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21',
    header: 'api-key',
    sent: key,
  },
  anthropic: { path: '/v1/messages', header: 'x-api-key', sent: key },
}

const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } }]

describe.each([...backends.keys()])('%s', (name) => {
  const { path, header, sent } = special[name] ?? chat

  test('asks, calls tools, streams, and fails under its name', async () => {
    const answer = [toolCall('look'), pieces('It ', 'is fine.'), failure(400, 'no such model')]
    await using server = await (name === 'anthropic' ? startAnthropicServer : startOpenAiServer)({ answer, key })
    // Azure's paths begin at the top, and ollama adds `/v1` itself.
    const bare = name === 'azure' || name === 'ollama'
    const endpoint = bare ? `http://127.0.0.1:${server.port}` : server.url
    const provider = connect('mine', endpoint, { backend: name, account_id: 'acc', headers: { 'X-Team': 'desk' } })

    const called = await provider.generate(request({ tools }), never)
    expect(called.tool_calls).toMatchObject([{ name: 'look', arguments: '{}' }])
    const heard: string[] = []
    const streamed = await provider.generate(request({ tools }), never, (text) => void heard.push(text))
    expect([streamed.text, heard.join('')]).toEqual(['It is fine.', 'It is fine.'])
    expect(streamed.usage.input_tokens).toBeGreaterThan(0)
    expect(await failureOf(provider.generate(request(), never))).toEqual({
      message: 'mine: 400 no such model',
      code: 400,
    })

    expect(server.rejections).toEqual([])
    for (const { url, headers } of server.requests) {
      expect([url, headers[header], headers['x-team']]).toEqual([path, sent, 'desk'])
      const others = ['authorization', 'api-key', 'x-api-key'].filter((one) => one !== header)
      expect(others.map((one) => headers[one])).toEqual([undefined, undefined])
      expect(headers['anthropic-version']).toBe(name === 'anthropic' ? '2023-06-01' : undefined)
    }
    await provider.close()
  })
})
