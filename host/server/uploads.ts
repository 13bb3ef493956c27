// Forms with files. Each file is streamed to a temporary folder of the request's own, under the limits, so that its size
// costs no memory; the folder goes away with the request.

import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { HostError } from '../errors.ts'
import type { Exchange } from './exchange.ts'

/** One file of a form. */
export interface Upload {
  field: string
  name: string
  contentType: string
  size: number
  /** Where it is until the request is over. */
  path: string
  content(): Promise<Uint8Array>
}

export interface Uploads {
  fields: Record<string, string[]>
  files: Upload[]
  /** Deletes the files. */
  discard(): Promise<void>
}

const mostFields = 1000
const mostFiles = 100

/**
 * Reads a `multipart/form-data` body, of at most so many bytes. Its files are in a folder of their own, made in `folder`
 * where they are to be kept.
 */
export async function readUploads(exchange: Exchange, limit: number, folder?: string): Promise<Uploads> {
  const type = exchange.header('content-type') ?? ''
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new HostError(
      'body_type',
      `unsupported body type ${type.split(';', 1)[0] || '(none)'}: send multipart/form-data`,
    )
  }
  if (Number(exchange.header('content-length') ?? 0) > limit) throw tooLarge(limit)
  const body = exchange.stream()
  if (body === null) throw new HostError('malformed_body', 'malformed form: it is empty')
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = await mkdtemp(folder === undefined ? join(tmpdir(), 'haira-upload-') : join(folder, '.upload-'))
  const discard = (): Promise<void> => rm(own, { recursive: true, force: true })
  try {
    return { ...(await parse(body, type, limit, own)), discard }
  } catch (error) {
    await discard()
    throw error
  }
}

async function parse(
  body: ReadableStream<Uint8Array>,
  type: string,
  limit: number,
  folder: string,
): Promise<Omit<Uploads, 'discard'>> {
  // Loaded late: most requests have no such body.
  const { Busboy } = await import('@fastify/busboy')
  let parser: InstanceType<typeof Busboy>
  try {
    parser = new Busboy({
      headers: { 'content-type': type },
      limits: { fields: mostFields, files: mostFiles, fieldSize: 1024 * 1024, fileSize: limit, headerPairs: 100 },
    })
  } catch (error) {
    throw new HostError('malformed_body', `malformed form: ${error instanceof Error ? error.message : error}`)
  }
  const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>
  const files: Upload[] = []
  const writing: Promise<void>[] = []
  let problem: HostError | undefined
  parser.on('field', (name, value, _nameTruncated, isTruncated) => {
    if (isTruncated) problem ??= new HostError('body_too_large', `the field ${name} of the form is too large`)
    fields[name] ??= []
    fields[name].push(value)
  })
  parser.on('file', (field, stream, name, _encoding, contentType) => {
    const path = join(folder, String(files.length))
    const upload = { field, name: basename(name || 'file'), contentType, size: 0, path, content: () => readFile(path) }
    files.push(upload)
    stream.on('data', (chunk: Buffer) => {
      upload.size += chunk.length
    })
    stream.on('limit', () => {
      problem ??= tooLarge(limit)
    })
    writing.push(pipeline(stream, createWriteStream(path)))
  })
  for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    parser.on(event, () => {
      problem ??= new HostError('body_too_large', 'the form has too many parts')
    })
  }
  let total = 0
  const limited = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      total += chunk.length
      if (total > limit) throw tooLarge(limit)
      yield chunk
    }
  }
  try {
    await pipeline(Readable.fromWeb(body as import('node:stream/web').ReadableStream), limited, parser)
    await Promise.all(writing)
  } catch (error) {
    await Promise.allSettled(writing)
    if (error instanceof HostError) throw error
    throw (
      problem ?? new HostError('malformed_body', `malformed form: ${error instanceof Error ? error.message : error}`)
    )
  }
  if (problem !== undefined) throw problem
  return { fields, files }
}

function tooLarge(limit: number): HostError {
  return new HostError('body_too_large', `the form is larger than ${limit} bytes (HAIRA_MAX_UPLOAD sets the limit)`)
}
