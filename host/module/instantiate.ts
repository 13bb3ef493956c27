// One instance of a module: its memory, its exports and the fibers that run in it. A trap ends the instance and all of
// them; whoever owns it makes a fresh one.

import type { SuspendMode } from '../../compiler/manifest.ts'
import { CancelledError, errorReply, HostError, MemoryError, ProgramExit, TrapError } from '../errors.ts'
import { type EventChannel, Fiber, type Siblings } from '../fiber/fiber.ts'
import { stackBytes } from '../fiber/stack-size.ts'
import { clearStop, stopNow } from '../fiber/stop.ts'
import { createSuspender, type Engine, type Entry, type Suspender } from '../fiber/suspender.ts'
import type { ImportFunction, ImportTable } from '../imports/index.ts'
import { howToRaise, type Limits, limitErrors } from '../limits.ts'
import type { Run } from '../runs/run.ts'
import { Abi, type Lowered, type Realloc } from './abi.ts'
import { type Caller, GuestCall, type GuestExport } from './guest-call.ts'
import { describeTrap } from './traps.ts'

const GUEST = 'haira:host/guest@0.1.0'

/** The share of a memory's limit from which on a trap is put down to it. */
const ALMOST_FULL = 0.45

/** A fiber under way and the reply it will give. */
export interface Running {
  fiber: Fiber
  reply: Promise<string>
}

/** Of how many failed tasks it is kept where they failed. */
const MOST_RAISED = 100

/** What the owner of an instance is told. */
export interface InstanceEvents {
  trapped(error: TrapError): void
  /** The program called `os.exit`. */
  exited(exit: ProgramExit): void
  /** A task failed that nobody awaits; `reply` is that of `guest.task`. */
  taskFailed(reply: string, fiber: Fiber): void
  /** Fibers are about to run, or all of them wait. */
  computing?(isComputing: boolean): void
  /** A request is about to begin. */
  requested?(request: string, fiber: Fiber, reply: Promise<string>): void
}

/** What an instance is made of. */
export interface InstanceOptions {
  module: WebAssembly.Module
  mode: SuspendMode
  imports: ImportTable
  limits: Limits
  /** Whether somebody wants to hear when agents begin and end their work. */
  traced?: boolean
  events?: InstanceEvents
}

export class Instance implements Engine, Siblings, Caller {
  readonly exports: WebAssembly.Exports
  readonly abi: Abi
  readonly #suspender: Suspender
  readonly #fibers = new Map<number, GuestCall>()
  readonly #raised = new Map<number, Error>()
  readonly #events: InstanceEvents
  readonly #watchers = new Set<() => void>()
  readonly #limits: Limits
  /** How many fibers wait for others. */
  parked = 0
  #nextFiber = 0
  /** A trap or an exit: why nothing of it runs any more. */
  #over: TrapError | ProgramExit | undefined

