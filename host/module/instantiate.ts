// One instance of a module: its memory, its exports and the fibers that run in it. A trap ends the instance and all of
// them; whoever owns it makes a fresh one.

import type { SuspendMode } from '../../compiler/manifest.ts'
import { HostError, TrapError } from '../errors.ts'
import { Fiber } from '../fiber/fiber.ts'
import { createSuspender, type Engine, type Entry, type Suspender } from '../fiber/suspender.ts'
import type { ImportTable } from '../imports/index.ts'
import { Abi, type Realloc } from './abi.ts'
import { describeTrap } from './traps.ts'

const GUEST = 'haira:host/guest@0.1.0'

/** The exports that run as fibers. */
export type GuestExport = 'init' | 'main' | 'call'

/** A fiber under way and the reply it will give. */
export interface Running {
  fiber: Fiber
  reply: Promise<string>
}

export class Instance implements Engine {
  readonly exports: WebAssembly.Exports
  readonly abi: Abi
  readonly #suspender: Suspender
  readonly #fibers = new Map<number, { fiber: Fiber; fail: (error: HostError) => void }>()
  readonly #onTrap: (error: TrapError) => void
  readonly #watchers = new Set<() => void>()
  #nextFiber = 0
  #trap: TrapError | undefined

  constructor(
    module: WebAssembly.Module,
    mode: SuspendMode,
    imports: ImportTable,
    onTrap: (error: TrapError) => void = () => {},
  ) {
    this.#onTrap = onTrap
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

  /** Runs an export on a fiber of its own. The reply rejects with a TrapError, or a stack overflow of this fiber. */
  run(name: GuestExport, request: string): Running {
    const fiber = new Fiber(this.#takeId())
    const reply = new Promise<string>((resolve, reject) => {
      if (this.#trap !== undefined) throw this.#trap
      this.#fibers.set(fiber.id, { fiber, fail: reject })
      this.#start(fiber, name, request).then(resolve, reject)
    })
    return { fiber, reply }
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
        begin: () => this.abi.lower(request),
        end: (result) => {
          const text = this.abi.result(result)
          post?.(result)
          return text
        },
      })
      if (fiber.cancelled?.code === 'stack_overflow') throw fiber.cancelled
      return reply
    } catch (error) {
      if (error instanceof HostError) throw error
      throw this.#trapped(error)
    } finally {
      this.#fibers.delete(fiber.id)
      fiber.end()
      for (const look of this.#watchers) look()
    }
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
    this.#onTrap(trap)
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
    const nobody = new Fiber(0)
    return (pointer: number, length: number, ret: number): void => {
      const fiber = this.#suspender.current ?? nobody
      this.abi.reply(ret, fiber.do(call, this.abi.read(pointer, length)))
    }
  }
}
