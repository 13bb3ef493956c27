// The log of a session as plain data: what agents see of it, and what a turn's result changes in it. Logs are never
// changed in place: a turn that could not be stored leaves the log as it was.

import type { LogEntry, TurnResult, Views } from './store.ts'

export interface Log {
  /** Changes with every change of the log; empty while nothing has been stored. */
  readonly version: string
  /** By id. */
  readonly entries: readonly LogEntry[]
  /** The id of the entry that comes next. */
  readonly next: number
}

export const emptyLog: Log = { version: '', entries: [], next: 1 }

/** From one log to the next. */
export interface Change {
  /** The log as it will be. */
  readonly log: Log
  readonly added: readonly LogEntry[]
  /** Entries that agents have come to see, or to forget. */
  readonly updated: readonly LogEntry[]
  /** Ids of entries that are no longer there. */
  readonly removed: readonly number[]
}

/** The union of the agents' newest entries, oldest first. */
export function view(entries: readonly LogEntry[], views: Views): LogEntry[] {
  const agents = Object.keys(views)
  const left = Object.values(views)
  let open = left.filter((count) => count > 0).length
  const wanted: LogEntry[] = []
  let seen: readonly string[] | undefined
  let places: number[] = []
  for (let index = entries.length - 1; index >= 0 && open > 0; index--) {
    const entry = entries[index]!
    // Neighbours mostly share their list.
    if (entry.seen !== seen) {
      seen = entry.seen
      places = seen.map((agent) => agents.indexOf(agent)).filter((place) => place >= 0)
    }
    let take = false
    for (const place of places) {
      if (left[place]! <= 0) continue
      take = true
      if (--left[place]! === 0) open--
    }
    if (take) wanted.push(entry)
  }
  return wanted.reverse()
}

/** A list of names that equals the one before it, as that one: logs hold few different ones, many times. */
export function shared(names: readonly string[], before: readonly string[] | undefined): readonly string[] {
  const isSame = before?.length === names.length && names.every((name, at) => name === before[at])
  return isSame ? before : names
}

/** What a turn's result does to a log that keeps at most `limit` entries. */
export function changeOf(log: Log, result: TurnResult, version: string, time: number, limit: number): Change {
  const { entries, updated, removed } = remember(log.entries, result)
  let before = entries.at(-1)?.seen
  const added = (result.append ?? []).map(({ role, content, agent, seen }, index) => {
    before = shared(seen, before)
    return { id: log.next + index, role, content, agent, seen: before, time }
  })
  const all = [...entries, ...added]
  const surplus = all.splice(0, Math.max(0, all.length - limit))
  const gone = new Set(surplus)
  return {
    log: { version, entries: all, next: log.next + added.length },
    added: added.filter((entry) => !gone.has(entry)),
    updated: updated.filter((entry) => !gone.has(entry)),
    removed: [...removed, ...surplus.filter(({ id }) => id < log.next).map(({ id }) => id)],
  }
}

interface Remembered {
  entries: readonly LogEntry[]
  updated: LogEntry[]
  removed: number[]
}

function remember(entries: readonly LogEntry[], { seen = {}, forget = {} }: TurnResult): Remembered {
  const told = Object.entries(seen).map(([agent, ids]) => ({ agent, ids: new Set(ids) }))
  const forgetting = Object.entries(forget)
  if (told.length === 0 && forgetting.length === 0) return { entries, updated: [], removed: [] }
  const kept: LogEntry[] = []
  const updated: LogEntry[] = []
  const removed: number[] = []
  for (const entry of entries) {
    const agents = new Set(entry.seen)
    for (const { agent, ids } of told) if (ids.has(entry.id)) agents.add(agent)
    for (const [agent, upTo] of forgetting) if (entry.id <= upTo) agents.delete(agent)
    if (agents.size === 0 && entry.seen.length > 0) removed.push(entry.id)
    else if (sameNames(agents, entry.seen)) kept.push(entry)
    else {
      const changed = { ...entry, seen: [...agents] }
      kept.push(changed)
      updated.push(changed)
    }
  }
  return { entries: kept, updated, removed }
}

function sameNames(names: ReadonlySet<string>, list: readonly string[]): boolean {
  return names.size === list.length && list.every((name) => names.has(name))
}