  constructor({ module, mode, imports, limits, traced = false, events }: InstanceOptions) {
    this.#limits = limits
    this.#events = events ?? { trapped: () => {}, exited: () => {}, taskFailed: () => {} }
    this.#suspender = createSuspender(mode, this)
    this.exports = new WebAssembly.Instance(module, this.#bind(module, imports)).exports
    const fitting = (reply: string): string => this.#tooLong(reply) ?? reply
    this.abi = new Abi(this.exports.memory as WebAssembly.Memory, this.exports.cabi_realloc as Realloc, fitting)
    const globals = this.exports as Partial<Record<string, WebAssembly.Global<'i32'>>>
    const { haira_channel, haira_stack, haira_traced } = globals
    if (haira_channel !== undefined) haira_channel.value = limits.channelValues
    if (haira_stack !== undefined) haira_stack.value = stackBytes(mode)
    if (haira_traced !== undefined) haira_traced.value = Number(traced)
    const initialize = this.exports._initialize as (() => void) | undefined
    initialize?.()
  }

  /** Set once the instance has trapped, or the program has exited. */
  get dead(): boolean {
    return this.#over !== undefined
  }

  get sliceMs(): number {
    return this.#limits.sliceMs
  }

  /** Stops the fiber that runs: it has kept the processor for too long. */
  overrun(): void {
    this.#stop(limitErrors.sliceMs(this.sliceMs))
  }

  /** How many fibers run or wait. */
  get size(): number {
    return this.#fibers.size
  }

  /**
   * Runs an export on a fiber of its own, for a run of a workflow or for none, whose events go to the channel, if there is
   * one. The reply rejects with a TrapError, or a stack overflow of this fiber.
   */
  run(name: GuestExport, request: string, run?: Run, channel?: EventChannel): Running {
    const { cancelMs: graceMs, importCalls } = this.#limits
    // Only requests are limited: `main` may go on for as long as the program does.
    const fiber = new Fiber(this.#takeId(), this, { graceMs, ...(name === 'call' ? { calls: importCalls } : {}) })
    fiber.run = run
    fiber.channel = channel
    if (this.#over !== undefined) return { fiber, reply: Promise.reject(this.#over) }
    const call = new GuestCall(this, name, this.#entry(name), fiber, request)
    const { reply } = call
    if (name === 'call') this.#events.requested?.(request, fiber, reply)
    this.#start(call)
    return { fiber, reply }
  }

  /** Runs a task of the module on a fiber of its own. */
  start(task: string, parent: Fiber): void {
    const { fibers, cancelMs: graceMs } = this.#limits
    if (this.size >= fibers) throw limitErrors.fibers(fibers)
    const isBound = task.endsWith('!')
    const fiber = new Fiber(this.#takeId(), this, { parent, isBound, graceMs })
    this.#start(new GuestCall(this, 'task', this.#entry('task'), fiber, isBound ? task.slice(0, -1) : task))
  }

  /** Ends the wait of a fiber for another one. */
  wake(id: number): void {
    this.#fibers.get(id)?.fiber.wake()
  }

  /** Cancels a fiber that another one has grown tired of. */
  cancel(id: number): void {
    this.#fibers.get(id)?.fiber.cancel(new CancelledError())
  }

  raisedIn(id: number): Error | undefined {
    return this.#raised.get(id)
  }

  /** Keeps where a task raised its last error, for whoever awaits it. */
  #remember({ id, raisedAt }: Fiber): void {
    if (raisedAt === undefined) return
    this.#raised.set(id, raisedAt)
    const [oldest] = this.#raised.keys()
    if (this.#raised.size > MOST_RAISED) this.#raised.delete(oldest!)
  }

  /** Fibers are about to run. */
  busy(): void {
    this.#events.computing?.(true)
  }

  /** None is ready to run. */
  idle(): void {
    this.#events.computing?.(false)
    this.#findDeadlock()
  }

  /** Finds out whether all fibers wait for each other, so that nothing can ever go on. */
  #findDeadlock(): void {
    // Later, since a program that catches the panic and waits again must not keep the process from all else.
    if (this.#isDeadlocked) setImmediate(() => this.#isDeadlocked && this.#endDeadlock())
  }

  get #isDeadlocked(): boolean {
    return this.parked > 0 && this.parked === this.#fibers.size && this.#suspender.idle
  }

  #endDeadlock(): void {
    const fibers = [...this.#fibers.values()].map(({ fiber }) => fiber)
    // The others belong to these, and end with them.
    const roots = fibers.filter(({ parent }) => parent === undefined)
    for (const fiber of roots) fiber.wake(errorReply('deadlock: all tasks are blocked'))
  }

  /** Cancels every fiber but those given. */
  cancelAll(except: ReadonlySet<Fiber>, reason: HostError): void {
    for (const { fiber } of this.#fibers.values()) if (!except.has(fiber)) fiber.cancel(reason)
  }

  /** Resolves once no fiber is left but those given. */
  whenIdle(except: ReadonlySet<Fiber>): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        for (const { fiber } of this.#fibers.values()) if (!except.has(fiber)) return
        this.#watchers.delete(look)
        resolve()
      }
      this.#watchers.add(look)
      look()
    })
  }

  #start(call: GuestCall): void {
    this.#fibers.set(call.fiber.id, call)
    this.#suspender.run(call)
  }

  #entry(name: GuestExport): Entry {
    const entry = this.exports[`${GUEST}#${name}`] as Entry | undefined
    if (entry === undefined) throw new HostError('invalid_module', `the module does not export ${GUEST}#${name}`)
    return entry
  }

  /** The argument of a call that begins. A task that was cancelled before is told so. */
  lower({ name, request, fiber }: GuestCall): Lowered {
    return this.abi.lower(name === 'task' && fiber.cancelled !== undefined ? `-${request}` : request)
  }

  /** A call has come to its end, and the instance is free for the next. */
  ended(call: GuestCall, result: number): void {
    const { name, fiber } = call
    if (name === 'task') this.#remember(fiber)
    try {
      const text = this.abi.result(result)
      if (fiber.cancelled !== undefined) clearStop(this.exports)
      if (fiber.cancelled?.code === 'stack_overflow') call.reject(fiber.cancelled)
      else if (name === 'task' && text !== '' && fiber.cancelled === undefined) this.#events.taskFailed(text, fiber)
      else call.resolve(text)
    } catch (error) {
      return this.failed(call, error)
    }
    this.#end(name, fiber)
  }

