// A strict stand-in for OpenAI's chat completions (and Azure's paths for them): refuses what the real API refuses.

import type { Answer, WireToolCall } from './answers.ts'
import { schemaErrors, strictErrors } from './schema.ts'
import {
  Rejection,
  startWireServer,
  type WireFormat,
  type WireOptions,
  type WireRequest,
  type WireServer,
} from './server.ts'

export interface OpenAiMessage {
  role: string
  content?: unknown
  tool_calls?: { id: string; type: string; function: { name: string; arguments: string } }[]
  tool_call_id?: string
}

export interface OpenAiBody {
  model: string
  messages: OpenAiMessage[]
  tools?: { type: string; function: { name: string; description?: string; parameters?: Record<string, unknown> } }[]
  temperature?: number
  max_tokens?: number
  max_completion_tokens?: number
  response_format?: {
    type: string
    json_schema?: { name: string; schema?: Record<string, unknown>; strict?: boolean }
  }
  stream?: boolean
  stream_options?: { include_usage?: boolean }
}

export type OpenAiServer = WireServer<OpenAiBody>

/** Starts the server. Its `url` is what a provider takes as `endpoint`. */
export function startOpenAiServer(options: WireOptions<OpenAiBody>): Promise<OpenAiServer> {
  return startWireServer(openAiFormat, options)
}

const parameters = new Set([
  'model', 'messages', 'tools', 'tool_choice', 'parallel_tool_calls', 'temperature', 'top_p', 'n', 'stop', 'seed', 'user',
  'stream', 'stream_options', 'max_tokens', 'max_completion_tokens', 'presence_penalty', 'frequency_penalty', 'logit_bias',
  'logprobs', 'top_logprobs', 'response_format', 'store', 'metadata', 'reasoning_effort', 'service_tier',
]) // biome-ignore format: a list of names

/** The wire format of `/chat/completions`. */
export const openAiFormat: WireFormat<OpenAiBody> = {
  basePath: '/v1',

  check(request, key) {
    checkRoute(request)
    checkKey(request, key)
    checkBody(request.body)
    const errors = schemaErrors('CreateChatCompletionRequest', request.body)
    if (errors) throw new Rejection(400, errors)
  },

  reply(answer, request) {
    return {
      id: `chatcmpl-${request.number}`,
      object: 'chat.completion',
      created: 1_750_000_000,
      model: request.body.model,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: answer.text ?? null,
            refusal: null,
            ...(answer.toolCalls
              ? { tool_calls: answer.toolCalls.map((call, index) => toCall(call, request, index)) }
              : {}),
          },
          logprobs: null,
          finish_reason: answer.finishReason ?? (answer.toolCalls ? 'tool_calls' : 'stop'),
        },
      ],
      usage: usage(request.body, answer),
    }
  },

  streams: ({ stream }) => stream === true,

  events(answer, request) {
    const { text, pieces = text === undefined ? [] : [text], toolCalls = [] } = answer
    const reason = answer.finishReason ?? (toolCalls.length > 0 ? 'tool_calls' : 'stop')
    const deltas = [
      { role: 'assistant', content: toolCalls.length > 0 && text === undefined ? null : '', refusal: null },
      ...pieces.map((content) => ({ content })),
      ...toolCalls.flatMap((call, index) => callDeltas(call, request, index)),
    ]
    const asked = request.body.stream_options?.include_usage === true
    const chunk = (choices: unknown[], more: object = {}) =>
      `data: ${JSON.stringify({
        id: `chatcmpl-${request.number}`,
        object: 'chat.completion.chunk',
        created: 1_750_000_000,
        model: request.body.model,
        choices,
        ...(asked ? { usage: null } : {}),
        ...more,
      })}\n\n`
    return [
      ...deltas.map((delta) => chunk([{ index: 0, delta, logprobs: null, finish_reason: null }])),
      chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: reason }]),
      ...(asked ? [chunk([], { usage: usage(request.body, answer) })] : []),
      'data: [DONE]\n\n',
    ]
  },

  failure: (status, message) => ({
    error: { message, type: status >= 500 ? 'server_error' : 'invalid_request_error', param: null, code: null },
  }),
}

