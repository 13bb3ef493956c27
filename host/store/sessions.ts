// Sessions of this process: turns of one session wait for each other in the order asked for, and logs stay in memory, the
// least recently used ones leaving first. Without a database that is all there is; with one, a log is written through
// before a turn counts as over, and a lease keeps other hosts out of the session meanwhile.

import { type Change, changeOf, emptyLog, type Log, view } from './log.ts'
import {
  MAX_SESSION_ID,
  type MaybePromise,
  type Retention,
  type SessionStore,
  type Turn,
  type TurnResult,
  type Views,
} from './store.ts'

/** A session that this host may change until it gives the lease back. */
export interface Held {
  token: string
  log: Log
}

/** Where logs are kept beyond this process, and who may change one. */
export interface SessionLogs {
  /** Waits until no other host holds the session, and takes it. `known` is returned as it is if nothing has changed. */
  acquire(id: string, known: Log | undefined, signal: () => AbortSignal): MaybePromise<Held>
  /** Stores a change; nothing of it, if it throws. */
  commit(id: string, token: string, change: Change, release: boolean): MaybePromise<void>
  release(id: string, token: string): MaybePromise<void>
  /** Deletes a session that is held. */
  remove(id: string, token: string): MaybePromise<void>
}

export interface SessionsOptions {
  retention: Retention
  logs?: SessionLogs
  /** Milliseconds; only differences count. */
  now?: () => number
}

/** A session id that cannot be: whoever has sent it is at fault. */
class SessionIdError extends Error {
  /** The status that a client sees where the program passes the error on. */
  readonly code = 400

  constructor() {
    super(`session id is longer than ${MAX_SESSION_ID} characters`)
  }
}

interface Waiter {
  owner: object
  begin(): void
}

interface Session {
  readonly id: string
  log: Log
  /** The lease among hosts, while a turn is open. */
  token: string
  /** Whose turn it is, and how many nested turns it has open. */
  owner: object | undefined
  depth: number
  readonly waiting: Waiter[]
  lastUsed: number
  /** What it counts for while it is idle. */
  characters: number
}

/** Whether one owner is the other, or works for it, as a task does for the fiber that started it. */
function isWithin(owner: object, other: object): boolean {
  return owner === other || ('isWithin' in owner && typeof owner.isWithin === 'function' && owner.isWithin(other))
}

export class Sessions implements SessionStore {
  /** Least recently used first: a session moves to the end when its turn is over. */
  readonly #idle = new Map<string, Session>()
  readonly #active = new Map<string, Session>()
  readonly #leases = new Map<number, Session>()
  readonly #options: SessionsOptions
  readonly #now: () => number
  #nextLease = 1
  #nextVersion = 1
  #cachedCharacters = 0
  /** Sessions whose lease could not be given back, by its token. */
  readonly #owed = new Map<string, string>()
  readonly #prefix = crypto.randomUUID().slice(0, 18)

