// One request and its reply. On a socket the reply is written straight to it, which saves building a Response: about a
// third of the cost of a small request. Elsewhere it becomes a Response.

import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { HostError } from '../errors.ts'
import { type Few, membersOf, withMember, withoutMember } from '../fiber/few.ts'
import type { BodySource } from './body.ts'
import { bodySink, EventStream, eventHeaders, socketSink } from './event-stream.ts'

export type ServerContext = Context<{ Bindings: Partial<HttpBindings> }>

/** Letters, digits and a little punctuation: what may be passed on to logs and headers. */
const ACCEPTABLE_ID = /^[\w.:-]{1,128}$/

/** How a request was answered. */
export interface Answered {
  status: number
  /** Of the body, 0 for one of events. */
  bytes: number
  /** The connection was lost before the end. */
  isAborted: boolean
}

/** Headers that belong to the connection, or are the host's to say. */
const ofConnection: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-request-id',
])

function validHeader(name: string, value: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) && !/[^\t\x20-\x7e\x80-\xff]/.test(value)
}

/** Whether responses of a status have no body. */
function isEmpty(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

const prefix = crypto.randomUUID().slice(0, 8)
let counter = 0

export class Exchange implements BodySource {
  /** The client's `x-request-id` where it is acceptable, else one of ours. */
  readonly id: string
  /** Lean where there is a socket. */
  readonly request: Request
  // Not the context: Hono's is large, and a request may be under way for minutes.
  readonly #incoming: HttpBindings['incoming'] | undefined
  readonly #outgoing: HttpBindings['outgoing'] | undefined
  readonly #headers: Record<string, string>
  #answered: Few<(answered: Answered) => void>
  /** Called when the client goes away. */
  #gone: Few<() => void>
  /** `Expect: 100-continue`: the body comes when it is wanted. */
  #awaitsInvitation: boolean
  #isBodyBegun = false

  constructor(context: ServerContext) {
    const { incoming, outgoing } = context.env ?? {}
    this.request = context.req.raw
    this.#incoming = incoming
    this.#outgoing = outgoing
    outgoing?.once('close', () => this.#closed(outgoing))
    this.#awaitsInvitation = this.hasSocket && this.header('expect') !== undefined
    const given = this.header('x-request-id')
    this.id = given !== undefined && ACCEPTABLE_ID.test(given) ? given : `${prefix}-${(counter++).toString(36)}`
    this.#headers = {
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'x-request-id': this.id,
    }
  }

  get hasSocket(): boolean {
    return this.#outgoing !== undefined
  }

  header(name: string): string | undefined {
    if (this.#incoming === undefined) return this.request.headers.get(name) ?? undefined
    const value = this.#incoming.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }

  hasBody(): boolean {
    const incoming = this.#incoming
    return incoming === undefined ? this.request.body !== null : incoming.headers['transfer-encoding'] !== undefined
  }

  text(): Promise<string> {
    this.#invite()
    return this.request.text()
  }

  /** Whether some of the body has been read as a stream. */
  get isBodyBegun(): boolean {
    return this.#isBodyBegun
  }

  stream(): ReadableStream<Uint8Array> | null {
    this.#invite()
    this.#isBodyBegun = true
    return this.request.body
  }

  /** A client that asks before it sends its body sends it now. */
  #invite(): void {
    if (this.#awaitsInvitation) this.#outgoing?.writeContinue()
    this.#awaitsInvitation = false
  }

  /** The client's address, where there is a socket. */
  get remote(): string | undefined {
    return this.#incoming?.socket.remoteAddress
  }

  /** Calls back once when the response is over; with a Response in place of a socket, when it has been made. */
  onAnswered(callback: (answered: Answered) => void): void {
    this.#answered = withMember(this.#answered, callback)
  }

  /** Our one listener of a response, which may be one of ten thousand. */
  #closed(outgoing: HttpBindings['outgoing']): void {
    const bytes = Number(outgoing.getHeader('content-length') ?? this.#headers['content-length'] ?? 0)
    const answered = { status: outgoing.statusCode, bytes, isAborted: !outgoing.writableFinished }
    for (const tell of membersOf(this.#answered)) tell(answered)
    for (const tell of membersOf(this.#gone)) tell()
  }

  /** Headers of a response that is not the host's own; what rules the connection stays the host's. */
  takeHeaders(headers: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(headers)) {
      const lower = name.toLowerCase()
      if (!ofConnection.has(lower) && validHeader(lower, value)) this.set(lower, value)
    }
  }

  /** Adds a header to the reply. */
  set(name: string, value: string): void {
    this.#headers[name] = value
  }

  /** Calls back when the client goes away before it has been answered. */
  onDisconnect(callback: () => void): void {
    if (this.#outgoing !== undefined) {
      if (this.#outgoing.destroyed) queueMicrotask(callback)
      this.#gone = withMember(this.#gone, callback)
      return
    }
    const { signal } = this.request
    if (signal.aborted) queueMicrotask(callback)
    else signal.addEventListener('abort', callback, { once: true })
  }

  /** No longer calls back. */
  offDisconnect(callback: () => void): void {
    if (this.#outgoing === undefined) this.request.signal.removeEventListener('abort', callback)
    else this.#gone = withoutMember(this.#gone, callback)
  }

  /** Sends text: JSON, unless another type was set. */
  reply(status: number, text: string): Response {
    return this.#send(status, isEmpty(status) ? undefined : text)
  }

  /** Sends bytes. */
  bytes(status: number, content: Uint8Array): Response {
    return this.#send(status, content)
  }

  #send(status: number, body: string | Uint8Array | undefined): Response {
    const outgoing = this.#outgoing
    if (body === undefined) delete this.#headers['content-type']
    const bytes = body === undefined ? 0 : Buffer.byteLength(body)
    if (outgoing === undefined) {
      for (const tell of membersOf(this.#answered)) tell({ status, bytes, isAborted: false })
      return new Response((body as string | Uint8Array<ArrayBuffer> | undefined) ?? null, {
        status,
        headers: this.#headers,
      })
    }
    if (body !== undefined) this.#headers['content-length'] = String(bytes)
    // Nobody knows whether the body comes after all.
    if (this.#awaitsInvitation) this.#headers.connection = 'close'
    if (!outgoing.destroyed) outgoing.writeHead(status, this.#headers).end(body)
    return RESPONSE_ALREADY_SENT
  }

  /** Sends an error that says which limit was reached, with the id under which the operator finds it. */
  refuse({ status, code, message }: HostError): Response {
    return this.reply(status, JSON.stringify({ error: message, code, request_id: this.id }))
  }

  /** Whether the client asks for events. */
  get wantsEvents(): boolean {
    return /\btext\/event-stream\b/i.test(this.header('accept') ?? '')
  }

  /** Begins a response in events. `onGone` is called when the reader of a Response gives up; sockets have `onDisconnect`. */
  events(onGone: () => void): { stream: EventStream; response: Response } {
    const headers = { ...this.#headers, ...eventHeaders }
    const outgoing = this.#outgoing
    if (outgoing === undefined) {
      const sink = bodySink(onGone)
      return { stream: new EventStream(sink), response: new Response(sink.body, { status: 200, headers }) }
    }
    const sink = socketSink(outgoing)
    if (!outgoing.destroyed) {
      outgoing.writeHead(200, headers)
      outgoing.flushHeaders()
    }
    return { stream: new EventStream(sink), response: RESPONSE_ALREADY_SENT }
  }

  /** Sends `{"error": message}`. */
  fail(status: number, message: string): Response {
    return this.reply(status, JSON.stringify({ error: message }))
  }
}
