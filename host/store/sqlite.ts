// SQLite through node:sqlite: one file beside the program, in WAL mode, so that readers and one writer do not wait for
// each other. A write is with the operating system when it returns: killing the process loses nothing; a power failure
// may lose the last moments, never the file.

import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { messageOf } from '../errors.ts'
import { type Database, type Row, StoreError, type Value } from './database.ts'
import { migrations } from './schema.ts'

/** Milliseconds to wait for a writer of another process. Its transactions take less than one. */
const BUSY = 5000

export class SqliteDatabase implements Database {
  readonly name: string
  readonly #database: DatabaseSync
  /** Statements by their text: preparing one costs more than running it. */
  readonly #statements = new Map<string, StatementSync>()

  /** Opens a file, or `:memory:`, and brings it to the newest version. */
  constructor(file: string) {
    this.name = file === ':memory:' ? 'SQLite in memory' : `SQLite ${file}`
    if (file !== ':memory:') keepToOwner(file)
    this.#database = this.#guard(() => new DatabaseSync(file, { timeout: BUSY }))
    try {
      this.#guard(() => {
        this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
        this.#migrate()
      })
    } catch (error) {
      this.#database.close()
      throw error
    }
  }

  async rows(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return this.all(sql, values)
  }

  /** What `rows` gives, at once. */
  all(sql: string, values: readonly Value[] = []): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values) as Row[])
  }

  /** All of the statements in `body`, or none of them. */
  transaction<T>(body: () => T): T {
    return this.#guard(() => this.#transaction(body))
  }

  async close(): Promise<void> {
    this.#statements.clear()
    this.#guard(() => this.#database.close())
  }

  #transaction<T>(body: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const result = body()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      // A full disk rolls back by itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql.replaceAll(/\$(\d+)/g, '?$1'))
    this.#statements.set(sql, statement)
    return statement
  }

  #migrate(): void {
    const versionOf = (): number => Number(this.#database.prepare('PRAGMA user_version').get()?.user_version)
    if (versionOf() === migrations.length) return
    this.#transaction(() => {
      // Read again: another host may have done it meanwhile.
      const version = versionOf()
      if (version > migrations.length) throw new Error('it was made by a newer version of Haira')
      for (const statements of migrations.slice(version)) {
        for (const statement of statements) {
          this.#database.exec(statement.replace('SERIAL', 'INTEGER PRIMARY KEY AUTOINCREMENT'))
        }
      }
      this.#database.exec(`PRAGMA user_version = ${migrations.length}`)
    })
  }

  #guard<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (error instanceof StoreError) throw error
      throw new StoreError(`${this.name}: ${explain(error)}`, { cause: error })
    }
  }
}

/** A new file is for its owner alone, and so are those that SQLite makes beside it: conversations are nobody else's. */
function keepToOwner(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600))
  } catch {
    // SQLite opens it next, and says what is wrong.
  }
}

/** What an operator can act on, by the primary code of https://sqlite.org/rescode.html. */
const explanations: Record<number, string> = {
  5: 'another process is writing to it and does not end',
  8: 'the file or its folder is read-only',
  10: 'the file could not be read or written',
  11: 'the file is damaged',
  13: 'the disk is full',
  14: 'the file cannot be opened: does its folder exist, and may this user write there?',
  26: 'the file is not a SQLite database',
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
  const explanation = explanations[code]
  return explanation === undefined ? messageOf(error) : `${explanation} (${messageOf(error)})`
}
