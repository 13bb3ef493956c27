// Interface `http`: requests to the hosts that the program names in its text, and to those that it was granted. Redirects are
// followed here, so that each stop is compared with the list.

import type { Readable, Transform } from 'node:stream'
import type { Agent, Dispatcher } from 'undici'
import { connectionError } from '../providers/errors.ts'
import type { Interface } from './index.ts'

/** `example.com` (on any port), `example.com:8080`, `*.example.com` (all below it). */
export type AllowedHosts = readonly string[] | 'all'

export interface HttpSettings {
  allowed: AllowedHosts
  /** Largest body of a response, after it is unpacked. */
  maxBytes: number
}

interface HttpRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
  timeout_ms: number
}

const maxRedirects = 10
/** The longest time that a timer can be set to. */
const maxTimeout = 2 ** 31 - 1
/** Headers that are for the host that was asked alone. */
const confidential = ['authorization', 'cookie', 'proxy-authorization']

export function httpImports(settings: HttpSettings): Interface {
  let agent: Promise<Agent> | undefined
  return {
    request: {
      kind: 'suspending',
      call: async (text, fiber) => {
        agent ??= createAgent()
        const request = JSON.parse(text) as HttpRequest
        const ms = Math.min(Math.max(request.timeout_ms, 1), maxTimeout)
        const signal = AbortSignal.any([fiber.signal, AbortSignal.timeout(ms)])
        try {
          return JSON.stringify(await new Exchange(await agent, settings, signal).run(request))
        } catch (error) {
          if (fiber.signal.aborted) throw fiber.signal.reason
          if (signal.aborted) throw new Error(`${request.method} ${shown(request.url)}: timed out after ${ms} ms`)
          throw new Error(
            `${request.method} ${shown(request.url)}: ${error instanceof Error ? error.message : String(error)}`,
          )
        }
      },
    },
  }
}

/** Loaded with the first request: most programs make none. */
async function createAgent(): Promise<Agent> {
  const { Agent } = await import('undici')
  // Each request has a time limit of its own.
  return new Agent({ headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 10_000, allowH2: false })
}

/** An address without what may be secret in it. */
function shown(url: string): string {
  return URL.canParse(url) ? new URL(url).origin + new URL(url).pathname : url.slice(0, 200)
}

/** One request with all its redirects. */
class Exchange {
  readonly #agent: Agent
  readonly #settings: HttpSettings
  readonly #signal: AbortSignal

  constructor(agent: Agent, settings: HttpSettings, signal: AbortSignal) {
    this.#agent = agent
    this.#settings = settings
    this.#signal = signal
  }

  async run(request: HttpRequest): Promise<object> {
    let { method, body } = request
    let url = addressOf(request.url)
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]))
    headers.set('accept-encoding', 'gzip, deflate, br')
    if (!headers.has('user-agent')) headers.set('user-agent', 'haira')
    for (let redirects = 0; ; redirects++) {
      const response = await this.#send(url, method, headers, body)
      const target = redirectOf(response, url)
      if (target === undefined) {
        return { status: response.statusCode, headers: joined(response.headers), body: await this.#read(response) }
      }
      // The connection can be used again only when the body has been read.
      await response.body.dump({ limit: 64 * 1024 })
      if (redirects === maxRedirects) throw new Error(`more than ${maxRedirects} redirects`)
      const { statusCode: status } = response
      if ((status === 303 && method !== 'HEAD') || (status < 303 && method === 'POST')) {
        method = 'GET'
        body = undefined
        for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name)
      }
      if (target.origin !== url.origin) for (const name of confidential) headers.delete(name)
      url = target
    }
  }

  async #send(
    url: URL,
    method: string,
    headers: ReadonlyMap<string, string>,
    body: string | undefined,
  ): Promise<Dispatcher.ResponseData> {
    if (!isAllowed(url, this.#settings.allowed)) {
      throw new Error(`host ${url.host} is not granted; \`--allow net:${url.host}\` grants it`)
    }
    try {
      return await this.#agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: method as Dispatcher.HttpMethod,
        headers: { ...Object.fromEntries(headers), ...basicCredentials(url) },
        body: body ?? null,
        signal: this.#signal,
      })
    } catch (error) {
      throw this.#signal.aborted ? error : connectionError(error, url.origin)
    }
  }

  async #read(response: Dispatcher.ResponseData): Promise<string> {
    const unpack = await unpacker(String(response.headers['content-encoding'] ?? ''))
    const { maxBytes } = this.#settings
    const chunks: Buffer[] = []
    let size = 0
    const source: Readable = response.body
    const stream: Readable = unpack === undefined ? source : source.pipe(unpack)
    source.on('error', (error) => unpack?.destroy(error))
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > maxBytes) throw new TooLarge(`the response is larger than ${maxBytes} bytes`)
        chunks.push(chunk)
      }
    } catch (error) {
      source.destroy()
      if (error instanceof TooLarge || this.#signal.aborted) throw error
      throw new Error('the response is damaged or incomplete')
    }
    return decode(Buffer.concat(chunks), String(response.headers['content-type'] ?? ''))
  }
}

class TooLarge extends Error {}

function addressOf(text: string): URL {
  if (!URL.canParse(text)) throw new Error('not an address')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error('only http and https')
  return url
}

function redirectOf({ statusCode, headers }: Dispatcher.ResponseData, from: URL): URL | undefined {
  const { location } = headers
  if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== 'string') return undefined
  if (!URL.canParse(location, from)) throw new Error('redirected to what is not an address')
  return addressOf(new URL(location, from).href)
}

/** Whether a program may ask a host. */
export function isAllowed({ hostname, port, protocol }: URL, allowed: AllowedHosts): boolean {
  if (allowed === 'all') return true
  const own = port === '' ? (protocol === 'https:' ? '443' : '80') : port
  return allowed.some((entry) => {
    const [, name = '', wanted] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
    if (wanted !== undefined && wanted !== own) return false
    return name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : hostname === name
  })
}

function basicCredentials({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { authorization: `Basic ${Buffer.from(text).toString('base64')}` }
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}

async function unpacker(encoding: string): Promise<Transform | undefined> {
  if (encoding === '' || encoding === 'identity') return undefined
  const { createBrotliDecompress, createGunzip, createInflate } = await import('node:zlib')
  switch (encoding.toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      throw new Error(`the response is packed as ${encoding.slice(0, 40)}, which is not known`)
  }
}

/** The text of a body, by the character set that its type names. */
function decode(bytes: Buffer, contentType: string): string {
  const [, name = 'utf-8'] = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType) ?? []
  try {
    return new TextDecoder(name).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
