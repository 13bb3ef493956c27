// A program: the owner of the instance that serves, and of all that outlives one: providers, sessions, the server. After
// a trap it starts a fresh instance, and if the program was listening, runs `main` again up to there.

import type { InitTable, Manifest, SuspendMode } from '../../compiler/manifest.ts'
import { CancelledError, HostError, messageOf, PanicError, TrapError } from '../errors.ts'
import type { Fiber } from '../fiber/fiber.ts'
import { watchSlices } from '../fiber/slices.ts'
import type { Environment } from '../imports/env.ts'
import { createImports, type ImportTable, type Services } from '../imports/index.ts'
import type { Providers } from '../imports/llm.ts'
import type { ListenRequest } from '../imports/server.ts'
import { type Limits, limitErrors } from '../limits.ts'
import type { Tracer } from '../observe/observer.ts'
import type { Recorder } from '../observe/recorder.ts'
import { endRun, failureOf, type GuestReply, readReply } from '../runs/outcome.ts'
import type { Run } from '../runs/run.ts'
import type { ObserveServices } from '../server/api/observe.ts'
import type { ReplyChannel } from '../server/reply-channel.ts'
import { senderOfInput } from '../server/sender.ts'
import type { HttpServer, ListeningAddress } from '../server/server.ts'
import { Schedules } from '../triggers/schedules.ts'
import { CallChains, describeChain } from './call-chain.ts'
import { type ProviderFactory, runInitTable } from './init.ts'
import { Instance } from './instantiate.ts'
import type { LoadedModule } from './load.ts'
import { type Instances, Request as ProgramRequest } from './request.ts'

export type LogLevel = 'info' | 'warn' | 'error'

/** Receives what the operator should know, one line at a time. */
export type Log = (level: LogLevel, message: string) => void

/** All settled: what `load` makes of its options. */
export interface ProgramSettings {
  loaded: LoadedModule
  mode: SuspendMode
  services: Omit<Services, 'listen' | 'publish' | 'defineProvider'>
  environment: Environment
  providers: Providers
  /** Called once, when the table has providers. */
  createFactory(): Promise<ProviderFactory>
  limits: Limits
  strict: boolean
  sockets: boolean
  sharePort: ((port: number, host: string | undefined) => Promise<number>) | undefined
  port: number | undefined
  log: Log
  onListening(address: ListeningAddress): void
  onComputing: ((isComputing: boolean) => void) | undefined
}

/** The reply to `guest.main`. */
interface MainReply {
  exit?: number
  error?: { message: string; panic?: boolean }
  failures?: TestFailure[]
  evaluation?: Evaluation
}

/** What has come of a case of an eval. */
export interface Evaluation {
  input: string
  /** From 0 to 1. */
  score: number
  /** The mean that the eval demands. */
  threshold: number
  reply: string
  agent: string
  /** Who should have answered; empty if anybody may. */
  expected_agent: string
  error?: string
}

/** An assertion that failed; `place` is `file:line:column`. */
export interface TestFailure {
  message: string
  place: string
}

/** A test has passed if there are no failures and no error. */
export interface TestOutcome {
  failures: TestFailure[]
  error?: { message: string; isPanic: boolean; chain: string[] }
}

/** How many runs may start each other by events, so that no circle goes on for ever. */
const mostDepth = 32

export class Program {
  readonly manifest: Manifest
  readonly table: InitTable
  /** What `init` found that does not keep the program from starting, such as a missing key. */
  warnings: string[] = []
  readonly #settings: ProgramSettings
  readonly #imports: ImportTable
  readonly #chains: CallChains
  readonly #exit = Promise.withResolvers<number>()
  #factory: ProviderFactory | undefined
  #server: HttpServer | undefined
  /** Writes what is observed to the store, where that outlives this process. */
  #recorder: Recorder | undefined
  #instance: Instance | undefined
  /** While an instance is being made ready. */
  #starting: Promise<Instance> | undefined
  #main: { args: readonly string[]; fiber: Fiber | undefined } | undefined
  /** Called when the program listens. */
  #listens: () => void = () => {}
  /** Instances whose `main` is run again by their successor. */
  readonly #succeeded = new WeakSet<Instance>()
  #closing: Promise<void> | undefined
  readonly #schedules: Schedules
  /** Where requests find theirs. */
  readonly #instances: Instances

