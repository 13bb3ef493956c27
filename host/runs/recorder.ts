// Writes runs to the store, a little later and several at once, so that a request does not wait for it. What the store
// cannot take is reported and tried again with the next change; the runs go on.

import { messageOf } from '../errors.ts'
import type { MaybePromise, RunStore } from '../store/store.ts'
import type { Run } from './run.ts'

/** How long changes are collected, in milliseconds. */
const delayMs = 100
/** Changes that wait while the store cannot be reached; the oldest are dropped beyond that. */
const mostWaiting = 10_000

export class RunRecorder {
  readonly #store: () => MaybePromise<RunStore>
  readonly #report: (line: string) => void
  readonly #changed = new Set<Run>()
  /** Runs that the store knows, with the number of the last event that it has. */
  readonly #known = new WeakMap<Run, number>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  #isFailing = false

  constructor(store: () => MaybePromise<RunStore>, report: (line: string) => void) {
    this.#store = store
    this.#report = report
  }

  /** Notes that a run has changed. */
  note(run: Run): void {
    this.#changed.add(run)
    if (this.#changed.size > mostWaiting) this.#changed.delete(this.#changed.values().next().value!)
    this.#timer ??= setTimeout(() => void this.flush(), delayMs).unref()
  }

  /** Writes all changes that are noted; resolves when the store has them or has refused them. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#writing
    const runs = [...this.#changed]
    this.#changed.clear()
    if (runs.length === 0) return
    this.#writing = this.#write(runs)
    await this.#writing
    this.#writing = undefined
  }

  async #write(runs: readonly Run[]): Promise<void> {
    try {
      const store = await this.#store()
      for (const run of runs) await this.#writeOne(store, run)
      this.#isFailing = false
    } catch (error) {
      if (!this.#isFailing) this.#report(`runs cannot be stored: ${messageOf(error)}`)
      this.#isFailing = true
    }
  }

  async #writeOne(store: RunStore, run: Run): Promise<void> {
    let last = this.#known.get(run)
    if (last === undefined) {
      last = 0
      const parent = run.parent?.id
      await store.begin({ id: run.id, workflow: run.workflow, ...(parent === undefined ? {} : { parent }) })
      this.#known.set(run, last)
    }
    const events = run.eventsAfter(last)
    if (events.length > 0) {
      await store.append(run.id, events)
      this.#known.set(run, events.at(-1)!.id)
    }
    const { status, error, result } = run
    await store.update(run.id, {
      status,
      ...(run.steps === undefined ? {} : { steps: JSON.stringify(run.steps) }),
      ...(error === undefined ? {} : { error }),
      ...(result === undefined ? {} : { result }),
    })
  }
}
