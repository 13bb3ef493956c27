// Runs trouble.haira, whose workflows go wrong in every way they can, in a host of this process.

import { readFileSync } from 'node:fs'
import type { SuspendMode } from '../../compiler/manifest.ts'
import { type GenerateReply, type GenerateRequest, type HostOptions, load, type Program } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'

const built = new Map<SuspendMode, Promise<Uint8Array<ArrayBuffer>>>()

/** The module. */
export function troubleModule(suspend: SuspendMode): Promise<Uint8Array<ArrayBuffer>> {
  let wasm = built.get(suspend)
  if (wasm === undefined) {
    const text = readFileSync(new URL('trouble.haira', import.meta.url), 'utf8')
    wasm = build(text, { suspend, optimize: 2 }).then(({ wasm }) => new Uint8Array(wasm))
    built.set(suspend, wasm)
  }
  return wasm
}

/** Calls the first tool that it is offered; what else it is asked, it never answers. */
function generate({ tools, messages }: GenerateRequest, signal: AbortSignal): Promise<GenerateReply> {
  const name = tools?.[0]?.name
  if (name !== undefined && messages.at(-1)!.role === 'user') {
    const tool_calls = [{ id: 'call', name, arguments: '{}' }]
    return Promise.resolve({
      text: '',
      tool_calls,
      finish_reason: 'tool_calls',
      usage: { input_tokens: 0, output_tokens: 0 },
    })
  }
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}

export interface Trouble {
  program: Program
  /** Lines of standard output. */
  printed: string[]
  log: string[]
  /** Asks a workflow by its path. */
  ask(path: string, body?: object, signal?: AbortSignal): Promise<[status: number, body: unknown]>
  /** Resolves once a line has been printed. */
  prints(line: string): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts the program; it listens, but not on a socket. */
export async function startTrouble(suspend: SuspendMode, options: HostOptions = {}): Promise<Trouble> {
  const printed: string[] = []
  const log: string[] = []
  const watchers = new Set<() => void>()
  const program = await load(await troubleModule(suspend), {
    sockets: false,
    env: {},
    createProvider: (name) => ({ name, generate, close: async () => {} }),
    stdout: (text) => {
      printed.push(text.trimEnd())
      for (const look of watchers) look()
    },
    stderr: () => {},
    log: (level, message) => log.push(`${level}: ${message}`),
    ...options,
  })
  await program.init()
  program.main().catch(() => {})
  return {
    program,
    printed,
    log,
    ask: async (path, body = {}, signal) => {
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', body: JSON.stringify(body), headers, ...(signal ? { signal } : {}) }
      const response = await program.fetch(new Request(`http://trouble/${path}`, init))
      return [response.status, await response.json()]
    },
    prints: (line) =>
      new Promise((resolve) => {
        const look = () => {
          if (!printed.includes(line)) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      }),
    [Symbol.asyncDispose]: () => program.close(),
  }
}
