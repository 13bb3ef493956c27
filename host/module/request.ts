// One request to the program, whatever happens to the instances that work on it: if the one that runs it is lost in a trap
// of another fiber, and nothing that it did so far could be told from outside, it is run again by the next one.

import { CancelledError, type HostError, TrapError } from '../errors.ts'
import type { EventChannel, Fiber } from '../fiber/fiber.ts'
import { type Limits, limitErrors } from '../limits.ts'
import type { Run } from '../runs/run.ts'
import type { Instance, Running } from './instantiate.ts'

/** What a request works for. */
export interface Purpose {
  run: Run | undefined
  /** Where its events go. */
  channel: EventChannel | undefined
}

/** Where a request finds an instance. */
export interface Instances {
  readonly limits: Limits
  /** The one that serves, or the next one. */
  ready(): Promise<Instance>
}

/** How often a request is run again; it takes another request's trap each time. */
const mostRepeats = 5

export class Request {
  readonly reply: Promise<string>
  readonly #text: string
  readonly #purpose: Purpose
  readonly #instances: Instances
  #running: Running
  readonly #timer: NodeJS.Timeout
  #repeats = 0
  #cancelled: HostError | undefined

  /** Begins at once, on an instance that is ready. */
  constructor(instance: Instance, text: string, purpose: Purpose, instances: Instances) {
    this.#text = text
    this.#purpose = purpose
    this.#instances = instances
    this.#running = instance.run('call', text, purpose.run, purpose.channel)
    const { wallMs } = instances.limits
    this.#timer = setTimeout(Request.#late, wallMs, this)
    this.reply = this.#outcome()
  }

  /** The fiber that works on it now. */
  get fiber(): Fiber {
    return this.#running.fiber
  }

  /** Why it was cancelled or stopped, if it was. */
  get cancelled(): HostError | undefined {
    return this.#cancelled ?? this.fiber.cancelled
  }

  cancel(reason: HostError = new CancelledError()): void {
    this.#cancelled ??= reason
    this.fiber.cancel(reason)
  }

  static #late(request: Request): void {
    request.cancel(limitErrors.wallMs(request.#instances.limits.wallMs))
  }

  /** What comes of the run that is under way, or of those that take its place. */
  #outcome(): Promise<string> {
    return this.#running.reply.then(
      (reply) => {
        clearTimeout(this.#timer)
        return reply
      },
      (error: unknown) => this.#again(error),
    )
  }

  async #again(error: unknown): Promise<string> {
    const { fiber } = this
    try {
      // What caused the trap would cause it again.
      if (!(error instanceof TrapError) || fiber.hasTrapped || fiber.account.hasEffects) throw error
      if (++this.#repeats > mostRepeats) throw error
      const instance = await this.#instances.ready()
      if (this.cancelled !== undefined) throw this.cancelled
      this.#running = instance.run('call', this.#text, this.#purpose.run, this.#purpose.channel)
    } catch (failure) {
      clearTimeout(this.#timer)
      throw failure
    }
    return this.#outcome()
  }
}
