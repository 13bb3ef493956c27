// One run of a workflow: what became of it and of its steps, as events in the order in which they happened. Whoever watches
// gets the events from any number on, also those that happened before.

import type { HostError } from '../errors.ts'
import type { ReplyChannel } from '../server/reply-channel.ts'
import { EventLog, type LoggedEvent } from './event-log.ts'
import type { StepEvent } from './step-event.ts'

export type RunStatus = 'running' | 'awaiting_confirm' | 'completed' | 'failed' | 'cancelled'

/** What happened to a step so far. */
export interface StepRecord {
  name: string
  status: 'running' | 'awaiting_confirm' | 'done' | 'failed'
  attempts: number
  duration_ms?: number
  error?: string
}

/** How often a host says that a client of its own follows a run of another host, in milliseconds. */
export const watchEveryMs = 2000
/** Characters of a result that are kept; of a longer one, the beginning is. */
const longestResult = 65_536
/** More steps of a run are not listed. */
const mostSteps = 10_000

export class Run {
  readonly id: string
  readonly workflow: string
  /** The run that called it. */
  readonly parent: Run | undefined
  readonly startedAt: number = Date.now()
  status: RunStatus = 'running'
  endedAt: number | undefined
  error: string | undefined
  /** The result as JSON, unless it is so long that only its beginning is kept. */
  result: string | undefined
  steps: StepRecord[] | undefined
  /** The client that has asked for its events. */
  channel: ReplyChannel | undefined
  /** Paths of the files that came with its request. */
  uploads: ReadonlySet<string> | undefined
  /** Who has asked for it; empty if nobody says so. */
  owner = ''
  /** Its request did not fit, so that the workflow was not run. */
  isRefused = false
  /** Steps under way, the innermost last. */
  #open: StepRecord[] | undefined
  #log: EventLog | undefined
  #watchedUntil = 0
  #answer: ((confirmed: boolean) => void) | undefined
  #cancel: ((reason: HostError) => void) | undefined
  #ends: (() => void)[] | undefined
  readonly #changed: (run: Run) => void

  /** `changed` is called whenever something is worth being stored. */
  constructor(id: string, workflow: string, parent: Run | undefined, changed: (run: Run) => void) {
    this.id = id
    this.workflow = workflow
    this.parent = parent
    if (parent !== undefined) this.owner = parent.owner
    this.#changed = changed
  }

  /** What happened. Made on first use: most runs have no steps, and nobody watches them. */
  get log(): EventLog {
    this.#log ??= new EventLog()
    return this.#log
  }

  /** How many runs led to this one, each by calling or starting the next. */
  get depth(): number {
    return this.parent === undefined ? 0 : this.parent.depth + 1
  }

  get isOver(): boolean {
    return this.endedAt !== undefined
  }

  /** The step that is under way. */
  get step(): StepRecord | undefined {
    return this.#open?.at(-1)
  }

  /** Whether somebody follows the run now, or the one that called it. */
  get isWatched(): boolean {
    return (this.#log?.isWatched ?? false) || this.isWatchedElsewhere || (this.parent?.isWatched ?? false)
  }

  /** Whether a client of another host follows the run. */
  get isWatchedElsewhere(): boolean {
    return performance.now() < this.#watchedUntil
  }

  /** A client of another host follows the run; that host says so again and again. */
  watchElsewhere(): void {
    this.#watchedUntil = performance.now() + 2 * watchEveryMs
    this.channel?.stay()
  }

  /** The events after a number. */
  eventsAfter(id: number): LoggedEvent[] {
    return this.#log?.after(id) ?? []
  }

  /** Says how the run is cancelled. */
  onCancel(cancel: (reason: HostError) => void): void {
    this.#cancel = cancel
  }

  /** Cancels the run, or the one that called it; false where it is over already. */
  cancel(reason: HostError): boolean {
    if (this.isOver) return false
    if (this.#cancel === undefined) return this.parent?.cancel(reason) ?? false
    this.#cancel(reason)
    return true
  }

  /** Notes what happened to a step. */
  tell(event: StepEvent): void {
    this.steps ??= []
    this.#open ??= []
    const [steps, under] = [this.steps, this.#open]
    const open = under.findLast((step) => step.name === event.name)
    switch (event.status) {
      case 'start': {
        const step: StepRecord = { name: event.name, status: 'running', attempts: 1 }
        if (steps.length < mostSteps) steps.push(step)
        under.push(step)
        break
      }
      case 'retry':
        if (open) open.attempts = event.attempt
        break
      case 'end':
      case 'failed':
        if (!open) break
        open.status = event.status === 'end' ? 'done' : 'failed'
        open.duration_ms = event.duration_ms
        if (event.status === 'failed') open.error = event.error
        under.splice(under.indexOf(open), 1)
        break
      case 'awaiting_confirm':
        if (open) open.status = 'awaiting_confirm'
        break
      case 'log':
      case 'render':
        break
      default:
        event satisfies never
    }
    this.log.emit('step', JSON.stringify(event))
    this.#changed(this)
  }

  /** Waits for an answer of the user. Rejects when the signal is aborted. */
  confirm(event: StepEvent & { status: 'awaiting_confirm' }, limitMs: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        this.#answer = undefined
        if (!this.isOver) this.status = 'running'
        const step = this.step
        if (step?.status === 'awaiting_confirm') step.status = 'running'
        settle()
      }
      const abort = (): void => finish(() => reject(signal.reason))
      const timer = setTimeout(() => finish(() => resolve(false)), limitMs)
      signal.addEventListener('abort', abort, { once: true })
      this.#answer = (confirmed) => finish(() => resolve(confirmed))
      this.status = 'awaiting_confirm'
      this.tell(event)
    })
  }

  /** The user's answer; false where nothing waits for one. */
  answer(confirmed: boolean): boolean {
    const answer = this.#answer
    answer?.(confirmed)
    return answer !== undefined
  }

  /** Calls back when the run is over. */
  onEnd(callback: () => void): void {
    this.#ends ??= []
    this.#ends.push(callback)
  }

  /** Marks the end. */
  end(status: 'completed' | 'failed' | 'cancelled', outcome: { error?: string; result?: string } = {}): void {
    if (this.isOver) return
    this.endedAt = Date.now()
    this.status = status
    this.error = outcome.error
    this.result = shortened(outcome.result)
    for (const step of this.#open?.splice(0) ?? []) step.status = 'failed'
    this.#changed(this)
    for (const callback of this.#ends?.splice(0) ?? []) callback()
  }
}

function shortened(text: string | undefined): string | undefined {
  return text === undefined || text.length <= longestResult ? text : `${text.slice(0, longestResult - 1)}…`
}
