// The program's HTTP interface as a Hono app: routes of its workflows, health, and an answer for everything else. It
// knows nothing of sockets; one request becomes one `guest.call`.

import { Hono } from 'hono'
import { CancelledError, HostError, hostErrors, MemoryError, messageOf } from '../errors.ts'
import { LimitError } from '../limits.ts'
import type { Request as ProgramRequest } from '../module/request.ts'
import { readBody } from './body.ts'
import type { Cors } from './cors.ts'
import { Exchange, type ServerContext } from './exchange.ts'
import { type InternalServices, serveObserved } from './internal.ts'
import { failureOf, ReplyChannel } from './reply-channel.ts'
import { methodsFor, type ServedRoute } from './routes.ts'

export interface AppOptions {
  routes: ServedRoute[]
  /** Starts `guest.call`; throws a HostError when no request can be taken. Events of the run go to the channel. */
  call(request: string, channel?: ReplyChannel): ProgramRequest | Promise<ProgramRequest>
  cors: Cors
  bodyLimit: number
  /** How long a client may be away that receives events. */
  graceMs: number
  /** The calls in the module that an error was made in. */
  callChain(error: unknown): string[]
  /** One line for the operator. */
  report(line: string): void
  internal: InternalServices
  /** Set while the server is shutting down. */
  closing(): boolean
}

interface GuestReply {
  status: number
  body: string
  panic?: string
  error?: { message: string }
}

export type App = Hono<{ Bindings: Partial<import('@hono/node-server').HttpBindings> }>

const started = performance.now()

/** Builds the app. */
export function createApp(options: AppOptions): App {
  const app: App = new Hono({ strict: false })
  for (const route of options.routes) {
    const serve = createHandler(route, options)
    app.on(route.method, route.path, (context) => answer(context, options, serve))
  }
  for (const path of ['/health', '/_health']) {
    app.get(path, (context) => answer(context, options, async (exchange) => exchange.reply(200, health())))
  }
  app.get('/_observe/api/:what', (context) =>
    answer(context, options, async (exchange) => {
      const reply = await serveObserved(exchange, context.req.param('what'), options.internal)
      return reply ?? unserved(context, exchange, options)
    }),
  )
  app.notFound((context) => answer(context, options, async (exchange) => unserved(context, exchange, options)))
  return app
}

type Serve = (exchange: Exchange, context: ServerContext) => Promise<Response>

async function answer(context: ServerContext, options: AppOptions, serve: Serve): Promise<Response> {
  const exchange = new Exchange(context)
  try {
    if (options.closing()) {
      exchange.set('connection', 'close')
      return exchange.fail(hostErrors.not_ready.status, 'the server is shutting down')
    }
    options.cors(exchange, [])
    return await serve(exchange, context)
  } catch (error) {
    return refuse(exchange, error, options)
  }
}

/** Errors of the client are told as they are; those of ours only by the id under which they were reported. */
function refuse(exchange: Exchange, error: unknown, options: AppOptions): Response {
  if (error instanceof CancelledError) {
    return exchange.fail(hostErrors.not_ready.status, 'the request was cancelled: the server is shutting down')
  }
  if (error instanceof LimitError || error instanceof MemoryError) {
    options.report(`[${exchange.id}] ${error.message} (${error.advice})`)
    return exchange.refuse(error)
  }
  if (error instanceof HostError && error.status !== 500) {
    // The rest of a body that was refused is not worth reading.
    if (error.code === 'body_too_large') exchange.set('connection', 'close')
    return exchange.fail(error.status, error.message)
  }
  options.report(`[${exchange.id}] ${messageOf(error)}`)
  return exchange.reply(500, JSON.stringify({ error: 'internal error', request_id: exchange.id }))
}

