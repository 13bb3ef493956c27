// One instance of a module: its memory, its exports and the fibers that run in it. A trap ends the instance and all of
// them; whoever owns it makes a fresh one.

import type { SuspendMode } from '../../compiler/manifest.ts'
import { CancelledError, errorReply, HostError, TrapError } from '../errors.ts'
import { Fiber, type Siblings } from '../fiber/fiber.ts'
import { createSuspender, type Engine, type Entry, type Suspender } from '../fiber/suspender.ts'
import type { ImportTable } from '../imports/index.ts'
import type { Run } from '../runs/run.ts'
import { Abi, type Realloc } from './abi.ts'
import { describeTrap } from './traps.ts'

const GUEST = 'haira:host/guest@0.1.0'

/** The exports that run as fibers. */
export type GuestExport = 'init' | 'main' | 'call' | 'task'

/** A fiber under way and the reply it will give. */
export interface Running {
  fiber: Fiber
  reply: Promise<string>
}

/** What the owner of an instance is told. */
export interface InstanceEvents {
  trapped(error: TrapError): void
  /** A task failed that nobody awaits; `reply` is that of `guest.task`. */
  taskFailed(reply: string, fiber: Fiber): void
}

export class Instance implements Engine, Siblings {
  readonly exports: WebAssembly.Exports
  readonly abi: Abi
  readonly #suspender: Suspender
  readonly #fibers = new Map<number, { fiber: Fiber; fail: (error: HostError) => void }>()
  readonly #events: InstanceEvents
  readonly #watchers = new Set<() => void>()
  /** How many fibers wait for others. */
  parked = 0
  #nextFiber = 0
  #trap: TrapError | undefined

  constructor(
    module: WebAssembly.Module,
    mode: SuspendMode,
    imports: ImportTable,
    events: InstanceEvents = { trapped: () => {}, taskFailed: () => {} },
  ) {
    this.#events = events
    this.#suspender = createSuspender(mode, this)
    this.exports = new WebAssembly.Instance(module, this.#bind(module, imports)).exports
    this.abi = new Abi(this.exports.memory as WebAssembly.Memory, this.exports.cabi_realloc as Realloc)
    const initialize = this.exports._initialize as (() => void) | undefined
    initialize?.()
  }

  /** Set once the instance has trapped. */
  get dead(): boolean {
    return this.#trap !== undefined
  }

  /** How many fibers run or wait. */
  get size(): number {
    return this.#fibers.size
  }

  /**
   * Runs an export on a fiber of its own, for a run of a workflow or for none. The reply rejects with a TrapError, or a
   * stack overflow of this fiber.
   */
  run(name: GuestExport, request: string, run?: Run): Running {
    const fiber = new Fiber(this.#takeId(), this)
    fiber.run = run
    const reply = new Promise<string>((resolve, reject) => {
      if (this.#trap !== undefined) throw this.#trap
      this.#fibers.set(fiber.id, { fiber, fail: reject })
      this.#start(fiber, name, request).then(resolve, reject)
    })
    return { fiber, reply }
  }

  /** Runs a task of the module on a fiber of its own. */
  start(task: string, parent: Fiber): void {
    const fiber = new Fiber(this.#takeId(), this, parent)
    // A trap is told to whoever owns the instance.
    this.#fibers.set(fiber.id, { fiber, fail: () => {} })
    this.#start(fiber, 'task', task).catch(() => {})
  }

  /** Ends the wait of a fiber for another one. */
  wake(id: number): void {
    this.#fibers.get(id)?.fiber.wake()
  }

  /** Finds out whether all fibers wait for each other, so that nothing can ever go on. */
  idle(): void {
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

  async #start(fiber: Fiber, name: GuestExport, request: string): Promise<string> {
    const entry = this.exports[`${GUEST}#${name}`] as Entry | undefined
    if (entry === undefined) throw new HostError('invalid_module', `the module does not export ${GUEST}#${name}`)
    const post = this.exports[`cabi_post_${GUEST}#${name}`] as ((result: number) => void) | undefined
    try {
      const reply = await this.#suspender.run(fiber, {
        entry,
        begin: () => this.abi.lower(name === 'task' && fiber.cancelled !== undefined ? `-${request}` : request),
        end: (result) => {
          const text = this.abi.result(result)
          post?.(result)
          return text
        },
      })
      if (fiber.cancelled?.code === 'stack_overflow') throw fiber.cancelled
      if (name === 'task' && reply !== '' && fiber.cancelled === undefined) this.#events.taskFailed(reply, fiber)
      return reply
    } catch (error) {
      if (error instanceof HostError) throw error
      throw this.#trapped(error)
    } finally {
      this.#end(name, fiber)
    }
  }

  #end(name: GuestExport, fiber: Fiber): void {
    this.#fibers.delete(fiber.id)
    // Tasks of a request may go on after its reply; those of `main` are stopped.
    const reason = name === 'main' ? new CancelledError('cancelled: the program has ended') : fiber.cancelled
    if (reason !== undefined) fiber.cancelChildren(reason)
    fiber.end()
    for (const look of this.#watchers) look()
    this.idle()
  }

  /** Ends the instance: what it holds may be half done, so no fiber of it may go on. */
  #trapped(cause: unknown): TrapError {
    if (this.#trap !== undefined) return this.#trap
    const trap = new TrapError(describeTrap(cause, this), cause)
    this.#trap = trap
    for (const { fiber, fail } of this.#fibers.values()) {
      fail(trap)
      fiber.end()
    }
    this.#fibers.clear()
    for (const look of this.#watchers) look()
    this.#events.trapped(trap)
    return trap
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
      bound[item.module]![item.name] =
        offered.kind === 'suspending' ? this.#suspender.suspending(offered.call) : this.#instant(offered.call)
    }
    return bound
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
