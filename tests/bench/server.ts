// The support desk under load, against the hand-written one: CPU per request, requests per second, memory; and a
// thousand requests in flight at once while the model takes two seconds.

import { fileURLToPath } from 'node:url'
import { drive, type Load } from './load.ts'
import { cpuMs, memoryMb, type Server, startServer } from './process.ts'
import { printTable, ratio } from './table.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const haira = here('../../host/cli/haira.js')
const supportDesk = here('../../examples/support-desk.haira')

const login = "I can't log in"

export interface Measured {
  cpuMs: number
  perSecond: number
  p50: number
  p99: number
  memoryMb: number
  failed: number
}

async function measure(server: Server, load: Load): Promise<Measured> {
  const before = cpuMs(server.pid)
  const { requests } = load
  const result = await drive(server.port, load)
  return {
    cpuMs: (cpuMs(server.pid) - before) / requests,
    perSecond: result.perSecond,
    p50: result.p50,
    p99: result.p99,
    memoryMb: memoryMb(server.pid, 'now'),
    failed: result.failed,
  }
}

/** Rounds in which the two servers take turns, so that what else the machine does meets both. */
const ROUNDS = 4

export async function measureBoth(servers: Server[], load: Load): Promise<Measured[]> {
  const rounds: Measured[][] = servers.map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, server] of servers.entries()) {
      rounds[index]!.push(await measure(server, { ...load, requests: Math.ceil(load.requests / ROUNDS) }))
    }
  }
  return rounds.map(combine)
}

function combine(rounds: Measured[]): Measured {
  const sum = (field: keyof Measured) => rounds.reduce((total, round) => total + round[field], 0)
  const mean = (field: keyof Measured) => sum(field) / rounds.length
  return {
    cpuMs: mean('cpuMs'),
    perSecond: mean('perSecond'),
    p50: mean('p50'),
    p99: mean('p99'),
    memoryMb: rounds.at(-1)!.memoryMb,
    failed: sum('failed'),
  }
}

/** What both servers run, and where ours keeps sessions. */
export interface Setting {
  program?: string
  database?: string
}

/** Runs `body` with both servers talking to one model server of the given latency. */
export async function withServers(
  latency: number,
  body: (ours: Server, theirs: Server, model: Server) => Promise<void>,
  { program = supportDesk, database = 'memory:' }: Setting = {},
): Promise<void> {
  const model = await startServer([here('model-server.ts'), String(latency)])
  const env = { OPENAI_BASE_URL: `http://127.0.0.1:${model.port}/v1`, OPENAI_API_KEY: 'bench' }
  const ours = await startServer([haira, 'run', program, '--port', '0', '--database', database], env)
  const theirs = await startServer([here('baseline.ts')], env)
  try {
    await body(ours, theirs, model)
  } finally {
    for (const server of [ours, theirs, model]) await server.stop()
  }
}

/** Prints the tables; `scale` shrinks the number of requests. */
export async function serverBench(scale: number): Promise<void> {
  // Once for the cache, so that what is measured is serving, not compiling.
  const first = await startServer([haira, 'run', supportDesk, '--offline', '--port', '0'])
  await first.stop()
  await withServers(0, async (ours, theirs) => {
    const warm = { message: login, requests: Math.ceil(3000 * scale), connections: 32, sessions: 1000 }
    await drive(ours.port, warm)
    await drive(theirs.port, warm)
    const rows: string[][] = []
    for (const connections of [1, 32, 256]) {
      const requests = Math.ceil((connections === 1 ? 1500 : 6000) * scale)
      const [a, b] = (await measureBoth([ours, theirs], { message: login, requests, connections, sessions: 1000 })) as [
        Measured,
        Measured,
      ]
      rows.push([
        String(connections),
        `${a.cpuMs.toFixed(2)} / ${b.cpuMs.toFixed(2)} ms`,
        ratio(a.cpuMs, b.cpuMs),
        `${a.perSecond.toFixed(0)} / ${b.perSecond.toFixed(0)}`,
        ratio(a.perSecond, b.perSecond),
        `${a.p50.toFixed(1)} / ${b.p50.toFixed(1)} ms`,
        `${a.p99.toFixed(1)} / ${b.p99.toFixed(1)} ms`,
        `${a.memoryMb.toFixed(0)} / ${b.memoryMb.toFixed(0)} MB`,
        ratio(a.memoryMb, b.memoryMb),
        String(a.failed + b.failed),
      ])
    }
    printTable(
      'Handoff request, two model calls: Haira / hand-written',
      ['connections', 'CPU a request', 'ratio', 'requests/s', 'ratio', 'p50', 'p99', 'memory', 'ratio', 'failed'],
      rows,
    )
  })
  await withServers(2000, async (ours, theirs, model) => {
    const load = { requests: 1000, connections: 1000, sessions: 1000 }
    // Whoever comes first must not pay for a load generator and a model that have never been used.
    await drive(model.port, { ...load, message: 'Hello' })
    const rows: string[][] = []
    for (const [name, server] of [
      ['Haira', ours],
      ['hand-written', theirs],
    ] as const) {
      const idle = memoryMb(server.pid, 'now')
      const single = await drive(server.port, { ...load, message: 'Hello' })
      const handoff = await drive(server.port, { ...load, message: login })
      rows.push([
        name,
        `${(single.totalMs / 1000).toFixed(2)} s`,
        `${(handoff.totalMs / 1000).toFixed(2)} s`,
        `${(memoryMb(server.pid, 'peak') - idle).toFixed(0)} MB`,
        String(single.failed + handoff.failed),
      ])
    }
    printTable(
      '1,000 requests in flight at once, a model call takes 2 s: all answered after (floors: 2 s, 4 s)',
      ['server', 'one call', 'handoff, two calls', 'memory above idle', 'failed'],
      rows,
    )
  })
}
