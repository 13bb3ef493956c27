// A request for a workflow: its parameters in, one `guest.call` as a run of its own, its result or its events out.

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { messageOf } from '../errors.ts'
import type { Request as ProgramRequest } from '../module/request.ts'
import { endRun, failureOf, type GuestReply, readReply } from '../runs/outcome.ts'
import type { Run } from '../runs/run.ts'
import type { AppOptions, Serve } from './app.ts'
import { type Body, formFields, readAnyBody } from './body.ts'
import type { Exchange } from './exchange.ts'
import { refuse } from './refuse.ts'
import { ReplyChannel } from './reply-channel.ts'
import type { ServedRoute } from './routes.ts'
import { senderOf } from './sender.ts'
import type { KeptUploads } from './upload-folder.ts'
import type { Uploads } from './uploads.ts'

const noBody: Body = { kind: 'none' }
const noFields: Record<string, never> = {}

/** What the address of a request says. */
interface Asked {
  parameters: Record<string, string>
  query: Record<string, string[]>
}

/** Serves a route. */
export function createHandler(route: ServedRoute, options: AppOptions): Serve {
  const { workflow, readsBody, path } = route
  const head = `{"workflow":${JSON.stringify(workflow.name)},"path":`
  const hasParameters = path.includes(':')
  const isStream = workflow.streams === true
  // What is said in a conversation may refer to its files later.
  const folder = isStream ? options.uploads : undefined

  function begin(owner: string): Run {
    const run = options.runs.begin(workflow.name)
    run.owner = owner
    return run
  }

  function answer(exchange: Exchange, { parameters, query }: Asked, body: Body, run: Run): Promise<Response> {
    const request = `${head}${JSON.stringify(parameters)},"query":${JSON.stringify(query)}${given(body)}`
    return exchange.wantsEvents
      ? sendEvents(exchange, `${request},"events":true}`, run, isStream, options)
      : sendReply(exchange, `${request}}`, run, options)
  }

  function answerPlain(exchange: Exchange, asked: Asked, body: Body): Promise<Response> {
    const { owner } = senderOf(asked.parameters, body, asked.query)
    return answer(exchange, asked, body, begin(owner))
  }

  async function answerUploads(exchange: Exchange, asked: Asked, body: Body, uploads: Uploads): Promise<Response> {
    let kept: KeptUploads | undefined
    let run: Run | undefined
    try {
      const { session, owner } = senderOf(asked.parameters, body, asked.query)
      if (folder !== undefined && session !== '') kept = await folder.keep(uploads, session)
      run = begin(owner)
      run.uploads = new Set(uploads.files.map((file) => file.path))
      return await answer(exchange, asked, body, run)
    } finally {
      if (run?.isRefused) await kept?.withdraw()
      await uploads.discard()
    }
  }

  async function readAndAnswer(exchange: Exchange, asked: Asked): Promise<Response> {
    const body = await readAnyBody(exchange, options.bodyLimits, folder?.path)
    if (body.kind === 'uploads') return answerUploads(exchange, asked, body, body.uploads)
    const over = answerPlain(exchange, asked, body)
    if (!exchange.hasSocket) return over
    // Nobody waits for a Response, and a request that waits for a model need not hold who might.
    over.catch((error: unknown) => refuse(exchange, error, options.report))
    return RESPONSE_ALREADY_SENT
  }

  return (exchange, context) => {
    const parameters = hasParameters ? context.req.param() : noFields
    const asked = { parameters, query: queryOf(exchange.request.url) }
    return readsBody ? readAndAnswer(exchange, asked) : answerPlain(exchange, asked, noBody)
  }
}

/** What of `guest.call`'s request comes of the body. */
function given(body: Body): string {
  switch (body.kind) {
    case 'none':
      return ''
    case 'json':
      return `,"body":${JSON.stringify(body.text)}`
    case 'form':
      return `,"form":${JSON.stringify(body.fields)}`
    case 'uploads':
      return `,"form":${JSON.stringify(body.uploads.fields)},"files":${JSON.stringify(filesByField(body.uploads))}`
    default:
      return body satisfies never
  }
}

