// Where the processor time of a request goes: a program serves over real sockets in this thread and asks a model in another
// process, and the engine's sampling profiler says which code runs. Each sample counts for the file of the function that it
// has found, builtins such as JSON.parse for their caller.

import { type Profiler, Session } from 'node:inspector'
import { Worker } from 'node:worker_threads'
import { load, type Program } from '../../host/index.ts'
import type { Load, LoadResult } from './load.ts'
import { type Server, startServer } from './process.ts'

/** The parts of a request, in the order in which it meets them. */
export const parts = {
  module: 'module: turn, handoff, JSON',
  boundary: 'boundary: texts, fibers, imports',
  keeping: 'sessions, runs, observation',
  providers: 'SDK and wire formats',
  serving: 'HTTP server: routes, bodies',
  sockets: 'sockets: Node, undici, system',
  collector: 'collector of JavaScript',
} as const

export type Part = keyof typeof parts

/** Folders by what their code is part of; the first that a file's path contains counts. */
const folders: readonly [string, Part][] = [
  ['/host/module/', 'boundary'],
  ['/host/fiber/', 'boundary'],
  ['/host/imports/', 'boundary'],
  ['/host/store/', 'keeping'],
  ['/host/runs/', 'keeping'],
  ['/host/observe/', 'keeping'],
  ['/host/providers/', 'providers'],
  ['/node_modules/openai/', 'providers'],
  ['/host/server/', 'serving'],
  ['/node_modules/hono/', 'serving'],
  ['/node_modules/@hono/', 'serving'],
]

/** Conversions of texts: natives without a file. */
const conversions: ReadonlySet<string> = new Set(['encodeInto', 'decodeUTF8', 'decode', 'encodeIntoInto'])

function partOf({ url, functionName }: Profiler.ProfileNode['callFrame']): Part | undefined {
  if (functionName === '(idle)') return undefined
  if (functionName === '(garbage collector)') return 'collector'
  if (url.startsWith('wasm:')) return 'module'
  if (url === 'node:internal/encoding' || (url === '' && conversions.has(functionName))) return 'boundary'
  return folders.find(([folder]) => url.includes(folder))?.[1] ?? 'sockets'
}

export interface Attribution {
  /** Microseconds of this thread's processor for a request. */
  total: number
  /** The same by part. */
  shares: Record<Part, number>
}

/** Microseconds between samples. */
const INTERVAL = 200

function attribute({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, total: number): Attribution {
  const byId = new Map(nodes.map((node) => [node.id, partOf(node.callFrame)]))
  const sampled = Object.fromEntries(Object.keys(parts).map((part) => [part, 0])) as Record<Part, number>
  for (const [index, id] of samples.entries()) {
    const part = byId.get(id)
    // The time until the next sample.
    if (part !== undefined) sampled[part] += timeDeltas[index + 1] ?? 0
  }
  const sum = Object.values(sampled).reduce((a, b) => a + b, 0)
  const shares = Object.fromEntries(Object.entries(sampled).map(([part, time]) => [part, (total * time) / sum]))
  return { total, shares: shares as Record<Part, number> }
}

function driveFrom(port: number, load: Load): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('load-worker.ts', import.meta.url), { workerData: { port, load } })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

async function profiled(body: () => Promise<void>): Promise<Profiler.Profile> {
  const session = new Session()
  session.connect()
  const post = (method: string, params?: object): Promise<object> =>
    new Promise((resolve, reject) =>
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result ?? {}))),
    )
  try {
    await post('Profiler.enable')
    await post('Profiler.setSamplingInterval', { interval: INTERVAL })
    await post('Profiler.start')
    await body()
    return ((await post('Profiler.stop')) as Profiler.StopReturnType).profile
  } finally {
    session.disconnect()
  }
}

async function serve(wasm: Uint8Array<ArrayBuffer>, model: Server): Promise<{ program: Program; port: number }> {
  const listening = Promise.withResolvers<number>()
  const program = await load(wasm, {
    env: {
      HAIRA_DATABASE_URL: 'memory:',
      OPENAI_API_KEY: 'bench',
      OPENAI_BASE_URL: `http://127.0.0.1:${model.port}/v1`,
    },
    port: 0,
    stderr: () => {},
    onListening: ({ port }) => listening.resolve(port),
  })
  await program.init()
  program.main().catch(listening.reject)
  return { program, port: await listening.promise }
}

/** What a request costs, part by part; the load comes from another thread, the model from another process. */
export async function attributed(wasm: Uint8Array<ArrayBuffer>, load: Load): Promise<Attribution> {
  const model = await startServer([new URL('model-server.ts', import.meta.url).pathname, '0'])
  const { program, port } = await serve(wasm, model)
  try {
    await driveFrom(port, { ...load, requests: Math.ceil(load.requests / 2) })
    let used = 0
    const profile = await profiled(async () => {
      const before = process.threadCpuUsage()
      const { failed } = await driveFrom(port, load)
      const { user, system } = process.threadCpuUsage(before)
      used = (user + system) / load.requests
      if (failed > 0) throw new Error(`${failed} requests failed`)
    })
    return attribute(profile, used)
  } finally {
    await program.close()
    await model.stop()
  }
}
