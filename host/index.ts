// The embedding API: load a compiled module, run its init table, run `main`, answer requests, close. Whoever embeds
// decides what the program may reach: environment, capabilities, providers, sessions, output.

import type { Readable } from 'node:stream'
import type { Manifest, SuspendMode } from '../compiler/manifest.ts'
import { chooseMode } from './fiber/suspender.ts'
import { type Clock, systemClock } from './imports/clock.ts'
import { Environment, type Variables } from './imports/env.ts'
import type { AllowedHosts } from './imports/http.ts'
import { type Capability, capabilities, checkImports, createImports, interfaceName } from './imports/index.ts'
import { Lines } from './imports/lines.ts'
import type { Providers } from './imports/llm.ts'
import { logThreshold } from './imports/log.ts'
import { type AllowedPaths, Paths } from './imports/paths.ts'
import { type Limits, settleLimits } from './limits.ts'
import type { ProviderFactory } from './module/init.ts'
import { loadModule } from './module/load.ts'
import { type Log, Program } from './module/program.ts'
import { Observer } from './observe/observer.ts'
import { startTracing } from './observe/tracing.ts'
import type { ProviderFields } from './providers/fields.ts'
import { type EmbeddersProvider, embedded } from './providers/provider.ts'
import { ChatLabeler } from './runs/chat-labels.ts'
import { RunRecorder } from './runs/recorder.ts'
import { Runs } from './runs/runs.ts'
import type { ListeningAddress } from './server/server.ts'
import { wholeNumber } from './settings.ts'
import { CurrentStore } from './store/current.ts'
import { defaultRetention, type Retention, type Store } from './store/store.ts'

export * from './errors.ts'
export type { Capability } from './imports/index.ts'
export { readLibrary } from './library.ts'
export type { Limits } from './limits.ts'
export type { Evaluation, Log, LogLevel, TestFailure, TestOutcome } from './module/program.ts'
export { Program } from './module/program.ts'
export * from './providers/provider.ts'
export type { ListeningAddress } from './server/server.ts'
export { InMemoryStore } from './store/in-memory.ts'
export * from './store/store.ts'

export interface HostOptions {
  /** Environment variables; by default those of the process. The module sees only the ones that it is granted. */
  env?: Variables
  /** Variables that the module may read beside those that the program names. */
  allowEnv?: readonly string[] | 'all'
  /** Files and folders that the module may read and write, with all below them; by default none. */
  allowPaths?: AllowedPaths
  /** Hosts that the module may ask beside those that the program names: `example.com`, `example.com:8080`, `*.example.com`. */
  allowHosts?: AllowedHosts
  /** Whether the module may start other programs; they may do what this process may. */
  allowExec?: boolean
  /** The working folder, where relative paths begin; by default that of the process. */
  folder?: string
  /** Import interfaces that the module may use; by default all that this host offers and has something to give by. */
  grant?: readonly Capability[]
  /** Makes the providers, instead of the host's own backends. */
  createProvider?: (name: string, fields: ProviderFields) => EmbeddersProvider
  /** Every provider answers canned text, without key or network. */
  offline?: boolean
  /** A missing API key keeps the program from starting. */
  strict?: boolean
  /** Keeps sessions, runs and files, instead of what the program or HAIRA_DATABASE_URL asks for. Not closed by the program. */
  store?: Store
  /** URL of a database; wins over the program's own and HAIRA_DATABASE_URL. */
  database?: string
  /** URL of the database of a program with a server for which nobody names one; by default everything is in memory. */
  serverDatabase?: string
  /** What `io.readln` reads; by default the standard input of the process. */
  stdin?: Readable
  stdout?: (text: string) => void
  stderr?: (text: string) => void
  log?: Log
  clock?: Clock
  /** Asks for a driver; by default Asyncify where the module has it, else JSPI. */
  suspend?: SuspendMode
  limits?: Partial<Limits>
  /** Wins over HAIRA_PORT and the program's own port; 0 picks a free one. */
  port?: number
  /** False: `listen` opens no socket, and requests come by `program.fetch`. */
  sockets?: boolean
  /** Listen together with other threads: gives the port, for the one that the program wants. */
  sharePort?: (port: number, host: string | undefined) => Promise<number>
  onListening?: (address: ListeningAddress) => void
  /** Told when the module begins to compute, which nothing of this thread can interrupt, and when all of it waits. */
  onComputing?: (isComputing: boolean) => void
}

/**
 * Loads a compiled module. Nothing of it runs before `init`.
 *
 * @example
 * const program = await load(await readFile('app.wasm'), { offline: true })
 * await program.init()
 * process.exitCode = await program.main()
 */
