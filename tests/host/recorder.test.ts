// Runs are recorded whatever becomes of the store meanwhile, and leave the memory of the process when they are.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { RunRecorder } from '../../host/runs/recorder.ts'
import { Runs } from '../../host/runs/runs.ts'
import { StoreError } from '../../host/store/database.ts'
import { InMemoryStore } from '../../host/store/in-memory.ts'

let store: InMemoryStore
let failure: Error | undefined
let lines: string[]
let runs: Runs

beforeEach(() => {
  store = new InMemoryStore()
  failure = undefined
  lines = []
  const current = (): InMemoryStore => {
    if (failure !== undefined) throw failure
    return store
  }
  runs = new Runs(new RunRecorder(current, (line) => lines.push(line)))
})
afterEach(async () => {
  await runs.close()
  await store.close()
})

const statuses = async () => (await store.runs.list()).map(({ workflow, status }) => `${workflow}: ${status}`)

test('a run is there from its beginning, and in memory until the store has its end', async () => {
  const run = runs.begin('Chat')
  await runs.flush()
  expect(await statuses()).toEqual(['Chat: running'])
  run.tell({ name: 'one', status: 'start' })
  run.end('completed', { result: `"${'x'.repeat(100_000)}"` })
  expect(runs.get(run.id)).toBe(run)
  await runs.flush()
  expect(runs.get(run.id)).toBeUndefined()
  const stored = await store.runs.get(run.id)
  expect(stored).toMatchObject({ status: 'completed', endedAt: run.endedAt })
  expect(stored!.result).toHaveLength(65_536)
  expect(await store.runs.events(run.id)).toHaveLength(1)
})

test('a store that cannot be reached gets all of it later, and is told of once', async () => {
  failure = new StoreError('PostgreSQL: cannot be reached', { unreachable: true })
  runs.begin('First').end('completed')
  await runs.flush()
  runs.begin('Second').end('failed', { error: 'no' })
  await runs.flush()
  expect(lines).toEqual(['runs cannot be stored: PostgreSQL: cannot be reached'])
  failure = undefined
  await runs.flush()
  expect(await statuses()).toEqual(['Second: failed', 'First: completed'])
})

test('what the store refuses is not kept', async () => {
  failure = new StoreError('SQLite: the disk is full')
  const run = runs.begin('Chat')
  run.end('completed')
  await runs.flush()
  expect(runs.get(run.id)).toBeUndefined()
  failure = undefined
  await runs.flush()
  expect(await statuses()).toEqual([])
})

test('a request that was refused leaves nothing', async () => {
  const run = runs.begin('Chat')
  runs.refuse(run, 'message: required')
  await runs.flush()
  expect([runs.get(run.id), await statuses()]).toEqual([undefined, []])
  const late = runs.begin('Chat')
  await runs.flush()
  runs.refuse(late, 'message: required')
  await runs.flush()
  expect(await statuses()).toEqual(['Chat: failed'])
})
