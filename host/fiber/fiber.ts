// One run of a guest export: `main`, a request, an entry of the init table. It waits in imports, can be cancelled, and
// gives back what it holds (session leases) when it ends, whichever way that is.

import { CancelledError, errorReply, type HostError } from '../errors.ts'

export type FiberState = 'running' | 'waiting' | 'done'

/** What an import answers a fiber with: text, now or later. */
export type Answer = string | Promise<string>

export class Fiber {
  /** Unique among the live fibers of its instance; the module sees it as `haira_fiber`. */
  readonly id: number
  state: FiberState = 'running'
  /** Made where the module raised its latest error; its stack leads there. */
  raisedAt: Error | undefined
  #cancelled: HostError | undefined
  #abort: AbortController | undefined
  #settle: ((reply: string) => void) | undefined
  readonly #held = new Set<() => void>()

  constructor(id: number) {
    this.id = id
  }

  /** Why the fiber was cancelled, if it was. */
  get cancelled(): HostError | undefined {
    return this.#cancelled
  }

  /** Aborted when the fiber is cancelled or lost in a trap. Made on first use: most imports never look at it. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController()
    if (this.#cancelled !== undefined && !this.#abort.signal.aborted) this.#abort.abort(this.#cancelled)
    return this.#abort.signal
  }

  /**
   * Registers something to give back at the end. Returns a function to call once it has been given back.
   *
   * A fiber that has ended already gives back at once: an import may finish after its fiber.
   */
  hold(release: () => void): () => void {
    if (this.state === 'done') {
      release()
      return () => {}
    }
    this.#held.add(release)
    return () => this.#held.delete(release)
  }

  /** Asks an import that answers at once. A cancelled fiber may still do so, to put things in order. */
  do(call: (request: string, fiber: Fiber) => string, request: string): string {
    try {
      return call(request, this)
    } catch (error) {
      return failedReply(error)
    }
  }

  /** Asks an import that may wait. A cancelled fiber is answered with the error at once, so that it unwinds in an orderly way. */
  ask(call: (request: string, fiber: Fiber) => Answer, request: string): Answer {
    if (this.#cancelled !== undefined) return cancelledReply(this.#cancelled)
    try {
      return call(request, this)
    } catch (error) {
      return failedReply(error)
    }
  }

  /** Waits for an import's answer; `settle` is called once, never before this function has returned. */
  wait(answer: Promise<string>, settle: (reply: string) => void): void {
    this.state = 'waiting'
    const once = (reply: string): void => {
      if (this.#settle !== once) return
      this.#settle = undefined
      this.state = 'running'
      settle(reply)
    }
    this.#settle = once
    answer.then(once, (error: unknown) => once(failedReply(error)))
    // Cancelled while the import was being asked, when there was nobody to answer yet.
    if (this.#cancelled !== undefined) this.#settleWith(this.#cancelled)
  }

  /** Aborts what the fiber waits for and answers it with an error, as it does all that it asks from now on. */
  cancel(reason: HostError = new CancelledError()): void {
    if (this.state === 'done' || this.#cancelled !== undefined) return
    this.#cancelled = reason
    this.#abort?.abort(reason)
    this.#settleWith(reason)
  }

  #settleWith(reason: HostError): void {
    const settle = this.#settle
    // Not at once: the caller may stand inside the module, which cannot be entered twice.
    if (settle !== undefined) queueMicrotask(() => settle(cancelledReply(reason)))
  }

  /** Marks the fiber as over and gives back all that it holds. */
  end(): void {
    if (this.state === 'done') return
    // Only a trap ends a fiber that still waits: what it waits for has lost its purpose.
    if (this.state === 'waiting') this.#abort?.abort(new CancelledError('cancelled: the module trapped'))
    this.state = 'done'
    this.#settle = undefined
    for (const release of this.#held) release()
    this.#held.clear()
  }
}

function cancelledReply(reason: HostError): string {
  return errorReply(reason.message, reason.status)
}

/** An import must never throw through the module's frames: they would be left half done. */
function failedReply(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined
  return errorReply(error instanceof Error ? error.message : String(error), code)
}
