// A response in server-sent events, on a socket or as the body of a Response. A comment now and then keeps proxies from
// taking a silent connection for a dead one.

import type { ServerResponse } from 'node:http'
import type { LoggedEvent } from '../runs/event-log.ts'

/** Milliseconds between two comments. */
export const heartbeatMs = 15_000

export const eventHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache',
  // Proxies of the nginx family collect responses unless they are told not to.
  'x-accel-buffering': 'no',
} as const

/** Where the bytes go. */
export interface EventSink {
  /** A promise: the client must catch up. */
  write(text: string): Promise<void> | undefined
  end(): void
}

export class EventStream {
  readonly #sink: EventSink
  readonly #heartbeat: NodeJS.Timeout
  #ended = false

  constructor(sink: EventSink) {
    this.#sink = sink
    this.#heartbeat = setInterval(() => void sink.write(': ping\n\n'), heartbeatMs)
  }

  /** Sends an event; data of several lines becomes as many fields. */
  send({ id, event, data }: LoggedEvent): Promise<void> | undefined {
    if (this.#ended) return undefined
    const fields = data.includes('\n') || data.includes('\r') ? data.split(/\r\n|\n|\r/).join('\ndata: ') : data
    return this.#sink.write(`id: ${id}\nevent: ${event}\ndata: ${fields}\n\n`)
  }

  /** Ends the response. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    clearInterval(this.#heartbeat)
    this.#sink.end()
  }
}

/** Writes to a socket: what comes in one turn of the event loop, the headers too, in one packet. */
export function socketSink(outgoing: ServerResponse): EventSink {
  let isCorked = false
  const cork = (): void => {
    if (isCorked) return
    isCorked = true
    outgoing.cork()
    setImmediate(() => {
      isCorked = false
      outgoing.uncork()
    })
  }
  cork()
  return {
    write(text) {
      if (outgoing.destroyed) return undefined
      cork()
      if (outgoing.write(text)) return undefined
      return new Promise((resolve) => {
        const go = (): void => {
          outgoing.off('drain', go)
          outgoing.off('close', go)
          resolve()
        }
        outgoing.on('drain', go)
        outgoing.on('close', go)
      })
    },
    end: () => void outgoing.end(),
  }
}

/** The body of a Response. `onGone` is called when its reader gives up. */
export function bodySink(onGone: () => void): EventSink & { body: ReadableStream<Uint8Array> } {
  const encoder = new TextEncoder()
  let drained: (() => void) | undefined
  let isOpen = true
  let controller!: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>(
    {
      start: (own) => {
        controller = own
      },
      pull: () => drained?.(),
      cancel: () => {
        isOpen = false
        drained?.()
        onGone()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 16 * 1024 }),
  )
  return {
    body,
    write(text) {
      if (!isOpen) return undefined
      controller.enqueue(encoder.encode(text))
      if ((controller.desiredSize ?? 0) > 0) return undefined
      return new Promise((resolve) => {
        drained = resolve
      })
    },
    end() {
      if (isOpen) controller.close()
      isOpen = false
    },
  }
}
