// What a program keeps, behind one interface with several implementations: sessions with their logs, chats (sessions as
// a user interface lists them), runs with their events, files, and what was observed; and what hosts agree on through it.

import type { Signals } from './signals.ts'

/** What an agent or a user said in a session. Never changed, so that views need no copies. */
export interface LogEntry {
  /** From 1, ascending within the session. */
  readonly id: number
  readonly role: string
  readonly content: string
  /** Who wrote it; for a user message, who was addressed. */
  readonly agent: string
  /** All agents that have it in memory. */
  readonly seen: readonly string[]
  /** When it was stored: milliseconds since 1970. */
  readonly time: number
}

export type NewEntry = Omit<LogEntry, 'id' | 'time'>

/** For each agent, how many of the newest entries that it has seen are wanted. */
export type Views = Record<string, number>

/** A turn that has begun. */
export interface Turn {
  lease: number
  /** The union of the views, by id. */
  entries: readonly LogEntry[]
}

/** What a turn adds when it succeeds. */
export interface TurnResult {
  append?: NewEntry[]
  /** Existing entries that more agents have in memory from now on. */
  seen?: Record<string, number[]>
  /** For an agent, the id up to which it forgets what was there before. What nobody remembers is deleted. */
  forget?: Record<string, number>
}

export type MaybePromise<T> = T | Promise<T>

export interface SessionStore {
  /**
   * Begins a turn: at once when the session is free, else when the turns asked for earlier are over, here or on another
   * host.
   *
   * Turns of the same `owner` may be nested, and in them those of an owner that is `isWithin` it: a task works for the fiber
   * that started it. An empty session id is a session of its own that nobody finds again.
   * Rejects with the signal's reason when the signal is aborted while waiting.
   */
  open(session: string, views: Views, owner: object, signal: () => AbortSignal): MaybePromise<Turn>
  /**
   * Ends a turn and stores what it adds, which is durable when this is done. Without a result nothing is stored.
   *
   * Throws if the lease is not held, and when the result could not be stored; the turn has ended all the same.
   */
  close(lease: number, result?: TurnResult): MaybePromise<void>
  /** Deletes a session when its turns are over. */
  remove(session: string, signal: () => AbortSignal): MaybePromise<void>
}

/** Session ids are at most this long, in UTF-16 units. */
export const MAX_SESSION_ID = 200

/** What a user interface knows of a session beside its messages. */
export interface ChatLabels {
  workflowName: string
  workflowPath: string
  title: string
  owner: string
}

export interface Chat extends ChatLabels {
  id: string
  createdAt: number
  updatedAt: number
  messageCount: number
}

/** Sessions that have been given labels. */
export interface ChatStore {
  /** Labels a session; the title and owner that it has already stay. It is listed once it has messages. */
  describe(session: string, labels: ChatLabels): Promise<void>
  /** The most recently used first. */
  list(filter?: { workflow?: string; owner?: string; limit?: number }): Promise<Chat[]>
  get(session: string): Promise<(Chat & { messages: LogEntry[] }) | undefined>
}

export type RunStatus = 'running' | 'awaiting_confirm' | 'completed' | 'failed' | 'cancelled'

/** One run of a workflow. Times are milliseconds since 1970. */
export interface Run {
  id: string
  workflow: string
  status: RunStatus
  /** The run whose code has called the workflow. */
  parent: string | undefined
  session: string | undefined
  startedAt: number
  endedAt: number | undefined
  /** JSON texts, as whoever records the run has made them. */
  steps: string | undefined
  result: string | undefined
  error: string | undefined
}

/** A run as it is when it is recorded: running, unless it says something else. */
export type RunRecord = Pick<Run, 'id' | 'workflow' | 'startedAt'> & Partial<Omit<Run, 'id' | 'workflow' | 'startedAt'>>

/** What happened in a run, numbered from 1 by whoever records it: the id of a server-sent event. */
export interface RunEvent {
  id: number
  event: string
  data: string
}

export interface RunStore {
  /**
   * Records runs as they are now, new ones as those of this host. If the host dies, those that are not over become failed:
   * `interrupted: server restarted`.
   */
  record(runs: readonly RunRecord[]): Promise<void>
  /** Adds events; one whose number is there already is left out, so that this can be repeated. */
  append(events: readonly (RunEvent & { run: string })[]): Promise<void>
  get(id: string): Promise<Run | undefined>
  /** The newest first. */
  list(filter?: { workflow?: string; limit?: number }): Promise<Run[]>
  /** Events with a number above `after`, in order. */
  events(id: string, after?: number): Promise<RunEvent[]>
}

