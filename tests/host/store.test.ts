import { describe, expect, test } from 'vitest'
import { type InMemoryOptions, InMemoryStore } from '../../host/store/in-memory.ts'
import type { NewEntry, Turn, Views } from '../../host/store/store.ts'

const never = () => new AbortController().signal
const said = (content: string, ...seen: string[]): NewEntry => ({ role: 'user', content, agent: seen[0] ?? 'A', seen })

function open(store: InMemoryStore, session: string, views: Views = { A: 10 }, owner: object = {}): Turn {
  const turn = store.open(session, views, owner, never)
  if (turn instanceof Promise) throw new Error(`${session} is in a turn`)
  return turn
}

/** One whole turn that stores messages. */
function take(store: InMemoryStore, session: string, ...append: NewEntry[]): void {
  store.close(open(store, session).lease, { append })
}

const contents = (turn: Turn) => turn.entries.map((entry) => entry.content)

describe('the log', () => {
  test('numbers entries from 1 and gives them back by number', () => {
    const store = new InMemoryStore()
    take(store, 's', said('one', 'A'), said('two', 'A'))
    take(store, 's', said('three', 'A'))
    expect(open(store, 's').entries).toEqual([
      { id: 1, role: 'user', content: 'one', agent: 'A', seen: ['A'] },
      { id: 2, role: 'user', content: 'two', agent: 'A', seen: ['A'] },
      { id: 3, role: 'user', content: 'three', agent: 'A', seen: ['A'] },
    ])
  })

  test('a view is the newest entries that each agent has seen, in union', () => {
    const store = new InMemoryStore()
    take(store, 's', said('a1', 'A'), said('b1', 'B'), said('ab', 'A', 'B'), said('a2', 'A'), said('b2', 'B'))
    const look = (views: Views) => {
      const turn = open(store, 's', views)
      store.close(turn.lease)
      return contents(turn)
    }
    expect(look({ A: 2 })).toEqual(['ab', 'a2'])
    expect(look({ B: 2 })).toEqual(['ab', 'b2'])
    expect(look({ A: 1, B: 3 })).toEqual(['b1', 'ab', 'a2', 'b2'])
    expect(look({ A: 0 })).toEqual([])
    expect(look({ C: 5 })).toEqual([])
  })

  test('agents can be told of entries that are there already', () => {
    const store = new InMemoryStore()
    take(store, 's', said('one', 'A'), said('two', 'A'))
    store.close(open(store, 's').lease, { seen: { B: [2, 99] } })
    expect(contents(open(store, 's', { B: 5 }))).toEqual(['two'])
  })

  test('only the newest entries are kept, under the numbers they had', () => {
    const store = new InMemoryStore({ maxEntries: 3 })
    for (const text of ['1', '2', '3', '4', '5']) take(store, 's', said(text, 'A'))
    store.close(open(store, 's').lease, { seen: { B: [1, 4] } })
    const turn = open(store, 's', { A: 10, B: 10 })
    expect(turn.entries.map(({ id, seen }) => [id, seen])).toEqual([
      [3, ['A']],
      [4, ['A', 'B']],
      [5, ['A']],
    ])
  })

  test('a view stays as it was when agents are told of its entries', () => {
    const store = new InMemoryStore()
    take(store, 's', said('one', 'A'))
    const turn = open(store, 's')
    store.close(turn.lease, { seen: { B: [1] } })
    expect(turn.entries.map(({ seen }) => seen)).toEqual([['A']])
    expect(open(store, 's', { B: 1 }).entries.map(({ seen }) => seen)).toEqual([['A', 'B']])
  })

  test('an empty session id is a fresh session each time', () => {
    const store = new InMemoryStore()
    take(store, '', said('one', 'A'))
    const [first, second] = [open(store, ''), open(store, '')]
    expect([...first.entries, ...second.entries]).toEqual([])
    expect(store.size).toBe(0)
  })

  test('session ids have at most 200 characters', () => {
    const store = new InMemoryStore()
    open(store, 'x'.repeat(200))
    expect(() => open(store, 'x'.repeat(201))).toThrow('session id is longer than 200 characters')
  })
})

describe('turns', () => {
  test('of one session run one after another, in the order asked for', async () => {
    const store = new InMemoryStore()
    const order: string[] = []
    const first = open(store, 's')
    const others = ['b', 'c', 'd'].map(async (name) => {
      const turn = await store.open('s', { A: 10 }, {}, never)
      order.push(name)
      store.close(turn.lease, { append: [said(name, 'A')] })
      return contents(turn)
    })
    expect(open(store, 'other').entries).toEqual([])
    store.close(first.lease, { append: [said('a', 'A')] })
    expect(await Promise.all(others)).toEqual([['a'], ['a', 'b'], ['a', 'b', 'c']])
    expect(order).toEqual(['b', 'c', 'd'])
  })

  test('of one owner may be nested, while others wait for the outer one', async () => {
    const store = new InMemoryStore()
    const owner = {}
    const outer = open(store, 's', { A: 10 }, owner)
    const waiting = store.open('s', { A: 10 }, {}, never)
    const inner = open(store, 's', { A: 10 }, owner)
    store.close(inner.lease, { append: [said('inner', 'A')] })
    expect(waiting).toBeInstanceOf(Promise)
    store.close(outer.lease)
    expect(contents(await waiting)).toEqual(['inner'])
  })

  test('a waiting turn can be given up', async () => {
    const store = new InMemoryStore()
    const held = open(store, 's')
    const abort = new AbortController()
    const waiting = store.open('s', {}, {}, () => abort.signal)
    const next = store.open('s', {}, {}, never)
    abort.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    store.close(held.lease)
    store.close((await next).lease)
    expect(open(store, 's').entries).toEqual([])
  })

  test('a lease can be closed once', () => {
    const store = new InMemoryStore()
    const { lease } = open(store, 's')
    store.close(lease)
    expect(() => store.close(lease)).toThrow(`unknown lease ${lease}`)
  })
})

describe('forgetting', () => {
  const withClock = (options: InMemoryOptions) => {
    const clock = { now: 0 }
    return { clock, store: new InMemoryStore({ ...options, now: () => clock.now }) }
  }

  test('the least recently used sessions leave first', () => {
    const store = new InMemoryStore({ maxSessions: 2 })
    take(store, 'a', said('a', 'A'))
    take(store, 'b', said('b', 'A'))
    take(store, 'a', said('again', 'A'))
    take(store, 'c', said('c', 'A'))
    expect(store.size).toBe(2)
    expect(contents(open(store, 'b'))).toEqual([])
    expect(contents(open(store, 'a'))).toEqual(['a', 'again'])
  })

  test('a session in a turn is never forgotten', () => {
    const { clock, store } = withClock({ maxSessions: 1, ttlSeconds: 1 })
    take(store, 'a', said('a', 'A'))
    const { lease } = open(store, 'a')
    take(store, 'b', said('b', 'A'))
    clock.now = 5000
    take(store, 'c', said('c', 'A'))
    store.close(lease)
    expect(contents(open(store, 'a'))).toEqual(['a'])
  })

  test('idle sessions expire', () => {
    const { clock, store } = withClock({ ttlSeconds: 10 })
    take(store, 'a', said('a', 'A'))
    clock.now = 9_999
    take(store, 'b', said('b', 'A'))
    clock.now = 10_000
    expect(contents(open(store, 'b'))).toEqual(['b'])
    expect(contents(open(store, 'a'))).toEqual([])
  })

  test('a turn that stores nothing leaves no session behind', () => {
    const store = new InMemoryStore()
    store.close(open(store, 's').lease)
    expect(store.size).toBe(0)
  })
})
