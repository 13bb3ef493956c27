// Workflows that run by the clock (`@cron`), in local time, as long as the program is alive. One that is still running when
// its time comes again is left out that time.

import type { InitTable } from '../../compiler/manifest.ts'
import type { Clock } from '../imports/clock.ts'

/** The longest wait of a timer; a longer one is made of several. */
const longestWaitMs = 24 * 3600 * 1000

export interface ScheduleOptions {
  table: InitTable
  clock: Clock
  /** Runs a workflow; what fails is reported by it. */
  run(workflow: string): Promise<void>
  /** A line for the operator. */
  report(line: string): void
}

export class Schedules {
  readonly #options: ScheduleOptions
  readonly #stop = new AbortController()
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
    const { clock, run } = this.#options
    const { signal } = this.#stop
    let isRunning = false
    for (let at = next(new Date(clock.now())); at !== null && !signal.aborted; at = next(at)) {
      for (let left = at.getTime() - clock.now(); left > 0; left = at.getTime() - clock.now()) {
        await clock.sleep(Math.min(left, longestWaitMs), signal)
      }
      if (signal.aborted) return
      if (isRunning) {
        this.#options.report(`schedule of ${workflow}: left out, since the last run is not over`)
        continue
      }
      isRunning = true
      void run(workflow).finally(() => {
        isRunning = false
      })
    }
  }
}
