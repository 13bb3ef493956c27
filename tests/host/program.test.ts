// Loading, the init table, main, and what a module is granted.

import { describe, expect, test } from 'vitest'
import type { InitEntry } from '../../compiler/manifest.ts'
import { load, PanicError, StartError } from '../../host/index.ts'
import type { ProviderFields } from '../../host/providers/fields.ts'
import { guest, workflow } from './guest/build.ts'
import { provider, start } from './guest/start.ts'

const agent = (name: string, line: number, needs: string[]): InitEntry => ({
  kind: 'agent',
  name,
  position: { file: 'app.haira', line, column: 1 },
  needs,
  handoffs: [],
  tools: [],
})

const table: InitEntry[] = [
  provider,
  agent('Billing', 7, ['p']),
  agent('FrontDesk', 11, ['p', 'Billing']),
  { ...workflow('Echo', 'POST', '/echo'), needs: ['FrontDesk'] },
]

/** Starts with what each entry of `table` evaluates to. */
const startWith = (replies: string[], options: Parameters<typeof start>[0] = {}) =>
  start({
    entries: table,
    ...options,
    env: { ...Object.fromEntries(replies.map((reply, index) => [`ENTRY_${index}`, reply])), ...options.env },
  })

const agentReply = '{"fields":{"provider":"p","model":"","tools":[],"handoffs":[]}}'
const good = ['{"fields":{"model":"m"}}', agentReply, agentReply, '{}']

describe('load', () => {
  test('refuses what is no module, and what haira did not build', async () => {
    await expect(load(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: 'invalid_module' })
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
    await expect(load(empty)).rejects.toThrow('the module has no section haira.manifest: it was not built by haira')
  })

  test('names a capability that was not granted, and what needs it', async () => {
    const wasm = await guest({ entries: table })
    await expect(load(wasm, { grant: ['llm', 'memory', 'env', 'io', 'clock'] })).rejects.toMatchObject({
      code: 'missing_import',
      message:
        'the capability server was not granted (haira:host/server@0.1.0 listen, needed by workflow Echo at app.haira:1)',
    })
  })

  test('refuses a driver that the module was not built for', async () => {
    const wasm = await guest({ suspend: 'jspi' })
    await expect(load(wasm, { suspend: 'asyncify' })).rejects.toThrow(/built for JSPI/)
  })
})

