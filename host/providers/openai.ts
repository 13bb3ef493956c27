// OpenAI's chat completions, which most backends speak, through the package `openai`.

import type { OpenAI } from 'openai/client'
import type {
  ChatCompletionCreateParams,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions'
import { type Call, fetchOptions } from './call.ts'
import type { Dialect } from './http-provider.ts'
import { type Completion, CompletionEvents, textOf } from './openai-events.ts'
import type { OutputMode, PreparedRequest } from './output.ts'
import {
  type ChatMessage,
  type GenerateReply,
  type OnText,
  type OutputFormat,
  ProviderError,
  type ToolCall,
  type ToolSpec,
} from './provider.ts'
import type { Settings } from './settings.ts'
import { strictSchema } from './strict-schema.ts'

type ResponseFormat = NonNullable<ChatCompletionCreateParamsNonStreaming['response_format']>

/** Backends that hold models to a schema. Others, and servers at other addresses, may take one and do nothing with it. */
const holding: ReadonlySet<string> = new Set(
  'openai azure groq together mistral fireworks openrouter xai cerebras ollama'.split(' '),
)
/** Those that know JSON mode alone. */
const jsonModeOnly: ReadonlySet<string> = new Set(['deepseek'])

function keepsToSchema({ backend, base }: Settings): boolean {
  const isOwn = backend.base === undefined || backend.base.includes('{') || backend.base === base
  return holding.has(backend.name) && isOwn
}

/** The dialect of `/chat/completions`. */
export function openAiDialect(settings: Settings): Dialect<OpenAI> {
  const ownApi = settings.backend.name === 'openai'
  return {
    output: {
      takesSchema: () => !jsonModeOnly.has(settings.backend.name),
      hasJsonMode: true,
      keepsToSchema: keepsToSchema(settings),
    },

    async open(fetch) {
      const { OpenAiClient } = await import('./openai-client.ts')
      return new OpenAiClient(settings.base, fetch)
    },

    exchange(client, request, call, onText) {
      const body = toBody(request, ownApi)
      const sent = client.chat.completions
        .create(onText ? streamed(body) : body, { fetchOptions: fetchOptions(call) })
        .asResponse()
      return answered(settings.name, sent, request.messages.length, call, onText)
    },
  }
}

function answered(
  name: string,
  sent: Promise<Response>,
  position: number,
  call: Call,
  onText: OnText | undefined,
): Promise<GenerateReply> {
  if (!onText) return sent.then((response) => readReply(name, response, position, undefined, undefined))
  let events: CompletionEvents | undefined
  // In time: the request leaves in a later microtask.
  call.assemble = () => (events = new CompletionEvents(name, onText))
  return sent.then((response) => readReply(name, response, position, events, onText))
}

async function readReply(
  name: string,
  response: Response,
  position: number,
  events: CompletionEvents | undefined,
  onText: OnText | undefined,
): Promise<GenerateReply> {
  // Read here and not by the package, which would time the reading: the body has arrived already.
  const completion = events ? events.completion : ((await response.json()) as Completion)
  if (completion === undefined) throw new ProviderError(`${name}: the answer ended early`)
  const reply = toReply(name, completion, position)
  // Some servers answer whole, whatever they are asked for.
  if (!events && reply.text !== '') onText?.(reply.text)
  return reply
}

function toBody(request: PreparedRequest, ownApi: boolean): ChatCompletionCreateParamsNonStreaming {
  const body: ChatCompletionCreateParamsNonStreaming = {
    model: request.model,
    messages: request.messages.map(toMessage),
  }
  // The API rejects an empty list.
  if (request.tools?.length) body.tools = request.tools.map(toTool)
  if (request.temperature !== undefined) body.temperature = request.temperature
  if (request.max_tokens !== undefined) {
    // OpenAI's reasoning models reject the older name; compatible servers often know only that one.
    if (ownApi && /^(o\d|gpt-5)/.test(request.model)) body.max_completion_tokens = request.max_tokens
    else body.max_tokens = request.max_tokens
  }
  if (request.output && request.outputMode !== 'prompt') {
    body.response_format = responseFormat(request.output, request.outputMode)
  }
  return body
}

/** Strict where the schema allows it. */
function responseFormat({ name, schema }: OutputFormat, mode: OutputMode | undefined): ResponseFormat {
  if (mode !== 'schema') return { type: 'json_object' }
  const strict = strictSchema(schema)
  return { type: 'json_schema', json_schema: { name, schema: strict ?? { ...schema }, strict: strict !== undefined } }
}

/** The same request, but for the two fields that ask for a stream. */
function streamed(body: ChatCompletionCreateParamsNonStreaming): ChatCompletionCreateParams {
  return { ...body, stream: true, stream_options: { include_usage: true } }
}

function toMessage(message: ChatMessage): ChatCompletionMessageParam {
  if (message.role !== 'assistant') return message
  if (!message.tool_calls?.length) return { role: 'assistant', content: message.content }
  return {
    role: 'assistant',
    content: message.content || null,
    tool_calls: message.tool_calls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })),
  }
}

function toTool(tool: ToolSpec): ChatCompletionTool {
  return {
    type: 'function',
    function: { name: tool.name, description: tool.description, parameters: { ...tool.parameters } },
  }
}

/** Reads what came back without trusting its shape: not every compatible server keeps to it. */
function toReply(name: string, completion: Completion, position: number): GenerateReply {
  const choice = Array.isArray(completion?.choices) ? completion.choices[0] : undefined
  if (!choice?.message) throw new ProviderError(`${name}: the answer holds no choices`)
  const { message } = choice
  const toolCalls: ToolCall[] = []
  for (const [index, call] of (message.tool_calls ?? []).entries()) {
    if (!call.function) continue
    const { name: tool = '', arguments: text } = call.function
    // Some servers send no ids, or the arguments as an object.
    const id = call.id || `call_${position}_${index}`
    toolCalls.push({ id, name: tool, arguments: typeof text === 'string' ? text : JSON.stringify(text ?? {}) })
  }
  const reason = choice.finish_reason ?? 'stop'
  return {
    text: textOf(message.content) || (message.refusal ?? ''),
    tool_calls: toolCalls,
    finish_reason: toolCalls.length > 0 && reason === 'stop' ? 'tool_calls' : reason,
    usage: {
      input_tokens: completion.usage?.prompt_tokens ?? 0,
      output_tokens: completion.usage?.completion_tokens ?? 0,
    },
  }
}
