// Anthropic's messages API, through the package `@anthropic-ai/sdk`.
// Its rules differ: the system prompt stands apart, roles alternate, tool results are part of a user message, and no text
// may be blank. anthropic-messages.ts does that translation; this file does the exchange.

import type { Anthropic } from '@anthropic-ai/sdk/client'
import type { MessageCreateParamsNonStreaming, Tool } from '@anthropic-ai/sdk/resources/messages'
import { type AnthropicReply, MessageEvents, type ReplyUsage } from './anthropic-events.ts'
import { toMessages, toSystem } from './anthropic-messages.ts'
import { fetchOptions } from './call.ts'
import type { Dialect } from './http-provider.ts'
import type { PreparedRequest } from './output.ts'
import { billedTokens, PromptCache } from './prompt-cache.ts'
import { type GenerateReply, ProviderError, type ToolCall, type ToolSpec, type Usage } from './provider.ts'
import type { Settings } from './settings.ts'
import { outputSchema } from './strict-schema.ts'

const defaultMaxTokens = 8192

/** Asks to cache what stands before it, and that itself. */
const cached = { type: 'ephemeral' } as const

/** The SDK's types follow a later version of the API than the one we ask for, which takes a temperature. */
type Body = MessageCreateParamsNonStreaming & { temperature?: number }

/** The dialect of `/messages`. */
export function anthropicDialect(settings: Settings): Dialect<Anthropic> {
  const cache = new PromptCache()
  return {
    output: {
      takesSchema: (schema) => outputSchema(schema) !== undefined,
      hasJsonMode: false,
      keepsToSchema: true,
    },

    async open(fetch) {
      const { Anthropic } = await import('@anthropic-ai/sdk/client')
      return new Anthropic({
        // A key given here keeps the SDK from looking for another in the environment or in stored logins; the transport
        // sends the real one.
        apiKey: 'added by the transport',
        webhookKey: null,
        baseURL: settings.base,
        fetch,
        maxRetries: 0,
        // Given, so that the SDK does not refuse a large `max_tokens`; the transport's deadline counts.
        timeout: 2 ** 31 - 1,
        logLevel: 'off',
        openTelemetry: false,
      })
    },

    async exchange(client, request, call, onText) {
      let events: MessageEvents | undefined
      if (onText) call.assemble = () => (events = new MessageEvents(settings.name, onText))
      const body = toBody(request, cache)
      // What the package's `messages.create` comes down to, which writes to standard error at each request to a model that
      // it holds to be old.
      const asked = onText ? { ...body, stream: true } : body
      const response = await client.post('/v1/messages', { body: asked, fetchOptions: fetchOptions(call) }).asResponse()
      const message = events ? events.message : ((await response.json()) as AnthropicReply)
      if (message === undefined) throw new ProviderError(`${settings.name}: the answer ended early`)
      const reply = toReply(settings.name, message)
      // Some servers answer whole, whatever they are asked for.
      if (!events && reply.text !== '') onText?.(reply.text)
      return reply
    },
  }
}

function toBody(request: PreparedRequest, cache: PromptCache): Body {
  const body: Body = {
    model: request.model,
    max_tokens: request.max_tokens ?? defaultMaxTokens,
    messages: toMessages(request.messages),
  }
  const { tools = [] } = request
  const system = toSystem(request.messages)
  const hints = cache.hints(request.model, tools, system)
  if (system) body.system = hints.system ? [{ type: 'text', text: system, cache_control: cached }] : system
  if (tools.length > 0) body.tools = tools.map(toTool)
  if (hints.tools) body.tools!.at(-1)!.cache_control = cached
  if (request.temperature !== undefined) body.temperature = request.temperature
  const schema = request.output && request.outputMode === 'schema' ? outputSchema(request.output.schema) : undefined
  if (schema) body.output_config = { format: { type: 'json_schema', schema } }
  return body
}

function toTool(tool: ToolSpec): Tool {
  return { name: tool.name, description: tool.description, input_schema: { ...tool.parameters, type: 'object' } }
}

function toReply(name: string, message: AnthropicReply): GenerateReply {
  if (!Array.isArray(message?.content)) throw new ProviderError(`${name}: the answer holds no content`)
  let text = ''
  const toolCalls: ToolCall[] = []
  for (const block of message.content) {
    if (block.type === 'text') text += block.text ?? ''
    if (block.type === 'tool_use') {
      const { id = '', name: tool = '', input, json } = block
      toolCalls.push({ id, name: tool, arguments: json || JSON.stringify(input ?? {}) })
    }
  }
  return {
    text,
    tool_calls: toolCalls,
    finish_reason: finishReason(message.stop_reason),
    usage: toUsage(message.usage ?? {}),
  }
}

/** Cached input is counted apart on the wire, but is input all the same; only its price differs. */
function toUsage(usage: ReplyUsage): Usage {
  const plain = usage.input_tokens ?? 0
  const written = usage.cache_creation_input_tokens ?? 0
  const read = usage.cache_read_input_tokens ?? 0
  return {
    input_tokens: plain + written + read,
    output_tokens: usage.output_tokens ?? 0,
    ...(written + read > 0 ? { billed_input_tokens: billedTokens(plain, written, read) } : {}),
  }
}

function finishReason(reason: string | null | undefined): string {
  switch (reason) {
    case 'tool_use':
      return 'tool_calls'
    case 'max_tokens':
      return 'length'
    case 'end_turn':
    case 'stop_sequence':
    case null:
    case undefined:
      return 'stop'
    default:
      return reason
  }
}
