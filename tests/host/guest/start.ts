// Starts the test guest in a host whose model is in the test's hands.

import type { InitEntry, SuspendMode } from '../../../compiler/manifest.ts'
import { type HostOptions, load, type Program } from '../../../host/index.ts'
import type { EmbeddersProvider, GenerateReply } from '../../../host/providers/provider.ts'
import { guest, workflow } from './build.ts'

export const provider: InitEntry = {
  kind: 'provider',
  name: 'p',
  position: { file: 'app.haira', line: 3, column: 1 },
  needs: [],
}

/** All workflows of the guest, and the provider that its model calls go to. */
export const entries: InitEntry[] = [
  provider,
  workflow('Echo', 'POST', '/echo/{id}'),
  workflow('Nested', 'POST', '/nested'),
  workflow('Forever', 'POST', '/forever'),
  workflow('Trap', 'POST', '/trap'),
  workflow('Panic', 'POST', '/panic'),
  workflow('Deep', 'POST', '/deep'),
  workflow('Turn', 'POST', '/turn'),
  workflow('Sleep', 'POST', '/sleep'),
  workflow('Greeting', 'GET', '/greeting'),
  workflow('Collect', 'POST', '/collect'),
  workflow('Spin', 'POST', '/spin'),
  workflow('Grow', 'POST', '/grow'),
  workflow('Chatter', 'POST', '/chatter'),
  workflow('Mixed', 'POST', '/mixed'),
]

/** Answers a message, now or later. */
export type Model = (message: string, signal: AbortSignal) => Promise<string>

export interface Started {
  program: Program
  output: { out: string; err: string; log: string[] }
  /** Runs a workflow; gives its reply taken apart. */
  call(workflow: string, body: unknown): Promise<{ status: number; body: unknown }>
  [Symbol.asyncDispose](): Promise<void>
}

export interface StartOptions extends HostOptions {
  /** What the module is built for. */
  build?: SuspendMode
  entries?: InitEntry[]
  model?: Model
  secrets?: string[]
  /** The host makes its own providers. */
  ownProviders?: boolean
}

/** Loads and initialises the guest. */
export async function start(options: StartOptions = {}): Promise<Started> {
  const { build = 'asyncify', entries: table = entries, model = async (text) => text.toUpperCase(), ...host } = options
  const scriptedModel = { createProvider: (name: string) => scripted(name, model) }
  const wasm = await guest({ suspend: build, entries: table, secrets: options.secrets ?? [] })
  const output: Started['output'] = { out: '', err: '', log: [] }
  const replies = Object.fromEntries(table.map((entry, index) => [`ENTRY_${index}`, initReply(entry)]))
  const program = await load(wasm, {
    ...(options.ownProviders ? {} : scriptedModel),
    stdout: (text) => {
      output.out += text
    },
    stderr: (text) => {
      output.err += text
    },
    log: (level, message) => output.log.push(`${level}: ${message}`),
    ...host,
    env: { ...replies, ...options.env },
  })
  await program.init()
  return {
    program,
    output,
    call: async (name, body) => {
      const request = { workflow: name, path: {}, query: {}, body: JSON.stringify(body) }
      const { reply } = await program.call(JSON.stringify(request))
      const { status, body: text } = JSON.parse(await reply) as { status: number; body: string }
      return { status, body: JSON.parse(text) }
    },
    [Symbol.asyncDispose]: () => program.close(),
  }
}

function initReply(entry: InitEntry): string {
  return entry.kind === 'provider' ? '{"fields":{"model":"m"}}' : '{}'
}

function scripted(name: string, model: Model): EmbeddersProvider {
  return {
    name,
    generate: async (request, signal): Promise<GenerateReply> => {
      const text = await model(request.messages[0]!.content, signal)
      return { text, tool_calls: [], finish_reason: 'stop', usage: { input_tokens: 0, output_tokens: 0 } }
    },
    close: async () => {},
  }
}

/** What `Nested` must answer, for a model that answers in capitals. */
export function nestedAnswer(depth: number, tag: string): string {
  const levels = Array.from({ length: depth + 1 }, (_, level) => `${tag}:${level}`)
  return levels.map((level) => `${level}=${level.toUpperCase()}`).join('|')
}

/** A model whose answers wait until the test lets them go, in any order. */
export function heldModel(): {
  model: Model
  held: { message: string; answer(text: string): void }[]
  next(): Promise<void>
} {
  const held: { message: string; answer(text: string): void }[] = []
  let arrived = Promise.withResolvers<void>()
  const model: Model = (message, signal) =>
    new Promise((resolve, reject) => {
      held.push({ message, answer: resolve })
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      arrived.resolve()
      arrived = Promise.withResolvers<void>()
    })
  return { model, held, next: () => arrived.promise }
}
