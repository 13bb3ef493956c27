// Writes runs to the store, a little later and many at once, so that a request does not wait for it. While the store cannot
// be reached they are kept, and the program goes on. As soon as the store has a run other hosts may know of it, and what
// they want of it is heard.

import { messageOf } from '../errors.ts'
import { StoreError } from '../store/database.ts'
import type { MaybePromise, RunRecord, Store } from '../store/store.ts'
import { OrderDesk } from './order-desk.ts'
import type { Run } from './run.ts'

/** How long changes are collected, in milliseconds. */
const delayMs = 100
/** How long to wait for a store that could not be reached. */
const retryMs = 1000
/** Changes that wait while the store cannot be reached; the oldest are dropped beyond that. */
const mostWaiting = 10_000

type Stored = Pick<Store, 'runs' | 'orders' | 'signals'>

export class RunRecorder {
  readonly #store: () => MaybePromise<Stored>
  readonly #report: (line: string) => void
  readonly #desk: OrderDesk
  readonly #changed = new Set<Run>()
  /** Runs that the store knows, with the number of the last event that it has. */
  readonly #known = new WeakMap<Run, number>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  #isFailing = false
  #done: (run: Run) => void = () => {}

  constructor(store: () => MaybePromise<Stored>, report: (line: string) => void) {
    this.#store = store
    this.#report = report
    this.#desk = new OrderDesk(async () => (await store()).orders, report)
  }

  /** Notes that a run has changed. */
  note(run: Run): void {
    this.#changed.add(run)
    if (this.#changed.size > mostWaiting) this.#drop(this.#changed.values().next().value!)
    this.#timer ??= setTimeout(() => void this.flush(), delayMs).unref()
  }

  /** Says when a run is over and the store has it, or cannot have it. */
  onDone(callback: (run: Run) => void): void {
    this.#done = callback
  }

  /** Leaves a run out that need not be recorded after all. False: it has been written, or is being written. */
  forget(run: Run): boolean {
    return !this.#known.has(run) && this.#changed.delete(run)
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

  /** Writes what is left. */
  async close(): Promise<void> {
    await this.#desk.close()
    await this.flush()
  }

  async #write(runs: readonly Run[]): Promise<void> {
    try {
      await this.#record(await this.#store(), runs)
      this.#isFailing = false
    } catch (error) {
      if (!this.#isFailing) this.#report(`runs cannot be stored: ${messageOf(error)}`)
      this.#isFailing = true
      // What a database refuses it refuses again.
      if (error instanceof StoreError && error.unreachable) this.#keep(runs)
      else for (const run of runs) this.#drop(run)
    }
  }

  async #record({ runs: store, signals }: Stored, runs: readonly Run[]): Promise<void> {
    const isNew = new Set(runs.filter((run) => !this.#known.has(run)))
    const added = runs.map((run) => ({ run, events: run.eventsAfter(this.#known.get(run) ?? 0) }))
    const states = runs.map(stateOf)
    const wasOver = new Set(runs.filter((run) => run.isOver))
    const hasEvents = new Set(added.flatMap(({ run, events }) => (events.length > 0 ? [run] : [])))
    // Whoever sees that a run is over finds all of its events: so they come before its end, and after its beginning.
    await store.record([...isNew].flatMap((run) => (hasEvents.has(run) ? [beginningOf(run)] : [])))
    await store.append(added.flatMap(({ run, events }) => events.map((event) => ({ run: run.id, ...event }))))
    for (const { run, events } of added) this.#known.set(run, events.at(-1)?.id ?? this.#known.get(run) ?? 0)
    await store.record(states)
    for (const run of runs) {
      if (wasOver.has(run)) this.#finish(run)
      else this.#desk.attend(run)
      if (run.isWatchedElsewhere) await signals.tell(`run ${run.id}`)
    }
  }

  /** Tries again later, what has waited longest first. */
  #keep(runs: readonly Run[]): void {
    const later = [...this.#changed]
    this.#changed.clear()
    const waiting = [...new Set([...runs, ...later])]
    for (const run of waiting.splice(0, waiting.length - mostWaiting)) this.#drop(run)
    for (const run of waiting) this.#changed.add(run)
    this.#timer ??= setTimeout(() => void this.flush(), retryMs).unref()
  }

  /** Gives up to write a run as it is now. */
  #drop(run: Run): void {
    this.#changed.delete(run)
    if (run.isOver) this.#finish(run)
  }

  #finish(run: Run): void {
    this.#desk.leave(run)
    this.#done(run)
  }
}

function beginningOf({ id, workflow, startedAt, parent }: Run): RunRecord {
  return { id, workflow, startedAt, ...(parent === undefined ? {} : { parent: parent.id }) }
}

function stateOf(run: Run): RunRecord {
  const { status, endedAt, steps, error, result } = run
  return {
    ...beginningOf(run),
    status,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(steps === undefined ? {} : { steps: JSON.stringify(steps) }),
    ...(error === undefined ? {} : { error }),
    ...(result === undefined ? {} : { result }),
  }
}
