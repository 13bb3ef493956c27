// Turns of sessions that the module has open. It knows them by a number, and what was said in them by the numbers of entries,
// so that texts which only go on to a model need not cross the border and back.

import type { Holding } from '../fiber/fiber.ts'
import type { LogEntry, Store } from '../store/store.ts'

export class Lease implements Holding {
  readonly id: number
  /** The store in which the turn has begun and will end. */
  readonly store: Store
  /** The store's own number. */
  readonly lease: number
  readonly session: string
  /** What agents in reach have in memory, by id. */
  readonly entries: readonly LogEntry[]
  readonly #all: Leases

  /** `id`: the number that the module has. */
  constructor(all: Leases, id: number, store: Store, lease: number, session: string, entries: readonly LogEntry[]) {
    this.id = id
    this.store = store
    this.lease = lease
    this.session = session
    this.entries = entries
    this.#all = all
    all.set(id, this)
  }

  /** The fiber is over: nothing is stored. */
  release(): void {
    this.#all.delete(this.id)
    // Nothing can be lost; a store that fails to give back tells so itself.
    void this.store.sessions.close(this.lease)
  }
}

/** By the number that the module has. */
export type Leases = Map<number, Lease>

/** As the module has it. */
function roleOf({ role }: LogEntry): number {
  return role === 'user' ? 0 : role === 'summary' ? 2 : 1
}

/** Numbers texts in the order in which they are first seen. */
class Numbered {
  readonly texts: string[] = []
  readonly #numbers = new Map<string, number>()

  of(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.texts.length)
    return this.texts.push(text) - 1
  }
}

/** The reply to `memory.open`: who said what when, in numbers, and with `contents` the words. */
export function describeLog(lease: number, time: number, entries: readonly LogEntry[], contents: boolean): string {
  const names = new Numbered()
  const lists = new Numbered()
  let rows = ''
  let seen: readonly string[] | undefined
  let list = 0
  for (const entry of entries) {
    // Neighbours mostly share their list.
    if (entry.seen !== seen) {
      seen = entry.seen
      list = lists.of(JSON.stringify(seen))
    }
    rows += `${rows === '' ? '' : ','}${entry.id},${roleOf(entry)},${names.of(entry.agent)},${list}`
  }
  const words = contents ? `,${JSON.stringify(entries.flatMap(({ content, time: then }) => [content, then]))}` : ''
  return `[${lease},${time},${JSON.stringify(names.texts)},[${lists.texts.join()}],[${rows}]${words}]`
}

/** The entries from one number up to another, both of which are there, among entries by number. */
export function entriesBetween(entries: readonly LogEntry[], first: number, last: number): readonly LogEntry[] {
  const from = placeOf(entries, first)
  const to = placeOf(entries, last)
  return from === 0 && to === entries.length - 1 ? entries : entries.slice(from, to + 1)
}

function placeOf(entries: readonly LogEntry[], id: number): number {
  let low = 0
  let high = entries.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (entries[middle]!.id < id) low = middle + 1
    else high = middle
  }
  if (entries[low]?.id !== id) throw new Error(`no entry ${id} in the session's log`)
  return low
}
