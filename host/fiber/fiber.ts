// One run of a guest export: `main`, a request, an entry of the init table, a task. It waits in imports or for other
// fibers, can be cancelled with all fibers that it has started, and gives back what it holds (session leases) when it
// ends, whichever way that is.

import { CancelledError, errorReply, type HostError, ProgramExit } from '../errors.ts'
import { LimitError } from '../limits.ts'
import type { Run } from '../runs/run.ts'
import { Cancellation, type CancelSignal } from './cancellation.ts'
import { type Few, membersOf, withMember, withoutMember } from './few.ts'

export type FiberState = 'running' | 'waiting' | 'done'

/** The answer of an import that lets a fiber wait until another one wakes it. */
export const parked = Symbol('parked')

/** What an import answers a fiber that has to wait. */
export type Waiting = Promise<string> | typeof parked

/** What an import answers a fiber with: text, now or later. */
export type Answer = string | Waiting

/** Goes on with a fiber when its wait is over. */
export interface Resumer {
  resume(reply: string): void
}

/** Something to give back at the end of a fiber. */
export interface Holding {
  release(): void
}

/** What a fiber may do to others of its instance. */
export interface Siblings {
  /** Begins a fiber that runs `guest.task`; it belongs to its parent. */
  start(task: string, parent: Fiber): void
  /** Ends the wait of a fiber, or its next one. One that is over does not mind. */
  wake(id: number): void
  /** Cancels a fiber. One that is over does not mind. */
  cancel(id: number): void
  /** Where a task raised its last error that is over by now. Of long ago it is forgotten. */
  raisedIn(id: number): Error | undefined
  /** How many fibers wait for others. */
  parked: number
}

/** Takes what a run tells its client while it goes on. A promise: the client must catch up. */
export interface EventChannel {
  emit(event: string, data: string): Promise<void> | undefined
}

/**
 * How far the end of a cancelled fiber is. The module learns of it when the import at which the fiber waits returns; from
 * then on only deferred actions run, which may ask imports for a while.
 */
type Ending = 'untold' | 'unwinding' | 'overdue'

/** How long deferred actions of a cancelled fiber may ask imports, where nobody says. */
const defaultGraceMs = 2000

/** What a request has asked for so far, itself and by its tasks. */
export interface Account {
  /** False for `main` and its tasks. */
  readonly isRequest: boolean
  /** How many more imports it may call. */
  callsLeft: number
  /** Whether it has asked for something that must not be done twice. */
  hasEffects: boolean
}

export interface FiberOptions {
  parent?: Fiber
  /** Whether it ends with the run that it belongs to, and not only when that is cancelled. */
  isBound?: boolean
  graceMs?: number
  /** For a request: how many imports it may call. */
  calls?: number
}

export class Fiber {
  /** Unique among the live fibers of its instance; the module sees it as `haira_fiber`. */
  readonly id: number
  readonly siblings: Siblings
  state: FiberState = 'running'
  /** Made where the module raised its latest error; its stack leads there. */
  raisedAt: Error | undefined
  /** The run of a workflow that it works for. */
  run: Run | undefined
  /** Where events of its request go; absent where nobody has asked for them. */
  channel: EventChannel | undefined
  /** Whether it was this one that ended its instance. */
  hasTrapped = false
  /** What it and the fibers that it has started have asked for so far. */
  readonly account: Account
  readonly #graceMs: number
  #cancelled: HostError | undefined
  #ending: Ending | undefined
  #grace: NodeJS.Timeout | undefined
  #abort: AbortController | undefined
  #cancellation: Cancellation | undefined
  #resumer: Resumer | undefined
  #held: Few<Holding>
  readonly #isBound: boolean
  #parent: Fiber | undefined
  #children: Set<Fiber> | undefined
  /** How many waits are over: the number of the present one. */
  #waits = 0
  #isParked = false
  #isWoken = false

