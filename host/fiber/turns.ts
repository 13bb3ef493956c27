// Only one fiber of an instance may be inside the module at a time, and the module must not be entered from an import.
// A turn is one stretch of running, from an entry or a resume to the next wait or the end.

/** How many turns that are over the queue holds at least before they are taken out. */
const FORGOTTEN_AT = 1000

/** Told of the two states that the turns of an instance can be in. */
export interface TurnsWatcher {
  /** Turns are about to run. */
  busy(): void
  /** No turn is left to run: only what comes from outside can go on. */
  idle(): void
}

/** A stretch of running. It must call `done` at its end. */
export interface Turn {
  take(): void
}

/** Runs turns one after another, in the order in which they were asked for. */
export class Turns {
  readonly #queue: Turn[] = []
  readonly #watcher: TurnsWatcher
  #next = 0
  #busy = false
  #isIdle = true

  constructor(watcher: TurnsWatcher) {
    this.#watcher = watcher
  }

  /** Turns in a row after which whatever else the process has to do comes first. */
  static readonly inARow = 2000

  get idle(): boolean {
    return !this.#busy && this.#next === this.#queue.length
  }

  /** Starts the turn now, or when those before it are over. */
  take(turn: Turn): void {
    // Fibers that keep each other going would let the queue grow for ever.
    if (this.#next > FORGOTTEN_AT && this.#next * 2 > this.#queue.length) {
      this.#queue.splice(0, this.#next)
      this.#next = 0
    }
    this.#queue.push(turn)
    if (!this.#busy) this.#run()
  }

  /** Ends the current turn. */
  done(): void {
    this.#busy = false
    this.#run()
  }

  #running = false
  #count = 0
  #isPaused = false

  #pause(): void {
    this.#running = false
    this.#isPaused = true
    setImmediate(() => {
      this.#isPaused = false
      this.#count = 0
      this.#run()
    })
  }

  #run(): void {
    if (this.#isPaused) return
    // A turn that ends before it returns comes back here; the loop below goes on instead of nesting.
    if (this.#running) return
    this.#running = true
    if (this.#isIdle) {
      this.#isIdle = false
      this.#watcher.busy()
    }
    while (!this.#busy && this.#next < this.#queue.length) {
      // Fibers that wake each other for ever must not keep sockets and timers waiting.
      if (++this.#count > Turns.inARow) return this.#pause()
      const turn = this.#queue[this.#next++]!
      this.#busy = true
      turn.take()
    }
    this.#running = false
    if (this.#next < this.#queue.length) return
    this.#queue.length = 0
    this.#next = 0
    if (this.#busy) return
    this.#isIdle = true
    this.#watcher.idle()
  }
}
