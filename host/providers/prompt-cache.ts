// When to ask Anthropic's API to cache the beginning of a request: tools, and tools with the system prompt. Writing it to the
// cache costs a quarter more than plain input, reading it a tenth, and it stays there for five minutes after its last use. So
// a beginning is hinted at from the second time on that it is sent within that time: who never sends it a third time has paid
// an eighth more for the two, everybody else pays nearly nothing for it from then on, as in each loop of tools.

import { createHash } from 'node:crypto'
import type { ToolSpec } from './provider.ts'

/** How long the API keeps what nobody uses, in milliseconds. */
const KEPT_MS = 5 * 60_000
/** No model caches fewer tokens than 1,024, and hardly any token of a prompt is shorter than three characters. */
const SHORTEST = 3 * 1024
/** So many beginnings are remembered, those sent last. */
const REMEMBERED = 1000

/** What the write and the read of a token cost, in plain input tokens. */
const WRITTEN = 1.25
const READ = 0.1

/** Which parts of a request are to be cached up to their ends. */
export interface CacheHints {
  tools: boolean
  system: boolean
}

/** Remembers what beginnings were sent to one endpoint. */
export class PromptCache {
  readonly #now: () => number
  /** When a beginning was sent last, by its hash; the latest at the end. */
  readonly #sent = new Map<string, number>()
  /** Tools of an agent are one list for all of its requests. */
  readonly #tools = new WeakMap<object, { hash: string; length: number }>()

  /** `now` in milliseconds; only differences count. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** What of a request to hint at, which is about to be sent. */
  hints(model: string, tools: readonly ToolSpec[], system: string): CacheHints {
    const offered = tools.length === 0 ? { hash: '', length: 0 } : this.#hashOf(tools)
    return {
      tools: this.#comesAgain(offered.length, () => `${model} ${offered.hash}`),
      system:
        system !== '' &&
        this.#comesAgain(offered.length + system.length, () => hash(`${model} ${offered.hash} ${system}`)),
    }
  }

  #hashOf(tools: readonly ToolSpec[]): { hash: string; length: number } {
    const known = this.#tools.get(tools)
    if (known !== undefined) return known
    const text = JSON.stringify(tools)
    const own = { hash: hash(text), length: text.length }
    this.#tools.set(tools, own)
    return own
  }

  #comesAgain(length: number, key: () => string): boolean {
    if (length < SHORTEST) return false
    const beginning = key()
    const now = this.#now()
    const last = this.#sent.get(beginning)
    this.#sent.delete(beginning)
    this.#sent.set(beginning, now)
    if (this.#sent.size > REMEMBERED) this.#sent.delete(this.#sent.keys().next().value!)
    return last !== undefined && now - last < KEPT_MS
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}

/** How many plain tokens cost as much as this input, of which a part was written to the cache and a part read from it. */
export function billedTokens(plain: number, written: number, read: number): number {
  return Math.ceil(plain + written * WRITTEN + read * READ)
}
