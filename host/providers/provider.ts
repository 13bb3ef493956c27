// What a model provider is to the rest of the host: one request in, one reply out, or a ProviderError.
// The shapes are those of `llm.generate` in stdlib/wit/haira.wit; backends translate them to their wire formats.

import type { JsonSchema } from '../../compiler/manifest.ts'
import { abortSignalOf, type CancelSignal } from '../fiber/cancellation.ts'

export interface ToolCall {
  id: string
  name: string
  /** JSON text, as the model wrote it. */
  arguments: string
}

export interface ToolSpec {
  name: string
  description: string
  parameters: JsonSchema
}

export type ChatMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; tool_calls?: ToolCall[] }
  | { role: 'tool'; tool_call_id: string; content: string }

/** What a reply has to be: JSON that matches a schema, whose root is an object. */
export interface OutputFormat {
  /** Letters, digits and `_`. */
  name: string
  schema: JsonSchema
}

export interface GenerateRequest {
  provider: string
  model: string
  agent: string
  session: string
  messages: ChatMessage[]
  tools?: ToolSpec[]
  temperature?: number
  max_tokens?: number
  output?: OutputFormat
  timeout_ms: number
}

export interface Usage {
  /** All of the input, cached or not. */
  input_tokens: number
  output_tokens: number
  /** As many input tokens as cost the same, where a cache makes some of them dearer or cheaper. */
  billed_input_tokens?: number
}

export interface GenerateReply {
  text: string
  tool_calls: ToolCall[]
  /** `stop`, `length`, `tool_calls`, or what else the backend said. */
  finish_reason: string
  usage: Usage
}

/** Takes a piece of a reply's text, never an empty one. */
export type OnText = (text: string) => void

export interface Provider {
  /** The declared name, which error messages start with. */
  readonly name: string
  /**
   * Rejects with a ProviderError, or with the signal's reason once the signal is aborted.
   *
   * With `onText` the same request asks for a stream, and the reply's text is also passed on in pieces as it arrives.
   */
  generate(request: GenerateRequest, signal: CancelSignal, onText?: OnText): Promise<GenerateReply>
  /** Loads what the first request needs, ahead of it. */
  warmUp?(): Promise<void>
  close(): Promise<void>
}

/** A provider of whoever embeds the host, who may hand the signal on to `fetch`. */
export interface EmbeddersProvider extends Omit<Provider, 'generate'> {
  generate(request: GenerateRequest, signal: AbortSignal, onText?: OnText): Promise<GenerateReply>
}

/** Gives an embedder's provider the signal that it takes. */
export function embedded(own: EmbeddersProvider): Provider {
  return {
    name: own.name,
    generate: (request, signal, onText) => own.generate(request, abortSignalOf(signal), onText),
    warmUp: async () => own.warmUp?.(),
    close: () => own.close(),
  }
}

/** A model request that failed. The message starts with the provider's name and never holds a key. */
export class ProviderError extends Error {
  /** The HTTP status where there was one; 504 for a time-out. */
  code: number | undefined

  constructor(message: string, code?: number) {
    super(message)
    this.name = 'ProviderError'
    this.code = code
  }
}
