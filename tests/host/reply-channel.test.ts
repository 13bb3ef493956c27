// How long a run goes on whose client has gone away: a while, and as long as another host says that the client is there.

import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Run, watchEveryMs } from '../../host/runs/run.ts'
import { Exchange } from '../../host/server/exchange.ts'
import { ReplyChannel } from '../../host/server/reply-channel.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const graceMs = 1000

/** A run whose response has begun. */
async function begin(): Promise<{ run: Run; channel: ReplyChannel; isCancelled: () => boolean }> {
  const run = new Run('r', 'Chat', undefined, () => {})
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>()
  const made = Promise.withResolvers<Exchange>()
  app.get('/', (context) => {
    made.resolve(new Exchange(context))
    return context.body(null)
  })
  await app.request('/')
  const channel = new ReplyChannel(run, await made.promise, graceMs)
  let isCancelled = false
  channel.attach(() => {
    isCancelled = true
  })
  void channel.emit('delta', '{}')
  return { run, channel, isCancelled: () => isCancelled }
}

test('a client that stays away has its run cancelled', async () => {
  const { channel, isCancelled } = await begin()
  channel.gone()
  vi.advanceTimersByTime(graceMs - 1)
  expect(isCancelled()).toBe(false)
  vi.advanceTimersByTime(1)
  expect(isCancelled()).toBe(true)
})

test('a client that is followed on by another host keeps its run, until that host says no more', async () => {
  const { run, channel, isCancelled } = await begin()
  channel.gone()
  for (let round = 0; round < 5; round++) {
    vi.advanceTimersByTime(round === 0 ? graceMs - 1 : watchEveryMs)
    run.watchElsewhere()
    expect([isCancelled(), run.isWatched]).toEqual([false, true])
  }
  vi.advanceTimersByTime(2 * watchEveryMs)
  expect([isCancelled(), run.isWatched]).toEqual([true, false])
})

test('a run that has ended is not cancelled any more', async () => {
  const { run, channel, isCancelled } = await begin()
  channel.gone()
  channel.end(undefined)
  run.watchElsewhere()
  vi.advanceTimersByTime(10 * graceMs)
  expect(isCancelled()).toBe(false)
})
