// The runs of a program's workflows: those under way, and the latest that are over.

import { randomUUID } from 'node:crypto'
import { Run } from './run.ts'

export class Runs {
  readonly #kept: number
  /** By id, oldest first. */
  readonly #runs = new Map<string, Run>()

  /** Keeps so many runs that are over. */
  constructor(kept: number) {
    this.#kept = kept
  }

  begin(workflow: string, parent?: Run): Run {
    const run = new Run(randomUUID(), workflow, parent)
    this.#runs.set(run.id, run)
    if (this.#runs.size > this.#kept) this.#forget()
    return run
  }

  get(id: string): Run | undefined {
    return this.#runs.get(id)
  }

  /** The latest runs, newest first; of one workflow, if it is named. */
  list(limit: number, workflow?: string): Run[] {
    const found: Run[] = []
    for (const run of [...this.#runs.values()].reverse()) {
      if (found.length >= limit) break
      if (workflow === undefined || run.workflow === workflow) found.push(run)
    }
    return found
  }

  // The oldest that are over leave first; those under way stay, however many there are.
  #forget(): void {
    for (const [id, run] of this.#runs) {
      if (this.#runs.size <= this.#kept) return
      if (run.isOver) this.#runs.delete(id)
      else if (this.#runs.size - this.#kept < this.#kept) continue
    }
  }
}
