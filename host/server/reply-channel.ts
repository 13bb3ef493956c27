// What connects the run of a workflow with the client that has asked for events. The response begins with the first event
// of the run; before that, a reply of any other kind may still be sent. A client that goes away has some time to come
// back before the run is cancelled, and nobody waits for a client that is away.

import type { HostError } from '../errors.ts'
import { EventLog } from './event-log.ts'
import type { EventStream } from './event-stream.ts'
import type { Exchange } from './exchange.ts'

export class ReplyChannel {
  readonly log = new EventLog()
  /** Resolves once the response has begun. */
  readonly begun: Promise<Response>
  readonly #runId: string
  readonly #exchange: Exchange
  readonly #graceMs: number
  readonly #begin: (response: Response) => void
  #stream: EventStream | undefined
  #stop: () => void = () => {}
  #grace: NodeJS.Timeout | undefined
  #ended = false
  /** Cancels the run; set once it is under way. */
  #cancel: (() => void) | undefined
  #isGone = false

  constructor(runId: string, exchange: Exchange, graceMs: number) {
    this.#runId = runId
    this.#exchange = exchange
    this.#graceMs = graceMs
    const { promise, resolve } = Promise.withResolvers<Response>()
    this.begun = promise
    this.#begin = resolve
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
    return event === '' ? undefined : this.log.emit(event, data)
  }

  /** The client has gone away. Before the response has begun it cannot come back. */
  gone(): void {
    this.#isGone = true
    this.#stop()
    this.#stream?.end()
    if (this.#ended || this.#cancel === undefined) return
    if (!this.hasBegun) this.#cancel()
    else this.#grace ??= setTimeout(this.#cancel, this.#graceMs)
  }

  /** A client has come back: it gets the events after the last one that it has seen, and all further ones. */
  resume(stream: EventStream, after: number): void {
    clearTimeout(this.#grace)
    this.#grace = undefined
    this.#isGone = false
    this.#watch(stream, after)
  }

  /** Ends the response: with the error, if there is one, and always with `done`. */
  end(error: string | undefined): void {
    if (this.#ended) return
    if (error !== undefined) this.log.emit('error', JSON.stringify({ error }))
    this.log.emit('done', '[DONE]')
    this.#ended = true
    clearTimeout(this.#grace)
    this.#stop()
    this.#stream?.end()
  }

  #open(): void {
    if (this.#stream !== undefined) return
    const { stream, response } = this.#exchange.events(() => this.gone())
    this.log.emit('run_id', JSON.stringify({ run_id: this.#runId }))
    this.#watch(stream, 0)
    this.#begin(response)
  }

  #watch(stream: EventStream, after: number): void {
    this.#stream = stream
    this.#stop = this.log.watch((event) => stream.send(event), after)
  }
}

/** Why a run that has sent events ended otherwise than well, in the words of its client. */
export function failureOf(
  cancelled: HostError | undefined,
  reply: { status: number; body: string },
): string | undefined {
  if (cancelled !== undefined) return cancelled.message
  if (reply.status < 400) return undefined
  const { error } = JSON.parse(reply.body) as { error: string }
  return error
}
