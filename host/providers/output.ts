// Structured output, as backends offer it: some take a JSON Schema and keep to it, some promise JSON of any form, some
// know neither. What a backend refuses for a model is not asked of it again.

import type { JsonSchema } from '../../compiler/manifest.ts'
import type { ChatMessage, GenerateRequest, OutputFormat } from './provider.ts'

/** How a reply's form is asked for, the best way first. */
const modes = ['schema', 'json', 'prompt'] as const

export type OutputMode = (typeof modes)[number]

/** What a family of APIs can do, and where the model must be told the schema even so. */
export interface OutputSupport {
  /** Whether the API itself takes this schema. */
  takesSchema(schema: JsonSchema): boolean
  /** Whether there is a mode for JSON of any form. */
  hasJsonMode: boolean
  /** Whether a server that takes a schema is known to keep to it. */
  keepsToSchema: boolean
}

/** Which mode each model has been found to take. */
export class OutputModes {
  readonly #support: OutputSupport
  readonly #known = new Map<string, OutputMode>()

  constructor(support: OutputSupport) {
    this.#support = support
  }

  /** The request as it is sent. */
  prepare(request: GenerateRequest): PreparedRequest {
    const { output } = request
    if (!output) return request
    const first = this.#support.takesSchema(output.schema) ? 'schema' : 'json'
    const mode = this.#allowed(later(first, this.#known.get(request.model) ?? first))
    const isTold = mode !== 'schema' || !this.#support.keepsToSchema
    return { ...request, messages: isTold ? instructed(request.messages, output) : request.messages, outputMode: mode }
  }

  /** Whether a failure says that the mode is not supported; the next one will be taken from then on. */
  refused(request: PreparedRequest, error: unknown): boolean {
    const { outputMode: mode } = request
    if (mode === undefined || mode === 'prompt' || !isRefusal(error)) return false
    this.#known.set(request.model, modes[modes.indexOf(mode) + 1]!)
    return true
  }

  #allowed(mode: OutputMode): OutputMode {
    return mode === 'json' && !this.#support.hasJsonMode ? 'prompt' : mode
  }
}

export type PreparedRequest = GenerateRequest & { outputMode?: OutputMode }

function later(a: OutputMode, b: OutputMode): OutputMode {
  return modes.indexOf(a) > modes.indexOf(b) ? a : b
}

/** Errors of the SDKs, told by their fields: a request that was not understood, and words that speak of its format. */
function isRefusal(error: unknown): boolean {
  const { status, message } = (error instanceof Error ? error : {}) as { status?: unknown; message?: string }
  const isBadRequest = status === 400 || status === 422
  return (
    isBadRequest && /response_format|json_schema|json_object|output_config|output_format|schema/i.test(message ?? '')
  )
}

/** Tells the model what to answer, at the end of the system prompt. */
function instructed(messages: ChatMessage[], { schema }: OutputFormat): ChatMessage[] {
  const text = `Answer with JSON only, without any other text. It must match this JSON Schema:\n${JSON.stringify(schema)}`
  const [first, ...rest] = messages
  if (first?.role !== 'system') return [{ role: 'system', content: text }, ...messages]
  return [{ role: 'system', content: `${first.content}\n\n${text}` }, ...rest]
}
