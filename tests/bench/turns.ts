// What a request costs, part by part, and whether a session of 10,000 turns stays as fast and as small as a short one. All of
// it in this process, with the support desk's handoff request: two model calls.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type GenerateRequest, load, type Program, type Provider } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'
import { attributed, type Part, parts } from './attribution.ts'
import { printTable } from './table.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const usage = { input_tokens: 60, output_tokens: 20 }
const login = "I can't log in"

/** A model that hands over and answers, at once. Tells how large the latest request was. */
function instantModel(): Provider & { bytes: number } {
  return {
    name: 'openai',
    bytes: 0,
    async generate(request: GenerateRequest) {
      this.bytes = JSON.stringify(request).length
      const isDesk = request.agent === 'FrontDesk'
      const tool_calls = isDesk ? [{ id: 'c', name: 'transfer_to_TechAgent', arguments: '{"reason":"log in"}' }] : []
      return { text: isDesk ? '' : 'Which error do you see?', tool_calls, finish_reason: 'stop', usage }
    },
    close: async () => {},
  }
}

async function start(wasm: Uint8Array<ArrayBuffer>, provider: Provider): Promise<Program> {
  const options = { env: { HAIRA_DATABASE_URL: 'memory:' }, sockets: false, createProvider: () => provider }
  const program = await load(wasm, { ...options, stderr: () => {} })
  await program.init()
  return program
}

async function chat(program: Program, session: string): Promise<void> {
  const reply = await (await program.call(request(session))).reply
  if (!reply.includes('"status":200')) throw new Error(reply)
}

function request(session: string): string {
  const body = JSON.stringify({ message: login, session_id: session })
  return JSON.stringify({ workflow: 'Chat', path: {}, query: {}, body })
}

export async function turnsBench(scale: number): Promise<void> {
  // The collector is run before memory is looked at.
  setFlagsFromString('--expose-gc')
  globalThis.gc ??= runInNewContext('gc') as NodeJS.GCFunction
  const text = readFileSync(here('../../examples/support-desk.haira'), 'utf8')
  const { wasm } = await build(text, { suspend: 'asyncify', optimize: 2 })
  await partsOfRequest(wasm as Uint8Array<ArrayBuffer>, Math.ceil(8000 * scale))
  const model = instantModel()
  const program = await start(wasm as Uint8Array<ArrayBuffer>, model)
  await longSession(program, model, Math.ceil(10_000 * scale))
  await program.close()
}

async function partsOfRequest(wasm: Uint8Array<ArrayBuffer>, requests: number): Promise<void> {
  const { total, shares } = await attributed(wasm, { requests, connections: 16, message: login, sessions: 1000 })
  const row = (name: string, time: number) => [name, time.toFixed(0), `${((100 * time) / total).toFixed(1)} %`]
  printTable(
    'Processor of a handoff request (two model calls) by sampling, in microseconds',
    ['part', 'µs', 'share'],
    [
      ...Object.entries(parts).map(([part, name]) => row(name, shares[part as Part])),
      row('module and boundary together', shares.module + shares.boundary),
    ],
  )
}

async function longSession(program: Program, model: { bytes: number }, turns: number): Promise<void> {
  const rows: string[][] = []
  const part = Math.ceil(turns / 5)
  for (let block = 1; block <= 5; block++) {
    const before = process.cpuUsage()
    for (let turn = 0; turn < part; turn++) await chat(program, 'long')
    const { user, system } = process.cpuUsage(before)
    const held = heldMb()
    rows.push([String(block * part), ((user + system) / part).toFixed(0), String(model.bytes), held.toFixed(1)])
  }
  printTable('One session', ['turns', 'µs a turn', 'bytes of a request', 'MB held'], rows)
}

/** What JavaScript and WebAssembly hold after a collection. */
function heldMb(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}
