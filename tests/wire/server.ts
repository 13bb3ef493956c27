// A local HTTP server that speaks a model API's wire format: scripted, strict, and with a memory of all it was asked.
// openai-server.ts and anthropic-server.ts supply the format.

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer } from './answers.ts'

/** A request as it arrived. */
export interface WireRequest<Body> {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: Body
  /** Count of requests so far on this server, from 1. */
  number: number
  /** Which connection it came by, from 1. */
  connection: number
  /** Settles when the client gives the request up before it has been answered. */
  abandoned(): Promise<void>
}

/** Decides an answer; it may wait for something of the test's before it does. */
export type Handler<Body> = (request: WireRequest<Body>) => Answer | Promise<Answer>

export interface WireOptions<Body> {
  /** A handler, or a queue of answers; an exhausted queue answers 500 and says so. */
  answer: Handler<Body> | Answer[]
  /** The only accepted key; without it any key will do. */
  key?: string
  /** Off: nothing is checked and nothing kept, for benchmarks. */
  check?: boolean
  /** Time until the answer, milliseconds. */
  latencyMs?: number
  port?: number
}

/** Why a request is refused: what the real API would answer. */
export class Rejection extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export interface WireFormat<Body> {
  /** Throws a Rejection for anything the real API would refuse. */
  check(request: WireRequest<Body>, key: string | undefined): void
  /** The body of a reply. */
  reply(answer: Extract<Answer, { kind: 'reply' }>, request: WireRequest<Body>): unknown
  /** Whether a request asks for a stream. */
  streams(body: Body): boolean
  /** A reply as the events of a stream, each with its blank line. */
  events(answer: Extract<Answer, { kind: 'reply' }>, request: WireRequest<Body>): string[]
  /** The body of an error. */
  failure(status: number, message: string): unknown
  /** Path that clients append operations to. */
  basePath: string
}

export interface WireServer<Body> {
  /** Base URL for a provider's `endpoint`. */
  readonly url: string
  readonly port: number
  /** All requests that arrived, in order, refused ones included. */
  readonly requests: WireRequest<Body>[]
  /** What was refused, and why. A test of correct behaviour expects none. */
  readonly rejections: string[]
  /** Connections accepted so far. */
  readonly connections: number
  /** Adds to the queue of answers. */
  enqueue(...answers: Answer[]): void
  /** Throws if queued answers were not used. */
  assertComplete(): void
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a server on 127.0.0.1. */
export async function startWireServer<Body>(
  format: WireFormat<Body>,
  options: WireOptions<Body>,
): Promise<WireServer<Body>> {
  const check = options.check ?? true
  const requests: WireRequest<Body>[] = []
  const rejections: string[] = []
  const queue = Array.isArray(options.answer) ? [...options.answer] : []
  const connectionNumbers = new WeakMap<object, number>()
  let connections = 0
  let received = 0

  async function decide(request: WireRequest<Body>): Promise<Answer> {
    if (check) format.check(request, options.key)
    if (!Array.isArray(options.answer)) return await options.answer(request)
    const next = queue.shift()
    if (!next) throw new Rejection(500, `no answer left for request ${request.number}`)
    return next
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message)
    const number = ++received
    const connection = connectionNumbers.get(message.socket) ?? 0
    const { method = '', url = '', headers } = message
    try {
      const abandoned = (): Promise<void> => whenAbandoned(response)
      const request = { method, url, headers, body: parseBody<Body>(body), number, connection, abandoned }
      if (check) requests.push(request)
      const answer = await decide(request)
      if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs))
      send(response, answer, request)
    } catch (error) {
      const status = error instanceof Rejection ? error.status : 500
      const text = error instanceof Error ? error.message : String(error)
      rejections.push(text)
      json(response, status, format.failure(status, text))
    }
  }

  function send(response: ServerResponse, answer: Answer, request: WireRequest<Body>): void {
    switch (answer.kind) {
      case 'reply':
        if (format.streams(request.body))
          return void sendChunks(response, encoded(format.events(answer, request)), 'ends')
        json(response, 200, format.reply(answer, request))
        return
      case 'bytes':
        return void sendChunks(response, answer.chunks, answer.end)
      case 'status':
        json(response, answer.status, format.failure(answer.status, answer.message), answer.headers)
        return
      case 'raw':
        response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
        return
      case 'silence':
        return
      case 'close':
        if (answer.when === 'before-headers') {
          response.destroy()
        } else {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
          response.write('{"id":', () => response.destroy())
        }
        return
      default:
        answer satisfies never
    }
  }

  const server = createServer((message, response) => void handle(message, response))
  server.on('connection', (socket) => connectionNumbers.set(socket, ++connections))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    // Answers that never come hold their connections open.
    server.closeAllConnections()
    await closed
  }

  return {
    url: `http://127.0.0.1:${port}${format.basePath}`,
    port,
    requests,
    rejections,
    get connections() {
      return connections
    },
    enqueue: (...answers) => void queue.push(...answers),
    assertComplete() {
      if (queue.length > 0) throw new Error(`${queue.length} answers were not asked for`)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function encoded(events: string[]): Uint8Array[] {
  return events.map((event) => Buffer.from(event))
}

/** Each chunk goes out by itself. */
async function sendChunks(
  response: ServerResponse,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  end: 'ends' | 'breaks',
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  response.flushHeaders()
  for await (const chunk of chunks) {
    if (response.destroyed) return
    await new Promise<void>((resolve) => response.write(chunk, () => resolve()))
  }
  if (end === 'ends') response.end()
  else response.socket?.destroySoon()
}

function whenAbandoned(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', () => {
      if (!response.writableFinished) resolve()
    })
  })
}

function parseBody<Body>(text: string): Body {
  try {
    return JSON.parse(text)
  } catch {
    throw new Rejection(400, 'We could not parse the JSON body of your request.')
  }
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body)
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers })
    .end(text)
}

function readBody(message: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    message.on('error', reject)
  })
}
