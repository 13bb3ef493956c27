// PostgreSQL through the package pg: a pool of connections, migrations under an advisory lock, and errors that say what an
// operator can do. Only this file and postgres-sessions.ts know it, and both are loaded when a URL asks for it.

import { createHash } from 'node:crypto'
import pg from 'pg'
import { messageOf } from '../errors.ts'
import { type Database, type Row, StoreError, type Value } from './database.ts'
import { migrations } from './schema.ts'

/** The advisory lock under which the schema is changed and surplus is deleted. Any number will do: `haira` in hexadecimal. */
const LOCK = 0x6861697261

const options = {
  application_name: 'haira',
  max: 10,
  connectionTimeoutMillis: 5000,
  idleTimeoutMillis: 30_000,
  statement_timeout: 30_000,
  query_timeout: 35_000,
  keepAlive: true,
} as const

export class PostgresDatabase implements Database {
  readonly name: string
  readonly #url: string
  readonly #pool: pg.Pool

  /** `url` has been looked at: it is one. Nothing is connected yet. */
  constructor(url: URL) {
    this.name = nameOf(url)
    this.#url = url.href
    this.#pool = new pg.Pool({ ...options, connectionString: this.#url })
    // An idle connection that breaks is replaced when one is needed; whoever needs it is told if that fails.
    this.#pool.on('error', () => {})
  }

  async rows(sql: string, values: readonly (Value | readonly (string | number)[])[] = []): Promise<Row[]> {
    return this.#guard(async () => {
      const { rows } = await this.#pool.query<Row>({ name: nameFor(sql), text: sql, values: values.map(encode) })
      return rows
    })
  }

  /** Brings the tables to the newest version. Of hosts that start at once, one does it and the others wait. */
  async migrate(): Promise<void> {
    await this.alone(async (client) => {
      await client.query('CREATE TABLE IF NOT EXISTS haira_schema (version BIGINT NOT NULL)')
      const { rows } = await client.query<{ version: string }>('SELECT version FROM haira_schema')
      const version = Number(rows[0]?.version ?? 0)
      if (version > migrations.length) throw new Error('its tables were made by a newer version of Haira')
      if (version === migrations.length) return
      for (const statement of migrations.slice(version).flat()) await client.query(translate(statement))
      await client.query('DELETE FROM haira_schema')
      await client.query('INSERT INTO haira_schema VALUES ($1)', [migrations.length])
    })
  }

  /** Runs a transaction that no other host runs meanwhile. */
  async alone(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    await this.#guard(async () => {
      const client = await this.#pool.connect()
      let broken = false
      try {
        await client.query('BEGIN')
        await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
        await work(client)
        await client.query('COMMIT')
      } catch (error) {
        broken = await client.query('ROLLBACK').then(
          () => false,
          () => true,
        )
        throw error
      } finally {
        client.release(broken)
      }
    })
  }

  /** A connection of its own, to listen on. It has not been connected. */
  listener(): pg.Client {
    return new pg.Client({ ...options, connectionString: this.#url, query_timeout: 5000 })
  }

  close(): Promise<void> {
    return this.#guard(() => this.#pool.end())
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof StoreError) throw error
      const unreachable = isUnreachable(error)
      const message = unreachable ? `cannot be reached (${explain(error)})` : explain(error)
      throw new StoreError(`${this.name}: ${message}`, { cause: error, unreachable })
    }
  }
}

/** Statements are prepared once on each connection. */
const names = new Map<string, string>()

function nameFor(sql: string): string {
  const known = names.get(sql)
  if (known !== undefined) return known
  const name = `haira-${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`
  names.set(sql, name)
  return name
}

function translate(statement: string): string {
  return statement.replace('SERIAL', 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY').replace(' BLOB ', ' BYTEA ')
}

/** PostgreSQL has no texts with the character NUL. */
function encode(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return Array.isArray(value) ? value.map(encode) : value
}

function nameOf(url: URL): string {
  const folder = url.searchParams.get('host')
  const host = folder ?? (url.hostname === '' ? 'localhost' : url.hostname)
  const port = url.port === '' || folder !== null ? '' : `:${url.port}`
  return `PostgreSQL ${decodeURIComponent(url.pathname.slice(1))} on ${host}${port}`
}

/**
 * Errors of the network have codes like ECONNREFUSED; those of class 57P, and 53300, are sent by a server that shuts
 * down, starts, or has no connection left; the package's own have no code.
 */
function isUnreachable(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== undefined)
    return /^E[A-Z]/.test(code) || code.startsWith('57P') || code.startsWith('08') || code === '53300'
  return /connection|timeout/i.test(messageOf(error))
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function explain(error: unknown): string {
  // Several addresses of one name were tried.
  if (error instanceof AggregateError && error.errors.length > 0) return explain(error.errors[0])
  const code = codeOf(error)
  if (code === '53100') return `the disk of the server is full (${messageOf(error)})`
  if (code === '25006') return `the server is read-only (${messageOf(error)})`
  return messageOf(error) || (code ?? 'unknown error')
}