function filesByField({ files }: Uploads): Record<string, unknown[]> {
  const fields = Object.create(null) as Record<string, unknown[]>
  for (const { field, name, size, contentType, path } of files) {
    fields[field] ??= []
    fields[field].push({ name, size, content_type: contentType, path })
  }
  return fields
}

async function sendReply(exchange: Exchange, request: string, run: Run, options: AppOptions): Promise<Response> {
  try {
    const running = await options.call(request, run)
    run.onCancel((reason) => running.cancel(reason))
    const gone = (): void => running.cancel()
    exchange.onDisconnect(gone)
    try {
      const reply = readReply(await running.reply)
      endRun(options.runs, run, running.cancelled, reply)
      return send(exchange, running, reply, run, options)
    } finally {
      exchange.offDisconnect(gone)
    }
  } catch (error) {
    run.end('failed', { error: messageOf(error) })
    throw error
  }
}

/** A response in events, unless the run ends before its first one: then it is answered like any other. */
async function sendEvents(
  exchange: Exchange,
  request: string,
  run: Run,
  isStream: boolean,
  options: AppOptions,
): Promise<Response> {
  const channel = new ReplyChannel(run, exchange, options.graceMs)
  const gone = (): void => channel.gone()
  exchange.onDisconnect(gone)
  const over = finishEvents(exchange, request, run, channel, isStream, options).finally(() =>
    exchange.offDisconnect(gone),
  )
  // On a socket the request is over when its run is; elsewhere the caller needs the Response to read the events.
  if (exchange.hasSocket) return (await over) ?? (await channel.begun)
  return Promise.race([channel.begun, over.then((response) => response ?? channel.begun)])
}

async function finishEvents(
  exchange: Exchange,
  request: string,
  run: Run,
  channel: ReplyChannel,
  isStream: boolean,
  options: AppOptions,
): Promise<Response | undefined> {
  try {
    const running = await options.call(request, run, channel)
    run.onCancel((reason) => running.cancel(reason))
    channel.attach(() => running.cancel())
    const reply = readReply(await running.reply)
    endRun(options.runs, run, running.cancelled, reply)
    const failure = failureOf(running.cancelled, reply)
    // What was refused before anything happened is answered as if no events had been asked for; and so is a stream's failure.
    if (!channel.hasBegun && failure !== undefined) return send(exchange, running, reply, run, options)
    reportPanic(exchange, running, reply, run, options)
    if (!isStream && failure === undefined) channel.emit('result', reply.body)
    else if (!channel.hasBegun) channel.emit('', '')
    channel.end(failure)
    return undefined
  } catch (error) {
    run.end('failed', { error: messageOf(error) })
    if (!channel.hasBegun) throw error
    options.report(`[${exchange.id}] ${messageOf(error)}`)
    channel.end('internal error')
    return undefined
  }
}

function reportPanic(
  exchange: Exchange,
  running: ProgramRequest,
  reply: GuestReply,
  run: Run,
  options: AppOptions,
): void {
  const panic = reply.panic ?? reply.error?.message
  if (panic === undefined) return
  const where = [panic, ...options.callChain(running.fiber.raisedAt)].join(', ')
  options.report(`[${exchange.id}] panic in workflow ${run.workflow}: ${where}`)
}

function send(exchange: Exchange, running: ProgramRequest, reply: GuestReply, run: Run, options: AppOptions): Response {
  reportPanic(exchange, running, reply, run, options)
  if (options.closing()) exchange.set('connection', 'close')
  if (running.cancelled !== undefined) return refuse(exchange, running.cancelled, options.report)
  if (reply.error !== undefined) return exchange.fail(500, reply.error.message)
  if (reply.headers !== undefined) exchange.takeHeaders(reply.headers)
  return exchange.reply(reply.status, reply.body)
}

/** `?a=1&a=2` to `{"a":["1","2"]}`. */
function queryOf(url: string): Record<string, string[]> {
  const start = url.indexOf('?')
  return start === -1 ? noFields : formFields(url.slice(start + 1).split('#', 1)[0]!)
}
