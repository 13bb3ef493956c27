// What a store promises of sessions, on each kind of store: logs and views, turns that wait for each other, forgetting.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Retention, Store } from '../../host/store/store.ts'
import { allKinds, begin, contents, look, never, type Place, said, take } from './stores.ts'

const kinds = allKinds()

describe.each(kinds)('$name', ({ name, place: newPlace }) => {
  let place: Place
  let store: Store
  let others: Store[]
  const another = async (retention: Partial<Retention> = {}): Promise<Store & { sweep(): Promise<void> }> => {
    const opened = await place.open(retention)
    others.push(opened)
    return opened
  }

  beforeEach(async () => {
    others = []
    place = await newPlace()
    store = await another()
  })
  afterEach(async () => {
    for (const opened of others) await opened.close()
  })

  describe('the log', () => {
    test('numbers entries from 1 and gives them back by number', async () => {
      const before = Date.now()
      await take(store, 's', said('one', 'A'), said('two', 'A'))
      await take(store, 's', said('three', 'A'))
      const entries = await look(store, 's')
      const time = expect.any(Number)
      expect(entries).toEqual([
        { id: 1, role: 'user', content: 'one', agent: 'A', seen: ['A'], time },
        { id: 2, role: 'user', content: 'two', agent: 'A', seen: ['A'], time },
        { id: 3, role: 'user', content: 'three', agent: 'A', seen: ['A'], time },
      ])
      expect(entries[0]!.time).toBeGreaterThanOrEqual(before)
      expect(entries[2]!.time).toBeLessThanOrEqual(Date.now())
    })

    test('a view is the newest entries that each agent has seen, in union', async () => {
      await take(store, 's', said('a1', 'A'), said('b1', 'B'), said('ab', 'A', 'B'), said('a2', 'A'), said('b2', 'B'))
      expect(contents(await look(store, 's', { A: 2 }))).toEqual(['ab', 'a2'])
      expect(contents(await look(store, 's', { B: 2 }))).toEqual(['ab', 'b2'])
      expect(contents(await look(store, 's', { A: 1, B: 3 }))).toEqual(['b1', 'ab', 'a2', 'b2'])
      expect(contents(await look(store, 's', { A: 0 }))).toEqual([])
      expect(contents(await look(store, 's', { C: 5 }))).toEqual([])
    })

    test('agents can be told of entries that are there already', async () => {
      await take(store, 's', said('one', 'A'), said('two', 'A'))
      await store.sessions.close((await begin(store, 's')).lease, { seen: { B: [2, 99] } })
      expect(contents(await look(store, 's', { B: 5 }))).toEqual(['two'])
      expect((await look(store, 's')).map(({ seen }) => seen)).toEqual([['A'], ['A', 'B']])
    })

    test('an agent forgets what was there up to an entry, and what nobody remembers is gone', async () => {
      await take(store, 's', said('a', 'A'), said('ab', 'A', 'B'), said('b', 'B'), said('late', 'A'))
      const { lease } = await begin(store, 's')
      await store.sessions.close(lease, { forget: { A: 3 }, append: [said('summary', 'A')] })
      expect(contents(await look(store, 's', { A: 10 }))).toEqual(['late', 'summary'])
      expect((await look(store, 's', { A: 10, B: 10 })).map(({ id, seen }) => [id, seen])).toEqual([
        [2, ['B']],
        [3, ['B']],
        [4, ['A']],
        [5, ['A']],
      ])
    })

    test('only the newest entries are kept, under the numbers they had', async () => {
      const small = await another({ entries: 3 })
      for (const text of ['1', '2', '3', '4', '5']) await take(small, 's', said(text, 'A'))
      await small.sessions.close((await begin(small, 's')).lease, { seen: { B: [1, 4] } })
      expect((await look(small, 's', { A: 10, B: 10 })).map(({ id, seen }) => [id, seen])).toEqual([
        [3, ['A']],
        [4, ['A', 'B']],
        [5, ['A']],
      ])
    })

    test('a view stays as it was when agents are told of its entries', async () => {
      await take(store, 's', said('one', 'A'))
      const turn = await begin(store, 's')
      await store.sessions.close(turn.lease, { seen: { B: [1] } })
      expect(turn.entries.map(({ seen }) => seen)).toEqual([['A']])
      expect((await look(store, 's', { B: 1 })).map(({ seen }) => seen)).toEqual([['A', 'B']])
    })

    test('any text comes back as it was', async () => {
      const texts = [
        '',
        '"quoted" \\ \n\t',
        "it's; DROP TABLE haira_messages; --",
        '{"a": [1, null]}',
        '🦊 日本語',
        '%_?$1',
      ]
      await take(store, "s' 🦊", ...texts.map((text) => said(text, 'Ägent')))
      await store.close()
      others.shift()
      const reader = name === 'memory' ? undefined : await another()
      if (reader !== undefined) expect(contents(await look(reader, "s' 🦊", { Ägent: 10 }))).toEqual(texts)
    })

    test('an empty session id is a fresh session each time', async () => {
      await take(store, '', said('one', 'A'))
      const [first, second] = [await begin(store, ''), await begin(store, '')]
      expect([...first.entries, ...second.entries]).toEqual([])
    })

    test('session ids have at most 200 characters', async () => {
      await begin(store, 'x'.repeat(200))
      await expect(begin(store, 'x'.repeat(201))).rejects.toThrow('session id is longer than 200 characters')
    })
  })

  describe('turns', () => {
    test('of one session run one after another, in the order asked for', async () => {
      const order: string[] = []
      const first = await begin(store, 's')
      const later = ['b', 'c', 'd'].map(async (text) => {
        const turn = await begin(store, 's')
        order.push(text)
        await store.sessions.close(turn.lease, { append: [said(text, 'A')] })
        return contents(turn.entries)
      })
      expect((await begin(store, 'other')).entries).toEqual([])
      await store.sessions.close(first.lease, { append: [said('a', 'A')] })
      expect(await Promise.all(later)).toEqual([['a'], ['a', 'b'], ['a', 'b', 'c']])
      expect(order).toEqual(['b', 'c', 'd'])
    })

    test('of one owner may be nested, while others wait for the outer one', async () => {
      const owner = {}
      const outer = await begin(store, 's', { A: 10 }, owner)
      let begun = false
      const waiting = begin(store, 's').then((turn) => {
        begun = true
        return turn
      })
      const inner = await begin(store, 's', { A: 10 }, owner)
      await store.sessions.close(inner.lease, { append: [said('inner', 'A')] })
      expect(begun).toBe(false)
      await store.sessions.close(outer.lease)
      expect(contents((await waiting).entries)).toEqual(['inner'])
    })

    test('of who works for the owner are nested, too, and end the outer one only with it', async () => {
      const owner = {}
      const worker = { isWithin: (other: object) => other === owner }
      const outer = await begin(store, 's', { A: 10 }, owner)
      const inner = await begin(store, 's', { A: 10 }, worker)
      const again = await begin(store, 's', { A: 10 }, owner)
      let begun = false
      const waiting = begin(store, 's').then((turn) => {
        begun = true
        return turn
      })
      await store.sessions.close(again.lease)
      await store.sessions.close(outer.lease, { append: [said('outer', 'A')] })
      expect(begun).toBe(false)
      await store.sessions.close(inner.lease, { append: [said('inner', 'A')] })
      expect(contents((await waiting).entries)).toEqual(['outer', 'inner'])
    })

    test('a waiting turn can be given up', async () => {
      const held = await begin(store, 's')
      const abort = new AbortController()
      const waiting = store.sessions.open('s', {}, {}, () => abort.signal)
      const next = begin(store, 's')
      abort.abort(new Error('gone'))
      await expect(waiting).rejects.toThrow('gone')
      await store.sessions.close(held.lease)
      await store.sessions.close((await next).lease)
      expect(await look(store, 's')).toEqual([])
    })

    test('a lease can be closed once', async () => {
      const { lease } = await begin(store, 's')
      await store.sessions.close(lease)
      expect(() => store.sessions.close(lease)).toThrow(`unknown lease ${lease}`)
    })

    test('a session is removed after the turn that has it', async () => {
      await take(store, 's', said('one', 'A'))
      const { lease } = await begin(store, 's')
      const removed = store.sessions.remove('s', never)
      await store.sessions.close(lease, { append: [said('two', 'A')] })
      await removed
      expect(await look(store, 's')).toEqual([])
      await take(store, 's', said('anew', 'A'))
      expect(contents(await look(store, 's'))).toEqual(['anew'])
    })
  })

  describe('forgetting', () => {
    test('idle sessions expire', async () => {
      const brief = await another({ sessionSeconds: 10 })
      await take(brief, 'a', said('a', 'A'))
      await place.age(9)
      await take(brief, 'b', said('b', 'A'))
      await place.age(1)
      expect(contents(await look(brief, 'b'))).toEqual(['b'])
      expect(contents(await look(brief, 'a'))).toEqual([])
      await take(brief, 'a', said('anew', 'A'))
      expect((await look(brief, 'a')).map(({ id, content }) => [id, content])).toEqual([[1, 'anew']])
    })

    test('the least recently used sessions leave memory first', async () => {
      const small = await another({ sessionsInMemory: 2 })
      for (const id of ['a', 'b', 'a', 'c']) await take(small, id, said(id, 'A'))
      // With a database they are read again.
      expect(contents(await look(small, 'b'))).toEqual(name === 'memory' ? [] : ['b'])
      expect(contents(await look(small, 'a'))).toEqual(['a', 'a'])
    })

    test('a session in a turn is never forgotten', async () => {
      const small = await another({ sessionsInMemory: 1, sessionSeconds: 1 })
      await take(small, 'a', said('a', 'A'))
      const { lease } = await begin(small, 'a')
      await place.age(5)
      await take(small, 'b', said('b', 'A'))
      await small.sweep()
      await small.sessions.close(lease, { append: [said('a2', 'A')] })
      expect(contents(await look(small, 'a'))).toEqual(['a', 'a2'])
    })
  })
})
