// Files that clients have sent to a workflow that answers with a stream: kept under their session, `<folder>/<session>/<id>`, and
// listed in the store. They leave when the store no longer lists them, which is when they are too old or too many.

import { mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { HostError } from '../errors.ts'
import type { FileStore, MaybePromise, Store, StoredFile } from '../store/store.ts'
import type { Upload, Uploads } from './uploads.ts'

/** Files that the store does not list are left alone for so long: they may be on their way into it. */
const strayMs = 3_600_000

/** Files of one request that are kept beyond it. */
export interface KeptUploads {
  /** The workflow was not run after all: nothing is kept. */
  withdraw(): Promise<void>
}

export class UploadFolder {
  readonly path: string
  readonly #store: () => MaybePromise<Store>

  constructor(path: string, store: () => MaybePromise<Store>) {
    this.path = path
    this.#store = store
  }

  /** Moves the files of a request to where they are kept, and lists them in the store. */
  async keep({ files }: Uploads, session: string): Promise<KeptUploads> {
    checkSession(session)
    const { files: store } = await this.#store()
    const kept: StoredFile[] = []
    const withdraw = async (): Promise<void> => {
      for (const file of kept) await this.remove(file)
    }
    try {
      for (const upload of files) kept.push(await this.#keepOne(store, upload, session))
    } catch (error) {
      await withdraw()
      throw error
    }
    return { withdraw }
  }

  /** The content; undefined where this host has no such file. */
  async read(file: StoredFile): Promise<Uint8Array | undefined> {
    if (!file.isOnDisk) return (await this.#store()).files.read(file.id)
    return readFile(this.#placeOf(file)).catch(noneIfMissing)
  }

  async remove(file: StoredFile): Promise<void> {
    await (await this.#store()).files.remove(file.id)
    if (file.isOnDisk) await rm(this.#placeOf(file), { force: true })
  }

  /** Deletes what the store does not list any more, and what a killed host has left. */
  async sweep(): Promise<void> {
    const entries = await readdir(this.path, { withFileTypes: true }).catch(noneIfMissing)
    if (entries === undefined) return
    const listed = new Set(await (await this.#store()).files.onDisk())
    for (const { name, parentPath } of entries.filter((entry) => entry.isDirectory())) {
      await sweepFolder(join(parentPath, name), listed)
    }
  }

  async #keepOne(store: FileStore, upload: Upload, session: string): Promise<StoredFile> {
    const { name, contentType, size } = upload
    const file = await store.listOnDisk({ session, name, contentType, size })
    await mkdir(join(this.path, session), { recursive: true, mode: 0o700 })
    await rename(upload.path, this.#placeOf(file))
    upload.path = this.#placeOf(file)
    return file
  }

  #placeOf({ session, id }: StoredFile): string {
    return join(this.path, session, id)
  }
}

/** The name of a file that is kept, or of one that has not been moved yet. */
const ours = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,3})$/

/** The folder may hold what is not ours: that stays. */
async function sweepFolder(folder: string, listed: ReadonlySet<string>): Promise<void> {
  if (!/^(\.upload-.+|[A-Za-z0-9-]+)$/.test(basename(folder))) return
  for (const id of await readdir(folder)) {
    const file = join(folder, id)
    if (ours.test(id) && !listed.has(id) && (await isOld(file))) await rm(file, { force: true })
  }
  // One that has files stays.
  if (await isOld(folder)) await rmdir(folder).catch(() => {})
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(noneIfMissing)
  return found !== undefined && Date.now() - found.mtimeMs > strayMs
}

/** A session whose files can be kept has an id that can name a folder. */
function checkSession(session: string): void {
  if (/^[A-Za-z0-9-]{1,200}$/.test(session)) return
  throw new HostError('bad_request', "session_id: expected letters, digits and '-', since files are kept under it")
}

function noneIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
