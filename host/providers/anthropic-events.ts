// A message of Anthropic's that comes in events, put together to the form of one that comes whole.

import { failureInStream } from './errors.ts'
import type { Assembly } from './event-reader.ts'

/** The parts of a message that are read. */
export interface AnthropicReply {
  content?: ReplyBlock[]
  stop_reason?: string | null
  usage?: ReplyUsage
}

export interface ReplyBlock {
  type: string
  text?: string
  id?: string
  name?: string
  input?: unknown
  /** Of a call that came in events: its input as the model wrote it. */
  json?: string
}

export interface ReplyUsage {
  input_tokens?: number | null
  cache_creation_input_tokens?: number | null
  cache_read_input_tokens?: number | null
  output_tokens?: number | null
}

interface StreamEvent {
  type?: string
  index?: number
  message?: { usage?: ReplyUsage }
  content_block?: ReplyBlock
  delta?: { type?: string; text?: string; partial_json?: string; stop_reason?: string | null }
  usage?: ReplyUsage
  error?: unknown
}

export class MessageEvents implements Assembly {
  readonly #provider: string
  readonly #onText: (text: string) => void
  readonly #blocks = new Map<number, ReplyBlock>()
  #usage: ReplyUsage = {}
  #stopReason: string | undefined
  #begun = false
  #stopped = false

  constructor(provider: string, onText: (text: string) => void) {
    this.#provider = provider
    this.#onText = onText
  }

  get complete(): boolean {
    return this.#stopped
  }

  event(data: string): void {
    const event = JSON.parse(data) as StreamEvent
    switch (event.type) {
      case 'message_start':
        this.#begun = true
        this.#addUsage(event.message?.usage)
        return
      case 'content_block_start':
        this.#start(event)
        return
      case 'content_block_delta':
        this.#add(event)
        return
      case 'message_delta':
        if (event.delta?.stop_reason) this.#stopReason = event.delta.stop_reason
        this.#addUsage(event.usage)
        return
      case 'message_stop':
        this.#stopped = true
        return
      case 'error':
        throw failureInStream(this.#provider, event.error)
      default:
        // `ping`, `content_block_stop`, and what later versions of the API add.
        return
    }
  }

  /** The answer, once the stream has ended; undefined if it ended before the answer did. */
  get message(): AnthropicReply | undefined {
    if (!this.#stopped && this.#stopReason === undefined) return undefined
    if (!this.#begun) return {}
    const content = [...this.#blocks].sort(([a], [b]) => a - b).map(([, block]) => block)
    return { content, stop_reason: this.#stopReason ?? null, usage: this.#usage }
  }

  /** Counts are running totals, so the latest ones hold. */
  #addUsage(usage: ReplyUsage | undefined): void {
    this.#usage = { ...this.#usage, ...usage }
  }

  #start({ index = 0, content_block: block }: StreamEvent): void {
    if (block === undefined || this.#blocks.has(index)) throw new TypeError('a block without content, or a second time')
    this.#blocks.set(index, { ...block, json: '' })
    if (block.type === 'text' && block.text) this.#onText(block.text)
  }

  #add({ index = 0, delta }: StreamEvent): void {
    const block = this.#blocks.get(index)
    if (block === undefined || delta === undefined) throw new TypeError('a delta of a block that was not started')
    if (delta.type === 'text_delta' && delta.text) {
      block.text = (block.text ?? '') + delta.text
      this.#onText(delta.text)
    }
    if (delta.type === 'input_json_delta') block.json = (block.json ?? '') + (delta.partial_json ?? '')
  }
}