describe('the init table', () => {
  test('a failed entry is named with its line and all that depends on it', async () => {
    const failed = startWith(['{"error":{"message":"no luck"}}'])
    await expect(failed).rejects.toBeInstanceOf(StartError)
    await expect(failed).rejects.toThrow(
      'app.haira:3:1: provider p: no luck (needed by agent Billing, agent FrontDesk, workflow Echo)',
    )
  })

  test('all failures are told, but not those that follow from others', async () => {
    const unknown = '{"fields":{"provider":"q","model":"","tools":[],"handoffs":[]}}'
    const failed = startWith([good[0]!, unknown, unknown, '{"error":{"message":"never asked"}}'])
    await expect(failed).rejects.toMatchObject({
      failures: [{ kind: 'agent', name: 'Billing', dependents: ['agent FrontDesk', 'workflow Echo'] }],
      message: "app.haira:7:1: agent Billing: unknown provider 'q' (needed by agent FrontDesk, workflow Echo)",
    })
  })

  test('an agent without model is an error', async () => {
    await expect(startWith(['{"fields":{"model":""}}', ...good.slice(1)])).rejects.toThrow(
      'app.haira:7:1: agent Billing: no model (set model in provider p or in the agent)',
    )
  })

  test('a field that the provider does not know is an error', async () => {
    const fields = '{"fields":{"model":"m","colour":"red"}}'
    await expect(startWith([fields, ...good.slice(1)], { ownProviders: true })).rejects.toThrow(
      /^app\.haira:3:1: provider p: unknown field 'colour' \(needed by agent Billing, /,
    )
  })

  test('a missing key is a warning, or an error when asked for', async () => {
    const fields = '{"fields":{"model":"m","backend":"openai"}}'
    const options = { ownProviders: true }
    const text =
      'app.haira:3:1: provider p: no API key (set api_key or OPENAI_API_KEY) ' +
      '(needed by agent Billing, agent FrontDesk, workflow Echo)'
    await using host = await startWith([fields, ...good.slice(1)], options)
    expect(host.program.warnings).toEqual([text])
    expect(host.output.log).toEqual([`warn: ${text}`])
    await expect(startWith([fields, ...good.slice(1)], { ...options, strict: true })).rejects.toThrow(text)
    await using offline = await startWith([fields, ...good.slice(1)], { ...options, offline: true })
    expect(offline.program.warnings).toEqual([])
  })

  test('a sealed reference is opened for the provider, and nowhere else', async () => {
    const made: ProviderFields[] = []
    const headers = '{"x":"a-\uE000UNSET\uE001-b","y":"\uE000UNSET\uE002none\uE001","z":"\uE000KEY\uE002none\uE001"}'
    const sealed = `{"fields":{"model":"m","api_key":"\uE000KEY\uE001","headers":${headers}}}`
    await using host = await startWith([sealed, ...good.slice(1)], {
      secrets: ['KEY', 'UNSET'],
      env: { KEY: 'sk-secret' },
      createProvider: (name, fields) => {
        made.push(fields)
        return { name, generate: () => Promise.reject(new Error('not asked')), close: async () => {} }
      },
    })
    expect(made).toEqual([{ model: 'm', api_key: 'sk-secret', headers: { x: 'a--b', y: 'none', z: 'sk-secret' } }])
    await host.program.main(['env', 'KEY'])
    expect(host.output.out).toBe('{"value":null}')
  })

  test('a sealed reference to a variable that nobody granted is an error', async () => {
    const sealed = '{"fields":{"model":"\uE000HOME\uE001"}}'
    await expect(startWith([sealed, ...good.slice(1)], { env: { HOME: '/' } })).rejects.toThrow(
      'provider p: environment variable HOME is not granted',
    )
  })
})

describe('main', () => {
  test('gives the exit status and writes to both outputs', async () => {
    await using host = await start()
    expect(await host.program.main(['print', 'out: ü\n', 'err\n'])).toBe(0)
    expect(host.output).toMatchObject({ out: 'out: ü\n', err: 'err\n' })
    await using other = await start()
    expect(await other.program.main(['exit', '3'])).toBe(3)
  })

  test('an uncaught panic and a trap are errors', async () => {
    await using host = await start()
    const panic = host.program.main(['panic'])
    await expect(panic).rejects.toBeInstanceOf(PanicError)
    await expect(panic).rejects.toThrow('panic: no luck\n  at app.haira:1:1')
    await using other = await start()
    await expect(other.program.main(['trap'])).rejects.toMatchObject({ code: 'trap' })
  })

  test('reads only variables that are granted', async () => {
    for (const [name, allowEnv, expected] of [
      ['HOME', [], '{"error":{"message":"environment variable HOME is not granted"}}'],
      ['HOME', ['HOME'], '/root'],
      ['UNSET', ['UNSET'], '{"value":null}'],
    ] as const) {
      await using host = await start({ env: { HOME: '/root' }, allowEnv })
      await host.program.main(['env', name])
      expect(host.output.out).toBe(expected)
    }
  })

  test('is cancelled when the program is closed', async () => {
    const asked = Promise.withResolvers<AbortSignal>()
    await using host = await start({
      limits: { shutdownMs: 0 },
      model: (_, signal) => {
        asked.resolve(signal)
        return new Promise(() => {})
      },
    })
    const main = host.program.main(['ask', 'are you there?'])
    const signal = await asked.promise
    await host.program.close()
    expect(signal.aborted).toBe(true)
    expect(await main).toBe(0)
    expect(host.output.out).toBe('!cancelled: the program was closed 499')
  })
})
