// What stores cost: whole turns on sessions, each of which opens a log of ten exchanges, adds one, and is over when that
// is stored. In one process, so that it is the store that is measured; PostgreSQL is a server beside it, with fsync.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../host/store/open.ts'
import { defaultRetention, type NewEntry, type Store } from '../../host/store/store.ts'
import { postgresBinaries, startPostgres } from '../store/postgres.ts'
import { printTable } from './table.ts'

const SESSIONS = 200
const EXCHANGES = 10
const never = new AbortController().signal
const text = 'The invoice of last month has been charged twice, and nobody has answered so far. '.repeat(3)

const exchange = (): NewEntry[] =>
  ['user', 'assistant'].map((role) => ({
    role,
    content: text,
    agent: 'FrontDesk',
    seen: ['FrontDesk', 'BillingAgent'],
  }))

async function turn(store: Store, session: string, append: NewEntry[]): Promise<void> {
  const { lease } = await store.sessions.open(session, { FrontDesk: 20, BillingAgent: 20 }, {}, () => never)
  await store.sessions.close(lease, { append })
}

interface Measured {
  perSecond: number
  p50: number
  p99: number
  /** CPU of this process, in milliseconds for a thousand turns. */
  cpu: number
}

/** Clients at work at once, each on the next session when its turn is over. */
async function drive(store: Store, clients: number, turns: number): Promise<Measured> {
  const times: number[] = []
  let next = 0
  const cpu = process.cpuUsage()
  const started = performance.now()
  const client = async (): Promise<void> => {
    while (next < turns) {
      const session = `s${next++ % SESSIONS}`
      const begun = performance.now()
      await turn(store, session, exchange())
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const elapsed = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)]!
  return {
    perSecond: (turns / elapsed) * 1000,
    p50: at(0.5),
    p99: at(0.99),
    cpu: (user + system) / turns,
  }
}

/** The first turn of each session on a host that has not seen it: the log is read from the database. */
async function readAgain(url: string, turns: number): Promise<number> {
  const store = await open(url)
  const started = performance.now()
  for (let at = 0; at < turns; at++) await turn(store, `s${at % SESSIONS}`, [])
  const elapsed = performance.now() - started
  await store.close()
  return elapsed / turns
}

const open = (url: string): Promise<Store> =>
  openStore(url, {
    retention: { ...defaultRetention, entries: 4 * EXCHANGES },
    warn: (line) => console.error(`warning: ${line}`),
  })

async function measure(name: string, url: string, scale: number): Promise<string[][]> {
  const store = await open(url)
  // Fills the logs, and warms up.
  await drive(store, 32, SESSIONS * EXCHANGES)
  const rows: string[][] = []
  for (const clients of [1, 32]) {
    const { perSecond, p50, p99, cpu } = await drive(store, clients, Math.ceil(10_000 * scale))
    rows.push([
      name,
      String(clients),
      perSecond.toFixed(0),
      `${p50.toFixed(3)} ms`,
      `${p99.toFixed(3)} ms`,
      `${cpu.toFixed(0)} ms`,
    ])
  }
  await store.close()
  if (name !== 'memory') {
    const fresh = await readAgain(url, SESSIONS)
    rows.push([`${name}, log read again`, '1', (1000 / fresh).toFixed(0), `${fresh.toFixed(3)} ms (mean)`, '', ''])
  }
  return rows
}

/** Prints the table. */
export async function storeBench(scale: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'haira-bench-'))
  const server = postgresBinaries === undefined ? undefined : await startPostgres(true)
  try {
    const rows = [
      ...(await measure('memory', 'memory:', scale)),
      ...(await measure('SQLite', `sqlite:${join(folder, 'bench.db')}`, scale)),
      ...(server === undefined ? [] : await measure('PostgreSQL', await server.newSchema(), scale)),
    ]
    printTable(
      'Turns of sessions: open a log of ten exchanges or more, store one',
      ['store', 'clients', 'turns/s', 'p50', 'p99', 'CPU per 1,000'],
      rows,
    )
  } finally {
    await server?.remove()
    rmSync(folder, { recursive: true })
  }
}
