// What a function has put off to its end.

import { Fn0 } from './function'
import { HairaError, failed, pendingPanic, setPendingPanic, stop, takeError } from './panic'

/** The deferred actions of one call, in the order in which they were met. */
export class Deferred {
  private actions: Fn0<void>[] = []
  private onlyOnError: bool[] = []
  private isError: bool = false

  /** `defer` */
  always(action: Fn0<void>): void {
    this.actions.push(action)
    this.onlyOnError.push(false)
  }

  /** `errdefer` */
  onError(action: Fn0<void>): void {
    this.actions.push(action)
    this.onlyOnError.push(true)
  }

  /** Whether the function has given back an error. */
  returned(isError: bool): void {
    this.isError = isError
  }

  /** Runs them, last in first out. A panic goes on afterwards; one in an action takes its place, but not that of a stop. */
  run(): void {
    const isError = this.isError || failed()
    let error: HairaError | null = pendingPanic
    for (let i = this.actions.length - 1; i >= 0; i--) {
      if (this.onlyOnError[i] && !isError) continue
      setPendingPanic(null)
      this.actions[i].call()
      if (failed()) {
        const own = takeError()
        if (error !== stop) error = own
      }
    }
    setPendingPanic(error)
  }
}
