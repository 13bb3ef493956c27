// Whole servers over one database: two at once, and servers that are killed at any moment under load. Every turn that a
// client has been told of is there once, and no history is out of order. KILL_ROUNDS=200 kills more often, SEED=n repeats.

import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { projectFile, type Served, serve } from '../e2e/haira.ts'
import { databases, type Kind, type Place } from './stores.ts'

const kinds = databases()
const rounds = Number(process.env.KILL_ROUNDS ?? 2)
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

const start = (place: Place): Promise<Served> =>
  serve(projectFile('examples/support-desk.haira'), {
    args: ['--offline'],
    env: { HAIRA_DATABASE_URL: place.url! },
  })

/** Whether the turn was acknowledged: a turn that could not be stored is answered as one that failed. */
async function turn(server: Served, session: string, message: string): Promise<boolean> {
  const { status, body } = await server.post('/api/chat', { message, session_id: session })
  const { reply } = body as { reply: string }
  return status === 200 && reply.endsWith(`You wrote: "${message}"`)
}

interface Message {
  session: string
  id: number
  role: string
  content: string
}

async function messages(place: Place): Promise<Map<string, Message[]>> {
  const rows = await place.sql('SELECT session, id, role, content FROM haira_messages ORDER BY session, id')
  return Map.groupBy(rows as unknown as Message[], ({ session }) => session)
}

/** Each user message is followed by the answer to it, and none is there twice. */
function expectHistories(found: Map<string, Message[]>): void {
  for (const [session, log] of found) {
    expect(
      log.map(({ id }) => Number(id)),
      session,
    ).toEqual(log.map((_, at) => at + 1))
    const asked = log.filter(({ role }) => role === 'user').map(({ content }) => content)
    expect(new Set(asked).size, session).toBe(asked.length)
    const answers = asked.flatMap((text) => [text, `[offline] FrontDesk here. You wrote: "${text}"`])
    expect(
      log.map(({ content }) => content),
      session,
    ).toEqual(answers)
  }
}

/** A small generator of numbers, so that a seed repeats them. */
function numbers(from: number): (below: number) => number {
  let state = from || 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

test.skipIf(kinds.length < 2)(
  'two servers, 50 sessions, turns in any order: each history is correct',
  async () => {
    const place = await kinds.find(({ name }) => name === 'PostgreSQL')!.place()
    await using a = await start(place)
    await using b = await start(place)
    const sessions = Array.from({ length: 50 }, (_, at) => `s${at}`)
    const sent = sessions.flatMap((session) => [0, 1, 2, 3].map((number) => ({ session, message: `Hello ${number}` })))
    const random = numbers(seed)
    const acknowledged = await Promise.all(
      sent.map(({ session, message }) => turn(random(2) === 0 ? a : b, session, message)),
    )
    expect(acknowledged.filter((one) => !one)).toEqual([])
    const found = await messages(place)
    expectHistories(found)
    expect([...found.values()].map((log) => log.length)).toEqual(sessions.map(() => 8))
  },
  90_000,
)

/** Sends turns from all sessions at once until so many are acknowledged, then kills the server at once. */
async function loadAndKill(
  server: Served,
  from: number,
  limit: number,
): Promise<{ session: string; message: string }[]> {
  const acknowledged: { session: string; message: string }[] = []
  let number = from
  const client = async (session: string): Promise<void> => {
    for (;;) {
      const message = `Hello ${number++}`
      // The server is gone, or has closed what was open: nothing was acknowledged.
      const done = await turn(server, session, message).catch(() => undefined)
      if (done === undefined) return
      expect(done).toBe(true)
      acknowledged.push({ session, message })
      if (acknowledged.length === limit) server.signal('SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: 12 }, (_, at) => client(`s${at % 6}`)))
  await server.exited
  return acknowledged
}

const check: Record<Kind['name'], (place: Place) => Promise<void>> = {
  memory: async () => {},
  SQLite: async ({ url }) => {
    const database = new DatabaseSync(url!.slice('sqlite:'.length))
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    database.close()
  },
  // The server was not killed. Time passes until the killed host counts as dead.
  PostgreSQL: async (place) => void (await place.sql('UPDATE haira_hosts SET expires_at = 0')),
}

test.each(kinds)(
  'a server on $name that is killed loses no turn and repeats none',
  async ({ name, place: newPlace }) => {
    const place = await newPlace()
    const random = numbers(seed)
    const acknowledged: { session: string; message: string }[] = []
    for (let round = 0; round < rounds; round++) {
      const server = await start(place)
      acknowledged.push(...(await loadAndKill(server, round * 100_000, 1 + random(60))))
      await check[name](place)
      const found = await messages(place)
      expectHistories(found)
      for (const { session, message } of acknowledged) {
        const there = found.get(session)?.filter(({ content }) => content === message) ?? []
        expect(there.length, `round ${round}, seed ${seed}: ${session} ${message}`).toBe(1)
      }
      // A session keeps a thousand entries; what is checked must not be among those that leave.
      if (round % 20 === 19) {
        await place.sql('DELETE FROM haira_messages')
        await place.sql('DELETE FROM haira_sessions')
        acknowledged.length = 0
      }
    }
    await using last = await start(place)
    for (const at of [0, 1, 2, 3, 4, 5]) expect(await turn(last, `s${at}`, 'Hello at last')).toBe(true)
  },
  60_000 + rounds * 10_000,
)