export async function load(wasm: BufferSource, options: HostOptions = {}): Promise<Program> {
  const variables = options.env ?? globalThis.process?.env ?? {}
  const limits = settleLimits(options.limits ?? {}, (name) => variables[name])
  const loaded = await loadModule(wasm, limits.memoryMb)
  const environment = new Environment(variables, loaded.manifest, options.allowEnv)
  const stdout = options.stdout ?? ((text) => void process.stdout.write(text))
  const stderr = options.stderr ?? ((text) => void process.stderr.write(text))
  const log = options.log ?? defaultLog(stderr)
  const providers: Providers = new Map()
  const output = { stdout, stderr }
  const observer = new Observer()
  observer.tracer = await startTracing(environment.host, loaded.manifest.source, (line) => log('warn', line))
  const store = createStore(options, environment, limits, loaded.module, log)
  const recorder = new RunRecorder(
    () => store.get(),
    (line) => log('error', line),
  )
  const services = {
    providers,
    environment,
    paths: new Paths(options.folder ?? process.cwd(), options.allowPaths ?? []),
    fileBytes: limits.fileBytes,
    hosts: allowedHosts(options, loaded.manifest),
    responseBytes: limits.responseBytes,
    outputBytes: limits.outputBytes,
    store,
    observer,
    chats: new ChatLabeler(loaded.table, (line) => log('error', line)),
    output,
    input: new Lines(() => options.stdin ?? process.stdin, limits.lineBytes),
    clock: options.clock ?? systemClock,
    logThreshold: logThreshold(environment.host),
    run: {
      runs: new Runs(recorder),
      logStep: (line: string) => output.stderr(`${line}\n`),
      autoConfirm: environment.host('HAIRA_AUTO_CONFIRM') === '1',
      confirmMs: limits.confirmMs,
    },
  }
  const offered = createImports({
    ...services,
    listen: () => Promise.reject(new Error('not started')),
    defineProvider: () => {
      throw new Error('not started')
    },
    publish: () => {},
  })
  const granted = options.grant ?? defaultGrants(options, services.hosts)
  checkImports(loaded.module, loaded.manifest, loaded.table, offered, granted)
  return new Program({
    loaded,
    mode: chooseMode(loaded.module, options.suspend),
    services,
    environment,
    providers,
    createFactory: () => createFactory(options, environment, log),
    limits,
    strict: options.strict ?? false,
    sockets: options.sockets ?? true,
    sharePort: options.sharePort,
    port: options.port ?? wholeNumber(environment.host, 'HAIRA_PORT', 0, 65_535),
    log,
    onListening: (address) => {
      // Several threads on one port are announced together.
      if (options.sharePort === undefined) stderr(`Listening on ${address.url}\n`)
      options.onListening?.(address)
    },
    onComputing: options.onComputing,
  })
}

/** Those that the program names, and those that are allowed beside. */
function allowedHosts({ allowHosts = [] }: HostOptions, { hosts = [] }: Manifest): AllowedHosts {
  return allowHosts === 'all' ? allowHosts : [...hosts, ...allowHosts]
}

/** Whoever allows no files grants no `fs`, and so on: a program that needs it is refused at the start, and not when it has begun. */
function defaultGrants({ allowPaths = [], allowExec = false }: HostOptions, hosts: AllowedHosts): Capability[] {
  const withheld = new Set<Capability>([
    ...(allowPaths.length === 0 ? ['fs' as const] : []),
    ...(hosts.length === 0 ? ['http' as const] : []),
    ...(allowExec ? [] : ['exec' as const]),
  ])
  return capabilities.filter((one) => !withheld.has(one))
}

/** The host's own backends, loaded when a program has an init table; their SDKs load later still. */
async function createFactory(options: HostOptions, environment: Environment, log: Log): Promise<ProviderFactory> {
  const { createProvider } = options
  if (createProvider !== undefined) {
    return { create: (name, fields) => embedded(createProvider(name, fields)), missingKey: () => undefined }
  }
  const backends = await import('./providers/index.ts')
  const offline = options.offline ?? false
  const context = { env: environment.host, offline, log: (message: string) => log('info', message) }
  return {
    create: (name, fields) => backends.createProvider(name, fields, context),
    missingKey: (name, fields) => {
      const variable = offline ? undefined : backends.missingKey(name, fields, environment.host)
      return variable === undefined ? undefined : backends.missingKeyMessage(name, variable)
    },
  }
}

function createStore(
  options: HostOptions,
  environment: Environment,
  { runs }: Limits,
  module: WebAssembly.Module,
  log: Log,
): CurrentStore {
  const serves = WebAssembly.Module.imports(module).some((one) => one.module === interfaceName('server'))
  return new CurrentStore({
    store: options.store,
    fixed: options.database,
    variable: environment.host('HAIRA_DATABASE_URL'),
    // Canned answers are nothing to find again later.
    fallback: serves && !(options.offline ?? false) ? options.serverDatabase : undefined,
    retention: { ...retentionOf(environment), runs },
    warn: (message) => log('warn', message),
  })
}

function retentionOf(environment: Environment): Retention {
  const sessionsInMemory = wholeNumber(environment.host, 'HAIRA_MAX_SESSIONS', 1)
  const sessionSeconds = wholeNumber(environment.host, 'HAIRA_SESSION_TTL', 0)
  return {
    ...defaultRetention,
    ...(sessionsInMemory === undefined ? {} : { sessionsInMemory }),
    ...(sessionSeconds === undefined ? {} : { sessionSeconds }),
  }
}

function defaultLog(stderr: (text: string) => void): Log {
  return (level, message) => {
    if (level !== 'info') stderr(`${level === 'warn' ? 'warning' : 'error'}: ${message}\n`)
  }
}
