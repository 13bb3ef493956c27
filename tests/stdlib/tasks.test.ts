// The task primitive on every way to suspend, optimized and not: order, results, failures, cancellation, deadlock.

import { describe, expect, test } from 'vitest'
import type { SuspendMode } from '../../compiler/manifest.ts'
import type { Fiber } from '../../host/fiber/fiber.ts'
import type { ImportFunction } from '../../host/imports/index.ts'
import { taskImports } from '../../host/imports/task.ts'
import { traceImports } from '../../host/imports/trace.ts'
import { defaultLimits } from '../../host/limits.ts'
import { Instance } from '../../host/module/instantiate.ts'
import { Observer } from '../../host/observe/observer.ts'
import { compileDriver, defaults } from './compile.ts'

interface Host {
  instance: Instance
  failures: string[]
  /** Timers that a test lets go on, if it holds them. */
  timers: (() => void)[]
}

const modules = new Map<string, Promise<WebAssembly.Module>>()

async function start(build: SuspendMode, suspend: SuspendMode, options: { hold?: boolean } = {}): Promise<Host> {
  const { optimize } = defaults
  const key = `${build} ${optimize}`
  if (!modules.has(key)) {
    modules.set(
      key,
      compileDriver('tasks', { suspend: build, optimize }).then((wasm) => new WebAssembly.Module(wasm)),
    )
  }
  const failures: string[] = []
  const timers: (() => void)[] = []
  const sleep: ImportFunction = {
    kind: 'suspending',
    call: (_, fiber) =>
      new Promise<string>((resolve, reject) => {
        if (options.hold) timers.push(() => resolve(''))
        else setImmediate(() => resolve(''))
        fiber.signal.addEventListener('abort', () => reject(fiber.signal.reason), { once: true })
      }),
  }
  const table = new Map(
    Object.entries({
      'haira:host/task@0.1.0': taskImports(),
      'haira:host/trace@0.1.0': traceImports(new Observer()),
      'haira:host/clock@0.1.0': { sleep },
    }).map(([name, functions]) => [name, new Map<string, ImportFunction>(Object.entries(functions))]),
  )
  const instance = new Instance({
    module: await modules.get(key)!,
    mode: suspend,
    imports: table,
    limits: defaultLimits,
    events: { trapped: () => {}, exited: () => {}, taskFailed: (reply) => failures.push(reply) },
  })
  for (let entry = 0; entry < 8; entry++) await instance.run('init', JSON.stringify({ entry })).reply
  return { instance, failures, timers }
}

function begin(instance: Instance, workflow: string, body: unknown = {}): { fiber: Fiber; reply: Promise<unknown> } {
  const request = JSON.stringify({ workflow, path: {}, query: {}, body: JSON.stringify(body) })
  const { fiber, reply } = instance.run('call', request)
  const decoded = reply.then((text) => {
    const { status, body: json } = JSON.parse(text) as { status: number; body: string }
    expect(status, json).toBe(200)
    return JSON.parse(json) as unknown
  })
  return { fiber, reply: decoded }
}

const call = (instance: Instance, workflow: string, body?: unknown) => begin(instance, workflow, body).reply

/** Until the instance has no fiber left. */
const idle = (instance: Instance) => instance.whenIdle(new Set())

/** What `fan` gives: the names of three tasks, each with its own tasks in brackets. */
function fan(name: string, depth: number): string {
  const names = [0, 1, 2].map((index) => `${name}${index}`)
  return names.map((one) => (depth > 0 ? `${one}(${fan(one, depth - 1)})` : one)).join(' ')
}

const modes: [SuspendMode, SuspendMode][] = [
  ['asyncify', 'asyncify'],
  ['jspi', 'jspi'],
  ['asyncify', 'jspi'],
]

describe.each(modes)('%s module on %s', (build, suspend) => {
  test('tasks run in the order in which they were started, once their parent waits', async () => {
    const { instance } = await start(build, suspend)
    expect(await call(instance, 'Order')).toEqual(['parent', 'a', 'b', 'c', 'joined'])
  })

  test('tasks of tasks give their results to who waits for them, in order', async () => {
    const { instance } = await start(build, suspend)
    const names = Array.from({ length: 10 }, (_, index) => `n${index}`)
    const replies = await Promise.all(names.map((name) => call(instance, 'Fan', { name, depth: 2 })))
    expect(replies).toEqual(names.map((name) => fan(name, 2)))
    expect(instance.size).toBe(0)
  })

  test('awaiting a task that failed panics, each time', async () => {
    const { instance } = await start(build, suspend)
    expect(await call(instance, 'Failing')).toBe('broken broken')
  })

  test('the failure of a task that nobody awaits is told to the host', async () => {
    const { instance, failures } = await start(build, suspend)
    expect(await call(instance, 'Background')).toBe(true)
    await idle(instance)
    expect(failures.map((text) => JSON.parse(text))).toEqual([{ error: { message: 'nobody waits', panic: true } }])
  })

  test('a token goes round a ring', async () => {
    const { instance } = await start(build, suspend)
    expect(await call(instance, 'Ring', { members: 30, rounds: 20 })).toBe(600)
  })

  test('cancelling a fiber cancels its tasks, and a task that has not begun does not begin', async () => {
    const { instance, timers } = await start(build, suspend, { hold: true })
    const other = begin(instance, 'Failing')
    while (timers.length < 1) await new Promise(setImmediate)
    const running = begin(instance, 'Endless')
    while (instance.parked < 4) await new Promise(setImmediate)
    running.fiber.cancel()
    expect(await running.reply).toBe('cancelled')
    expect(await call(instance, 'Log')).toEqual(['begins', 'begins', 'cancelled', 'cancelled', 'cancelled'])
    timers[0]!()
    expect(await other.reply).toBe('broken broken')
    await idle(instance)
  })

  test('fibers that all wait for each other are a panic, not for ever', async () => {
    const { instance, timers } = await start(build, suspend, { hold: true })
    const blocked = begin(instance, 'Deadlock')
    const other = begin(instance, 'Failing')
    while (timers.length < 1) await new Promise(setImmediate)
    // While there is a timer, somebody may still come and wake them.
    expect(blocked.fiber.isParked).toBe(true)
    timers[0]!()
    expect(await other.reply).toBe('broken broken')
    expect(await blocked.reply).toBe('panic: deadlock: all tasks are blocked')
    // The task that it waited for belongs to nobody now, and ends in the same way.
    await idle(instance)
    expect(await call(instance, 'Log')).toEqual(['begins', 'deadlock: all tasks are blocked'])
  })
})
