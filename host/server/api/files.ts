// /_api/files/stored: files that belong to sessions.

import { HostError } from '../../errors.ts'
import type { MaybePromise, Store, StoredFile } from '../../store/store.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import type { UploadFolder } from '../upload-folder.ts'
import { readUploads } from '../uploads.ts'
import { required } from './query.ts'

type Stores = () => MaybePromise<Store>

/** GET /_api/files/stored?session_id= */
export async function listFiles(store: Stores, exchange: Exchange, context: ServerContext): Promise<Response> {
  const session = required(context.req.query('session_id'), 'session_id')
  const files = await (await store()).files.list(session)
  return exchange.reply(200, JSON.stringify(files.map(describe)))
}

/** POST /_api/files/stored?session_id= with a form that has files. */
export async function storeFiles(
  store: Stores,
  uploadBytes: number,
  exchange: Exchange,
  context: ServerContext,
): Promise<Response> {
  const uploads = await readUploads(exchange, uploadBytes)
  try {
    const session = required(context.req.query('session_id') ?? uploads.fields.session_id?.[0], 'session_id')
    const { files } = await store()
    const kept: StoredFile[] = []
    for (const { name, contentType, content } of uploads.files) {
      kept.push(await files.put({ session, name, contentType }, await content()))
    }
    if (kept.length === 0) throw new HostError('bad_request', 'the form has no file')
    return exchange.reply(201, JSON.stringify(kept.map(describe)))
  } finally {
    await uploads.discard()
  }
}

/** GET /_api/files/stored/{id} */
export async function showFile(
  store: Stores,
  folder: UploadFolder,
  exchange: Exchange,
  context: ServerContext,
): Promise<Response> {
  const id = context.req.param('id')!
  const file = await (await store()).files.get(id)
  const content = file && (await folder.read(file))
  if (file === undefined || content === undefined) throw unknownFile(id)
  exchange.set('content-type', safeType(file.contentType))
  // Whatever the file is, a browser keeps it and does not run it.
  exchange.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
  return exchange.bytes(200, content)
}

/** DELETE /_api/files/stored/{id} */
export async function deleteFile(
  store: Stores,
  folder: UploadFolder,
  exchange: Exchange,
  context: ServerContext,
): Promise<Response> {
  const id = context.req.param('id')!
  const file = await (await store()).files.get(id)
  if (file === undefined) throw unknownFile(id)
  await folder.remove(file)
  return exchange.reply(200, '{"status":"deleted"}')
}

function unknownFile(id: string): HostError {
  return new HostError('unknown_route', `no file ${id}`)
}

/** A type from a client, as far as it can be a header. */
function safeType(type: string): string {
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream'
}

function describe({ id, session, name, contentType, size, createdAt }: StoredFile): Record<string, unknown> {
  return {
    id,
    session_id: session,
    name,
    content_type: contentType,
    size,
    created_at: new Date(createdAt).toISOString(),
  }
}
