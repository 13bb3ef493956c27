// Waiting calls in one instance, on the real fiber drivers: what a fiber holds survives other fibers and the collector.

import { describe, expect, test } from 'vitest'
import type { SuspendMode } from '../../compiler/manifest.ts'
import { systemClock } from '../../host/imports/clock.ts'
import type { ImportFunction } from '../../host/imports/index.ts'
import type { Leases } from '../../host/imports/leases.ts'
import { memoryImports } from '../../host/imports/memory.ts'
import { ModelRequests } from '../../host/imports/model-request.ts'
import { traceImports } from '../../host/imports/trace.ts'
import { defaultLimits } from '../../host/limits.ts'
import { Instance } from '../../host/module/instantiate.ts'
import { Observer } from '../../host/observe/observer.ts'
import type { GenerateRequest } from '../../host/providers/provider.ts'
import { ChatLabeler } from '../../host/runs/chat-labels.ts'
import { InMemoryStore } from '../../host/store/in-memory.ts'
import { compileDriver } from './compile.ts'

async function start(suspend: SuspendMode, optimize: 0 | 2): Promise<Instance> {
  const module = new WebAssembly.Module(await compileDriver('fibers', { suspend, optimize }))
  const store = new InMemoryStore()
  const leases: Leases = new Map()
  const requests = new ModelRequests(leases)
  const chats = new ChatLabeler({ entries: [] }, () => {})
  const table = new Map(
    Object.entries({
      'haira:host/llm@0.1.0': { generate: suspending((request) => answer(requests.read(request))) },
      'haira:host/memory@0.1.0': memoryImports({
        current: () => store,
        leases,
        chats,
        clock: { ...systemClock, now: () => 1 },
      }),
      'haira:host/trace@0.1.0': traceImports(new Observer()),
      'haira:host/clock@0.1.0': { now: { kind: 'instant', call: () => '1' } as const, sleep: suspending(() => '') },
    }).map(([name, functions]) => [name, new Map<string, ImportFunction>(Object.entries(functions))]),
  )
  const instance = new Instance({ module, mode: suspend, imports: table, limits: defaultLimits })
  for (let entry = 0; entry < 6; entry++) await instance.run('init', JSON.stringify({ entry })).reply
  return instance
}

/** An import that always lets the fiber wait, for one turn of the event loop or two. */
function suspending(call: (request: string) => string): ImportFunction {
  let calls = 0
  const reply = (request: string) =>
    new Promise<string>((resolve) => {
      const settle = () => resolve(call(request))
      setImmediate(calls++ % 3 === 0 ? () => setImmediate(settle) : settle)
    })
  return { kind: 'suspending', call: reply }
}

function answer({ agent, messages }: GenerateRequest): string {
  const usage = { input_tokens: 1, output_tokens: 1 }
  if (agent === 'Front') {
    const call = { id: 'c', name: 'transfer_to_Target', arguments: '{"reason":"r"}' }
    return JSON.stringify({ text: '', tool_calls: [call], finish_reason: 'tool_calls', usage })
  }
  const reply = messages.map((message) => message.content).join('/')
  return JSON.stringify({ text: reply, tool_calls: [], finish_reason: 'stop', usage })
}

async function call(instance: Instance, workflow: string, body: unknown): Promise<unknown> {
  const request = JSON.stringify({ workflow, path: {}, query: {}, body: JSON.stringify(body) })
  const reply = JSON.parse(await instance.run('call', request).reply) as { status: number; body: string }
  expect(reply.status).toBe(200)
  return JSON.parse(reply.body)
}

const modes: [SuspendMode, 0 | 2][] = [
  ['asyncify', 0],
  ['asyncify', 2],
  ['jspi', 2],
]

describe.each(modes)('%s, optimized %i', async (suspend, optimize) => {
  const instance = await start(suspend, optimize)

  test('2,000 deep calls at once keep what they hold', async () => {
    const depth = 6
    const tags = Array.from({ length: 2000 }, (_, index) => `f${index}`)
    const replies = await Promise.all(tags.map((tag) => call(instance, 'Deep', { depth, tag })))
    const expected = (tag: string) =>
      [`${tag}:0`, ...Array.from({ length: depth }, (_, index) => `${tag}:${index + 1}#20`)].join('|')
    expect(replies).toEqual(tags.map(expected))
  })

  test('turns of one session run one after another, sessions side by side', async () => {
    const turns = Array.from({ length: 300 }, (_, index) => ({ message: `m${index}`, session: `s${index % 100}` }))
    const replies = await Promise.all(turns.map((turn) => call(instance, 'Ask', turn)))
    const prompt = 'T\n\nYou are taking over this conversation from Front. Reason: r'
    replies.forEach((reply, index) => {
      const first = `${prompt}/m${index % 100}`
      if (index < 100) expect(reply).toBe(first)
      else if (index < 200) expect(reply).toBe(`${prompt}/m${index - 100}/${first}/m${index}`)
      else expect(reply).toMatch(new RegExp(`/m${index - 200}/.*/m${index - 100}/.*/m${index}$`, 's'))
    })
  })

  test('a pending panic stays with its fiber', async () => {
    const tags = Array.from({ length: 50 }, (_, index) => `p${index}`)
    const replies = await Promise.all(
      tags.flatMap((tag) => [call(instance, 'Pending', { tag }), call(instance, 'Deep', { depth: 1, tag })]),
    )
    expect(replies).toEqual(tags.flatMap((tag) => [tag, `${tag}:0|${tag}:1#20`]))
  })
})
