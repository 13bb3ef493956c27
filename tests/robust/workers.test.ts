// Several threads behind one port: sessions are in order across them, a loop in one does not hold the others, and one that
// dies is replaced.

import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { InMemoryStore } from '../../host/store/in-memory.ts'
import type { FromWorker, ToWorker } from '../../host/workers/messages.ts'
import { Pool } from '../../host/workers/pool.ts'
import { RemoteStore, StoreDesk } from '../../host/workers/shared-store.ts'
import { projectFile, runHaira, serve } from '../e2e/haira.ts'
import { key, type Model, startModel } from '../e2e/model.ts'
import { text } from '../wire/answers.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { troubleModule } from './trouble.ts'

// Starting threads that compile what they load takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

describe('a store of the main thread', () => {
  /** Workers that are not threads: messages are copied as those of threads are. */
  function workers(count: number) {
    const store = new InMemoryStore()
    return Array.from({ length: count }, () => {
      const later = <T>(message: T, hear: (message: T) => void) => setImmediate(hear, structuredClone(message))
      const toWorker = (message: ToWorker): unknown =>
        later(message, (copy) => copy.kind === 'answer' && remote.answered(copy))
      const toMain = (message: FromWorker): unknown =>
        later(message, (copy) => {
          if (copy.kind === 'store') void desk.answer(copy.call, copy.ask)
          if (copy.kind === 'abandon') desk.abandon(copy.call)
        })
      const desk = new StoreDesk(store, toWorker)
      const remote = new RemoteStore(toMain)
      return { ...remote, desk }
    })
  }

  const never = () => new AbortController().signal
  const entry = (content: string) => ({ role: 'user', content, agent: 'A', seen: ['A'] })
  const views = { A: 10 }

  test('turns of one session run one after another, whichever worker they are in', async () => {
    const [one, two] = workers(2)
    const first = await one!.sessions.open('s', views, {}, never)
    const second = two!.sessions.open('s', views, {}, never)
    const third = one!.sessions.open('s', views, {}, never)
    await one!.sessions.close(first.lease, { append: [entry('first')] })
    const { lease, entries } = await second
    expect(entries.map(({ content }) => content)).toEqual(['first'])
    await two!.sessions.close(lease, { append: [entry('second')] })
    expect((await third).entries.map(({ content }) => content)).toEqual(['first', 'second'])
  })

  test('turns of one owner are nested, those of another worker are not', async () => {
    const [one, two] = workers(2)
    const owner = {}
    const outer = await one!.sessions.open('s', views, owner, never)
    const inner = await one!.sessions.open('s', views, owner, never)
    const other = two!.sessions.open('s', views, owner, never)
    await one!.sessions.close(inner.lease, { append: [entry('inner')] })
    await one!.sessions.close(outer.lease, { append: [entry('outer')] })
    expect((await other).entries).toHaveLength(2)
  })

  test('who gives up while it waits is forgotten, and what a lost worker held is given back', async () => {
    const [one, two] = workers(2)
    await one!.sessions.open('s', views, {}, never)
    const abort = new AbortController()
    const given = two!.sessions.open('s', views, {}, () => abort.signal)
    abort.abort(new Error('no longer wanted'))
    await expect(given).rejects.toThrow('no longer wanted')
    const waiting = two!.sessions.open('s', views, {}, never)
    await one!.desk.end()
    expect((await waiting).entries).toEqual([])
  })

  test('runs are those of all workers, and each is asked of its own', async () => {
    const [one, two] = workers(2)
    await one!.runs.record([{ id: 'r', workflow: 'X', startedAt: 1 }])
    expect(await two!.runs.get('r')).toMatchObject({ id: 'r', status: 'running' })
    const given = two!.orders.give('r', 'confirm')
    await expect.poll(() => one!.orders.open()).toMatchObject([{ run: 'r', what: 'confirm' }])
    const [order] = await one!.orders.open()
    await one!.orders.answer(order!.id, 'done')
    expect(await given).toBe('done')
    await one!.desk.end()
    expect(await two!.orders.give('r', 'cancel')).toBe('refused')
    expect(await two!.runs.get('r')).toMatchObject({ status: 'failed', error: 'interrupted: server restarted' })
  })

  test('files of one worker are there for the others, and each moment is for one of them', async () => {
    const [one, two] = workers(2)
    const file = await one!.files.put({ session: 's', name: 'a', contentType: 'text/plain' }, new Uint8Array([1, 2]))
    expect(await two!.files.list('s')).toEqual([file])
    expect(await two!.files.read(file.id)).toEqual(new Uint8Array([1, 2]))
    expect(await one!.schedules.take('Daily', 1000)).toBe('ours')
    expect(await two!.schedules.take('Daily', 1000)).toBe('taken')
  })

  test('errors of the store arrive', async () => {
    const [one] = workers(1)
    await expect(one!.sessions.open('x'.repeat(201), views, {}, never)).rejects.toThrow('longer than 200 characters')
    await expect(one!.sessions.close(7)).rejects.toThrow('unknown lease 7')
  })
})

