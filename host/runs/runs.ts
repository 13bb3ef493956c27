// The runs of a program's workflows that are under way, and those that the recorder has not written to the store yet. Whoever
// wants to know of an earlier one asks the store.

import { randomUUID } from 'node:crypto'
import type { RunRecorder } from './recorder.ts'
import { Run } from './run.ts'

export class Runs {
  readonly #recorder: RunRecorder
  readonly #runs = new Map<string, Run>()
  readonly #changed: (run: Run) => void

  constructor(recorder: RunRecorder) {
    this.#recorder = recorder
    this.#changed = (run) => recorder.note(run)
    recorder.onDone((run) => this.#runs.delete(run.id))
  }

  begin(workflow: string, parent?: Run): Run {
    const run = new Run(randomUUID(), workflow, parent, this.#changed)
    this.#runs.set(run.id, run)
    this.#recorder.note(run)
    return run
  }

  /** The workflow was not run after all, since its request was refused: nothing of it is kept. */
  refuse(run: Run, why: string): void {
    run.isRefused = true
    if (this.#recorder.forget(run)) this.#runs.delete(run.id)
    else run.end('failed', { error: why })
  }

  /** A run that this process still has. */
  get(id: string): Run | undefined {
    return this.#runs.get(id)
  }

  /** Writes what the store does not have yet. */
  async flush(): Promise<void> {
    await this.#recorder.flush()
  }

  /** Writes it for the last time. */
  async close(): Promise<void> {
    await this.#recorder.close()
  }
}
