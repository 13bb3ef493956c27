// The one way to a model API: HTTP over an undici pool with keep-alive, retries included, and a thin `fetch` for the SDKs.
// The URL and all headers are ours: whatever the SDKs read from the environment (keys, custom headers, base URLs, stored
// logins) cannot reach the wire, and a key exists nowhere but in this file's private fields.

import type { Socket } from 'node:net'
import { buildConnector, type Dispatcher, errors, Pool } from 'undici'
import type { Call } from './call.ts'
import { connectionError } from './errors.ts'
import { type Assembly, EventReader } from './event-reader.ts'
import { ProviderError } from './provider.ts'

/** Where requests go and what goes with them. */
export interface Endpoint {
  origin: string
  /** Lower-case names; holds the credentials. */
  headers: Record<string, string>
  maxRetries: number
  /** Delay before the first retry; doubles with each further one. */
  retryDelayMs: number
  /** Told of each retry, with a reason and the delay. */
  onRetry(reason: string, delayMs: number): void
}

/** What the SDKs use of a `Response`, over a body that has been read already. */
class TextResponse {
  readonly status: number
  readonly ok: boolean
  readonly headers: HeaderMap
  readonly body = null
  readonly url = ''
  readonly #text: string

  constructor(status: number, headers: Dispatcher.ResponseData['headers'], text: string) {
    this.status = status
    this.ok = status >= 200 && status < 300
    this.headers = new HeaderMap(headers)
    this.#text = text
  }

  async text(): Promise<string> {
    return this.#text
  }

  async json(): Promise<unknown> {
    return JSON.parse(this.#text)
  }
}

/** The lookups of `Headers`, without its copying and checking. */
class HeaderMap {
  readonly #values: Dispatcher.ResponseData['headers']

  constructor(values: Dispatcher.ResponseData['headers']) {
    this.#values = values
  }

  get(name: string): string | null {
    const value = this.#values[name.toLowerCase()]
    if (value === undefined) return null
    return typeof value === 'string' ? value : value.join(', ')
  }

