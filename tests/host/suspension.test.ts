// One suite for all ways to suspend: what a program does must not depend on the driver.

import { setImmediate as soon } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { SuspendMode } from '../../compiler/manifest.ts'
import { HostError } from '../../host/errors.ts'
import { heldModel, nestedAnswer, type StartOptions, start } from './guest/start.ts'

interface Driver {
  build: SuspendMode
  suspend: SuspendMode
}

const drivers: Driver[] = [
  { build: 'asyncify', suspend: 'asyncify' },
  { build: 'jspi', suspend: 'jspi' },
  // The universal module, on an engine that can do more.
  { build: 'asyncify', suspend: 'jspi' },
]

describe.each(drivers)('$build module on $suspend', (driver) => {
  const open = (options: StartOptions = {}) => start({ ...driver, ...options })

  test('a fiber keeps its values over many waits', async () => {
    await using host = await open()
    expect(await host.call('Nested', { depth: 12, tag: 'a' })).toEqual({ status: 200, body: nestedAnswer(12, 'a') })
  })

  test('1,000 fibers wait at once while the collector runs', async () => {
    let most = 0
    let waiting = 0
    await using host = await open({
      model: async (message) => {
        most = Math.max(most, ++waiting)
        await soon()
        waiting--
        return message.toUpperCase()
      },
    })
    const calls = Array.from({ length: 1000 }, (_, index) => host.call('Nested', { depth: 4, tag: `f${index}` }))
    for (let round = 0; round < 5; round++) {
      await soon()
      await host.call('Collect', {})
    }
    const replies = await Promise.all(calls)
    expect(most).toBe(1000)
    for (const [index, reply] of replies.entries()) expect(reply.body).toBe(nestedAnswer(4, `f${index}`))
  })

  test('answers may come in any order', async () => {
    const { model, held } = heldModel()
    await using host = await open({ model })
    const calls = Array.from({ length: 20 }, (_, index) => host.call('Deep', { depth: 3, tag: `t${index}` }))
    while (held.length < 20) await soon()
    for (const { message, answer } of [...held].reverse()) answer(`${message} answered`)
    const replies = await Promise.all(calls)
    expect(replies.map((reply) => reply.body)).toEqual(replies.map((_, index) => `t${index} answered`))
  })

  test('answers that come in one tick do not mix fibers', async () => {
    const { model, held } = heldModel()
    await using host = await open({ model })
    const calls = ['a', 'b', 'c'].map((tag) => host.call('Nested', { depth: 2, tag }))
    for (let level = 0; level <= 2; level++) {
      while (held.length < 3) await soon()
      for (const { message, answer } of held.splice(0)) answer(message.toUpperCase())
    }
    const replies = await Promise.all(calls)
    expect(replies.map((reply) => reply.body)).toEqual(['a', 'b', 'c'].map((tag) => nestedAnswer(2, tag)))
  })

  test('a fiber may start while others wait and end before them', async () => {
    const { model, held } = heldModel()
    await using host = await open({ model })
    const first = host.call('Deep', { depth: 1, tag: 'first' })
    while (held.length < 1) await soon()
    expect((await host.call('Greeting', {})).body).toBe(' 2')
    held[0]!.answer('late')
    expect((await first).body).toBe('late')
  })

  test('text of every kind goes through unchanged', async () => {
    await using host = await open({ model: async (message) => `${message}${message}` })
    for (const text of ['', 'ascii', 'größer', '日本語', '🙂'.repeat(5000), `a${'ü'.repeat(70_000)}`, '\u0000"\\\n']) {
      expect((await host.call('Deep', { depth: 0, tag: text })).body).toBe(text + text)
    }
  })

  test('a model that fails is an error of the call', async () => {
    await using host = await open({
      model: async () => {
        throw Object.assign(new Error('p: 429 slow down'), { code: 429 })
      },
    })
    expect((await host.call('Deep', { depth: 0, tag: 'x' })).body).toBe('!p: 429 slow down 429')
  })

  test('a cancelled fiber aborts its call and ends in order', async () => {
    const { model, held } = heldModel()
    const signals: AbortSignal[] = []
    await using host = await open({
      model: (message, signal) => {
        signals.push(signal)
        return model(message, signal)
      },
    })
    const request = { workflow: 'Nested', path: {}, query: {}, body: JSON.stringify({ depth: 1, tag: 'a' }) }
    const running = await host.program.call(JSON.stringify(request))
    while (held.length < 1) await soon()
    running.fiber.cancel()
    const reply = JSON.parse(await running.reply) as { body: string }
    expect(signals[0]!.aborted).toBe(true)
    // The second question was not even asked.
    expect(signals).toHaveLength(1)
    expect(JSON.parse(reply.body)).toBe('a:0=!cancelled 499|a:1=!stopped')
    expect(running.fiber.state).toBe('done')
  })

  test('a trap ends its instance, and a fresh one serves what can be repeated', async () => {
    const { model, held } = heldModel()
    const signals: AbortSignal[] = []
    await using host = await open({
      model: (message, signal) => {
        signals.push(signal)
        return model(message, signal)
      },
    })
    const waiting = host.call('Deep', { depth: 0, tag: 'a' })
    while (held.length < 1) await soon()
    await expect(host.call('Trap', {})).rejects.toThrow(/a fault of ours/)
    expect(signals.map((signal) => signal.aborted)).toEqual([true])
    // What has done nothing that shows is done again.
    while (held.length < 2) await soon()
    held[0]!.answer('too late')
    held[1]!.answer('once more')
    expect((await waiting).body).toBe('once more')
    expect((await host.call('Greeting', {})).body).toBe(' 2')
    expect(host.output.log).toEqual([expect.stringMatching(/^error: .*a fault of ours.*fresh instance/)])
  })

  test('recursion without end is a stack overflow and the process lives', async () => {
    await using host = await open()
    const failure = await host.call('Forever', {}).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(HostError)
    expect((await host.call('Nested', { depth: 1, tag: 'b' })).body).toBe(nestedAnswer(1, 'b'))
  })
})

// 256 KiB of scratch, and a frame of `deep` takes about 72 bytes of it.
const [MARGIN, BEYOND] = [3100, 4200]

test('a stack that fills the scratch area ends its fiber only', async () => {
  const { model, held } = heldModel()
  await using host = await start({ model })
  const other = host.call('Deep', { depth: 2, tag: 'other' })
  while (held.length < 1) await soon()
  await expect(host.call('Deep', { depth: MARGIN, tag: 'deep' })).rejects.toMatchObject({ code: 'stack_overflow' })
  held[0]!.answer('still here')
  expect((await other).body).toBe('still here')
})

test('a stack that overflows the scratch area ends the instance, whose memory it has overwritten', async () => {
  await using host = await start()
  await expect(host.call('Deep', { depth: BEYOND, tag: 'deep' })).rejects.toMatchObject({ code: 'stack_overflow' })
  expect(host.output.log).toEqual([expect.stringMatching(/did not fit into the scratch area.*fresh instance/)])
  expect((await host.call('Greeting', {})).body).toBe(' 1')
})
