// Workflows by the clock: when they run, and that they do not overlap. The clock is the test's own, so nobody waits.

import { expect, test } from 'vitest'
import type { InitEntry } from '../../compiler/manifest.ts'
import type { Clock } from '../../host/imports/clock.ts'
import { InMemoryStore } from '../../host/store/in-memory.ts'
import type { ScheduleStore } from '../../host/store/store.ts'
import { Schedules } from '../../host/triggers/schedules.ts'
import { workflow } from './guest/build.ts'

/** A clock that stands still until it is moved on, and wakes sleepers in the order of their times. A store needs a few rounds. */
function manualClock(start: Date, rounds = 1) {
  let now = start.getTime()
  const sleepers: { at: number; wake: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const give = (): void => reject(signal.reason)
        const wake = (): void => {
          signal.removeEventListener('abort', give)
          resolve()
        }
        sleepers.push({ at: now + ms, wake })
        signal.addEventListener('abort', give, { once: true })
      }),
  }
  // Everything that begins at a moment is begun before time goes on.
  const settle = async () => {
    for (let round = 0; round < rounds; round++) await new Promise((resolve) => setImmediate(resolve))
  }
  const advance = async (ms: number) => {
    const end = now + ms
    await settle()
    for (;;) {
      sleepers.sort((a, b) => a.at - b.at)
      const next = sleepers[0]
      if (next === undefined || next.at > end) break
      sleepers.shift()
      now = next.at
      next.wake()
      await settle()
    }
    now = end
  }
  return { clock, advance }
}

const scheduled = (name: string, ...schedules: string[]): InitEntry => ({
  ...(workflow(name, 'GET', `/${name}`) as Extract<InitEntry, { kind: 'workflow' }>),
  schedules,
})

const minute = 60_000
/** No other host is there. */
const alone: ScheduleStore = { take: async () => 'ours', end: async () => {} }

test('runs come at their times, and none after the end', async () => {
  const { clock, advance } = manualClock(new Date(2026, 0, 31, 23, 58, 30))
  const runs: string[] = []
  const schedules = new Schedules({
    table: { entries: [scheduled('Often', '*/2 * * * *'), scheduled('Monthly', '0 0 1 * *')] },
    clock,
    store: async () => alone,
    run: async (name) => {
      runs.push(`${name} ${new Date(clock.now()).toString().slice(4, 21)}`)
    },
    report: (line) => runs.push(line),
  })
  await schedules.start()
  await advance(4 * minute)
  expect(runs.toSorted()).toEqual(['Monthly Feb 01 2026 00:00', 'Often Feb 01 2026 00:00', 'Often Feb 01 2026 00:02'])
  await advance(28 * 24 * 60 * minute)
  expect(runs.filter((one) => one.startsWith('Monthly'))).toEqual([
    'Monthly Feb 01 2026 00:00',
    'Monthly Mar 01 2026 00:00',
  ])
  const before = runs.length
  schedules.stop()
  await advance(60 * minute)
  expect(runs.length).toBe(before)
})

test('a run that is not over when its time comes again is left out', async () => {
  const { clock, advance } = manualClock(new Date(2026, 0, 1, 12, 0, 30))
  const { promise, resolve } = Promise.withResolvers<void>()
  const seen: string[] = []
  const schedules = new Schedules({
    table: { entries: [scheduled('Slow', '* * * * *')] },
    clock,
    store: async () => alone,
    run: () => {
      seen.push('run')
      return promise
    },
    report: (line) => seen.push(line),
  })
  await schedules.start()
  await advance(2 * minute)
  expect(seen).toEqual(['run', 'schedule of Slow: left out, since the last run is not over'])
  resolve()
  await advance(minute)
  expect(seen.at(-1)).toBe('run')
  schedules.stop()
})

test('of several hosts that share a store one runs it each time, and not while another one still does', async () => {
  const { clock, advance } = manualClock(new Date(2026, 0, 1, 12, 0, 30), 20)
  const store = new InMemoryStore()
  const { promise, resolve } = Promise.withResolvers<void>()
  const seen: string[] = []
  let runs = 0
  const hosts = await Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      const { schedules: shared } = await store.join()
      const schedules = new Schedules({
        table: { entries: [scheduled('Daily', '* * * * *', '*/2 * * * *')] },
        clock,
        store: async () => shared,
        run: () => (++runs === 3 ? promise : Promise.resolve()),
        report: (line) => seen.push(`${name}: ${line}`),
      })
      await schedules.start()
      return schedules
    }),
  )
  await advance(3 * minute)
  expect([runs, seen]).toEqual([3, []])
  // The third one is not over.
  await advance(minute)
  expect(runs).toBe(3)
  expect(new Set(seen)).toEqual(
    new Set(['a', 'b', 'c'].map((name) => `${name}: schedule of Daily: left out, since the last run is not over`)),
  )
  resolve()
  await advance(minute)
  expect(runs).toBe(4)
  for (const schedules of hosts) schedules.stop()
})

test('a store that fails is told of, and asked again the next time', async () => {
  const { clock, advance } = manualClock(new Date(2026, 0, 1, 12, 0, 30), 20)
  const seen: string[] = []
  const { schedules: working } = new InMemoryStore()
  let fails = true
  const schedules = new Schedules({
    table: { entries: [scheduled('Daily', '* * * * *')] },
    clock,
    store: async () => {
      if (fails) throw new Error('no database')
      return working
    },
    run: async () => void seen.push('run'),
    report: (line) => seen.push(line),
  })
  await schedules.start()
  await advance(minute)
  fails = false
  await advance(minute)
  expect(seen).toEqual(['schedule of Daily: no database', 'run'])
  schedules.stop()
})