  constructor(options: SessionsOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  /** Sessions now in memory. */
  get size(): number {
    return this.#idle.size + this.#active.size
  }

  /** The log of a session in memory; empty if there is none. */
  log(id: string): Log {
    this.#expire()
    return (this.#active.get(id) ?? this.#idle.get(id))?.log ?? emptyLog
  }

  /** The logs in memory, least recently used first. */
  *logs(): Iterable<{ id: string; log: Log }> {
    this.#expire()
    for (const { id, log } of this.#idle.values()) yield { id, log }
    for (const { id, log } of this.#active.values()) if (log !== emptyLog) yield { id, log }
  }

  open(id: string, views: Views, owner: object, signal: () => AbortSignal): MaybePromise<Turn> {
    const session = this.#enter(id, owner, signal)
    return then(session, (entered) => this.#turn(entered, views))
  }

  close(lease: number, result?: TurnResult): MaybePromise<void> {
    const session = this.#leases.get(lease)
    if (session === undefined) throw new Error(`unknown lease ${lease}`)
    this.#leases.delete(lease)
    const change = result === undefined ? undefined : this.#change(session.log, result)
    return finallyDo(
      () => this.#store(session, change),
      () => this.#leave(session),
    )
  }

  remove(id: string, signal: () => AbortSignal): MaybePromise<void> {
    return then(this.#enter(id, {}, signal), (session) =>
      finallyDo(
        () => {
          session.log = emptyLog
          return this.#logsOf(session)?.remove(id, session.token)
        },
        () => this.#leave(session),
      ),
    )
  }

  /** Gives back what could not be given back before. */
  async settle(): Promise<void> {
    for (const [token, id] of this.#owed) {
      await this.#options.logs?.release(id, token)
      this.#owed.delete(token)
    }
  }

  #turn(session: Session, views: Views): Turn {
    const lease = this.#nextLease++
    this.#leases.set(lease, session)
    return { lease, entries: view(session.log.entries, views) }
  }

  #change(log: Log, result: TurnResult): Change | undefined {
    const { append = [], seen = {}, forget = {} } = result
    if (append.length === 0 && Object.keys(seen).length === 0 && Object.keys(forget).length === 0) return undefined
    const version = `${this.#prefix}-${this.#nextVersion++}`
    return changeOf(log, result, version, Date.now(), this.#options.retention.entries)
  }

  #store(session: Session, change: Change | undefined): MaybePromise<void> {
    const logs = this.#logsOf(session)
    const isLast = session.depth === 1
    if (logs === undefined || (change === undefined && !isLast)) {
      if (change !== undefined) session.log = change.log
      return
    }
    const { id, token } = session
    if (change === undefined) {
      // Nothing is lost by a failure, so nobody need hear of it.
      return orElse(
        () => logs.release(id, token),
        () => void this.#owed.set(token, id),
      )
    }
    return orElse(
      () =>
        then(logs.commit(id, token, change, isLast), () => {
          session.log = change.log
        }),
      (error) => {
        if (isLast) this.#owed.set(token, id)
        throw error
      },
    )
  }

  /** The session with `owner` in it: at once, or when it is this owner's turn. */
  #enter(id: string, owner: object, signal: () => AbortSignal): MaybePromise<Session> {
    if (id.length > MAX_SESSION_ID) throw new SessionIdError()
    const session = this.#find(id)
    if (session.owner === undefined || isWithin(owner, session.owner)) return this.#begin(session, owner, signal)
    return this.#wait(session, owner, signal)
  }

  #find(id: string): Session {
    this.#expire()
    const known = id === '' ? undefined : (this.#active.get(id) ?? this.#idle.get(id))
    if (known !== undefined) return known
    return {
      id,
      log: emptyLog,
      token: '',
      owner: undefined,
      depth: 0,
      waiting: [],
      lastUsed: this.#now(),
      characters: 0,
    }
  }

  #begin(session: Session, owner: object, signal: () => AbortSignal): MaybePromise<Session> {
    // Whoever nests turns works for the turn that they are nested in.
    session.owner ??= owner
    session.depth++
    if (session.id !== '') {
      if (this.#idle.delete(session.id)) this.#cachedCharacters -= session.characters
      this.#active.set(session.id, session)
    }
    const logs = this.#logsOf(session)
    if (logs === undefined || session.depth > 1) return session
    const take = ({ token, log }: Held): Session => {
      session.token = token
      session.log = log
      return session
    }
    const giveUp = (error: unknown): never => {
      this.#leave(session)
      throw error
    }
    try {
      const known = session.log === emptyLog ? undefined : session.log
      const held = logs.acquire(session.id, known, signal)
      return held instanceof Promise ? held.then(take, giveUp) : take(held)
    } catch (error) {
      return giveUp(error)
    }
  }

  #wait(session: Session, owner: object, signal: () => AbortSignal): Promise<Session> {
    return new Promise((resolve, reject) => {
      const given = signal()
      const giveUp = (): void => {
        session.waiting.splice(session.waiting.indexOf(waiter), 1)
        reject(given.reason)
      }
      const waiter: Waiter = {
        owner,
        begin: () => {
          given.removeEventListener('abort', giveUp)
          try {
            resolve(this.#begin(session, owner, signal))
          } catch (error) {
            reject(error)
          }
        },
      }
      session.waiting.push(waiter)
      given.addEventListener('abort', giveUp, { once: true })
    })
  }

  /** A turn is over: the next one waiting begins, or the session becomes idle. */
  #leave(session: Session): void {
    if (--session.depth > 0) return
    session.owner = undefined
    const waiter = session.waiting.shift()
    if (waiter !== undefined) {
      waiter.begin()
      return
    }
    this.#active.delete(session.id)
    // What never came to a reply leaves nothing behind.
    if (session.id === '' || session.log.entries.length === 0) return
    session.lastUsed = this.#now()
    this.#idle.set(session.id, session)
    session.characters = this.#options.logs === undefined ? 0 : charactersIn(session.log)
    this.#cachedCharacters += session.characters
    this.#evict()
  }

  #logsOf(session: Session): SessionLogs | undefined {
    return session.id === '' ? undefined : this.#options.logs
  }

  #evict(): void {
    const { retention } = this.#options
    const fits = (): boolean =>
      this.size <= retention.sessionsInMemory && this.#cachedCharacters <= retention.cachedCharacters
    for (const session of this.#idle.values()) {
      if (fits()) return
      this.#forget(session)
    }
  }

  /** Idle sessions are in the order of their last use, so the expired ones stand at the front. */
  #expire(): void {
    const oldest = this.#now() - this.#options.retention.sessionSeconds * 1000
    for (const session of this.#idle.values()) {
      if (session.lastUsed > oldest) return
      this.#forget(session)
    }
  }

  #forget(session: Session): void {
    this.#idle.delete(session.id)
    this.#cachedCharacters -= session.characters
  }
}

function charactersIn(log: Log): number {
  return log.entries.reduce((sum, entry) => sum + entry.content.length + 100, 0)
}

function then<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** What `body` gives, or what `rescue` makes of its failure. */
function orElse<T>(body: () => MaybePromise<T>, rescue: (error: unknown) => T): MaybePromise<T> {
  try {
    const result = body()
    return result instanceof Promise ? result.catch(rescue) : result
  } catch (error) {
    return rescue(error)
  }
}

/** Does `end` after `body`, whether `body` throws, rejects, or works. */
function finallyDo<T>(body: () => MaybePromise<T>, end: () => void): MaybePromise<T> {
  let result: MaybePromise<T>
  try {
    result = body()
  } catch (error) {
    end()
    throw error
  }
  if (result instanceof Promise) return result.finally(end)
  end()
  return result
}
