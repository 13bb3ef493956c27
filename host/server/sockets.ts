// `@websocket(path)`: each text frame is one call of the workflow, JSON in and JSON out. Errors are frames, too; the socket
// stays open.

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket, WebSocketServer } from 'ws'
import type { InitTable } from '../../compiler/manifest.ts'
import { HostError, messageOf } from '../errors.ts'
import type { GuestReply } from '../runs/outcome.ts'

export interface SocketOptions {
  table: InitTable
  /** Names of the workflows that are served. */
  workflows: readonly string[]
  /** Largest frame, in bytes. */
  frameBytes: number
  /** Runs a workflow with parameters by name, and those of its path. */
  invoke(workflow: string, input: unknown, path: Record<string, string>): Promise<GuestReply>
  /** Whether a page of this origin may connect. */
  admits(origin: string | undefined, host: string | undefined): boolean
  report(line: string): void
  closing(): boolean
}

interface SocketRoute {
  workflow: string
  pattern: RegExp
}

/** Frames of one socket that wait for the ones before them. */
const mostWaiting = 100

export class Sockets {
  readonly #options: SocketOptions
  readonly #routes: SocketRoute[]
  #server: WebSocketServer | undefined

  constructor(options: SocketOptions) {
    this.#options = options
    this.#routes = options.table.entries.flatMap((entry) => {
      if (entry.kind !== 'workflow' || !options.workflows.includes(entry.name)) return []
      return (entry.sockets ?? []).map((path) => ({ workflow: entry.name, pattern: patternOf(path) }))
    })
  }

  /** Takes connections of a server that ask to become sockets. */
  async attach(server: Server): Promise<void> {
    if (this.#routes.length === 0) return
    // Loaded late: most programs have no sockets.
    const { WebSocketServer } = await import('ws')
    this.#server = new WebSocketServer({ noServer: true, maxPayload: this.#options.frameBytes })
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
  }

  /** Says goodbye to all clients. */
  close(): void {
    for (const client of this.#server?.clients ?? []) client.close(1001, 'the server is shutting down')
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = (request.url ?? '').split('?', 1)[0]!
    const route = this.#routes.find(({ pattern }) => pattern.test(path))
    const { origin, host } = request.headers
    if (this.#options.closing()) return refuse(socket, '503 Service Unavailable')
    if (route === undefined) return refuse(socket, '404 Not Found')
    // A browser sends cookies to any host, and says whose page it is.
    if (!this.#options.admits(origin, host)) return refuse(socket, '403 Forbidden')
    const given = route.pattern.exec(path)?.groups ?? {}
    const parameters = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, decodeURIComponent(text)]))
    this.#server!.handleUpgrade(request, socket, head, (client) => this.#serve(client, route.workflow, parameters))
  }

  #serve(client: WebSocket, workflow: string, parameters: Record<string, string>): void {
    let last = Promise.resolve()
    let waiting = 0
    client.on('error', (error) => this.#options.report(`websocket of ${workflow}: ${messageOf(error)}`))
    client.on('message', (data, isBinary) => {
      if (++waiting > mostWaiting) return client.close(1008, 'too many frames are waiting')
      // One after the other, so that replies come in the order of the frames.
      last = last.then(async () => {
        const reply = await this.#answer(workflow, parameters, data, isBinary)
        waiting--
        if (client.readyState === client.OPEN) client.send(reply)
      })
    })
  }

  /** Never rejects: what fails is told. */
  async #answer(
    workflow: string,
    parameters: Record<string, string>,
    data: RawData,
    isBinary: boolean,
  ): Promise<string> {
    try {
      const input = isBinary ? undefined : objectOf(String(data))
      if (input === undefined) return JSON.stringify({ error: 'a frame must be text with a JSON object' })
      return (await this.#options.invoke(workflow, input, parameters)).body
    } catch (error) {
      if (error instanceof HostError && error.status !== 500) return JSON.stringify({ error: error.message })
      this.#options.report(`websocket of ${workflow}: ${messageOf(error)}`)
      return JSON.stringify({ error: 'internal error' })
    }
  }
}

function objectOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

function patternOf(path: string): RegExp {
  const parts = path.split(/\{(\w+)\}/)
  const text = parts.map((part, at) =>
    at % 2 === 1 ? `(?<${part}>[^/]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  )
  return new RegExp(`^${text.join('')}/?$`)
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
}
