// Where sessions are kept: one log of numbered entries for each session id, shared by all agents, and a lease that makes
// the turns of a session run one after another.

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
}

export type NewEntry = Omit<LogEntry, 'id'>

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
}

export interface SessionStore {
  /**
   * Begins a turn: at once when the session is free, else when the turns asked for earlier are over.
   *
   * Turns of the same `owner` may be nested. An empty session id is a session of its own that nobody finds again.
   * Rejects with the signal's reason when the signal is aborted while waiting.
   */
  open(session: string, views: Views, owner: object, signal: () => AbortSignal): Turn | Promise<Turn>
  /** Ends a turn and stores what it adds. Without a result nothing is stored. Throws if the lease is not held. */
  close(lease: number, result?: TurnResult): void
}

/** Session ids are at most this long, in UTF-16 units. */
export const MAX_SESSION_ID = 200
