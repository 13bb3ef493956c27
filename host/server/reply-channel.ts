// What connects the run of a workflow with the client that has asked for its events. The response begins with the first
// event of the run; before that, a reply of any other kind may still be sent. A client that goes away has some time to
// come back before the run is cancelled, and nobody waits for a client that is away.

import { type Run, watchEveryMs } from '../runs/run.ts'
import type { EventStream } from './event-stream.ts'
import type { Exchange } from './exchange.ts'

/** The id of the first event, `run_id`, which begins no response by itself. */
const announcement = 1

export class ReplyChannel {
  /** Resolves once the response has begun. */
  readonly begun: Promise<Response>
  readonly #run: Run
  readonly #exchange: Exchange
  readonly #graceMs: number
  readonly #begin: (response: Response) => void
  #stream: EventStream | undefined
  #stop: () => void
  #grace: NodeJS.Timeout | undefined
  #ended = false
  /** Cancels the run; set once it is under way. */
  #cancel: (() => void) | undefined
  #isGone = false

  constructor(run: Run, exchange: Exchange, graceMs: number) {
    this.#run = run
    this.#exchange = exchange
    this.#graceMs = graceMs
    const { promise, resolve } = Promise.withResolvers<Response>()
    this.begun = promise
    this.#begin = resolve
    run.log.emit('run_id', JSON.stringify({ run_id: run.id }))
    this.#stop = run.log.watch(() => this.#open(), announcement)
    run.channel = this
  }

  get hasBegun(): boolean {
    return this.#stream !== undefined
  }

  /** Says how the run is cancelled. */
  attach(cancel: () => void): void {
    this.#cancel = cancel
    if (this.#isGone) this.gone()
  }

  /** Sends an event; one without a name begins the response and no more. */
  emit(event: string, data: string): Promise<void> | undefined {
    if (this.#ended) return undefined
    this.#open()
    return event === '' ? undefined : this.#run.log.emit(event, data)
  }

  /** The client has gone away. Before the response has begun it cannot come back. */
  gone(): void {
    this.#isGone = true
    if (this.hasBegun) this.#stop()
    this.#stream?.end()
    if (this.#ended || this.#cancel === undefined) return
    if (!this.hasBegun) this.#cancel()
    else this.#grace ??= setTimeout(this.#cancel, this.#graceMs)
  }

  /** A client that has gone away is still there, on another host. */
  stay(): void {
    if (this.#grace === undefined || this.#ended) return
    clearTimeout(this.#grace)
    this.#grace = setTimeout(this.#cancel!, Math.max(this.#graceMs, 2 * watchEveryMs))
  }

  /**
   * Another client gets the events after a number, and all further ones. If the first client has gone away, this one takes
   * its place. To be called back when this one goes away, too.
   */
  join(stream: EventStream, after: number): () => void {
    if (!this.#isGone || this.#ended) {
      return this.#run.log.watch((event) => {
        const behind = stream.send(event)
        if (event.event === 'done') stream.end()
        return behind
      }, after)
    }
    clearTimeout(this.#grace)
    this.#grace = undefined
    this.#isGone = false
    this.#watch(stream, after)
    return () => this.gone()
  }

  /** Ends the response: with the error, if there is one, and always with `done`. */
  end(error: string | undefined): void {
    if (this.#ended) return
    if (error !== undefined) this.#run.log.emit('error', JSON.stringify({ error }))
    this.#run.log.emit('done', '[DONE]')
    this.#ended = true
    clearTimeout(this.#grace)
    this.#stop()
    this.#stream?.end()
  }

  #open(): undefined {
    if (this.#stream !== undefined || this.#isGone) return
    this.#stop()
    const { stream, response } = this.#exchange.events(() => this.gone())
    this.#watch(stream, 0)
    this.#begin(response)
  }

  #watch(stream: EventStream, after: number): void {
    this.#stream = stream
    this.#stop = this.#run.log.watch((event) => stream.send(event), after)
  }
}
