// The runs of a program's workflows: those under way, and the latest that are over. The recorder writes them to the store.

import { randomUUID } from 'node:crypto'
import type { RunRecorder } from './recorder.ts'
import { Run } from './run.ts'

export class Runs {
  readonly #kept: number
  readonly #recorder: RunRecorder | undefined
  /** By id, oldest first. */
  readonly #runs = new Map<string, Run>()

  /** Keeps so many runs that are over. */
  constructor(kept: number, recorder?: RunRecorder) {
    this.#kept = kept
    this.#recorder = recorder
  }

  begin(workflow: string, parent?: Run): Run {
    const run = new Run(randomUUID(), workflow, parent, (changed) => this.#recorder?.note(changed))
    this.#runs.set(run.id, run)
    if (this.#runs.size > this.#kept) this.#forget()
    this.#recorder?.note(run)
    return run
  }

  /** The workflow was not run after all, since its request was refused: nothing of it is kept. */
  refuse(run: Run, why: string): void {
    run.isRefused = true
    if (this.#recorder?.forget(run) === false) run.end('failed', { error: why })
    else this.#runs.delete(run.id)
  }

  /** A run of this process. */
  get(id: string): Run | undefined {
    return this.#runs.get(id)
  }

  /** Writes what the store does not have yet. */
  async flush(): Promise<void> {
    await this.#recorder?.flush()
  }

  /** Writes it for the last time. */
  async close(): Promise<void> {
    await this.#recorder?.close()
  }

  // The oldest that are over leave first; those under way stay, however many there are.
  #forget(): void {
    for (const [id, run] of this.#runs) {
      if (this.#runs.size <= this.#kept) return
      if (run.isOver) this.#runs.delete(id)
    }
  }
}
