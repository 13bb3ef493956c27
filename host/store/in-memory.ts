// Sessions in the memory of this process: least recently used ones leave first when there are too many, idle ones expire,
// and one that is in a turn is never touched.

import {
  type LogEntry,
  MAX_SESSION_ID,
  type NewEntry,
  type SessionStore,
  type Turn,
  type TurnResult,
  type Views,
} from './store.ts'

export interface InMemoryOptions {
  /** Sessions kept when none of them is in a turn. */
  maxSessions?: number
  /** Seconds after which an idle session is forgotten. */
  ttlSeconds?: number
  /** Newest entries that a session keeps; more than any agent's view asks for. */
  maxEntries?: number
  /** Milliseconds; only differences count. */
  now?: () => number
}

interface Waiter {
  owner: object
  begin(): void
}

interface Session {
  id: string
  entries: LogEntry[]
  nextEntry: number
  /** Whose turn it is, and how many nested turns it has open. */
  owner: object | undefined
  depth: number
  waiting: Waiter[]
  lastUsed: number
}

export class InMemoryStore implements SessionStore {
  /** Least recently used first: a session moves to the end when its turn is over. */
  readonly #idle = new Map<string, Session>()
  readonly #active = new Map<string, Session>()
  readonly #leases = new Map<number, Session>()
  readonly #maxSessions: number
  readonly #ttl: number
  readonly #maxEntries: number
  readonly #now: () => number
  #nextLease = 1

  constructor(options: InMemoryOptions = {}) {
    this.#maxSessions = options.maxSessions ?? 10_000
    this.#ttl = (options.ttlSeconds ?? 86_400) * 1000
    this.#maxEntries = options.maxEntries ?? 1000
    this.#now = options.now ?? (() => performance.now())
  }

  /** Sessions now in memory. */
  get size(): number {
    return this.#idle.size + this.#active.size
  }

  open(id: string, views: Views, owner: object, signal: () => AbortSignal): Turn | Promise<Turn> {
    if (id.length > MAX_SESSION_ID) throw new Error(`session id is longer than ${MAX_SESSION_ID} characters`)
    const session = this.#find(id)
    if (session.owner === undefined || session.owner === owner) return this.#begin(session, views, owner)
    return this.#wait(session, views, owner, signal())
  }

  close(lease: number, result: TurnResult = {}): void {
    const session = this.#leases.get(lease)
    if (session === undefined) throw new Error(`unknown lease ${lease}`)
    this.#leases.delete(lease)
    markSeen(session, result.seen ?? {})
    this.#append(session, result.append ?? [])
    if (--session.depth === 0) this.#next(session)
  }

  #find(id: string): Session {
    this.#expire()
    const known = id === '' ? undefined : (this.#active.get(id) ?? this.#idle.get(id))
    if (known !== undefined) return known
    const lastUsed = this.#now()
    return { id, entries: [], nextEntry: 1, owner: undefined, depth: 0, waiting: [], lastUsed }
  }

  #begin(session: Session, views: Views, owner: object): Turn {
    session.owner = owner
    session.depth++
    if (session.id !== '') {
      this.#idle.delete(session.id)
      this.#active.set(session.id, session)
    }
    const lease = this.#nextLease++
    this.#leases.set(lease, session)
    return { lease, entries: view(session.entries, views) }
  }

  #wait(session: Session, views: Views, owner: object, signal: AbortSignal): Promise<Turn> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        session.waiting.splice(session.waiting.indexOf(waiter), 1)
        reject(signal.reason)
      }
      const waiter: Waiter = {
        owner,
        begin: () => {
          signal.removeEventListener('abort', giveUp)
          resolve(this.#begin(session, views, owner))
        },
      }
      session.waiting.push(waiter)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  /** The session's turn is over: the next one waiting begins, or the session becomes idle. */
  #next(session: Session): void {
    session.owner = undefined
    const waiter = session.waiting.shift()
    if (waiter !== undefined) {
      waiter.begin()
      return
    }
    this.#active.delete(session.id)
    // What never came to a reply leaves nothing behind.
    if (session.id === '' || session.entries.length === 0) return
    session.lastUsed = this.#now()
    this.#idle.set(session.id, session)
    this.#evict()
  }

  #append(session: Session, entries: readonly NewEntry[]): void {
    for (const { role, content, agent, seen } of entries) {
      session.entries.push({ id: session.nextEntry++, role, content, agent, seen: [...seen] })
    }
    const surplus = session.entries.length - this.#maxEntries
    if (surplus > 0) session.entries.splice(0, surplus)
  }

  #evict(): void {
    for (const id of this.#idle.keys()) {
      if (this.size <= this.#maxSessions) return
      this.#idle.delete(id)
    }
  }

  /** Idle sessions are in the order of their last use, so the expired ones stand at the front. */
  #expire(): void {
    const oldest = this.#now() - this.#ttl
    for (const [id, session] of this.#idle) {
      if (session.lastUsed > oldest) return
      this.#idle.delete(id)
    }
  }
}

/** The union of the agents' newest entries, oldest first. */
function view(entries: LogEntry[], views: Views): LogEntry[] {
  const left = new Map(Object.entries(views).filter(([, count]) => count > 0))
  const wanted: LogEntry[] = []
  for (let index = entries.length - 1; index >= 0 && left.size > 0; index--) {
    const entry = entries[index]!
    let take = false
    for (const agent of entry.seen) {
      const count = left.get(agent)
      if (count === undefined) continue
      take = true
      if (count === 1) left.delete(agent)
      else left.set(agent, count - 1)
    }
    if (take) wanted.push(entry)
  }
  return wanted.reverse()
}

function markSeen(session: Session, seen: Record<string, number[]>): void {
  // Ids ascend without a gap, and the oldest entries may have been dropped.
  const first = session.entries[0]?.id ?? 1
  for (const [agent, ids] of Object.entries(seen)) {
    for (const id of ids) {
      const entry = session.entries[id - first]
      if (entry === undefined || entry.seen.includes(agent)) continue
      session.entries[id - first] = { ...entry, seen: [...entry.seen, agent] }
    }
  }
}
