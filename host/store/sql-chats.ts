// Chats in a database: the sessions that have labels and messages.

import { count, type Database, type Row, text } from './database.ts'
import type { Clock } from './host-leases.ts'
import { entryOf } from './session-statements.ts'
import type { Chat, ChatLabels, ChatStore, LogEntry } from './store.ts'

const columns = `id, workflow_name, workflow_path, title, owner, created_at, updated_at,
  (SELECT COUNT(*) FROM haira_messages WHERE session = haira_sessions.id) AS messages`

export class SqlChats implements ChatStore {
  readonly #database: Database
  readonly #now: string
  readonly #load: string
  readonly #life: number

  constructor(database: Database, clock: Clock, load: string, sessionSeconds: number) {
    this.#database = database
    this.#now = clock.now
    this.#load = load
    this.#life = sessionSeconds * 1000
  }

  async describe(session: string, { workflowName, workflowPath, title, owner }: ChatLabels): Promise<void> {
    await this.#database.rows(
      `INSERT INTO haira_sessions AS s (id, version, next_entry, created_at, updated_at, workflow_name, workflow_path, title, owner)
       VALUES ($1, '', 1, ${this.#now}, ${this.#now}, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET workflow_name = excluded.workflow_name, workflow_path = excluded.workflow_path,
         title = COALESCE(s.title, excluded.title), owner = COALESCE(s.owner, excluded.owner)`,
      [session, workflowName, workflowPath, title, owner],
    )
  }

  async list({
    workflow,
    owner,
    limit = 100,
  }: {
    workflow?: string
    owner?: string
    limit?: number
  } = {}): Promise<Chat[]> {
    const rows = await this.#database.rows(
      `SELECT ${columns} FROM haira_sessions
       WHERE workflow_name IS NOT NULL AND version <> '' AND updated_at > ${this.#now} - $2
         AND workflow_name = COALESCE($3, workflow_name) AND owner = COALESCE($4, owner)
       ORDER BY updated_at DESC, id LIMIT $1`,
      [limit, this.#life, workflow ?? null, owner ?? null],
    )
    return rows.map(chatOf)
  }

  async get(session: string): Promise<(Chat & { messages: LogEntry[] }) | undefined> {
    const [row] = await this.#database.rows(
      `SELECT ${columns} FROM haira_sessions WHERE id = $1 AND version <> '' AND updated_at > ${this.#now} - $2`,
      [session, this.#life],
    )
    if (row === undefined) return undefined
    const messages = await this.#database.rows(this.#load, [session])
    return { ...chatOf(row), messages: messages.map(entryOf) }
  }
}

function chatOf(row: Row): Chat {
  return {
    id: text(row.id),
    workflowName: text(row.workflow_name),
    workflowPath: text(row.workflow_path),
    title: text(row.title),
    owner: text(row.owner),
    createdAt: count(row.created_at),
    updatedAt: count(row.updated_at),
    messageCount: count(row.messages),
  }
}
