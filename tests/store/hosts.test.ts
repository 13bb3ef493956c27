// Several hosts over one database: turns of a session exclude each other, hosts that die hold nothing up for long, and a
// database that fails is told clearly and used again when it works.

import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DatabaseStore } from '../../host/store/database-store.ts'
import type { Store } from '../../host/store/store.ts'
import { startProxy } from './proxy.ts'
import { begin, contents, databases, look, open, type Place, run, said, take, warnings } from './stores.ts'

const kinds = databases()

describe.each(kinds)('$name', ({ name, place: newPlace, server }) => {
  let place: Place
  let a: Store
  let b: Store
  let others: Store[]

  beforeEach(async () => {
    place = await newPlace()
    a = await place.open()
    b = await place.open()
    others = [a, b]
  })
  afterEach(async () => {
    for (const store of others) await store.close()
  })

  /** A host that is gone without a word: its time is over, and what it holds is still there. */
  const died = (): Promise<unknown> => place.sql('UPDATE haira_hosts SET expires_at = 0')

  test('a session that one host has, another one waits for, and sees what was stored', async () => {
    const held = await begin(a, 's')
    let begun = false
    const waiting = begin(b, 's').then((turn) => {
      begun = true
      return turn
    })
    await begin(b, 'other')
    expect(begun).toBe(false)
    await a.sessions.close(held.lease, { append: [said('from a', 'A')] })
    const turn = await waiting
    expect(contents(turn.entries)).toEqual(['from a'])
    await b.sessions.close(turn.lease, { append: [said('from b', 'A')], seen: { B: [1] } })
    expect(contents(await look(a, 's'))).toEqual(['from a', 'from b'])
    expect(contents(await look(a, 's', { B: 5 }))).toEqual(['from a'])
  })

  test('a wait for another host can be given up, which holds nobody up', async () => {
    const held = await begin(a, 's')
    const abort = new AbortController()
    const waiting = b.sessions.open('s', {}, {}, () => abort.signal)
    abort.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    await a.sessions.close(held.lease)
    await take(a, 's', said('on', 'A'))
    expect(contents(await look(b, 's'))).toEqual(['on'])
  })

  test('hosts that take turns on the same sessions at once write correct histories', async () => {
    const sessions = Array.from({ length: 10 }, (_, at) => `s${at}`)
    const turn = async (store: Store, session: string, number: number): Promise<void> => {
      const id = `${number}`
      const { lease } = await begin(store, session)
      await new Promise(setImmediate)
      const answer = { ...said(`answer ${id}`, 'A'), role: 'assistant' }
      await store.sessions.close(lease, { append: [said(`question ${id}`, 'A'), answer] })
    }
    await Promise.all(
      sessions.flatMap((session) =>
        [0, 1, 2, 3, 4, 5].map((number) => turn(number % 2 === 0 ? a : b, session, number)),
      ),
    )
    for (const session of sessions) {
      const entries = await look(a, session, { A: 100 })
      const questions = contents(entries.filter(({ role }) => role === 'user'))
      expect(entries.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1))
      expect(contents(entries)).toEqual(questions.flatMap((text) => [text, text.replace('question', 'answer')]))
      expect([...questions].sort()).toEqual([0, 1, 2, 3, 4, 5].map((number) => `question ${number}`))
    }
  })

  test('a host that wants a session gets it, however often another one takes it', async () => {
    let stop = false
    let turns = 0
    const greedy = (async () => {
      while (!stop) {
        await take(a, 's', said('again', 'A'))
        turns++
      }
    })()
    await take(b, 's', said('b', 'A'))
    stop = true
    await greedy
    expect(turns).toBeGreaterThan(0)
    expect(contents(await look(a, 's', { A: 1000 }))).toContain('b')
  })

  test('what a dead host has held is free; what it still stores is refused', async () => {
    await take(a, 's', said('one', 'A'))
    const lost = await begin(a, 's')
    await died()
    const turn = await begin(b, 's')
    await b.sessions.close(turn.lease, { append: [said('two', 'A')] })
    await expect((async () => a.sessions.close(lost.lease, { append: [said('late', 'A')] }))()).rejects.toThrow(
      'session s: another host has taken it over',
    )
    // It goes on with what is there.
    expect(contents(await look(a, 's'))).toEqual(['one', 'two'])
  })

  test('runs of a dead host have failed when another one starts; those of a living one go on', async () => {
    await a.runs.record([run('dead'), run('over')])
    await a.runs.record([{ ...run('over'), status: 'completed', endedAt: 1 }])
    await died()
    const c = await place.open()
    others.push(c)
    await c.runs.record([run('alive')])
    others.push(await place.open())
    expect(await b.runs.get('dead')).toMatchObject({
      status: 'failed',
      error: 'interrupted: server restarted',
      endedAt: expect.any(Number),
    })
    expect(await b.runs.get('over')).toMatchObject({ status: 'completed', error: undefined })
    expect(await b.runs.get('alive')).toMatchObject({ status: 'running' })
  })

  test('a host does what another one wants of its run, and says what came of it', async () => {
    await a.runs.record([run('r'), { ...run('over'), status: 'completed', endedAt: 1 }])
    const heard = a.orders.heard(new AbortController().signal)
    const given = b.orders.give('r', 'confirm')
    await heard
    const [order] = await a.orders.open()
    expect([order?.run, order?.what, await b.orders.open()]).toEqual(['r', 'confirm', []])
    await a.orders.answer(order!.id, 'done')
    expect(await given).toBe('done')
    const refused = b.orders.give('r', 'cancel')
    await expect.poll(() => a.orders.open()).toHaveLength(1)
    await a.orders.answer((await a.orders.open())[0]!.id, 'refused')
    expect(await refused).toBe('refused')
    expect(await b.orders.give('over', 'cancel')).toBe('refused')
    expect(await b.orders.give('none', 'cancel')).toBe('refused')
    await died()
    expect(await b.orders.give('r', 'cancel')).toBe('refused')
    expect(await place.sql('SELECT id FROM haira_run_orders')).toEqual([])
  })

  test('a moment is for one host, and none is while the run before is not over, unless its host is dead', async () => {
    const minute = 60_000
    expect([await a.schedules.take('Daily', minute), await b.schedules.take('Daily', minute)]).toEqual([
      'ours',
      'taken',
    ])
    expect(await b.schedules.take('Daily', 2 * minute)).toBe('running')
    expect(await b.schedules.take('Other', minute)).toBe('ours')
    await a.schedules.end('Daily', minute)
    expect(await b.schedules.take('Daily', 3 * minute)).toBe('ours')
    // Too late: that moment was another one's.
    expect(await a.schedules.take('Daily', 3 * minute)).toBe('taken')
    await died()
    expect(await a.schedules.take('Daily', 4 * minute)).toBe('ours')
    await b.schedules.end('Daily', 3 * minute)
    expect(await b.schedules.take('Daily', 4 * minute)).toBe('taken')
  })

  test('ten hosts whose clocks ring at once: each moment is for one of them', async () => {
    const hosts = await Promise.all(Array.from({ length: 8 }, () => place.open()))
    others.push(...hosts)
    for (const at of [1, 2, 3, 4, 5]) {
      const takers = [a, b, ...hosts].map(async (host) => ({ host, whose: await host.schedules.take('Daily', at) }))
      const ours = (await Promise.all(takers)).filter(({ whose }) => whose === 'ours')
      expect(ours).toHaveLength(1)
      await ours[0]!.host.schedules.end('Daily', at)
    }
  })

  test('what is stored survives all hosts', async () => {
    await take(a, 's', said('one', 'A'))
    for (const store of others.splice(0)) await store.close()
    const c = await place.open()
    others.push(c)
    expect(contents(await look(c, 's'))).toEqual(['one'])
    expect(await place.sql('SELECT COUNT(*) AS hosts FROM haira_hosts')).toEqual([
      { hosts: name === 'SQLite' ? 1 : '1' },
    ])
  })

  test('sessions that are too many, too old, or came to nothing are deleted, unless somebody has them', async () => {
    const few = (await place.open({ sessions: 3, sessionSeconds: 100 })) as Store & { sweep(): Promise<void> }
    others.push(few)
    await take(few, 'old', said('old', 'A'))
    await take(few, 'held', said('held', 'A'))
    const held = await begin(few, 'held')
    await few.chats.describe('nothing', { workflowName: 'X', workflowPath: '/', title: '', owner: '' })
    await place.age(200)
    for (const id of ['1', '2', '3']) {
      await take(few, id, said(id, 'A'))
      await place.sql(`UPDATE haira_sessions SET updated_at = updated_at + ${id} WHERE id = '${id}'`)
    }
    await take(few, '4', said('4', 'A'))
    await place.sql(`UPDATE haira_sessions SET updated_at = updated_at + 9 WHERE id = '4'`)
    await few.sweep()
    const left = await place.sql('SELECT id FROM haira_sessions ORDER BY id')
    expect(left.map(({ id }) => id)).toEqual(['2', '3', '4', 'held'])
    await few.sessions.close(held.lease)
  })

  test('ten hosts may start at once', async () => {
    const url = server === undefined ? undefined : await server().newSchema()
    const fresh = url ?? place.url!.replace('.db', `-${randomUUID()}.db`)
    const hosts = await Promise.all(Array.from({ length: 10 }, () => open(fresh)))
    others.push(...hosts)
    await Promise.all(hosts.map((host, at) => take(host, 's', said(`${at}`, 'A'))))
    expect(await look(hosts[0]!, 's', { A: 20 })).toHaveLength(10)
  })

  test.skipIf(server === undefined)('a server that goes away is told of, and used again when it is back', async () => {
    await take(a, 's', said('one', 'A'))
    const held = await begin(a, 's')
    await server!().stop()
    const message = /^PostgreSQL postgres on \S+: cannot be reached \(.+\)$/
    const failures = await Promise.allSettled([
      a.sessions.close(held.lease, { append: [said('lost', 'A')] }),
      begin(b, 'other'),
      a.runs.list(),
    ])
    for (const failure of failures) {
      expect(failure).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(message) } })
    }
    await (a as DatabaseStore).tend()
    await server!().start()
    // What could not be given back is given back when the server is there.
    await (a as DatabaseStore).tend()
    expect(warnings.splice(0)).toEqual([expect.stringMatching(/^the store does not work: .*/), 'the store works again'])
    expect(contents(await look(b, 's', { A: 1 }))).toEqual(['one'])
    expect(contents(await look(a, 's'))).toEqual(['one'])
    await take(a, 's', said('two', 'A'))
    expect(contents(await look(b, 's'))).toEqual(['one', 'two'])
  })

  test.skipIf(server === undefined)('a commit whose answer was lost counts once', async () => {
    const proxy = await startProxy(place.url!)
    const behind = await proxy.open()
    others.push(behind)
    await take(behind, 's', said('one', 'A'))
    const held = await begin(behind, 's')
    proxy.cutNextAnswer()
    await behind.sessions.close(held.lease, { append: [said('two', 'A')] })
    expect(proxy.cuts()).toBe(1)
    expect(contents(await look(a, 's'))).toEqual(['one', 'two'])
    await take(behind, 's', said('three', 'A'))
    expect(contents(await look(a, 's'))).toEqual(['one', 'two', 'three'])
    await behind.close()
    others.pop()
    await proxy.close()
  })

  test('nothing else went wrong', () => {
    expect(warnings).toEqual([])
  })
})