function toCall(call: WireToolCall, request: WireRequest<OpenAiBody>, index: number): unknown {
  const args = call.arguments ?? {}
  return {
    id: call.id ?? `call_${request.number}_${index}`,
    type: 'function',
    function: { name: call.name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
  }
}

/** The first chunk of a call has id and name, the others have its arguments in two parts. */
function callDeltas(call: WireToolCall, request: WireRequest<OpenAiBody>, index: number): unknown[] {
  const whole = toCall(call, request, index) as {
    id: string
    type: string
    function: { name: string; arguments: string }
  }
  const { name, arguments: args } = whole.function
  const middle = Math.floor(args.length / 2)
  const rest = [args.slice(0, middle), args.slice(middle)].filter((part) => part !== '')
  return [
    { tool_calls: [{ index, ...whole, function: { name, arguments: '' } }] },
    ...rest.map((part) => ({ tool_calls: [{ index, function: { arguments: part } }] })),
  ]
}

function usage(body: OpenAiBody, answer: Extract<Answer, { kind: 'reply' }>): unknown {
  const prompt = Math.ceil(JSON.stringify(body.messages).length / 4)
  const completion = Math.ceil(JSON.stringify(answer).length / 4)
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

function checkRoute(request: WireRequest<OpenAiBody>): void {
  const { pathname, searchParams } = new URL(request.url, 'http://server')
  const azure = /^\/openai\/deployments\/[^/]+\/chat\/completions$/.test(pathname)
  if (azure && !searchParams.get('api-version')) throw new Rejection(404, 'Resource not found')
  if (!azure && pathname !== '/v1/chat/completions') throw new Rejection(404, `Unknown request URL: ${pathname}`)
  if (request.method !== 'POST') throw new Rejection(405, `Not allowed to ${request.method} on ${pathname}`)
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new Rejection(400, "you must provide the header 'Content-Type: application/json'")
  }
}

function checkKey(request: WireRequest<OpenAiBody>, key: string | undefined): void {
  const azure = request.url.startsWith('/openai/deployments/')
  const sent = azure ? request.headers['api-key'] : /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (!sent) throw new Rejection(401, "You didn't provide an API key.")
  // The real API shows the key it refuses, masked; here in full, so that a test sees whether the client hides it.
  if (key !== undefined && sent !== key) throw new Rejection(401, `Incorrect API key provided: ${String(sent)}.`)
}

function checkBody(body: OpenAiBody): void {
  for (const name of Object.keys(body)) {
    if (!parameters.has(name)) throw new Rejection(400, `Unrecognized request argument supplied: ${name}`)
  }
  if (typeof body.model !== 'string' || body.model === '')
    throw new Rejection(400, 'you must provide a model parameter')
  if (!Array.isArray(body.messages) || body.messages.length === 0) {
    throw new Rejection(400, "Invalid 'messages': empty array. Expected an array with minimum length 1.")
  }
  if (body.stream_options !== undefined && body.stream !== true) {
    throw new Rejection(400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.")
  }
  checkNumbers(body)
  checkFormat(body)
  checkTools(body.tools)
  checkMessages(body.messages)
}

function checkNumbers(body: OpenAiBody): void {
  const { temperature, max_tokens, max_completion_tokens } = body
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) {
    throw new Rejection(400, `Invalid 'temperature': ${temperature}.`)
  }
  for (const limit of [max_tokens, max_completion_tokens]) {
    if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
      throw new Rejection(400, "Invalid 'max_tokens': integer below minimum value.")
    }
  }
  if (max_tokens !== undefined && /^(o\d|gpt-5)/.test(body.model)) {
    const hint = "Use 'max_completion_tokens' instead."
    throw new Rejection(400, `Unsupported parameter: 'max_tokens' is not supported with this model. ${hint}`)
  }
}

