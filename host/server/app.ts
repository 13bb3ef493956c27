// The program's HTTP interface as a Hono app: routes of its workflows, what the host says of itself, and an answer for
// everything else. It knows nothing of sockets.

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { InitTable, Manifest } from '../../compiler/manifest.ts'
import { hostErrors } from '../errors.ts'
import type { Request as ProgramRequest } from '../module/request.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Run } from '../runs/run.ts'
import type { Runs } from '../runs/runs.ts'
import type { MaybePromise, Store } from '../store/store.ts'
import { type AccessLog, logAccess } from './access-log.ts'
import { mountApi } from './api/mount.ts'
import type { ObserveServices } from './api/observe.ts'
import type { BodyLimits } from './body.ts'
import type { Cors } from './cors.ts'
import { Exchange, type ServerContext } from './exchange.ts'
import { indexPage, pageHeaders } from './index-page.ts'
import { describeApi } from './openapi.ts'
import { refuse } from './refuse.ts'
import type { ReplyChannel } from './reply-channel.ts'
import { methodsFor, type ServedRoute } from './routes.ts'
import type { UploadFolder } from './upload-folder.ts'
import { createHandler } from './workflow-handler.ts'

export interface AppOptions {
  manifest: Manifest
  table: InitTable
  routes: ServedRoute[]
  /** Starts `guest.call`; throws a HostError when no request can be taken. Events of the run go to the channel. */
  call(request: string, run: Run, channel?: ReplyChannel): ProgramRequest | Promise<ProgramRequest>
  runs: Runs
  store(): MaybePromise<Store>
  cors: Cors
  bodyLimits: BodyLimits
  uploads: UploadFolder
  /** How long a client may be away that receives events. */
  graceMs: number
  /** HAIRA_API_TOKEN: what the `/_api` family wants to see. */
  token: string | undefined
  /** HAIRA_DEV=1: the folder that developers may look into. */
  projectFolder: string | undefined
  /** HAIRA_NO_UI=1: no pages. */
  hasPages: boolean
  accessLog: AccessLog | undefined
  /** The calls in the module that an error was made in. */
  callChain(error: unknown): string[]
  /** One line for the operator. */
  report(line: string): void
  observed: ObserveServices
  metrics: Metrics
  /** Set while the server is shutting down. */
  closing(): boolean
}

export type App = Hono<{ Bindings: Partial<import('@hono/node-server').HttpBindings> }>

/** Answers one request. */
export type Serve = (exchange: Exchange, context: ServerContext) => Response | Promise<Response>

/** Adds a route of the host's own. */
export type Mount = (method: 'GET' | 'POST' | 'DELETE', path: string, serve: Serve) => void

/** Builds the app. The program's routes come first: what it serves itself is not the host's to answer. */
export function createApp(options: AppOptions): App {
  const app: App = new Hono({ strict: false })
  const own: { method: string; pattern: RegExp }[] = []
  for (const route of options.routes) {
    const serve = createHandler(route, options)
    app.on(route.method, route.path, (context) => answer(context, options, serve))
  }
  const mount: Mount = (method, path, serve) => {
    own.push({ method, pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`) })
    app.on(method, path, (context) => answer(context, options, serve))
  }
  for (const path of ['/health', '/_health']) mount('GET', path, (exchange) => exchange.reply(200, health()))
  const api = JSON.stringify(describeApi(options.manifest, options.routes))
  mount('GET', '/openapi.json', (exchange) => exchange.reply(200, api))
  if (options.hasPages) mount('GET', '/', (exchange, context) => index(exchange, context, options))
  mountApi(mount, options)
  app.notFound((context) => answer(context, options, (exchange) => unserved(context, exchange, options, own)))
  return app
}

/**
 * On a socket the reply goes past Hono, so that and its adapter are told at once that it is sent: what they hold of a request
 * is then free while the request waits for a model.
 */
function answer(context: ServerContext, options: AppOptions, serve: Serve): Response | Promise<Response> {
  const exchange = new Exchange(context)
  exchange.onAnswered(options.metrics.request(context.req.method))
  if (options.accessLog !== undefined) logAccess(exchange, context, options.accessLog)
  const over = serveSafely(exchange, context, options, serve)
  return exchange.hasSocket ? RESPONSE_ALREADY_SENT : over
}

function serveSafely(
  exchange: Exchange,
  context: ServerContext,
  options: AppOptions,
  serve: Serve,
): Response | Promise<Response> {
  try {
    if (options.closing()) {
      exchange.set('connection', 'close')
      return exchange.fail(hostErrors.not_ready.status, 'the server is shutting down')
    }
    options.cors(exchange, [])
    const served = serve(exchange, context)
    if (!(served instanceof Promise)) return served
    const { report } = options
    return served.catch((error: unknown) => refuse(exchange, error, report))
  } catch (error) {
    return refuse(exchange, error, options.report)
  }
}

function unserved(
  context: ServerContext,
  exchange: Exchange,
  options: AppOptions,
  own: readonly { method: string; pattern: RegExp }[],
): Response {
  const { method, path } = context.req
  const hosts = own.filter(({ pattern }) => pattern.test(path)).map((route) => route.method)
  const methods = [...new Set<string>([...methodsFor(options.routes, path), ...hosts])]
  if (methods.length === 0) return exchange.fail(hostErrors.unknown_route.status, `no route ${method} ${path}`)
  exchange.set('allow', [...methods, 'OPTIONS'].join(', '))
  if (method !== 'OPTIONS') return exchange.fail(hostErrors.wrong_method.status, `${path} does not take ${method}`)
  options.cors(exchange, methods)
  return exchange.reply(204, '')
}

/** Browsers get a page; whoever asks for something else is told that there is none. */
function index(exchange: Exchange, context: ServerContext, options: AppOptions): Response {
  if (!/\btext\/html\b/.test(exchange.header('accept') ?? '')) {
    return exchange.fail(hostErrors.unknown_route.status, `no route ${context.req.method} ${context.req.path}`)
  }
  exchange.takeHeaders(pageHeaders)
  const title = options.manifest.source.replace(/^.*\//, '').replace(/\.haira$/, '')
  return exchange.reply(200, indexPage(title, options.routes))
}

const started = performance.now()

function health(): string {
  return JSON.stringify({ status: 'ok', uptime_s: Math.round((performance.now() - started) / 1000) })
}
