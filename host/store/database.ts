// What the stores ask of a database, so that all but the sessions is written once for SQLite and PostgreSQL. Statements
// are in the common part of both: parameters are $1, $2, …, times are numbers, JSON is text.

export type Value = string | number | Uint8Array | null
export type Row = Record<string, Value>

export interface Database {
  /** `SQLite app.db`, `PostgreSQL haira on db:5432`: what messages call it, without user and password. */
  readonly name: string
  /** Runs one statement, whose effect is durable when this resolves. Rejects with a StoreError. */
  rows(sql: string, values?: readonly Value[]): Promise<Row[]>
  close(): Promise<void>
}

/** The store could not do what was asked. The message names the database and never holds a user or a password. */
export class StoreError extends Error {
  /** The status that a client sees where the program passes the error on. */
  readonly code = 503
  /** Whether it may help to try again, since the database could not be reached. */
  readonly unreachable: boolean

  constructor(message: string, options: ErrorOptions & { unreachable?: boolean } = {}) {
    super(message, options)
    this.name = 'StoreError'
    this.unreachable = options.unreachable ?? false
  }
}

export const text = (value: Value | undefined): string => String(value ?? '')
export const count = (value: Value | undefined): number => Number(value ?? 0)
export const textOrNone = (value: Value | undefined): string | undefined => (value == null ? undefined : String(value))
export const countOrNone = (value: Value | undefined): number | undefined => (value == null ? undefined : Number(value))