const settings = {
  offline: false,
  strict: false,
  verbose: false,
  allowEnv: [],
  allowPaths: [],
  allowExec: false,
  allowHosts: [],
  database: 'memory:',
  port: 0,
  limits: { sliceMs: 100, shutdownMs: 0 },
}

describe('a program on three threads', () => {
  let pool: Pool
  let exit: Promise<number>
  let url: string

  beforeAll(async () => {
    pool = new Pool({ wasm: await troubleModule('asyncify'), args: [], settings }, 3)
    exit = pool.run()
    url = await pool.url
    await until(() => pool.threads.length === 3)
  })

  afterAll(async () => {
    pool.close(0)
    expect(await exit).toBe(0)
  })

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await once(pool, 'change')
  }
  const ask = async (path: string, body: object): Promise<[status: number, body: unknown]> => {
    const headers = { 'content-type': 'application/json', connection: 'close' }
    const response = await fetch(`${url}/${path}`, { method: 'POST', body: JSON.stringify(body), headers })
    return [response.status, await response.json()]
  }

  test('a loop without end is stopped in each of them', async () => {
    const replies = await Promise.all(Array.from({ length: 6 }, () => ask('loop', {})))
    for (const reply of replies) expect(reply).toMatchObject([503, { code: 'cpu_time' }])
  })

  test('a thread that dies takes its own requests along, and is replaced', async () => {
    const [lost] = pool.threads
    await lost!.terminate()
    await until(() => !pool.threads.includes(lost!))
    expect(await ask('hello', { name: 'Ada' })).toEqual([200, 'Hello Ada'])
    await until(() => pool.threads.length === 3)
    for (let round = 0; round < 9; round++) expect(await ask('hello', { name: 'Ada' })).toEqual([200, 'Hello Ada'])
  })
})

describe('haira run --workers', () => {
  let model: Model<OpenAiBody>

  beforeAll(async () => {
    model = await startModel(startOpenAiServer)
  })
  afterAll(() => model?.close())

  test('a conversation goes on whichever thread is asked', async () => {
    model.script(() => text('Yes.'))
    const args = ['--workers', '2', '--database', 'memory:']
    const env = { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: key }
    await using desk = await serve(projectFile('examples/support-desk.haira'), { args, env })
    const init = { headers: { 'content-type': 'application/json', connection: 'close' } }
    for (let turn = 0; turn < 8; turn++) {
      const reply = await desk.post('/api/chat', { message: `turn ${turn}`, session_id: 's' }, init)
      expect(reply).toMatchObject({ status: 200, body: { reply: 'Yes.' } })
    }
    const last = model.requests.at(-1)!.body.messages.filter(({ role }) => role === 'user')
    expect(last.map(({ content }) => content)).toEqual(Array.from({ length: 8 }, (_, turn) => `turn ${turn}`))
    expect((await desk.stop()).status).toBe(0)
  })

  test('a program that does not serve runs once', async () => {
    const file = projectFile('examples/programs/templates.haira')
    const alone = await runHaira(['run', file])
    expect(alone.stdout).not.toBe('')
    expect(await runHaira(['run', file, '--workers', '2'])).toEqual(alone)
  })

  test('wrong numbers are refused', async () => {
    for (const count of ['0', '257']) {
      const { status, stderr } = await runHaira(['run', 'app.haira', '--workers', count])
      expect([status, stderr]).toEqual([2, expect.stringContaining('`--workers` must be from 1 to 256')])
    }
  })
})
