// The program's server: opens the socket when the program listens, serves the same app to an embedder's `fetch`, and is
// closed in two steps, so that work under way can finish in between.

import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { resolve } from 'node:path'
import type { InitTable, Manifest } from '../../compiler/manifest.ts'
import { messageOf } from '../errors.ts'
import type { Fiber } from '../fiber/fiber.ts'
import type { ListenRequest } from '../imports/server.ts'
import type { Limits } from '../limits.ts'
import type { Request as ProgramRequest } from '../module/request.ts'
import { Metrics } from '../observe/metrics.ts'
import type { GuestReply } from '../runs/outcome.ts'
import type { Run } from '../runs/run.ts'
import type { Runs } from '../runs/runs.ts'
import type { MaybePromise, Store } from '../store/store.ts'
import type { ObserveServices } from './api/observe.ts'
import { type App, createApp } from './app.ts'
import { admitsSocket, createCors } from './cors.ts'
import type { ReplyChannel } from './reply-channel.ts'
import { routesOf } from './routes.ts'
import { Sockets } from './sockets.ts'
import { UploadFolder } from './upload-folder.ts'

export interface ServerOptions {
  manifest: Manifest
  table: InitTable
  limits: Limits
  call(request: string, run: Run, channel?: ReplyChannel): ProgramRequest | Promise<ProgramRequest>
  /** Runs a workflow that no HTTP request asks for. */
  invoke(workflow: string, input: unknown, path: Record<string, string>): Promise<GuestReply>
  runs: Runs
  store(): MaybePromise<Store>
  /** HAIRA_CORS_ORIGIN and other settings of the server. */
  setting(name: string): string | undefined
  /** The working folder, for developers to look into with HAIRA_DEV=1. */
  folder: string
  stderr(text: string): void
  /** Wins over the program's own port. */
  port: number | undefined
  /** Says which port to listen on together with other threads, given the one that is wanted. */
  sharePort: ((port: number, host: string | undefined) => Promise<number>) | undefined
  /** False: `listen` opens no socket; requests come by `fetch`. */
  sockets: boolean
  /** The calls in the module that an error was made in. */
  callChain(error: unknown): string[]
  observed: ObserveServices
  report(line: string): void
  onListening(address: ListeningAddress): void
}

export interface ListeningAddress {
  port: number
  url: string
}

/**
 * Connections that may wait to be accepted, as far as the system allows. With Node's 511, of a thousand clients that come
 * at once many would try again only after a second.
 */
const backlog = 4096

/** Milliseconds between two looks for files that are not listed any more. */
const sweepMs = 600_000

export class HttpServer {
  readonly #options: ServerOptions
  readonly #metrics: Metrics
  readonly #closed = Promise.withResolvers<void>()
  #app: App | undefined
  #server: Server | undefined
  #listener: Fiber | undefined
  #sockets: Sockets | undefined
  #closing = false
  readonly #uploads: UploadFolder
  #tending: NodeJS.Timeout | undefined

  constructor(options: ServerOptions) {
    this.#options = options
    const { folder, setting, store } = options
    this.#uploads = new UploadFolder(resolve(folder, setting('HAIRA_UPLOADS_DIR') || 'data/uploads'), store)
    this.#metrics = new Metrics(options.observed.observer)
  }

  /** The fiber that waits in `listen`. */
  get listener(): Fiber | undefined {
    return this.#listener
  }

  /** Answers one request without a socket. Before the program listens, all its routes are served. */
  fetch(request: Request): Response | Promise<Response> {
    this.#app ??= this.#createApp()
    return this.#app.fetch(request)
  }

