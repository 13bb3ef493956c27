// Files in a database, contents included: so every host that shares it has them. Others are only listed.

import { count, type Database, type Row, text, type Value } from './database.ts'
import type { FileStore, StoredFile } from './store.ts'

const columns = 'id, session, name, content_type, size, created_at, on_disk'

export class SqlFiles implements FileStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  put(
    { session, name, contentType }: Pick<StoredFile, 'session' | 'name' | 'contentType'>,
    content: Uint8Array,
  ): Promise<StoredFile> {
    return this.#add({ session, name, contentType, size: content.length, isOnDisk: false }, content)
  }

  listOnDisk(file: Pick<StoredFile, 'session' | 'name' | 'contentType' | 'size'>): Promise<StoredFile> {
    return this.#add({ ...file, isOnDisk: true }, new Uint8Array())
  }

  async onDisk(): Promise<string[]> {
    return (await this.#database.rows('SELECT id FROM haira_files WHERE on_disk = 1')).map(({ id }) => text(id))
  }

  async list(session: string): Promise<StoredFile[]> {
    const rows = await this.#database.rows(`SELECT ${columns} FROM haira_files WHERE session = $1 ORDER BY seq`, [
      session,
    ])
    return rows.map(fileOf)
  }

  async get(id: string): Promise<StoredFile | undefined> {
    const [row] = await this.#database.rows(`SELECT ${columns} FROM haira_files WHERE id = $1`, [id])
    return row === undefined ? undefined : fileOf(row)
  }

  async read(id: string): Promise<Uint8Array | undefined> {
    const [row] = await this.#database.rows('SELECT content FROM haira_files WHERE id = $1', [id])
    return row?.content instanceof Uint8Array ? row.content : undefined
  }

  async remove(id: string): Promise<boolean> {
    const rows = await this.#database.rows('DELETE FROM haira_files WHERE id = $1 RETURNING id', [id])
    return rows.length > 0
  }

  async #add(added: Omit<StoredFile, 'id' | 'createdAt'>, content: Uint8Array): Promise<StoredFile> {
    const file = { id: crypto.randomUUID(), ...added, createdAt: Date.now() }
    const { id, session, name, contentType, size, createdAt, isOnDisk } = file
    const values: Value[] = [id, session, name, contentType, size, createdAt, isOnDisk ? 1 : 0, content]
    await this.#database.rows(
      `INSERT INTO haira_files (${columns}, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values,
    )
    return file
  }
}

function fileOf(row: Row): StoredFile {
  return {
    id: text(row.id),
    session: text(row.session),
    name: text(row.name),
    contentType: text(row.content_type),
    size: count(row.size),
    createdAt: count(row.created_at),
    isOnDisk: count(row.on_disk) === 1,
  }
}
