// Each limit: what reaches it is ended with its own error, and everything else goes on.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { limitNames, limitOf } from '../../host/limits.ts'
import { heldModel, type Started, type StartOptions, start } from './guest/start.ts'

const soon = () => new Promise((resolve) => setImmediate(resolve))

async function ask(host: Started, path: string, body: unknown = {}): Promise<[status: number, body: unknown]> {
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', body: JSON.stringify(body), headers }
  const response = await host.program.fetch(new Request(`http://mounted${path}`, init))
  return [response.status, await response.json()]
}

const open = (options: StartOptions) => start({ sockets: false, ...options })
const refusal = (code: string, error: string) => ({ error, code, request_id: expect.any(String) })

describe.each(['asyncify', 'jspi'] as const)('on %s', (build) => {
  test('a loop without end is stopped; the request waiting beside it and the next one are answered', async () => {
    const { model, held } = heldModel()
    await using host = await open({ build, model, limits: { sliceMs: 100 } })
    const waiting = ask(host, '/deep', { depth: 0, tag: 'a' })
    while (held.length < 1) await soon()
    expect(await ask(host, '/spin')).toEqual([
      503,
      refusal('cpu_time', 'the request took more than 100 ms of the processor without waiting'),
    ])
    held[0]!.answer('A')
    expect(await waiting).toEqual([200, 'A'])
    expect(host.output.log).toEqual([
      expect.stringMatching(/^error: \[\S+\] the request took .* \(--max-cpu or HAIRA_MAX_CPU raises it\)$/),
    ])
  })

  test('a request that takes too long is cancelled, and so is its call', async () => {
    const { model, held } = heldModel()
    const aborted = Promise.withResolvers<void>()
    await using host = await open({
      build,
      model: (message, signal) => {
        signal.addEventListener('abort', () => aborted.resolve())
        return model(message, signal)
      },
      limits: { wallMs: 20 },
    })
    expect(await ask(host, '/deep', { depth: 0, tag: 'a' })).toEqual([
      504,
      refusal('time', 'the request took longer than 20 ms'),
    ])
    await aborted.promise
    expect(held).toHaveLength(1)
  })

  test('a request that calls the host too often is stopped', async () => {
    await using host = await open({ build, limits: { importCalls: 1000 } })
    expect(await ask(host, '/chatter')).toEqual([
      503,
      refusal('import_calls', 'the request has called the host more than 1000 times'),
    ])
    expect(await ask(host, '/nested', { depth: 0, tag: 'a' })).toEqual([200, 'a:0=A:0'])
  })

  test('a module that fills its memory is replaced', async () => {
    await using host = await open({ build, limits: { memoryMb: 8 } })
    expect(await ask(host, '/grow')).toEqual([503, refusal('memory', 'the module needed more than 8 MB of memory')])
    expect(await ask(host, '/nested', { depth: 0, tag: 'a' })).toEqual([200, 'a:0=A:0'])
    expect(host.output.log[0]).toMatch(/needed more than 8 MB of memory.*fresh instance/)
  })

  test('a text that is too long is an error of its call', async () => {
    const limits = { messageBytes: 1000 }
    await using host = await open({ build, limits, model: async (text) => text.repeat(20) })
    const problem =
      'a text between module and host is longer than 1000 bytes (--max-message or HAIRA_MAX_MESSAGE raises it)'
    expect(await ask(host, '/deep', { depth: 0, tag: 'a'.repeat(1000) })).toEqual([200, `!${problem} 0`])
    expect(await ask(host, '/deep', { depth: 0, tag: 'a'.repeat(100) })).toEqual([200, `!${problem} 0`])
    expect(await ask(host, '/deep', { depth: 0, tag: 'a' })).toEqual([200, 'a'.repeat(20)])
  })
})

test('environment variables set limits, and must be numbers in range', async () => {
  await using host = await open({ env: { HAIRA_MAX_CALLS: '1000' } })
  expect(await ask(host, '/chatter')).toMatchObject([503, { code: 'import_calls' }])
  await expect(open({ env: { HAIRA_MAX_MEMORY: '5000' } })).rejects.toThrow(
    "HAIRA_MAX_MEMORY must be a whole number from 2 to 4096, got '5000'",
  )
})

test('the table in the README is that of limits.ts', () => {
  const readme = readFileSync(new URL('../../host/README.md', import.meta.url), 'utf8')
  for (const name of limitNames) {
    const { flag, variable, default: value, unit, meaning } = limitOf(name)
    const shown = unit === '' ? String(value) : `${value} ${unit}`
    expect(readme).toContain(`| \`${name}\` | ${shown} | \`--${flag}\` | \`${variable}\` | ${meaning} |`)
  }
})
