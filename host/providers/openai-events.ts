// A chat completion that comes in events, put together to the form of one that comes whole.

import { failureInStream } from './errors.ts'
import type { Assembly } from './event-reader.ts'

/** The parts of a completion that are read; any may be absent or of another type, for not every server keeps to it. */
export interface Completion {
  choices?: { message?: CompletionMessage; finish_reason?: string | null }[]
  usage?: { prompt_tokens?: number; completion_tokens?: number } | null
}

export interface CompletionMessage {
  content?: unknown
  refusal?: string | null
  tool_calls?: CompletionCall[]
}

export interface CompletionCall {
  id?: string
  function?: { name?: string; arguments?: unknown }
}

interface Chunk {
  choices?: { index?: number; delta?: Delta; finish_reason?: string | null }[]
  usage?: Completion['usage']
  error?: unknown
}

interface Delta {
  content?: unknown
  refusal?: string | null
  tool_calls?: (CompletionCall & { index?: number })[]
}

interface GrowingCall {
  id: string
  name: string
  arguments: string
}

export class CompletionEvents implements Assembly {
  readonly #provider: string
  readonly #onText: (text: string) => void
  readonly #calls: GrowingCall[] = []
  /** Calls by the index that the server gave them. */
  readonly #byIndex = new Map<number, GrowingCall>()
  #text = ''
  #refusal = ''
  #finishReason: string | undefined
  #usage: Completion['usage']
  #begun = false
  #done = false

  constructor(provider: string, onText: (text: string) => void) {
    this.#provider = provider
    this.#onText = onText
  }

  get complete(): boolean {
    return this.#done
  }

  event(data: string): void {
    if (data.trim() === '[DONE]') {
      this.#done = true
      return
    }
    const chunk = JSON.parse(data) as Chunk
    if (chunk.error !== undefined && chunk.error !== null) throw failureInStream(this.#provider, chunk.error)
    if (chunk.usage) this.#usage = chunk.usage
    // Other choices than the first were not asked for.
    const choice = chunk.choices?.find((one) => (one.index ?? 0) === 0)
    if (choice === undefined) return
    this.#begun = true
    if (choice.finish_reason) this.#finishReason = choice.finish_reason
    if (choice.delta) this.#add(choice.delta)
  }

  /** The answer, once the stream has ended; undefined if it ended before the answer did. */
  get completion(): Completion | undefined {
    // Some servers send no [DONE], some no reason: one of the two says that the answer is whole.
    if (!this.#done && this.#finishReason === undefined) return undefined
    if (!this.#begun) return {}
    const calls = this.#calls.map(({ id, name, arguments: args }) => ({ id, function: { name, arguments: args } }))
    const message = { content: this.#text, refusal: this.#refusal, tool_calls: calls }
    return { choices: [{ message, finish_reason: this.#finishReason ?? null }], usage: this.#usage ?? null }
  }

  #add(delta: Delta): void {
    const text = textOf(delta.content)
    const refusal = delta.refusal ?? ''
    this.#text += text
    this.#refusal += refusal
    const piece = text || refusal
    if (piece !== '') this.#onText(piece)
    for (const part of delta.tool_calls ?? []) this.#addCall(part)
  }

  #addCall(part: CompletionCall & { index?: number }): void {
    const call = this.#callOf(part)
    if (part.id) call.id = part.id
    if (part.function?.name) call.name = part.function.name
    const args = part.function?.arguments
    if (typeof args === 'string') call.arguments += args
    else if (args !== undefined && args !== null) call.arguments = JSON.stringify(args)
  }

  /** Parts of a call share an index. Some servers send none, or the same for all, but then each call has its own id. */
  #callOf({ index, id }: CompletionCall & { index?: number }): GrowingCall {
    const known = index === undefined ? this.#calls.at(-1) : this.#byIndex.get(index)
    if (known !== undefined && (!id || known.id === '' || known.id === id)) return known
    const call = { id: id ?? '', name: '', arguments: '' }
    this.#calls.push(call)
    if (index !== undefined) this.#byIndex.set(index, call)
    return call
  }
}

/** Some servers send a list of parts where a text is agreed. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => (typeof part?.text === 'string' ? part.text : '')).join('')
}