/** What one host may want of a run that another one has: `watch` says that a client follows it there. */
export type RunOrderKind = 'confirm' | 'deny' | 'cancel' | 'watch'

/** What has come of it: the run may be in no state for it, or its host may not answer. */
export type OrderAnswer = 'done' | 'refused' | 'unanswered'

export interface RunOrder {
  id: string
  run: string
  what: RunOrderKind
}

/** What hosts that share a store want of each other's runs. */
export interface RunOrders {
  /** Gives an order to the host that has the run, and waits for the answer. */
  give(run: string, what: RunOrderKind): Promise<OrderAnswer>
  /** What other hosts want of this one's runs. */
  open(): Promise<RunOrder[]>
  answer(id: string, answer: OrderAnswer): Promise<void>
  /** Waits until there may be a new order. Rejects when the signal is aborted. */
  heard(signal: AbortSignal): Promise<void>
}

/** Which host runs a workflow when its time has come. */
export interface ScheduleStore {
  /**
   * Takes a moment for this host. Another one may have taken it, or the run before may not be over on another one.
   * Of this host that is not asked.
   */
  take(workflow: string, at: number): Promise<'ours' | 'taken' | 'running'>
  /** The run of a moment that was taken is over. */
  end(workflow: string, at: number): Promise<void>
}

export interface StoredFile {
  id: string
  session: string
  name: string
  contentType: string
  size: number
  createdAt: number
  /** Whether its content is on a disk of the hosts, and not in the store. */
  isOnDisk: boolean
}

export interface FileStore {
  put(file: Pick<StoredFile, 'session' | 'name' | 'contentType'>, content: Uint8Array): Promise<StoredFile>
  /** Lists a file whose content is elsewhere. */
  listOnDisk(file: Pick<StoredFile, 'session' | 'name' | 'contentType' | 'size'>): Promise<StoredFile>
  /** The ids of those that are listed. */
  onDisk(): Promise<string[]>
  list(session: string): Promise<StoredFile[]>
  get(id: string): Promise<StoredFile | undefined>
  read(id: string): Promise<Uint8Array | undefined>
  /** Whether there was such a file. */
  remove(id: string): Promise<boolean>
}

/** Anything observed, as JSON text; `agent`, `session` and `model` can be asked for. */
export interface Observation {
  id: string
  agent: string
  session: string
  model: string
  time: number
  json: string
}

export interface ObservationStore {
  add(observations: readonly Observation[]): Promise<void>
  /** The newest, oldest first. */
  list(filter?: { agent?: string; session?: string; model?: string; limit?: number }): Promise<Observation[]>
  clear(): Promise<void>
}

export interface Store {
  readonly sessions: SessionStore
  readonly chats: ChatStore
  readonly runs: RunStore
  readonly orders: RunOrders
  readonly schedules: ScheduleStore
  readonly signals: Signals
  readonly files: FileStore
  readonly observations: ObservationStore
  /** Whether what is kept outlives this process. */
  readonly isDurable: boolean
  /** Gives back what this host holds. Turns and writes under way must be over. */
  close(): Promise<void>
}

/** How much a store keeps. The oldest, or least recently used, leave first. */
export interface Retention {
  /** Sessions in the memory of this process when none of them is in a turn. HAIRA_MAX_SESSIONS. */
  sessionsInMemory: number
  /** Seconds after which an idle session is deleted. HAIRA_SESSION_TTL. */
  sessionSeconds: number
  /** Sessions in a database. */
  sessions: number
  /** Newest entries that a session keeps; more than any agent's view asks for. */
  entries: number
  /** Characters of logs that are kept in memory beside a database, so that they need not be read again. */
  cachedCharacters: number
  runs: number
  /** Characters of the results of all runs together. */
  runCharacters: number
  /** Events of all runs together. */
  runEvents: number
  /** Characters of their data. */
  eventCharacters: number
  files: number
  /** Of all files together. */
  fileBytes: number
  observations: number
}

export const defaultRetention: Retention = {
  sessionsInMemory: 10_000,
  sessionSeconds: 86_400,
  sessions: 1_000_000,
  entries: 1000,
  cachedCharacters: 32 * 1024 * 1024,
  runs: 10_000,
  runCharacters: 64 * 1024 * 1024,
  runEvents: 200_000,
  eventCharacters: 64 * 1024 * 1024,
  files: 10_000,
  fileBytes: 1024 * 1024 * 1024,
  observations: 10_000,
}