  /** A call has ended in what the engine threw. */
  failed(call: GuestCall, error: unknown): void {
    const { name, fiber } = call
    if (error instanceof ProgramExit) call.reject(this.#exited(error))
    else if (error instanceof HostError) call.reject(error)
    else {
      fiber.hasTrapped = this.#over === undefined
      call.reject(this.#trapped(error))
    }
    this.#end(name, fiber)
  }

  #end(name: GuestExport, fiber: Fiber): void {
    this.#fibers.delete(fiber.id)
    // Tasks of a request may go on after its reply; those of `main` are stopped.
    const reason = name === 'main' ? new CancelledError('cancelled: the program has ended') : fiber.cancelled
    if (reason !== undefined) fiber.cancelChildren(reason)
    fiber.end()
    for (const look of this.#watchers) look()
    this.#findDeadlock()
  }

  /** Ends the instance: what it holds may be half done, so no fiber of it may go on. */
  #trapped(cause: unknown): HostError {
    if (this.#over !== undefined) return this.#over
    const trap = this.#describe(cause)
    this.#discard(trap)
    this.#events.trapped(trap)
    return trap
  }

  #exited(exit: ProgramExit): HostError {
    this.#discard(exit)
    this.#events.exited(exit)
    return exit
  }

  #discard(why: TrapError | ProgramExit): void {
    this.#over = why
    for (const call of this.#fibers.values()) {
      call.reject(why)
      call.fiber.end()
    }
    this.#fibers.clear()
    for (const look of this.#watchers) look()
  }

  #describe(cause: unknown): TrapError {
    const { memoryMb } = this.#limits
    // A module whose memory cannot grow traps before it is quite full: what it asked for did not fit.
    if (cause instanceof WebAssembly.RuntimeError && this.abi.bytes.length > memoryMb * 1024 * 1024 * ALMOST_FULL) {
      return new MemoryError(`the module needed more than ${memoryMb} MB of memory`, howToRaise('memoryMb'), cause)
    }
    return new TrapError(describeTrap(cause, this), cause)
  }

  /** Has the fiber that is inside the module end at its next test for a panic. */
  #stop(reason: HostError): void {
    const fiber = this.#suspender.current
    if (fiber === undefined || !stopNow(this.exports)) return
    fiber.interrupt(reason)
    // A task takes the request along that it works for.
    if (fiber.account.isRequest) fiber.root.cancel(reason)
  }

  #takeId(): number {
    do this.#nextFiber = (this.#nextFiber + 1) & 0x7fffffff
    while (this.#nextFiber === 0 || this.#fibers.has(this.#nextFiber))
    return this.#nextFiber
  }

  /** The import object: exactly what the module asks for, which has been checked before. */
  #bind(module: WebAssembly.Module, table: ImportTable): WebAssembly.Imports {
    const bound: WebAssembly.Imports = {}
    for (const item of WebAssembly.Module.imports(module)) {
      const offered = table.get(item.module)?.get(item.name)
      if (offered === undefined) throw new HostError('missing_import', `${item.module} ${item.name} is not offered`)
      bound[item.module] ??= {}
      bound[item.module]![item.name] = this.#bindOne(offered)
    }
    return bound
  }

  #bindOne(offered: ImportFunction): WebAssembly.ImportValue {
    if (offered.kind === 'instant') {
      return this.#instant((request, fiber) => this.#refusal(offered, request, fiber) ?? offered.call(request, fiber))
    }
    return this.#suspender.suspending(
      (request, fiber) => this.#refusal(offered, request, fiber) ?? offered.call(request, fiber),
    )
  }

  /** What is said of a call that is over a limit, and notes what the call means for its fiber. */
  #refusal(offered: ImportFunction, request: string, fiber: Fiber): string | undefined {
    const { account } = fiber
    if (!offered.repeatable) account.hasEffects = true
    if (--account.callsLeft < 0) this.#stop(limitErrors.importCalls(this.#limits.importCalls))
    return this.#tooLong(request)
  }

  #tooLong(text: string): string | undefined {
    const { messageBytes } = this.#limits
    if (text.length <= messageBytes) return undefined
    const error = limitErrors.messageBytes(messageBytes)
    return errorReply(`${error.message} (${error.advice})`)
  }

  #instant(call: (request: string, fiber: Fiber) => string): WebAssembly.ImportValue {
    // Top-level code that runs before any fiber belongs to none; nothing is ever given back for it.
    const nobody = new Fiber(0, this)
    return (pointer: number, length: number, ret: number): void => {
      const fiber = this.#suspender.current ?? nobody
      this.abi.reply(ret, fiber.do(call, this.abi.read(pointer, length)))
    }
  }
}
