// Reads a request's body: its size is limited, its type must be JSON, and it must be well formed. What it means is for
// the module to say.

import { HostError, messageOf } from '../errors.ts'

/** What is needed of a request, so that a socket's request need not become a full `Request`. */
export interface BodySource {
  header(name: string): string | undefined
  /** Whether a body was sent, where the headers do not tell. */
  hasBody(): boolean
  text(): Promise<string>
  stream(): ReadableStream<Uint8Array> | null
}

/** The JSON text of the body, or undefined where there is none. */
export async function readBody(source: BodySource, limit: number): Promise<string | undefined> {
  const length = source.header('content-length')
  if (length === undefined ? !source.hasBody() : Number(length) === 0) return undefined
  const form = checkType(source.header('content-type'))
  const text = length === undefined ? await readLimited(source, limit) : await readKnown(source, Number(length), limit)
  if (text === '') return undefined
  checkJson(text, form)
  return text
}

/** Whether the type is that of a form, which curl gives to everything sent with -d. */
function checkType(header: string | undefined): boolean {
  const type = (header ?? '').replace(/;.*/s, '').trim().toLowerCase()
  if (type === '' || type === 'application/json' || /^application\/[^/]+\+json$/.test(type)) return false
  if (type === 'application/x-www-form-urlencoded') return true
  throw new HostError('body_type', `unsupported body type ${type}: send application/json`)
}

function checkJson(text: string, form: boolean): void {
  if (form && !/^\s*[[{]/.test(text)) {
    throw new HostError('body_type', 'unsupported body type application/x-www-form-urlencoded: send application/json')
  }
  try {
    JSON.parse(text)
  } catch (error) {
    throw new HostError('malformed_body', `malformed JSON: ${messageOf(error)}`)
  }
}

async function readKnown(source: BodySource, length: number, limit: number): Promise<string> {
  if (length > limit) throw tooLarge(limit)
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