  constructor(id: number, siblings: Siblings, options: FiberOptions = {}) {
    const { parent, isBound = false, graceMs = defaultGraceMs, calls } = options
    this.id = id
    this.siblings = siblings
    this.#graceMs = graceMs
    // Tasks work for the run that their parent works for, and at its cost.
    this.run = parent?.run
    this.channel = parent?.channel
    this.account = parent?.account ?? {
      isRequest: calls !== undefined,
      callsLeft: calls ?? Number.POSITIVE_INFINITY,
      hasEffects: false,
    }
    this.#isBound = isBound
    this.#adoptedBy(parent)
    // A task of a cancelled fiber ends as its parent does.
    if (parent?.cancelled !== undefined) this.cancel(parent.cancelled)
  }

  /** The fiber that has started this one, or whoever started that one if it is over. */
  get parent(): Fiber | undefined {
    return this.#parent
  }

  /** The fiber that all this began with. */
  get root(): Fiber {
    return this.#parent === undefined ? this : this.#parent.root
  }

  /** Whether this is a fiber, or a task of it, or of its tasks. */
  isWithin(other: object): boolean {
    return this === other || (this.#parent?.isWithin(other) ?? false)
  }

  /** Whether the fiber waits for another one. */
  get isParked(): boolean {
    return this.#isParked
  }

  #adoptedBy(parent: Fiber | undefined): void {
    this.#parent = parent
    if (parent === undefined) return
    parent.#children ??= new Set()
    parent.#children.add(this)
  }

  /** Why the fiber was cancelled, if it was. */
  get cancelled(): HostError | undefined {
    return this.#cancelled
  }

  /** Aborted when the fiber is cancelled or lost in a trap. Made on first use: most imports never look at it. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController()
    if (this.#isRefused && !this.#abort.signal.aborted) this.#abort.abort(this.#cancelled)
    return this.#abort.signal
  }

  /** The same for what need not be an AbortSignal, which costs much more. */
  get cancellation(): CancelSignal {
    this.#cancellation ??= new Cancellation()
    if (this.#isRefused) this.#cancellation.abort(this.#cancelled)
    return this.#cancellation
  }

  /**
   * Keeps something to give back at the end, unless it is let go of before.
   *
   * A fiber that has ended already gives back at once: an import may finish after its fiber.
   */
  hold(one: Holding): void {
    if (this.state === 'done') one.release()
    else this.#held = withMember(this.#held, one)
  }

  /** What it has held has been given back. */
  letGo(one: Holding): void {
    this.#held = withoutMember(this.#held, one)
  }

  /** Asks an import that answers at once. A cancelled fiber may still do so, to put things in order. */
  do(call: (request: string, fiber: Fiber) => string, request: string): string {
    try {
      return call(request, this)
    } catch (error) {
      // The one thing that goes through the module's frames: nothing of it runs after that.
      if (error instanceof ProgramExit) throw error
      return failedReply(error)
    }
  }

  /** Asks an import that may wait. A cancelled fiber is answered with the error at once, so that it unwinds in an orderly way. */
  ask(call: (request: string, fiber: Fiber) => Answer, request: string): Answer {
    if (this.#isRefused) return cancelledReply(this.#cancelled!)
    try {
      return call(request, this)
    } catch (error) {
      return failedReply(error)
    }
  }

  /** Waits for an import's answer; the resumer is called once, never before this function has returned. */
  wait(answer: Waiting, resumer: Resumer): void {
    this.state = 'waiting'
    this.#resumer = resumer
    if (answer === parked) this.#park()
    else this.#await(answer)
    // Cancelled while the import was being asked, when there was nobody to answer yet.
    if (this.#isRefused) this.#settleWith(this.#cancelled!)
  }

  #park(): void {
    this.#isParked = true
    this.siblings.parked++
  }

  /** Whether the fiber was woken since it last waited; asking forgets it. */
  takeWake(): boolean {
    const isWoken = this.#isWoken
    this.#isWoken = false
    return isWoken
  }

  /** Ends its wait for another fiber, or the next such wait; `reply` says why if it is not what the fiber waits for. */
  wake(reply = ''): void {
    if (!this.#isParked) {
      this.#isWoken = true
      return
    }
    this.#unpark()
    this.#goOn(reply)
  }

  #unpark(): void {
    if (!this.#isParked) return
    this.#isParked = false
    this.siblings.parked--
  }

  #goOn(reply: string): void {
    const resumer = this.#resumer
    this.#resumer = undefined
    this.#waits++
    this.state = 'running'
    resumer?.resume(reply)
  }

  #await(answer: Promise<string>): void {
    const wait = this.#waits
    answer.then(
      (reply) => this.#answered(wait, reply),
      (error: unknown) => this.#answered(wait, failedReply(error)),
    )
  }

