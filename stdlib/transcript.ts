// Which entries of the session's log an agent is sent. A turn in the log begins with a user's message; limits count
// turns, so that nothing is ever cut inside one.

import { Hearer } from './hearer'
import { LogEntry, NewEntry, SessionLog, SUMMARY } from './memory'
import { Output } from './output'
import { Turn } from './turn'

/** What memories that summarise add to turns. Programs without them have no subclass of it. */
export abstract class Summaries {
  /** The summaries among entries, as a part of the system prompt. */
  abstract notes(entries: LogEntry[]): string
  /** Shortens what those have in memory who heard the turn; `added` is what the turn adds to the log. */
  abstract condense(turn: Turn, heard: string[], log: SessionLog, added: NewEntry[]): void
}

export let summaries: Summaries | null = null

/** Makes summaries known. */
export function setSummaries(own: Summaries): void {
  summaries = own
}

/** Nothing that was said before. Never changed. */
export const noEntries: LogEntry[] = []

/** What an agent has to work with in a turn besides its own fields. */
export class Context {
  /** Earlier entries of the session, oldest first. */
  entries: LogEntry[] = noEntries
  /** How many turns of them are kept, by the memory of this agent or of the one before; 0 if neither has any. */
  turns: i64 = 0
  /** What the reply has to be: what the agent that was called wants governs those who answer for it. */
  output: Output | null = null
  /** Added to the system prompt. */
  note: string = ''
  /** Who hears what is written here, if not the listener of the turn itself. */
  hearer: Hearer | null = null

  constructor(
    /** The message to answer. */
    readonly message: string,
    /** The agent that is to answer. */
    readonly agent: string,
    /** What the agent worked with that handed over to this one; `null` for the agent that was called. */
    private before: Context | null = null,
  ) {
    if (before !== null) this.hearer = before.hearer
  }

  /** How many handoffs led here. */
  get depth(): i64 {
    const before = this.before
    return before === null ? 0 : before.depth + 1
  }

  /** The agents from the one that was called to this one: `A -> B`. */
  get path(): string {
    const before = this.before
    return before === null ? this.agent : before.path + ' -> ' + this.agent
  }
}

/** What an agent remembers: entries that it has seen, at most the given number of turns. */
export function seenBy(agent: string, entries: LogEntry[], turns: i64): LogEntry[] {
  if (entries.length == 0) return entries
  const seen: LogEntry[] = []
  for (let i = 0; i < entries.length; i++) if (entries[i].seenBy(agent)) seen.push(entries[i])
  return lastTurns(seen, turns)
}

/** The union of two parts of a log, by number. */
export function merge(a: LogEntry[], b: LogEntry[]): LogEntry[] {
  if (b.length == 0) return a
  const union: LogEntry[] = []
  let i = 0
  let k = 0
  while (i < a.length || k < b.length) {
    const takeA = k >= b.length || (i < a.length && a[i].id <= b[k].id)
    const entry = takeA ? a[i++] : b[k++]
    if (union.length == 0 || union[union.length - 1].id != entry.id) union.push(entry)
  }
  return union
}

/** The newest entries from the user's message on that begins the n-th last turn; summaries are no part of any turn. */
export function lastTurns(entries: LogEntry[], turns: i64): LogEntry[] {
  let from = entries.length
  let found: i64 = 0
  for (let i = entries.length - 1; i >= 0 && found < turns; i--) {
    if (entries[i].role != 'user') continue
    from = i
    found++
  }
  if (from == 0) return entries
  const newest: LogEntry[] = []
  for (let i = 0; i < entries.length; i++) if (i >= from || entries[i].role == SUMMARY) newest.push(entries[i])
  return newest
}