  constructor(settings: ProgramSettings) {
    this.#settings = settings
    this.#instances = { limits: settings.limits, ready: () => this.#ready() }
    this.manifest = settings.loaded.manifest
    this.table = settings.loaded.table
    this.#chains = new CallChains(settings.loaded.module)
    this.#imports = createImports({
      ...settings.services,
      listen: (request, fiber) => this.#listen(request, fiber),
      publish: (event, data, from) => this.#publish(event, data, from),
      defineProvider: (name, fields) => this.#factory!.create(name, fields),
    })
    this.#schedules = new Schedules({
      table: this.table,
      clock: settings.services.clock,
      store: async () => (await settings.services.store.get()).schedules,
      run: (workflow) => this.#runUnasked(workflow, {}, 'schedule'),
      report: (line) => settings.log('warn', line),
    })
    // Whoever runs `main` waits for it; nobody else needs to hear of its failure.
    this.#exit.promise.catch(() => {})
  }

  get limits(): Limits {
    return this.#settings.limits
  }

  /** Instantiates the module and runs its init table. Throws a StartError that names every entry that failed. */
  async init(): Promise<void> {
    if (this.#starting !== undefined || this.#instance !== undefined) throw new Error('init has been run already')
    await this.#become(this.#makeReady())
  }

  /** Runs top-level statements and `main`; resolves to the exit status. Throws a PanicError for an uncaught panic. */
  main(args: readonly string[] = []): Promise<number> {
    if (this.#main !== undefined) throw new Error('main has been run already')
    this.#main = { args, fiber: undefined }
    this.#ready()
      .then(async (instance) => {
        await this.#schedules.start()
        this.#runMain(instance)
      })
      .catch((error: unknown) => this.#exit.reject(error))
    return this.#exit.promise
  }

  /** Runs one test of a module that was made to run tests, by its number in the manifest. A program runs only once. */
  async test(index: number): Promise<TestOutcome> {
    const running = (await this.#ready()).run('main', JSON.stringify({ args: [String(index)] }))
    const { failures = [], error } = JSON.parse(await running.reply) as MainReply
    if (error === undefined) return { failures }
    const chain = this.callChain(running.fiber.raisedAt)
    return { failures, error: { message: error.message, isPanic: error.panic ?? false, chain } }
  }

  /** Runs one case of an eval of a module that was made to run evals, by their numbers. A program runs only once. */
  async evaluate(index: number, at: number): Promise<Partial<Evaluation> & { input: string }> {
    const running = (await this.#ready()).run('main', JSON.stringify({ args: [String(index), String(at)] }))
    const { evaluation, error } = JSON.parse(await running.reply) as MainReply
    return evaluation ?? { input: `case ${at + 1}`, error: error?.message ?? 'the case has not run' }
  }

  /** Answers one HTTP request without a socket, so that a program can be mounted in another server. */
  async fetch(request: Request): Promise<Response> {
    return (await this.#openServer()).fetch(request)
  }

  /** Runs a workflow by its `guest.call` request. */
  call(request: string, run?: Run, channel?: ReplyChannel): ProgramRequest | Promise<ProgramRequest> {
    const instance = this.#instance
    return instance === undefined
      ? this.#ready().then((ready) => this.#begin(ready, request, run, channel))
      : this.#begin(instance, request, run, channel)
  }

  /** Runs the top-level statements and not `main`, so that workflows can be invoked. */
  async topLevel(): Promise<void> {
    const { reply, fiber } = (await this.#ready()).run('main', JSON.stringify({ args: [], main: false }))
    this.#exitStatus(await reply, fiber)
  }

  /**
   * Runs a workflow that no HTTP request asks for: by schedule, event, socket or hand. `input` has its parameters by name.
   * Those of a socket's path come in `path`. Below the run `parent`, if it comes of one.
   */
  async invoke(
    workflow: string,
    input: unknown,
    { path = {}, parent }: { path?: Record<string, string>; parent?: Run | undefined } = {},
  ): Promise<GuestReply> {
    const { runs } = this.#settings.services.run
    const run = runs.begin(workflow, parent)
    run.owner ||= senderOfInput(input).owner
    const request = JSON.stringify({ workflow, path, query: {}, body: JSON.stringify(input) })
    try {
      const running = await this.call(request, run)
      run.onCancel((reason) => running.cancel(reason))
      const reply = readReply(await running.reply)
      endRun(runs, run, running.cancelled, reply)
      return reply
    } catch (error) {
      run.end('failed', { error: messageOf(error) })
      throw error
    }
  }

  /** Runs a workflow whose reply nobody waits for; what fails is reported. */
  async #runUnasked(workflow: string, input: unknown, cause: string, parent?: Run): Promise<void> {
    const { log } = this.#settings
    try {
      const reply = await this.invoke(workflow, input, { parent })
      if (reply.status >= 400) log('error', `${cause}: workflow ${workflow}: ${reply.body}`)
    } catch (error) {
      log('error', `${cause}: workflow ${workflow}: ${messageOf(error)}`)
    }
  }

  /** Starts the workflows that are declared for an event. */
  #publish(event: string, data: unknown, from: Run | undefined): void {
    if ((from?.depth ?? 0) >= mostDepth)
      throw new Error(`event ${event}: more than ${mostDepth} runs started each other`)
    for (const entry of this.table.entries) {
      if (entry.kind !== 'workflow' || !entry.events?.includes(event)) continue
      void this.#runUnasked(entry.name, data ?? {}, `event ${event}`, from)
    }
  }

  /** Stops accepting, lets work under way finish for a while, then cancels it. `listen` returns, and so does `main`. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  #begin(instance: Instance, request: string, run: Run | undefined, channel: ReplyChannel | undefined): ProgramRequest {
    const { limits } = this.#settings
    if (instance.size >= limits.fibers) throw limitErrors.fibers(limits.fibers)
    return new ProgramRequest(instance, request, { run, channel }, this.#instances)
  }

  #ready(): Promise<Instance> {
    if (this.#instance !== undefined) return Promise.resolve(this.#instance)
    return this.#starting ?? Promise.reject(new HostError('not_ready', 'the program has not been started'))
  }

  async #become(starting: Promise<Instance>): Promise<void> {
    this.#starting = starting
    this.#instance = await starting
  }

  async #makeReady(): Promise<Instance> {
    const { loaded, mode, limits, environment, providers, strict, log, createFactory, onComputing } = this.#settings
    const instance: Instance = new Instance({
      module: loaded.module,
      mode,
      imports: this.#imports,
      limits,
      traced: this.#settings.services.observer.tracer !== undefined,
      events: {
        trapped: (trap) => this.#replace(instance, trap),
        exited: (exit) => this.#exit.resolve(exit.exitStatus),
        taskFailed: (reply, fiber) => this.#reportTask(reply, fiber),
        ...(onComputing === undefined ? {} : { computing: onComputing }),
        requested: (request, fiber, reply) =>
          traceRequest(this.#settings.services.observer.tracer, request, fiber, reply),
      },
    })
    if (this.table.entries.length === 0 && !this.manifest.capabilities.includes('llm')) return instance
    this.#factory ??= await createFactory()
    const { observer } = this.#settings.services
    const context = { table: this.table, environment, providers, factory: this.#factory, strict, observer }
    const warnings = await runInitTable(instance, context)
    for (const warning of warnings) log('warn', warning)
    this.warnings.push(...warnings)
    return instance
  }

  #replace(trapped: Instance, trap: TrapError): void {
    const where = this.callChain(trap.cause).join(', ')
    this.#settings.log(
      'error',
      `${trap.message}${where === '' ? '' : `, ${where}`}; its requests failed, and a fresh instance is started`,
    )
    // One that trapped while it was being made ready fails whoever made it.
    if (trapped !== this.#instance || this.#closing !== undefined) return
    this.#instance = undefined
    const wasListening = this.#main?.fiber !== undefined && this.#main.fiber === this.#server?.listener
    if (wasListening) this.#succeeded.add(trapped)
    this.#become(this.#makeSuccessor(wasListening)).catch((error: unknown) => this.#exit.reject(error))
  }

  async #makeSuccessor(listening: boolean): Promise<Instance> {
    const instance = await this.#makeReady()
    // Top-level statements are part of `main`: without it the successor's globals would be empty.
    if (listening) {
      const listens = new Promise<void>((resolve) => {
        this.#listens = resolve
      })
      this.#runMain(instance)
      await Promise.race([listens, this.#exit.promise])
    }
    return instance
  }

  #runMain(instance: Instance): void {
    const main = this.#main!
    if (this.#closing !== undefined) {
      this.#exit.reject(wasClosed())
      return
    }
    const running = instance.run('main', JSON.stringify({ args: main.args }))
    main.fiber = running.fiber
    running.reply
      .then((reply) => this.#exitStatus(reply, running.fiber))
      .then(this.#exit.resolve, (error: unknown) => {
        if (!(error instanceof TrapError && this.#succeeded.has(instance))) this.#exit.reject(error)
      })
  }

  #exitStatus(text: string, fiber: Fiber): number {
    const reply = JSON.parse(text) as MainReply
    const { error } = reply
    if (error !== undefined && fiber.cancelled !== undefined) throw fiber.cancelled
    if (error !== undefined) throw new PanicError(error.message, error.panic ?? false, this.callChain(fiber.raisedAt))
    return reply.exit ?? 0
  }

  /** Says on standard error what nobody in the program will hear of. */
  #reportTask(reply: string, fiber: Fiber): void {
    const { error } = JSON.parse(reply) as MainReply
    const chain = this.callChain(fiber.raisedAt).map((call) => `  ${call}\n`)
    this.#settings.services.output.stderr(`${error?.panic ? 'panic' : 'error'}: ${error?.message}\n${chain.join('')}`)
  }

  /** The calls in the module that an error was made or thrown in, innermost first: `at pick (app.haira:4:12)`. */
  callChain(error: unknown): string[] {
    return describeChain(this.#chains.of(error))
  }

  async #listen(request: ListenRequest, fiber: Fiber): Promise<void> {
    const server = await this.#openServer()
    await this.#openStore()
    if (this.#closing !== undefined) throw wasClosed()
    const closed = server.listen(request, fiber)
    this.#listens()
    await closed
  }

  /** Better no server than one that cannot keep what it is told. */
  async #openStore(): Promise<void> {
    const { services, log } = this.#settings
    const store = await services.store.get()
    if (!store.isDurable || this.#recorder !== undefined) return
    const { Recorder } = await import('../observe/recorder.ts')
    this.#recorder ??= new Recorder(
      services.observer,
      () => services.store.get(),
      (line) => log('warn', line),
    )
  }

  #observed(): ObserveServices {
    const { services } = this.#settings
    const recorder = (): Recorder | undefined => this.#recorder
    return {
      observer: services.observer,
      get recorder() {
        return recorder()
      },
      store: () => services.store.get(),
    }
  }

  async #openServer(): Promise<HttpServer> {
    // Loaded late: a program without server starts faster without it.
    const { HttpServer } = await import('../server/server.ts')
    const { limits, log, sockets, port, sharePort, environment, services, onListening } = this.#settings
    if (limits.sliceMs > 0) watchSlices()
    this.#server ??= new HttpServer({
      manifest: this.manifest,
      table: this.table,
      call: (request, run, channel) => this.call(request, run, channel),
      invoke: (workflow, input, path) => this.invoke(workflow, input, { path }),
      runs: services.run.runs,
      store: () => services.store.get(),
      callChain: (error) => this.callChain(error),
      setting: (name) => environment.host(name),
      folder: services.paths.folder,
      stderr: (text) => services.output.stderr(text),
      observed: this.#observed(),
      report: (line) => log('error', line),
      limits,
      port,
      sockets,
      sharePort,
      onListening: (address) => {
        onListening(address)
        this.#warmUp()
      },
    })
    return this.#server
  }

  /** Lets providers load their SDKs now that the program has started, and not when the first requests wait for it. */
  #warmUp(): void {
    // What fails here fails again, and is told, when it is needed.
    for (const provider of this.#settings.providers.values()) provider.warmUp?.().catch(() => {})
  }

  async #close(): Promise<void> {
    const { limits, providers, services } = this.#settings
    this.#schedules.stop()
    const disconnected = this.#server?.stop()
    await this.#finishFibers()
    // Their replies may still be on the way to slow clients.
    await within(limits.cancelMs, disconnected)
    this.#server?.end()
    if (this.#main !== undefined) await within(limits.cancelMs, this.#exit.promise)
    this.#main?.fiber?.cancel(wasClosed())
    await Promise.allSettled([...providers.values()].map((provider) => provider.close()))
    await services.observer.tracer?.close()
    await this.#recorder?.close()
    await services.run.runs.close()
    await services.store.close()
  }

  async #finishFibers(): Promise<void> {
    const { limits } = this.#settings
    const instance = this.#instance
    if (instance === undefined) return
    const listener = this.#server?.listener
    const kept = new Set(listener === undefined ? [] : [listener])
    // Requests are given time to finish; a `main` that does not serve may never.
    const main = this.#main?.fiber
    if (main !== listener) main?.cancel(wasClosed())
    const idle = instance.whenIdle(kept)
    if (await within(limits.shutdownMs, idle)) return
    instance.cancelAll(kept, wasClosed())
    await within(limits.cancelMs, idle)
  }
}

function wasClosed(): CancelledError {
  return new CancelledError('cancelled: the program was closed')
}

/** Makes a span of a request, while spans are wanted. */
function traceRequest(tracer: Tracer | undefined, request: string, fiber: Fiber, reply: Promise<string>): void {
  if (tracer === undefined) return
  const { workflow } = JSON.parse(request) as { workflow: string }
  const end = tracer.workflow(workflow, fiber)
  reply.then(
    (text) => end(failureOf(fiber.cancelled, readReply(text))),
    (error: unknown) => end(messageOf(error)),
  )
}

/** Waits for a promise, but not longer than the time given. False if the time was up first. */
async function within(ms: number, promise: Promise<unknown> | undefined): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, ms, false)
  const settled = Promise.resolve(promise).then(
    () => true,
    () => true,
  )
  const inTime = await Promise.race([settled, late])
  clearTimeout(timer)
  return inTime
}
