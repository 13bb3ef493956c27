// The list of all imports: the whole surface between a module and the world. Each interface has a file of its own.
// What a module imports is checked against this list and against what the embedder grants, before it is instantiated.

import type { InitEntry, InitTable, Manifest } from '../../compiler/manifest.ts'
import { HostError } from '../errors.ts'
import type { Answer, Fiber } from '../fiber/fiber.ts'
import type { Observer } from '../observe/observer.ts'
import type { ChatLabeler } from '../runs/chat-labels.ts'
import type { CurrentStore } from '../store/current.ts'
import { type Clock, clockImports } from './clock.ts'
import { type Environment, envImports } from './env.ts'
import { execImports } from './exec.ts'
import { fsImports } from './fs.ts'
import { type AllowedHosts, httpImports } from './http.ts'
import { ioImports, type Output } from './io.ts'
import type { Leases } from './leases.ts'
import type { Lines } from './lines.ts'
import { type DefineProvider, llmImports, type Providers } from './llm.ts'
import { type LogThreshold, logImports } from './log.ts'
import { memoryImports } from './memory.ts'
import { observeImports } from './observe.ts'
import { osImports } from './os.ts'
import type { Paths } from './paths.ts'
import { randomImports } from './random.ts'
import { type Publish, type RunServices, runImports } from './run.ts'
import { type Listen, serverImports } from './server.ts'
import { storeImports } from './store.ts'
import { taskImports } from './task.ts'
import { traceImports } from './trace.ts'
import { uploadImports } from './upload.ts'

/** An import that answers before it returns, or one that may let the fiber wait. */
export type ImportFunction = {
  /** Set where nobody can tell whether it was called once or twice: a request may be run again after such calls. */
  repeatable?: true
} & (
  | { kind: 'instant'; call: (request: string, fiber: Fiber) => string }
  | { kind: 'suspending'; call: (request: string, fiber: Fiber) => Answer }
)

/** The functions of one interface, by their names in stdlib/wit/haira.wit. */
export type Interface = Record<string, ImportFunction>

/** What the imports act on. */
export interface Services {
  providers: Providers
  defineProvider: DefineProvider
  store: CurrentStore
  observer: Observer
  listen: Listen
  output: Output
  input: Lines
  environment: Environment
  paths: Paths
  /** The largest file that can be read. */
  fileBytes: number
  /** Hosts that the program may ask, those among them that it names itself. */
  hosts: AllowedHosts
  /** The largest body of a response. */
  responseBytes: number
  /** How much output of another program is kept. */
  outputBytes: number
  clock: Clock
  /** The least level of the program's log that is shown. */
  logThreshold: LogThreshold
  publish: Publish
  chats: ChatLabeler
  run: RunServices
}

export const capabilities = [
  'llm',
  'memory',
  'store',
  'server',
  'io',
  'env',
  'os',
  'exec',
  'http',
  'fs',
  'clock',
  'random',
  'log',
  'observe',
] as const

/** Interfaces that tell the module nothing and change nothing in the world: nobody need grant them. */
const harmless = ['run', 'task', 'trace', 'upload'] as const

/** Short name of an import interface. */
export type Capability = (typeof capabilities)[number]

/** Import module name, then function name. */
export type ImportTable = ReadonlyMap<string, ReadonlyMap<string, ImportFunction>>

/** All imports, over the given services. */
export function createImports(services: Services): ImportTable {
  const { providers, observer, clock } = services
  const leases: Leases = new Map()
  const interfaces: Record<Capability | (typeof harmless)[number], Interface> = {
    llm: llmImports({ providers, observer, define: services.defineProvider, leases, clock }),
    memory: memoryImports({ current: () => services.store.get(), leases, chats: services.chats, clock }),
    store: storeImports(services.store),
    server: serverImports(services.listen),
    io: ioImports(services.output, services.input),
    env: envImports(services.environment),
    os: osImports(services.paths),
    exec: execImports({
      paths: services.paths,
      environment: services.environment,
      maxBytes: services.outputBytes,
    }),
    http: httpImports({ allowed: services.hosts, maxBytes: services.responseBytes }),
    fs: fsImports(services.paths, services.fileBytes),
    clock: clockImports(services.clock),
    random: randomImports(),
    log: logImports(services.output, services.logThreshold),
    run: runImports(services.run, services.publish, services.observer),
    task: taskImports(),
    observe: observeImports(services.observer),
    trace: traceImports(services.observer),
    upload: uploadImports(),
  }
  return new Map(
    Object.entries(interfaces).map(([name, functions]) => [interfaceName(name), new Map(Object.entries(functions))]),
  )
}

/** `haira:host/llm@0.1.0` */
export function interfaceName(capability: string): string {
  return `haira:host/${capability}@0.1.0`
}

/** How a capability is granted that nobody has by default: at the command line, and by an embedder. */
const grants: Partial<Record<string, string>> = {
  fs: '`--allow fs:PATH` or the option `allowPaths` grants it',
  http: '`--allow net:HOST` or the option `allowHosts` grants it',
  exec: '`--allow exec` or the option `allowExec` grants it',
}

/** Refuses a module that imports what is not offered or not granted, naming each import and what needs it. */
export function checkImports(
  module: WebAssembly.Module,
  manifest: Manifest,
  table: InitTable,
  offered: ImportTable,
  granted: readonly string[],
): void {
  const refused = WebAssembly.Module.imports(module).flatMap(({ module: from, name }) => {
    const short = /^haira:host\/(.+)@/.exec(from)?.[1] ?? from
    const needed = `needed by ${whatNeeds(short, manifest, table)}`
    if (!offered.get(from)?.has(name)) return [`this host does not offer ${from} ${name} (${needed})`]
    return [...granted, ...harmless].includes(short)
      ? []
      : [`the capability ${short} was not granted (${from} ${name}, ${needed})${hint(short)}`]
  })
  if (refused.length > 0) throw new HostError('missing_import', refused.join('\n'))
}

function hint(capability: string): string {
  const way = grants[capability]
  return way === undefined ? '' : `; ${way}`
}

/** The declarations that a capability serves, or the program as a whole. */
function whatNeeds(capability: string, manifest: Manifest, table: InitTable): string {
  const kinds: Partial<Record<string, InitEntry['kind']>> = { llm: 'agent', memory: 'agent', server: 'workflow' }
  const users = table.entries.filter((entry) => entry.kind === kinds[capability])
  if (users.length === 0) return manifest.source
  return users.map(({ kind, name, position }) => `${kind} ${name} at ${position.file}:${position.line}`).join(', ')
}
