// Workflows that run by the clock (`@cron`), in local time, as long as the program is alive. Of several hosts that share a
// store one runs them each time. One that is still running when its time comes again is left out that time.

import type { InitTable } from '../../compiler/manifest.ts'
import { messageOf } from '../errors.ts'
import type { Clock } from '../imports/clock.ts'
import type { ScheduleStore } from '../store/store.ts'

/** The longest wait of a timer; a longer one is made of several. */
const longestWaitMs = 24 * 3600 * 1000

export interface ScheduleOptions {
  table: InitTable
  clock: Clock
  /** Where hosts agree on who runs a workflow. */
  store(): Promise<ScheduleStore>
  /** Runs a workflow; what fails is reported by it. */
  run(workflow: string): Promise<void>
  /** A line for the operator. */
  report(line: string): void
}

export class Schedules {
  readonly #options: ScheduleOptions
  readonly #stop = new AbortController()
  /** Workflows that this host runs now, each with the moment for which it does. */
  readonly #running = new Map<string, number>()
  readonly #entries: { workflow: string; schedule: string }[]

  constructor(options: ScheduleOptions) {
    this.#options = options
    this.#entries = options.table.entries.flatMap((entry) =>
      entry.kind === 'workflow' ? (entry.schedules ?? []).map((schedule) => ({ workflow: entry.name, schedule })) : [],
    )
  }

  /** Begins to wait for the times of all schedules. */
  async start(): Promise<void> {
    if (this.#entries.length === 0) return
    // Loaded late: programs without schedules start faster without it.
    const { Cron } = await import('croner')
    for (const { workflow, schedule } of this.#entries) {
      const pattern = new Cron(schedule, { paused: true })
      this.#follow(workflow, (after) => pattern.nextRun(after)).catch((error: unknown) => {
        if (!this.#stop.signal.aborted) this.#options.report(`schedule of ${workflow}: ${String(error)}`)
      })
    }
  }

  /** Lets no further run begin. */
  stop(): void {
    this.#stop.abort()
  }

  async #follow(workflow: string, next: (after: Date) => Date | null): Promise<void> {
    const { clock } = this.#options
    const { signal } = this.#stop
    for (let at = next(new Date(clock.now())); at !== null && !signal.aborted; at = next(at)) {
      for (let left = at.getTime() - clock.now(); left > 0; left = at.getTime() - clock.now()) {
        await clock.sleep(Math.min(left, longestWaitMs), signal)
      }
      if (signal.aborted) return
      void this.#run(workflow, at.getTime())
    }
  }

  /** Runs a workflow at a moment, unless another host does or the last run is not over. Never rejects. */
  async #run(workflow: string, at: number): Promise<void> {
    const { store, run, report } = this.#options
    const running = this.#running.get(workflow)
    // Two schedules of a workflow may name the same moment.
    if (running === at) return
    if (running !== undefined) return report(leftOut(workflow))
    this.#running.set(workflow, at)
    try {
      const schedules = await store()
      const whose = await schedules.take(workflow, at)
      if (whose === 'running') report(leftOut(workflow))
      if (whose !== 'ours') return
      await run(workflow)
      await schedules.end(workflow, at)
    } catch (error) {
      report(`schedule of ${workflow}: ${messageOf(error)}`)
    } finally {
      this.#running.delete(workflow)
    }
  }
}

function leftOut(workflow: string): string {
  return `schedule of ${workflow}: left out, since the last run is not over`
}
