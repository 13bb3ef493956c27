// Every way in which a program can hang or crash, and what its user sees then. While one request goes wrong, another one
// waits and a third comes: both are answered as if nothing had happened.

import { describe, expect, test } from 'vitest'
import { startTrouble, type Trouble } from './trouble.ts'

const limits = { sliceMs: 100, importCalls: 1000, memoryMb: 16, wallMs: 20_000, cancelMs: 1000 }
const id = expect.any(String)
const refused = (code: string, error: string) => ({ error, code, request_id: id })
const cpu = refused('cpu_time', 'the request took more than 100 ms of the processor without waiting')

/** Asks for trouble while another request sleeps. */
async function amongOthers(host: Trouble, path: string, body?: object): Promise<[status: number, body: unknown]> {
  const sleeping = host.ask('nap', { ms: 1 })
  const reply = await host.ask(path, body)
  expect(await sleeping).toEqual([200, 'rested'])
  expect(await host.ask('hello', { name: 'Ada' })).toEqual([200, 'Hello Ada'])
  return reply
}

describe.each(['asyncify', 'jspi'] as const)('on %s', (suspend) => {
  test.each([
    ['a loop that never ends', 'loop', []],
    ['a loop that never ends in a function value', 'loop-in-lambda', []],
    ['a loop around a try that would catch everything', 'loop-in-try', ['left']],
    ['a deferred action that never ends: those before it still run', 'loop-in-defer', ['first', 'last']],
    ['recursion that would take longer than the universe has', 'recursion', []],
  ])('%s: 503 after the time for one slice', async (_, path, printed) => {
    await using host = await startTrouble(suspend, { limits })
    expect(await host.ask(path)).toEqual([503, cpu])
    expect(host.printed).toEqual(printed)
    expect(host.log).toEqual([expect.stringContaining('(--max-cpu or HAIRA_MAX_CPU raises it)')])
    expect(await host.ask('hello', { name: 'Ada' })).toEqual([200, 'Hello Ada'])
  })

  test('while a loop never ends, others wait for one slice at most', async () => {
    await using host = await startTrouble(suspend, { limits })
    expect(await amongOthers(host, 'loop')).toEqual([503, cpu])
  })

  test('recursion deeper than the stack: a panic, 500', async () => {
    await using host = await startTrouble(suspend, { limits })
    expect(await amongOthers(host, 'deep')).toEqual([500, { error: 'stack overflow' }])
    expect(host.log[0]).toMatch(/panic in workflow Deep: stack overflow/)
  })

  test('more memory than the limit: 503, and the next request has a fresh instance', async () => {
    await using host = await startTrouble(suspend, { limits: { ...limits, sliceMs: 0 } })
    expect(await host.ask('memory')).toEqual([503, refused('memory', 'the module needed more than 16 MB of memory')])
    expect(await host.ask('hello', { name: 'Ada' })).toEqual([200, 'Hello Ada'])
  })

  test('more calls of the host than the limit: 503', async () => {
    await using host = await startTrouble(suspend, { limits })
    expect(await amongOthers(host, 'chatter')).toEqual([
      503,
      refused('import_calls', 'the request has called the host more than 1000 times'),
    ])
  })

  test('a panic: 500 with its message', async () => {
    await using host = await startTrouble(suspend, { limits })
    expect(await amongOthers(host, 'panic', { xs: [1, 2] })).toEqual([
      500,
      { error: expect.stringContaining('index 3') },
    ])
    expect(host.log).toEqual([expect.stringMatching(/panic in workflow Panic: .*index 3.*, at Panic \(main\.haira:/)])
  })

  test('a request that takes longer than the limit: 504; its deferred actions have run, and may have waited', async () => {
    await using host = await startTrouble(suspend, { limits: { ...limits, wallMs: 20 } })
    expect(await host.ask('cancelled')).toEqual([504, refused('time', 'the request took longer than 20 ms')])
    expect(host.printed).toEqual(['cleaned up'])
  })

  test.each([
    ['a channel that nobody sends to', 'deadlock', {}, ['left']],
    ['a full channel that nobody receives from', 'full-channel', {}, ['left']],
    ['a model that never answers', 'ask', { message: 'Hello', agent: 'Listener' }, []],
  ])('%s: 504 after the time for a request', async (_, path, body, printed) => {
    await using host = await startTrouble(suspend, { limits: { ...limits, wallMs: 50 } })
    expect(await amongOthers(host, path, body)).toEqual([504, refused('time', 'the request took longer than 50 ms')])
    expect(host.printed.filter((line) => line === 'left')).toEqual(printed)
  })

  test('a tool that never returns: an error of the call after the time for a turn', async () => {
    await using host = await startTrouble(suspend, { limits })
    const reply = await amongOthers(host, 'ask', { message: 'Hello', agent: 'Dawdler' })
    expect(reply).toEqual([200, 'error: agent Dawdler: timed out after 1s'])
  })

  test('a tool that computes for ever: 503 after the time for one slice', async () => {
    await using host = await startTrouble(suspend, { limits })
    expect(await amongOthers(host, 'ask', { message: 'Hello', agent: 'Spinner' })).toEqual([503, cpu])
  })

  test('a task that computes for ever, and its request with it: 503 after the time for one slice', async () => {
    await using host = await startTrouble(suspend, { limits })
    expect(await amongOthers(host, 'wait-for-task')).toEqual([503, cpu])
  })

  test('a channel larger than the limit: a panic, 500', async () => {
    await using host = await startTrouble(suspend, { limits: { ...limits, channelValues: 100 } })
    const error = 'a channel cannot hold 1000 values: the limit is 100 (--max-channel or HAIRA_MAX_CHANNEL raises it)'
    expect(await amongOthers(host, 'wide-channel')).toEqual([500, { error }])
  })

  test('more tasks than the limit: a panic, 500', async () => {
    await using host = await startTrouble(suspend, { limits: { ...limits, fibers: 20, shutdownMs: 0 } })
    const error =
      'too many requests and tasks are under way: the limit is 20 (--max-fibers or HAIRA_MAX_FIBERS raises it)'
    expect(await host.ask('tasks')).toEqual([500, { error }])
  })

  test('a message larger than the limit: an error of the call', async () => {
    await using host = await startTrouble(suspend, { limits: { ...limits, messageBytes: 1000 } })
    const reply = await amongOthers(host, 'ask', { message: 'x'.repeat(1000), agent: 'Listener' })
    const error = 'a text between module and host is longer than 1000 bytes'
    expect(reply).toEqual([200, expect.stringContaining(error)])
  })

  test('a client that goes away: the request ends where it waits, and its deferred actions run', async () => {
    await using host = await startTrouble(suspend, { limits })
    const client = new AbortController()
    const reply = host.ask('nap', { ms: 1_000_000 }, client.signal)
    await host.prints('nap begins')
    client.abort()
    await reply
    expect(host.printed).toEqual(['nap begins', 'nap is over'])
  })

  test('a shutdown while requests wait: 503 once the time for it is over, and deferred actions run', async () => {
    const host = await startTrouble(suspend, { limits: { ...limits, shutdownMs: 0 } })
    const reply = host.ask('nap', { ms: 1_000_000 })
    await host.prints('nap begins')
    await host.program.close()
    expect(await reply).toEqual([503, { error: 'the request was cancelled: the server is shutting down' }])
    expect(host.printed).toEqual(['nap begins', 'nap is over'])
  })

  test('more requests than the limit: 503 at once', async () => {
    await using host = await startTrouble(suspend, { limits: { ...limits, fibers: 2, shutdownMs: 0 } })
    const waiting = host.ask('nap', { ms: 1_000_000 })
    await host.prints('nap begins')
    expect(await host.ask('hello', { name: 'Ada' })).toEqual([
      503,
      refused('overloaded', 'too many requests and tasks are under way: the limit is 2'),
    ])
    await host.program.close()
    expect((await waiting)[0]).toBe(503)
  })
})
