// The stores that the suites of this folder run on, each made fresh for a test.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll } from 'vitest'
import type { DatabaseStore } from '../../host/store/database-store.ts'
import { InMemoryStore } from '../../host/store/in-memory.ts'
import { openStore } from '../../host/store/open.ts'
import {
  defaultRetention,
  type NewEntry,
  type Retention,
  type RunRecord,
  type Store,
  type Turn,
  type Views,
} from '../../host/store/store.ts'
import { type PostgresServer, postgresBinaries, startPostgres } from './postgres.ts'

/** A place where stores keep the same things. */
export interface Place {
  /** One more host there; in memory there is only one. */
  open(retention?: Partial<Retention>): Promise<Store & { sweep(): Promise<void> }>
  /** Lets time pass for what expires. */
  age(seconds: number): Promise<void>
  /** Undefined in memory. */
  url: string | undefined
  sql(statement: string): Promise<Record<string, unknown>[]>
}

export interface Kind {
  name: 'memory' | 'SQLite' | 'PostgreSQL'
  /** A new, empty place. */
  place(): Promise<Place>
  /** The server, where there is one. */
  server?: () => PostgresServer
}

export const warnings: string[] = []

export async function open(url: string, retention: Partial<Retention> = {}): Promise<DatabaseStore> {
  const options = { retention: { ...defaultRetention, ...retention }, warn: (line: string) => void warnings.push(line) }
  return (await openStore(url, options)) as DatabaseStore
}

const aged = (seconds: number): string => `UPDATE haira_sessions SET updated_at = updated_at - ${seconds * 1000}`

function memory(): Kind {
  const place = async (): Promise<Place> => {
    let now = 0
    return {
      url: undefined,
      open: async (retention = {}) => new InMemoryStore({ retention, now: () => now }),
      age: async (seconds) => {
        now += seconds * 1000
      },
      sql: () => Promise.reject(new Error('no SQL in memory')),
    }
  }
  return { name: 'memory', place }
}

function sqlite(): Kind {
  let folder = ''
  let files = 0
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'haira-sqlite-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const place = async (): Promise<Place> => {
    const file = join(folder, `${++files}.db`)
    const sql = async (statement: string): Promise<Record<string, unknown>[]> => {
      const database = new DatabaseSync(file)
      const rows = database.prepare(statement).all()
      database.close()
      return rows
    }
    return {
      url: `sqlite:${file}`,
      open: (retention) => open(`sqlite:${file}`, retention),
      age: async (seconds) => void (await sql(aged(seconds))),
      sql,
    }
  }
  return { name: 'SQLite', place }
}

function postgres(): Kind {
  let server: PostgresServer | undefined
  let url = ''
  beforeAll(async () => {
    server = await startPostgres()
    url = await server.newSchema()
    // Making the tables takes longer than emptying them.
    await (await open(url)).close()
  })
  afterAll(() => server?.remove())
  const place = async (): Promise<Place> => {
    const tables = [
      'hosts',
      'sessions',
      'messages',
      'runs',
      'run_events',
      'run_orders',
      'schedules',
      'files',
      'observations',
    ]
    await server!.query(url, `TRUNCATE ${tables.map((name) => `haira_${name}`).join(', ')} RESTART IDENTITY`)
    const sql = async (statement: string): Promise<Record<string, unknown>[]> =>
      (await server!.query(url, statement)).rows
    return {
      url,
      open: (retention) => open(url, retention),
      age: async (seconds) => void (await sql(aged(seconds))),
      sql,
    }
  }
  return { name: 'PostgreSQL', place, server: () => server! }
}

/** Kinds of stores that keep things in a database. To be called once in a file of tests. */
export const databases = (): Kind[] => [sqlite(), ...(postgresBinaries === undefined ? [] : [postgres()])]
export const allKinds = (): Kind[] => [memory(), ...databases()]

export const never = (): AbortSignal => new AbortController().signal

export const said = (content: string, ...seen: string[]): NewEntry => ({
  role: 'user',
  content,
  agent: seen[0] ?? 'A',
  seen,
})

/** Begins a turn. */
export async function begin(
  store: Store,
  session: string,
  views: Views = { A: 10 },
  owner: object = {},
): Promise<Turn> {
  return await store.sessions.open(session, views, owner, never)
}

/** One whole turn that stores messages. */
export async function take(store: Store, session: string, ...append: NewEntry[]): Promise<void> {
  await store.sessions.close((await begin(store, session)).lease, { append })
}

/** What is in a session for agents, by a turn that changes nothing. */
export async function look(store: Store, session: string, views: Views = { A: 10 }): Promise<Turn['entries']> {
  const turn = await begin(store, session, views)
  await store.sessions.close(turn.lease)
  return turn.entries
}

/** A run that begins now. */
export const run = (id: string, workflow = 'X'): RunRecord => ({ id, workflow, startedAt: Date.now() })

export const contents = (entries: Turn['entries']): string[] => entries.map((entry) => entry.content)