  /** An answer that comes after a cancellation must not end a later wait. */
  #answered(wait: number, reply: string): void {
    if (this.#waits === wait) this.#goOn(reply)
  }

  /**
   * Aborts what the fiber waits for and answers it with an error; when that import returns, the module begins to unwind.
   * Fibers that it has started are cancelled, too.
   */
  cancel(reason: HostError = new CancelledError()): void {
    if (this.state === 'done' || this.#cancelled !== undefined) return
    this.#cancelled = reason
    this.#ending = 'untold'
    this.#abortWith(reason)
    this.cancelChildren(reason)
  }

  /** Cancels the fiber while it runs: whoever calls this sees to it that the module unwinds. */
  interrupt(reason: HostError): void {
    if (this.state === 'done') return
    this.#cancelled ??= reason
    this.#beginUnwinding()
    this.cancelChildren(reason)
  }

  /** Whether the import that is about to return must tell the module to unwind. Asked once for each return. */
  takeStop(): boolean {
    switch (this.#ending) {
      case undefined:
      case 'unwinding':
        return false
      case 'untold':
        this.#beginUnwinding()
        return true
      case 'overdue':
        return true
    }
  }

  get #isRefused(): boolean {
    return this.#ending === 'untold' || this.#ending === 'overdue'
  }

  /** From now on only deferred actions run. What they ask is not aborted, but only for a while. */
  #beginUnwinding(): void {
    if (this.#ending === 'unwinding' || this.#ending === 'overdue') return
    this.#ending = 'unwinding'
    this.#abort = undefined
    this.#cancellation = undefined
    this.#grace = setTimeout(() => {
      this.#ending = 'overdue'
      this.#abortWith(this.#cancelled!)
    }, this.#graceMs)
    this.#grace.unref()
  }

  #abortWith(reason: HostError): void {
    this.#abortCall(reason)
    this.#settleWith(reason)
  }

  #abortCall(reason: HostError): void {
    this.#abort?.abort(reason)
    this.#cancellation?.abort(reason)
  }

  /** Cancels the fibers that this one has started. */
  cancelChildren(reason: HostError): void {
    for (const child of this.#children ?? []) child.cancel(reason)
  }

  #settleWith(reason: HostError): void {
    if (this.#resumer === undefined) return
    this.#unpark()
    const wait = this.#waits
    // Not at once: the caller may stand inside the module, which cannot be entered twice, and fibers that are cancelled
    // together must not see each other half done.
    queueMicrotask(() => {
      if (this.#waits === wait) this.#goOn(cancelledReply(reason))
    })
  }

  /** Marks the fiber as over and gives back all that it holds. */
  end(): void {
    if (this.state === 'done') return
    // Only a trap ends a fiber that still waits: what it waits for has lost its purpose.
    if (this.state === 'waiting') this.#abortCall(new CancelledError('cancelled: the module trapped'))
    this.#unpark()
    this.state = 'done'
    this.#resumer = undefined
    this.#waits++
    clearTimeout(this.#grace)
    for (const one of membersOf(this.#held)) one.release()
    this.#held = undefined
    this.#leaveFamily()
  }

  /** Fibers that it has started and that go on belong to its parent from now on. */
  #leaveFamily(): void {
    if (this.#parent !== undefined) this.#parent.#children?.delete(this)
    for (const child of this.#children ?? []) {
      child.#adoptedBy(this.#parent)
      if (child.#isBound && this.#parent === undefined) child.cancel(new CancelledError('cancelled: its run is over'))
    }
    this.#children = undefined
  }
}

function cancelledReply(reason: HostError): string {
  return errorReply(reason.message, reason.status)
}

/** An import must never throw through the module's frames: they would be left half done. */
function failedReply(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined
  const message = error instanceof Error ? error.message : String(error)
  return errorReply(error instanceof LimitError ? `${message} (${error.advice})` : message, code)
}