  /** Serves the workflows; resolves when the server has been closed. */
  async listen(request: ListenRequest, fiber: Fiber): Promise<void> {
    if (this.#listener !== undefined && this.#listener.state !== 'done') throw new Error('the server listens already')
    if (this.#closing) throw new Error('the server is shutting down')
    this.#app = this.#createApp(request.workflows)
    this.#listener = fiber
    // A fresh instance takes over the socket of the one that trapped.
    if (this.#options.sockets && this.#server === undefined) {
      try {
        await this.#open(request)
      } catch (error) {
        this.#listener = undefined
        throw error
      }
    }
    await this.#closed.promise
  }

  /** Stops accepting; from now on new requests are answered 503. Resolves when every connection is closed. */
  stop(): Promise<void> {
    this.#closing = true
    const server = this.#server
    clearInterval(this.#tending)
    this.#sockets?.close()
    if (server === undefined) return Promise.resolve()
    return new Promise((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
    })
  }

  /** Cuts what is still connected and lets `listen` return. */
  end(): void {
    this.#closing = true
    this.#server?.closeAllConnections()
    this.#closed.resolve()
  }

  /** Kept files leave some time after the store has forgotten them. */
  #tendUploads(): void {
    const sweep = (): void => {
      this.#uploads.sweep().catch((error: unknown) => this.#options.report(`uploads: ${messageOf(error)}`))
    }
    sweep()
    this.#tending = setInterval(sweep, sweepMs).unref()
  }

  #createApp(workflows?: readonly string[]): App {
    const { manifest, table, call, runs, store, observed, callChain, setting, folder, limits, report, stderr } =
      this.#options
    return createApp({
      manifest,
      table,
      routes: routesOf(table, workflows),
      call,
      runs,
      store,
      callChain,
      cors: createCors(setting('HAIRA_CORS_ORIGIN')),
      bodyLimits: { body: limits.bodyBytes, upload: limits.uploadBytes },
      uploads: this.#uploads,
      graceMs: limits.disconnectSeconds * 1000,
      observed,
      metrics: this.#metrics,
      token: setting('HAIRA_API_TOKEN') || undefined,
      projectFolder: setting('HAIRA_DEV') === '1' ? folder : undefined,
      hasPages: setting('HAIRA_NO_UI') !== '1',
      accessLog: setting('HAIRA_ACCESS_LOG') === '1' ? (line) => stderr(`${line}\n`) : undefined,
      report,
      closing: () => this.#closing,
    })
  }

  async #open({ port, host, workflows }: ListenRequest): Promise<void> {
    const { createAdaptorServer } = await import('@hono/node-server')
    const { table, limits, invoke, setting, report, onListening } = this.#options
    const server = createAdaptorServer({
      fetch: (request, bindings) => this.#app!.fetch(request, bindings),
      // Replies go straight to the socket, so the embedder's globals can stay as they are.
      overrideGlobalObjects: false,
      serverOptions: {
        maxHeaderSize: limits.headerBytes,
        headersTimeout: limits.headersMs,
        requestTimeout: limits.requestMs,
        keepAliveTimeout: limits.keepAliveMs,
        connectionsCheckingInterval: Math.min(limits.headersMs, 5000),
      },
    }) as Server
    server.on('clientError', refuseConnection)
    // A body that is not wanted need not be sent: whoever reads one asks for it.
    server.on('checkContinue', (request, response) => server.emit('request', request, response))
    const wanted = this.#options.port ?? port
    const shared = await this.#options.sharePort?.(wanted, host)
    this.#sockets = new Sockets({
      table,
      workflows,
      frameBytes: limits.bodyBytes,
      invoke,
      admits: (origin, own) => admitsSocket(setting('HAIRA_CORS_ORIGIN'), origin, own),
      report,
      closing: () => this.#closing,
    })
    await this.#sockets.attach(server)
    // Whoever closes it while it is being opened finds no server yet.
    if (this.#closing) return this.#sockets.close()
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(describeListenError(error, wanted)))
      const reusePort = shared !== undefined
      server.listen({ port: shared ?? wanted, ...(host ? { host } : {}), backlog, reusePort }, resolve)
    })
    this.#server = server
    if (this.#closing) return void this.stop()
    if (streams(table, workflows)) this.#tendUploads()
    const address = server.address()
    const actual = typeof address === 'object' && address !== null ? address.port : port
    onListening({ port: actual, url: `http://${urlHost(host)}:${actual}` })
  }
}

function streams(table: InitTable, workflows: readonly string[]): boolean {
  return table.entries.some((entry) => entry.kind === 'workflow' && entry.streams && workflows.includes(entry.name))
}

/** What is not HTTP at all never reaches the app. */
function refuseConnection(error: Error, socket: Socket): void {
  const code = 'code' in error ? error.code : undefined
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, text] =
    code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['408 Request Timeout', 'the request took too long to arrive']
      : code === 'HPE_HEADER_OVERFLOW'
        ? ['431 Request Header Fields Too Large', 'the request headers are too large']
        : ['400 Bad Request', 'malformed request']
  const body = JSON.stringify({ error: text })
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n`
  socket.end(`${head}x-request-id: ${crypto.randomUUID()}\r\nconnection: close\r\n\r\n${body}`)
}

/** What to do about a port that cannot be had. */
export function describeListenError(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new Error(`port ${port} is already in use; \`haira run --port N\` or HAIRA_PORT=N picks another`, {
      cause: error,
    })
  if (code === 'ENOTSUP') return new Error('this system does not let workers share a port', { cause: error })
  if (code === 'EACCES') return new Error(`port ${port} may not be used without privileges`, { cause: error })
  return error
}

/** How a browser on this machine reaches the host. */
function urlHost(host: string | undefined): string {
  if (!host || host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
