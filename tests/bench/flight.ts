// Ten thousand requests in flight in one process, while the model takes two seconds from the last one's arrival on: whether all
// are answered, and what each holds, against a server of node:http and undici by hand in the same run.

import { fileURLToPath } from 'node:url'
import { drive } from './load.ts'
import { memoryMb, type Server, startServer } from './process.ts'
import { printTable, ratio } from './table.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const haira = here('../../host/cli/haira.js')
const supportDesk = here('../../examples/support-desk.haira')

/** Files that a process has open beside. */
const OTHER_FILES = 200

/** So many connections are opened at once. */
const WAVE = 1000

interface Measured {
  seconds: number
  aboveIdle: number
  failed: number
}

async function measure(server: Server, model: Server, requests: number): Promise<Measured> {
  // Code is compiled and buffers are there before what a request needs is counted.
  await drive(server.port, { message: 'Hello', requests: 200, connections: 200, sessions: 200 })
  const idle = memoryMb(server.pid, 'now')
  const tell = (path: string, count: number) =>
    fetch(`http://127.0.0.1:${model.port}/${path}`, { method: 'POST', body: String(count) })
  await tell('together', requests)
  // A server may have only so many connections that it has not accepted yet.
  const arrived = new Map<number, Promise<unknown>>()
  const before = (connection: number) => {
    const earlier = connection - (connection % WAVE)
    if (earlier > 0 && !arrived.has(earlier)) arrived.set(earlier, tell('waiting', earlier))
    return arrived.get(earlier)
  }
  const load = { message: 'Hello', requests, connections: requests, sessions: requests, before }
  const { totalMs, failed } = await drive(server.port, load)
  return { seconds: totalMs / 1000, aboveIdle: memoryMb(server.pid, 'peak') - idle, failed }
}

/** A server has two sockets for each request, and this system may not let a process have so many. */
function mostRequests(): number {
  const { userLimits } = process.report.getReport() as { userLimits: { open_files: { hard: number | 'unlimited' } } }
  const most = userLimits.open_files.hard
  return most === 'unlimited' ? Number.POSITIVE_INFINITY : Math.floor((most - OTHER_FILES) / 2)
}

/** Prints the table; `scale` shrinks the number of requests. */
export async function flightBench(scale: number): Promise<void> {
  const requests = Math.min(Math.ceil(10_000 * scale), mostRequests())
  const model = await startServer([here('model-server.ts'), '2000'])
  const env = { OPENAI_BASE_URL: `http://127.0.0.1:${model.port}/v1`, OPENAI_API_KEY: 'bench' }
  const results: [string, Measured][] = []
  try {
    for (const [name, args] of [
      ['Haira', [haira, 'run', supportDesk, '--port', '0', '--database', 'memory:']],
      ['node:http + undici', [here('undici-server.ts')]],
    ] as const) {
      // What the first start has compiled, the second one finds: its process has never held a compiler.
      await (await startServer([...args], env)).stop()
      const server = await startServer([...args], env)
      results.push([name, await measure(server, model, requests)])
      await server.stop()
    }
  } finally {
    await model.stop()
  }
  const floor = results.at(-1)![1].aboveIdle
  printTable(
    `${requests.toLocaleString('en')} requests in flight at once, the model takes 2 s (goal: memory at most 1.30)`,
    ['', 'all answered after', 'memory above idle', 'a request', 'ratio', 'failed'],
    results.map(([name, { seconds, aboveIdle, failed }]) => [
      name,
      `${seconds.toFixed(1)} s`,
      `${aboveIdle.toFixed(0)} MB`,
      `${((aboveIdle * 1024) / requests).toFixed(1)} KB`,
      ratio(aboveIdle, floor),
      String(failed),
    ]),
  )
}