function checkFormat({ response_format: format, messages }: OpenAiBody): void {
  if (format?.type === 'json_object' && !JSON.stringify(messages).toLowerCase().includes('json')) {
    throw new Rejection(400, "'messages' must contain the word 'json' in some form, to use 'response_format'.")
  }
  const { name, schema, strict } = format?.json_schema ?? {}
  if (format?.type !== 'json_schema') return
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name ?? '')) throw new Rejection(400, "Invalid 'response_format.json_schema.name'.")
  const errors = schema?.type !== 'object' ? 'schema must be of type "object"' : undefined
  const strictly = strict ? strictErrors(schema, { allRequired: true, limits: true }) : undefined
  const problem = errors ?? strictly
  if (problem) throw new Rejection(400, `Invalid schema for response_format '${name}': ${problem}.`)
}

function checkTools(tools: OpenAiBody['tools']): void {
  if (tools === undefined) return
  if (tools.length === 0)
    throw new Rejection(400, "Invalid 'tools': empty array. Expected an array with minimum length 1.")
  for (const [index, tool] of tools.entries()) {
    if (tool.type !== 'function') throw new Rejection(400, `Invalid value: 'tools[${index}].type'.`)
    const { name, parameters } = tool.function
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
      throw new Rejection(400, `Invalid 'tools[${index}].function.name': string does not match pattern.`)
    }
    if (parameters !== undefined && parameters.type !== 'object') {
      throw new Rejection(400, `Invalid schema for function '${name}': schema must be of type "object".`)
    }
  }
}

/** The rules across messages: each tool call is answered exactly once, directly after the message that holds it. */
function checkMessages(messages: OpenAiMessage[]): void {
  const pending = new Set<string>()
  for (const [index, message] of messages.entries()) {
    const at = `messages[${index}]`
    if (message.role === 'tool') {
      if (!pending.delete(message.tool_call_id ?? '')) {
        const rule = "messages with role 'tool' must be a response to a preceding message with 'tool_calls'"
        throw new Rejection(400, `Invalid parameter: ${rule} (${at}).`)
      }
    } else {
      rejectUnanswered(pending)
    }
    checkMessage(message, at)
    for (const call of message.tool_calls ?? []) {
      if (pending.has(call.id)) throw new Rejection(400, `Duplicate tool call id in ${at}.`)
      pending.add(call.id)
    }
  }
  rejectUnanswered(pending)
}

function rejectUnanswered(pending: Set<string>): void {
  if (pending.size === 0) return
  const rule =
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'."
  throw new Rejection(
    400,
    `${rule} The following tool_call_ids did not have response messages: ${[...pending].join(', ')}`,
  )
}

function checkMessage(message: OpenAiMessage, at: string): void {
  const { role, content, tool_calls } = message
  switch (role) {
    case 'system':
    case 'user':
    case 'tool':
      if (typeof content !== 'string')
        throw new Rejection(400, `Invalid value for 'content' in ${at}: expected a string.`)
      if (tool_calls !== undefined)
        throw new Rejection(400, `Additional properties are not allowed in ${at}: tool_calls.`)
      return
    case 'assistant':
      if (tool_calls?.length === 0) throw new Rejection(400, `Invalid '${at}.tool_calls': empty array.`)
      if (typeof content !== 'string' && !tool_calls)
        throw new Rejection(400, `Invalid value for 'content' in ${at}: null.`)
      for (const call of tool_calls ?? []) checkCall(call, at)
      return
    default:
      throw new Rejection(400, `Invalid value: '${role}' in ${at}.role.`)
  }
}

function checkCall(call: NonNullable<OpenAiMessage['tool_calls']>[number], at: string): void {
  if (!call.id || call.id.length > 64) throw new Rejection(400, `Invalid '${at}.tool_calls[].id'.`)
  if (call.type !== 'function') throw new Rejection(400, `Invalid value: '${at}.tool_calls[].type'.`)
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(call.function?.name ?? '')) {
    throw new Rejection(400, `Invalid '${at}.tool_calls[].function.name'.`)
  }
  if (typeof call.function.arguments !== 'string') {
    throw new Rejection(400, `Invalid type for '${at}.tool_calls[].function.arguments': expected a string.`)
  }
}
