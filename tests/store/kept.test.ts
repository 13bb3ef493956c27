// What stores promise of chats, runs, files and observations, on each kind of store.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Retention, RunEvent, Store } from '../../host/store/store.ts'
import { allKinds, type Place, run, said, take } from './stores.ts'

const kinds = allKinds()
const labels = { workflowName: 'Chat', workflowPath: '/api/chat', title: 'Hello', owner: 'ada' }

describe.each(kinds)('$name', ({ place: newPlace }) => {
  let place: Place
  let store: Store & { sweep(): Promise<void> }
  let small: (Store & { sweep(): Promise<void> }) | undefined

  beforeEach(async () => {
    place = await newPlace()
    store = await place.open()
    small = undefined
  })
  afterEach(async () => {
    await store.close()
    await small?.close()
  })
  const opened = async (retention: Partial<Retention>): Promise<Store & { sweep(): Promise<void> }> => {
    small = await place.open(retention)
    return small
  }

  describe('chats', () => {
    test('are sessions with labels, once they have messages', async () => {
      await store.chats.describe('s', labels)
      expect(await store.chats.list()).toEqual([])
      expect(await store.chats.get('s')).toBeUndefined()
      await take(store, 's', said('one', 'A'), said('two', 'A'))
      await take(store, 'unlabelled', said('one', 'A'))
      const [createdAt, updatedAt] = [expect.any(Number), expect.any(Number)]
      const chat = { id: 's', ...labels, createdAt, updatedAt, messageCount: 2 }
      expect(await store.chats.list()).toEqual([chat])
      expect(await store.chats.get('s')).toEqual({
        ...chat,
        messages: [
          expect.objectContaining({ id: 1, content: 'one', agent: 'A' }),
          expect.objectContaining({ id: 2, content: 'two', agent: 'A' }),
        ],
      })
      expect((await store.chats.get('unlabelled'))?.messages).toHaveLength(1)
    })

    test('keep the title and the owner that they were given first', async () => {
      await store.chats.describe('s', labels)
      await store.chats.describe('s', { ...labels, workflowName: 'Other', title: 'Later', owner: 'bob' })
      await take(store, 's', said('one', 'A'))
      expect(await store.chats.list()).toMatchObject([{ workflowName: 'Other', title: 'Hello', owner: 'ada' }])
    })

    test('are listed by workflow and owner, at most so many', async () => {
      for (const [id, workflowName, owner] of [
        ['a', 'Chat', 'ada'],
        ['b', 'Chat', 'bob'],
        ['c', 'Help', 'ada'],
      ] as const) {
        await store.chats.describe(id, { ...labels, workflowName, owner })
        await take(store, id, said(id, 'A'))
      }
      const ids = async (filter?: { workflow?: string; owner?: string; limit?: number }) =>
        (await store.chats.list(filter)).map(({ id }) => id).sort()
      expect(await ids()).toEqual(['a', 'b', 'c'])
      expect(await ids({ workflow: 'Chat' })).toEqual(['a', 'b'])
      expect(await ids({ owner: 'ada' })).toEqual(['a', 'c'])
      expect(await ids({ workflow: 'Chat', owner: 'ada' })).toEqual(['a'])
      expect(await ids({ limit: 2 })).toHaveLength(2)
    })

    test('are gone when their session is removed', async () => {
      await store.chats.describe('s', labels)
      await take(store, 's', said('one', 'A'))
      await store.sessions.remove('s', () => new AbortController().signal)
      expect(await store.chats.list()).toEqual([])
      expect(await store.chats.get('s')).toBeUndefined()
    })
  })

  describe('runs', () => {
    test('begin, change and end', async () => {
      const run = { id: 'r', workflow: 'Chat', parent: 'p', session: 's', startedAt: 1000 }
      await store.runs.record([run])
      const empty = { steps: undefined, result: undefined, error: undefined, endedAt: undefined }
      expect(await store.runs.get('r')).toEqual({ ...run, ...empty, status: 'running' })
      await store.runs.record([{ ...run, status: 'awaiting_confirm', steps: '[1]' }])
      expect(await store.runs.get('r')).toEqual({ ...run, ...empty, status: 'awaiting_confirm', steps: '[1]' })
      const ended = { ...run, status: 'completed' as const, steps: '[2]', result: '"ok"', endedAt: 2000 }
      await store.runs.record([ended])
      expect(await store.runs.get('r')).toEqual({ ...empty, ...ended })
      expect(await store.runs.get('other')).toBeUndefined()
    })

    test('may be over when they are recorded, many at once', async () => {
      const all = Array.from({ length: 123 }, (_, at) => ({
        ...run(`${at}`),
        status: 'completed' as const,
        endedAt: at,
      }))
      await store.runs.record(all)
      const found = await store.runs.list({ limit: 200 })
      expect(found.map(({ id, status, endedAt }) => ({ id, status, endedAt }))).toEqual(
        all.map(({ id, status, endedAt }) => ({ id, status, endedAt })).reverse(),
      )
    })

    test('are listed newest first, of one workflow or of all', async () => {
      await store.runs.record([run('a', 'X'), run('b', 'Y'), run('c', 'X')])
      const ids = async (filter?: { workflow?: string; limit?: number }) =>
        (await store.runs.list(filter)).map(({ id }) => id)
      expect(await ids()).toEqual(['c', 'b', 'a'])
      expect(await ids({ workflow: 'X' })).toEqual(['c', 'a'])
      expect(await ids({ limit: 1 })).toEqual(['c'])
    })

    test('have events, which can be read from any number on and are added once', async () => {
      await store.runs.record([run('r'), run('s')])
      const event = (id: number) => ({ id, event: 'step', data: `{"n":${id}}` })
      const of = (run: string, events: RunEvent[]) => events.map((one) => ({ run, ...one }))
      const all = Array.from({ length: 253 }, (_, at) => event(at + 1))
      await store.runs.append([...of('r', all.slice(0, 250)), ...of('s', [event(1)])])
      await store.runs.append(of('r', all.slice(249)))
      await store.runs.append([])
      expect(await store.runs.events('r')).toEqual(all)
      expect(await store.runs.events('r', 251)).toEqual([event(252), event(253)])
      expect(await store.runs.events('other')).toEqual([])
    })

    test('the oldest that are over leave first, with their events', async () => {
      const few = await opened({ runs: 2, runEvents: 3 })
      for (const id of ['a', 'b', 'c', 'd']) {
        await few.runs.record([run(id)])
        await few.runs.append([{ run: id, id: 1, event: 'e', data: id }])
        if (id !== 'a') await few.runs.record([{ ...run(id), status: 'completed', endedAt: 1 }])
      }
      await few.sweep()
      expect((await few.runs.list()).map(({ id }) => id)).toEqual(['d', 'c', 'a'])
      expect(await few.runs.events('b')).toEqual([])
      // The three newest events of all runs.
      expect([...(await few.runs.events('a')), ...(await few.runs.events('d'))].map(({ data }) => data)).toEqual(['d'])
    })
  })

  test('large results and events leave before the small ones', async () => {
    const few = await opened({ runCharacters: 15_000, eventCharacters: 15_000 })
    const large = 'x'.repeat(10_000)
    const over = { status: 'completed' as const, endedAt: 1 }
    await few.runs.record([
      { ...run('a'), ...over, result: large },
      { ...run('b'), ...over, result: '1' },
      { ...run('c'), ...over, result: large },
      run('d'),
    ])
    await few.runs.append(['1', large, large].map((data, at) => ({ run: 'd', id: at + 1, event: 'e', data })))
    await few.sweep()
    expect((await few.runs.list()).map(({ id }) => id)).toEqual(['d', 'c', 'b'])
    expect((await few.runs.events('d')).map(({ id }) => id)).toEqual([1, 3])
  })

  describe('files', () => {
    const file = (name: string) => ({ session: 's', name, contentType: 'text/plain' })

    test('are kept as they are, and listed by session', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)
      const stored = await store.files.put(file('a.bin'), bytes)
      expect(stored).toMatchObject({ session: 's', name: 'a.bin', contentType: 'text/plain', size: 256 })
      const second = await store.files.put(file('empty'), new Uint8Array())
      await store.files.put({ ...file('other'), session: 't' }, bytes)
      expect(await store.files.list('s')).toEqual([stored, second])
      expect(await store.files.get(stored.id)).toEqual(stored)
      expect(new Uint8Array((await store.files.read(stored.id))!)).toEqual(bytes)
      expect(await store.files.read(second.id)).toHaveLength(0)
    })

    test('can be removed', async () => {
      const { id } = await store.files.put(file('a'), new Uint8Array(1))
      expect(await store.files.remove(id)).toBe(true)
      expect(await store.files.remove(id)).toBe(false)
      expect([await store.files.get(id), await store.files.read(id)]).toEqual([undefined, undefined])
    })

    test('the oldest leave when there are too many, or too many bytes', async () => {
      const few = await opened({ files: 3, fileBytes: 25 })
      for (const name of ['a', 'b', 'c', 'd', 'e']) await few.files.put(file(name), new Uint8Array(10))
      await few.sweep()
      expect((await few.files.list('s')).map(({ name }) => name)).toEqual(['d', 'e'])
    })
  })

  describe('observations', () => {
    const seen = (id: string, agent = 'A', session = 's', model = 'm') => {
      return { id, agent, session, model, time: 1, json: `{"id":"${id}"}` }
    }

    test('are listed in order, by agent, session and model', async () => {
      const all = [seen('1'), seen('2', 'B'), seen('3', 'A', 't'), seen('4', 'A', 's', 'n')]
      await store.observations.add(all)
      await store.observations.add([])
      expect(await store.observations.list()).toEqual(all)
      const ids = async (filter: { agent?: string; session?: string; model?: string; limit?: number }) =>
        (await store.observations.list(filter)).map(({ id }) => id)
      expect(await ids({ agent: 'A' })).toEqual(['1', '3', '4'])
      expect(await ids({ session: 's' })).toEqual(['1', '2', '4'])
      expect(await ids({ model: 'm', limit: 2 })).toEqual(['2', '3'])
      await store.observations.clear()
      expect(await store.observations.list()).toEqual([])
    })

    test('the newest are kept', async () => {
      const few = await opened({ observations: 2 })
      await few.observations.add(['1', '2', '3'].map((id) => seen(id)))
      await few.sweep()
      expect((await few.observations.list()).map(({ id }) => id)).toEqual(['2', '3'])
    })
  })
})
