// The desk under load with each kind of store, for replies in JSON and in events, against the hand-written one, which keeps
// its sessions in memory: requests per second, how long they take, processor and memory.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { postgresBinaries, startPostgres } from '../store/postgres.ts'
import { drive, type Load } from './load.ts'
import type { Server } from './process.ts'
import { type Measured, measureBoth, withServers } from './server.ts'
import { printTable, ratio } from './table.ts'

const program = fileURLToPath(new URL('streaming-desk.haira', import.meta.url))

const kinds: [name: string, load: Pick<Load, 'message' | 'streams'>][] = [
  ['JSON, two model calls', { message: "I can't log in" }],
  ['events, one model call', { message: 'Hello', streams: true }],
]

/** Prints a table; `scale` shrinks the number of requests. */
export async function storesBench(scale: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'haira-bench-'))
  const postgres = postgresBinaries === undefined ? undefined : await startPostgres(true)
  const databases: [name: string, url: string][] = [
    ['memory', 'memory:'],
    ['SQLite', `sqlite:${join(folder, 'bench.db')}`],
    ...(postgres === undefined ? [] : [['PostgreSQL', await postgres.newSchema()] as [string, string]]),
  ]
  const rows: string[][] = []
  try {
    for (const [store, database] of databases) {
      for (const [kind, what] of kinds) {
        const load = { ...what, connections: 32, sessions: 1000, requests: Math.ceil(4000 * scale) }
        const compare = async (ours: Server, theirs: Server): Promise<void> => {
          for (const one of [ours, theirs]) await drive(one.port, { ...load, requests: Math.ceil(1500 * scale) })
          const [a, b] = (await measureBoth([ours, theirs], load)) as [Measured, Measured]
          rows.push([`${store}, ${kind}`, ...cells(a, b)])
        }
        await withServers(0, compare, { program, database })
      }
    }
  } finally {
    await postgres?.remove()
    rmSync(folder, { recursive: true })
  }
  printTable(
    'The desk by where Haira keeps sessions and runs, 32 connections: Haira / hand-written, in memory',
    ['store', 'requests/s', 'p50', 'p99', 'CPU of 1,000', 'ratio', 'memory', 'failed'],
    rows,
  )
}

function cells(ours: Measured, theirs: Measured): string[] {
  const both = (of: (one: Measured) => number, digits: number, unit: string): string =>
    `${of(ours).toFixed(digits)} / ${of(theirs).toFixed(digits)}${unit}`
  return [
    both((one) => one.perSecond, 0, ''),
    both((one) => one.p50, 1, ' ms'),
    both((one) => one.p99, 1, ' ms'),
    // Milliseconds of one are seconds of a thousand.
    both((one) => one.cpuMs, 2, ' s'),
    ratio(ours.cpuMs, theirs.cpuMs),
    both((one) => one.memoryMb, 0, ' MB'),
    String(ours.failed + theirs.failed),
  ]
}
