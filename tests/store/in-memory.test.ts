// What is in memory alone: its tables are opened when they are needed, and swept by a timer of their own.

import { expect, onTestFinished, test, vi } from 'vitest'
import { InMemoryStore } from '../../host/store/in-memory.ts'

test('a store that closes waits for the sweep that is under way', async () => {
  const store = new InMemoryStore()
  await store.runs.list()
  const swept = store.sweep()
  await store.close()
  await swept
  await expect(store.runs.list()).rejects.toThrow('not open')
})

test('one that closes while it opens leaves no timer behind', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const store = new InMemoryStore()
  const listed = store.runs.list().catch((error: Error) => error)
  await store.close()
  await listed
  expect(vi.getTimerCount()).toBe(0)
})