function createHandler(route: ServedRoute, options: AppOptions): Serve {
  const { workflow, readsBody, path } = route
  const head = `{"workflow":${JSON.stringify(workflow.name)},"path":`
  const hasParameters = path.includes(':')
  return async (exchange, context) => {
    const body = readsBody ? await readBody(exchange, options.bodyLimit) : undefined
    const parameters = hasParameters ? JSON.stringify(context.req.param()) : '{}'
    const given = body === undefined ? '' : `,"body":${JSON.stringify(body)}`
    const request = `${head}${parameters},"query":${query(exchange.request.url)}${given}`
    if (workflow.streams && exchange.wantsEvents) {
      return sendEvents(exchange, `${request},"events":true}`, workflow.name, options)
    }
    const running = await options.call(`${request}}`)
    const stop = exchange.onDisconnect(() => running.cancel())
    try {
      return send(exchange, running, JSON.parse(await running.reply) as GuestReply, workflow.name, options)
    } finally {
      stop()
    }
  }
}

/** A response in events, unless the run ends before its first one: then it is answered like any other. */
async function sendEvents(
  exchange: Exchange,
  request: string,
  workflow: string,
  options: AppOptions,
): Promise<Response> {
  const channel = new ReplyChannel(crypto.randomUUID(), exchange, options.graceMs)
  const stop = exchange.onDisconnect(() => channel.gone())
  const running = await options.call(request, channel)
  channel.attach(() => running.cancel())
  const over = running.reply
    .then((text): Response | undefined => {
      const reply = JSON.parse(text) as GuestReply
      if (!channel.hasBegun) return send(exchange, running, reply, workflow, options)
      reportPanic(exchange, running, reply, workflow, options)
      channel.end(failureOf(running.cancelled, reply))
      return undefined
    })
    .catch((error: unknown) => {
      if (!channel.hasBegun) throw error
      options.report(`[${exchange.id}] ${messageOf(error)}`)
      channel.end('internal error')
      return undefined
    })
    .finally(stop)
  // On a socket the request is over when its run is; elsewhere the caller needs the Response to read the events.
  if (exchange.hasSocket) return (await over) ?? (await channel.begun)
  return Promise.race([channel.begun, over.then((response) => response ?? channel.begun)])
}

function reportPanic(
  exchange: Exchange,
  running: ProgramRequest,
  reply: GuestReply,
  workflow: string,
  options: AppOptions,
): void {
  const panic = reply.panic ?? reply.error?.message
  if (panic === undefined) return
  const where = [panic, ...options.callChain(running.fiber.raisedAt)].join(', ')
  options.report(`[${exchange.id}] panic in workflow ${workflow}: ${where}`)
}

function send(
  exchange: Exchange,
  running: ProgramRequest,
  reply: GuestReply,
  workflow: string,
  options: AppOptions,
): Response {
  reportPanic(exchange, running, reply, workflow, options)
  if (options.closing()) exchange.set('connection', 'close')
  if (running.cancelled !== undefined) return refuse(exchange, running.cancelled, options)
  if (reply.error !== undefined) return exchange.fail(500, reply.error.message)
  return exchange.reply(reply.status, reply.body)
}

/** `a=1&a=2` to `{"a":["1","2"]}`. */
function query(url: string): string {
  const start = url.indexOf('?')
  if (start === -1) return '{}'
  const values = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(url.slice(start + 1).split('#', 1)[0])) {
    const known = values.get(name)
    if (known === undefined) values.set(name, [value])
    else known.push(value)
  }
  const fields = [...values].map(([name, list]) => `${JSON.stringify(name)}:${JSON.stringify(list)}`)
  return `{${fields.join(',')}}`
}

function unserved(context: ServerContext, exchange: Exchange, options: AppOptions): Response {
  const { method, path } = context.req
  const methods: string[] = methodsFor(options.routes, path)
  if (methods.length === 0 && /^\/_?health\/?$/.test(path)) methods.push('GET')
  if (methods.length === 0) return exchange.fail(hostErrors.unknown_route.status, `no route ${method} ${path}`)
  exchange.set('allow', [...methods, 'OPTIONS'].join(', '))
  if (method !== 'OPTIONS') return exchange.fail(hostErrors.wrong_method.status, `${path} does not take ${method}`)
  options.cors(exchange, methods)
  return exchange.reply(204, '')
}

function health(): string {
  return JSON.stringify({ status: 'ok', uptime_s: Math.round((performance.now() - started) / 1000) })
}
