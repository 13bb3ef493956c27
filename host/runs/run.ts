// One run of a workflow: what became of it and of its steps, as events in the order in which they happened. Whoever watches
// gets the events from any number on, also those that happened before.

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

/** An event as clients get it: numbered from 1, `data` as it is sent. */
export interface RunEvent {
  id: number
  event: string
  data: string
}

type Listener = (event: RunEvent) => void

/** More events of a run are counted, and not kept. */
const mostEvents = 10_000

export class Run {
  readonly id: string
  readonly workflow: string
  /** The run that called it. */
  readonly parent: Run | undefined
  readonly startedAt: number = Date.now()
  status: RunStatus = 'running'
  endedAt: number | undefined
  error: string | undefined
  /** The result as JSON. */
  result: string | undefined
  readonly steps: StepRecord[] = []
  /** Steps under way, the innermost last. */
  readonly #open: StepRecord[] = []
  readonly #events: RunEvent[] = []
  readonly #listeners = new Set<Listener>()
  #lastEvent = 0
  #answer: ((confirmed: boolean) => void) | undefined

  constructor(id: string, workflow: string, parent?: Run) {
    this.id = id
    this.workflow = workflow
    this.parent = parent
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
    return this.#open.at(-1)
  }

  /** Whether somebody follows the run now. */
  get isWatched(): boolean {
    return this.#listeners.size > 0 || (this.parent?.isWatched ?? false)
  }

  /** The events after a number. */
  eventsAfter(id: number): RunEvent[] {
    const first = this.#events[0]?.id ?? 1
    return this.#events.slice(Math.max(0, id + 1 - first))
  }

  /** Gives each further event to a listener; the result stops that. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Adds an event. */
  emit(event: string, data: string): void {
    const made = { id: ++this.#lastEvent, event, data }
    this.#events.push(made)
    if (this.#events.length > mostEvents) this.#events.shift()
    for (const listener of this.#listeners) listener(made)
  }

  /** Notes what happened to a step. */
  tell(event: StepEvent): void {
    const open = this.#open.findLast((step) => step.name === event.name)
    switch (event.status) {
      case 'start': {
        const step: StepRecord = { name: event.name, status: 'running', attempts: 1 }
        if (this.steps.length < mostEvents) this.steps.push(step)
        this.#open.push(step)
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
        this.#open.splice(this.#open.indexOf(open), 1)
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
    this.emit('step', JSON.stringify(event))
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

  /** Marks the end. */
  end(status: 'completed' | 'failed' | 'cancelled', outcome: { error?: string; result?: string } = {}): void {
    if (this.isOver) return
    this.endedAt = Date.now()
    this.status = status
    this.error = outcome.error
    this.result = outcome.result
    for (const step of this.#open.splice(0)) step.status = 'failed'
  }
}
