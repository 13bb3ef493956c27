// One call of a guest export on a fiber of its own. There may be tens of thousands: it makes no promise unless somebody
// waits for the reply.

import type { Fiber } from '../fiber/fiber.ts'
import type { Call, Entry } from '../fiber/suspender.ts'
import type { Lowered } from './abi.ts'

/** The exports that run as fibers. */
export type GuestExport = 'init' | 'main' | 'call' | 'task'

/** Who hears of the call's end. */
export interface Caller {
  lower(call: GuestCall): Lowered
  ended(call: GuestCall, result: number): void
  failed(call: GuestCall, error: unknown): void
}

export class GuestCall implements Call {
  readonly name: GuestExport
  readonly fiber: Fiber
  readonly entry: Entry
  readonly request: string
  readonly #caller: Caller
  #resolve: ((reply: string) => void) | undefined
  #reject: ((error: unknown) => void) | undefined

  constructor(caller: Caller, name: GuestExport, entry: Entry, fiber: Fiber, request: string) {
    this.#caller = caller
    this.name = name
    this.entry = entry
    this.fiber = fiber
    this.request = request
  }

  /** The reply. Nobody hears of it who has not asked before the end. */
  get reply(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  resolve(reply: string): void {
    this.#resolve?.(reply)
  }

  reject(error: unknown): void {
    this.#reject?.(error)
  }

  begin(): Lowered {
    return this.#caller.lower(this)
  }

  end(result: number): void {
    this.#caller.ended(this, result)
  }

  fail(error: unknown): void {
    this.#caller.failed(this, error)
  }
}
