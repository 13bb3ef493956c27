// A model request as the module writes it: two lines of JSON. The first is the same in all requests of an agent, so it is
// parsed once; in the second, entries of an open session's log stand as their numbers.

import type { ChatMessage, GenerateRequest } from '../providers/provider.ts'
import { entriesBetween, type Leases } from './leases.ts'

type Common = Pick<GenerateRequest, 'provider' | 'model' | 'agent' | 'tools' | 'temperature' | 'max_tokens' | 'output'>

interface Own extends Pick<GenerateRequest, 'session' | 'timeout_ms'> {
  /** A list of numbers stands for what was said in a session: a lease, then entries of its log, from one to another. */
  messages: (ChatMessage | number[])[]
}

/** So many first lines are remembered. Programs that make agents while they run may have any number. */
const REMEMBERED = 256

/** Reads the requests of one program. */
export class ModelRequests {
  readonly #leases: Leases
  readonly #common = new Map<string, Common>()

  constructor(leases: Leases) {
    this.#leases = leases
  }

  read(text: string): GenerateRequest {
    const end = text.indexOf('\n')
    const { session, timeout_ms, messages } = JSON.parse(text.slice(end + 1)) as Own
    return { ...this.#commonOf(text.slice(0, end)), session, timeout_ms, messages: this.#spoken(messages) }
  }

  #commonOf(line: string): Common {
    const known = this.#common.get(line)
    if (known !== undefined) return known
    const common = JSON.parse(line) as Common
    if (this.#common.size === REMEMBERED) this.#common.delete(this.#common.keys().next().value!)
    this.#common.set(line, common)
    return common
  }

  /** With what was said in place of its numbers. */
  #spoken(messages: Own['messages']): ChatMessage[] {
    const spoken: ChatMessage[] = []
    for (const message of messages) {
      if (!Array.isArray(message)) {
        spoken.push(message)
        continue
      }
      const log = this.#leases.get(message[0]!)
      if (log === undefined) throw new Error(`unknown lease ${message[0]}`)
      for (let at = 1; at < message.length; at += 2) {
        for (const { role, content } of entriesBetween(log.entries, message[at]!, message[at + 1]!)) {
          spoken.push({ role: role === 'user' ? 'user' : 'assistant', content })
        }
      }
    }
    return spoken
  }
}