  *entries(): IterableIterator<[string, string]> {
    for (const name of Object.keys(this.#values)) yield [name, this.get(name) ?? '']
  }
}

/** How long a connection may stay open after the last event of an answer before it is cut, in milliseconds. */
const lingerMs = 250

/** Collects one response; settles the promise of `attempt`. An answer in events goes on to be assembled as it arrives. */
class Collector implements Dispatcher.DispatchHandler {
  readonly #resolve: (response: TextResponse) => void
  readonly #reject: (reason: unknown) => void
  #controller: Dispatcher.DispatchController | undefined
  #cancelled: Error | undefined
  #status = 0
  #headers: Dispatcher.ResponseData['headers'] = {}
  #chunks: Buffer[] = []
  readonly #assemble: (() => Assembly) | undefined
  #events: EventReader | undefined
  #linger: NodeJS.Timeout | undefined

  constructor(
    resolve: (response: TextResponse) => void,
    reject: (reason: unknown) => void,
    assemble: (() => Assembly) | undefined,
  ) {
    this.#resolve = resolve
    this.#reject = reject
    this.#assemble = assemble
  }

  cancel(reason: Error): void {
    this.#cancelled = reason
    this.#controller?.abort(reason)
    // A request that still waits for a connection has no controller yet; the caller must not wait with it.
    this.#reject(reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#cancelled) controller.abort(this.#cancelled)
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Dispatcher.ResponseData['headers'],
  ): void {
    this.#status = status
    this.#headers = headers
    const isJson = /\bjson\b/.test(String(headers['content-type'] ?? ''))
    if (this.#assemble && status === 200 && !isJson) this.#events = new EventReader(this.#assemble())
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const events = this.#events
    if (!events) {
      this.#chunks.push(chunk)
      return
    }
    if (events.complete) return
    try {
      events.push(chunk)
    } catch (error) {
      this.#reject(new Unusable(error))
      controller.abort(error as Error)
      return
    }
    // The end of the response is worth a moment: only then can the connection be used again.
    if (events.complete) this.#linger = setTimeout(() => this.#finish(controller), lingerMs)
  }

  #finish(controller: Dispatcher.DispatchController): void {
    this.#resolve(new TextResponse(this.#status, this.#headers, ''))
    controller.abort(new Error('the answer is complete'))
  }

  onResponseEnd(): void {
    clearTimeout(this.#linger)
    const chunks = this.#chunks
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    const response = new TextResponse(this.#status, this.#headers, body.toString('utf8'))
    // undici frees the connection in an immediate that it queues right after this call. Answering sooner would make the
    // next request of a turn, sent at once, open another connection: a TLS handshake for each handoff.
    queueMicrotask(() => setImmediate(this.#resolve, response))
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#linger)
    if (this.#events?.complete) this.#resolve(new TextResponse(this.#status, this.#headers, ''))
    else this.#reject(error)
  }
}

/** An answer in events that cannot be used, for a reason of its own and not of the connection. */
class Unusable extends Error {
  constructor(cause: unknown) {
    super('the answer cannot be used', { cause })
  }
}

/** How long connecting may take, in milliseconds. */
const connectMs = 10_000

/** Connects as undici does, whose timer would stay with each connection for as long as that lives. */
function connector(): buildConnector.connector {
  const connect = buildConnector({ timeout: 0, allowH2: false }) as (
    ...args: Parameters<buildConnector.connector>
  ) => Socket
  return (options, callback) => {
    const socket = connect(options, (...outcome) => {
      clearTimeout(timer)
      callback(...outcome)
    })
    const timer = setTimeout(() => socket.destroy(new errors.ConnectTimeoutError()), connectMs)
  }
}

/** A pool of connections to one endpoint. */
export class Transport {
  readonly #pool: Pool
  readonly #endpoint: Endpoint

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint
    this.#pool = new Pool(endpoint.origin, {
      // Each call has its own deadline, from its agent: undici's would cut slow models short.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 30_000,
      // One connection each for any number of requests in flight: a limit here would queue them unseen.
      connections: null,
      pipelining: 1,
      connect: connector(),
      maxResponseSize: 64 * 1024 * 1024,
    })
  }

  /** The `fetch` that an SDK client is given; the call comes as `fetchOptions.dispatcher`. */
  readonly fetch = (_url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { dispatcher, body } = init as { dispatcher: Call; body: string }
    // As bytes, which undici would make of it anyway, and hold beside the text.
    return this.#send(dispatcher, Buffer.from(body), 0) as Promise<unknown> as Promise<Response>
  }

  #send(call: Call, body: Buffer, retry: number): Promise<TextResponse> {
    return this.#attempt(call, body).then(
      (response) => {
        if (response.status !== 429 && response.status < 500) return response
        return this.#again(call, body, retry, response, undefined)
      },
      (error: unknown) => this.#again(call, body, retry, undefined, this.#failureOf(call, error)),
    )
  }

  /** What an attempt has failed of, where it may be made again; else that is thrown. */
  #failureOf(call: Call, error: unknown): unknown {
    if (call.cancelled) throw error
    if (this.#pool.destroyed) call.fail(new Error('the provider has been closed'))
    const isUnusable = error instanceof Unusable
    const failure = isUnusable ? error.cause : connectionError(error, this.#endpoint.origin)
    if (call.begun || (isUnusable && !isPassing(failure))) call.fail(failure)
    return failure
  }

  async #again(
    call: Call,
    body: Buffer,
    retry: number,
    response: TextResponse | undefined,
    failure: unknown,
  ): Promise<TextResponse> {
    const delay = retryAfter(response) ?? this.#endpoint.retryDelayMs * 2 ** retry
    // Waiting past the deadline would turn a telling error into a time-out.
    if (retry >= this.#endpoint.maxRetries || delay >= call.remaining()) {
      if (response) return response
      call.fail(failure)
    }
    this.#endpoint.onRetry(response ? `HTTP ${response.status}` : String((failure as Error).message), delay)
    await call.pause(delay)
    return this.#send(call, body, retry + 1)
  }

  #attempt(call: Call, body: Buffer): Promise<TextResponse> {
    return new Promise((resolve, reject) => {
      const collector = new Collector(resolve, reject, call.assemble)
      call.onCancel = (reason) => collector.cancel(reason)
      if (call.cancelled) return reject(call.failure)
      const headers = call.assemble
        ? { ...this.#endpoint.headers, accept: 'text/event-stream' }
        : this.#endpoint.headers
      this.#pool.dispatch({ method: 'POST', path: call.path, headers, body }, collector)
    })
  }

  async close(): Promise<void> {
    await this.#pool.destroy()
  }
}

/** Whether an answer ended in an error that may be gone next time. */
function isPassing(failure: unknown): boolean {
  const code = failure instanceof ProviderError ? failure.code : undefined
  return code !== undefined && (code === 429 || code >= 500)
}

/** Milliseconds that the server asks to wait: seconds or a date. */
function retryAfter(response: TextResponse | undefined): number | undefined {
  const value = response?.headers.get('retry-after')
  if (!value) return undefined
  const seconds = Number(value)
  const delay = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000
  return Number.isFinite(delay) ? Math.max(0, delay) : undefined
}
