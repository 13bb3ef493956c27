// Reads a request's body: its size is limited, and it must be well-formed JSON or a form. What it means is for the module
// to say.

import { HostError, messageOf } from '../errors.ts'
import type { Exchange } from './exchange.ts'
import type { Uploads } from './uploads.ts'

/** What is needed of a request, so that a socket's request need not become a full `Request`. */
export interface BodySource {
  header(name: string): string | undefined
  /** Whether a body was sent, where the headers do not tell. */
  hasBody(): boolean
  text(): Promise<string>
  stream(): ReadableStream<Uint8Array> | null
}

/** The largest bodies, in bytes. */
export interface BodyLimits {
  body: number
  /** Of forms with files. */
  upload: number
}

export type Body =
  | { kind: 'none' }
  /** The text as it was received, and what it says. */
  | { kind: 'json'; text: string; value: unknown }
  | { kind: 'form'; fields: Record<string, string[]> }
  | { kind: 'uploads'; uploads: Uploads }

const none: Body = { kind: 'none' }

/** The body of a request for a workflow. Files that are to be kept come to the folder. */
export async function readAnyBody(exchange: Exchange, limits: BodyLimits, folder?: string): Promise<Body> {
  if (!isThere(exchange)) return none
  const type = typeOf(exchange)
  if (type === 'multipart/form-data') {
    // Loaded late: most requests have no such body.
    const { readUploads } = await import('./uploads.ts')
    return { kind: 'uploads', uploads: await readUploads(exchange, limits.upload, folder) }
  }
  const isForm = type === 'application/x-www-form-urlencoded'
  if (!isForm) checkJsonType(type)
  const text = await readText(exchange, limits.body)
  if (text === '') return none
  // curl calls everything a form that is sent with -d.
  if (isForm && !/^\s*[[{]/.test(text)) return { kind: 'form', fields: formFields(text) }
  return { kind: 'json', text, value: parsed(text) }
}

/** The JSON text of the body, or undefined where there is none. */
export async function readBody(source: BodySource, limit: number): Promise<string | undefined> {
  if (!isThere(source)) return undefined
  const type = typeOf(source)
  if (type !== 'application/x-www-form-urlencoded') checkJsonType(type)
  const text = await readText(source, limit)
  if (text === '') return undefined
  parsed(text)
  return text
}

function isThere(source: BodySource): boolean {
  const length = source.header('content-length')
  return length === undefined ? source.hasBody() : Number(length) !== 0
}

function typeOf(source: BodySource): string {
  return (source.header('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase()
}

function checkJsonType(type: string): void {
  if (type === '' || type === 'application/json' || /^application\/[^/]+\+json$/.test(type)) return
  throw new HostError('body_type', `unsupported body type ${type}: send application/json`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HostError('malformed_body', `malformed JSON: ${messageOf(error)}`)
  }
}

/** `a=1&a=2` to `{"a": ["1", "2"]}`. */
export function formFields(text: string): Record<string, string[]> {
  const fields = Object.create(null) as Record<string, string[]>
  for (const [name, value] of new URLSearchParams(text)) {
    fields[name] ??= []
    fields[name].push(value)
  }
  return fields
}

async function readText(source: BodySource, limit: number): Promise<string> {
  const length = source.header('content-length')
  if (length === undefined) return readLimited(source, limit)
  if (Number(length) > limit) throw tooLarge(limit)
  return source.text()
}

async function readLimited(source: BodySource, limit: number): Promise<string> {
  const stream = source.stream()
  if (stream === null) return ''
  const decoder = new TextDecoder()
  let size = 0
  let text = ''
  for await (const chunk of stream) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function tooLarge(limit: number): HostError {
  return new HostError('body_too_large', `the request body is larger than ${limit} bytes`)
}
