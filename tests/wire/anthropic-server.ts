// A strict stand-in for Anthropic's messages API, version 2023-06-01: refuses what the real API refuses, and besides
// insists on roles that alternate, which the API has at times required and at times merged.

import type { Answer } from './answers.ts'
import { strictErrors } from './schema.ts'
import {
  Rejection,
  startWireServer,
  type WireFormat,
  type WireOptions,
  type WireRequest,
  type WireServer,
} from './server.ts'

export interface AnthropicBlock {
  type: string
  text?: string
  id?: string
  name?: string
  input?: unknown
  tool_use_id?: string
  content?: unknown
  is_error?: boolean
  cache_control?: unknown
}

export interface AnthropicMessage {
  role: string
  content: string | AnthropicBlock[]
}

export interface AnthropicBody {
  model: string
  max_tokens: number
  messages: AnthropicMessage[]
  system?: string | AnthropicBlock[]
  tools?: { name: string; description?: string; input_schema: Record<string, unknown>; cache_control?: unknown }[]
  temperature?: number
  stream?: boolean
  output_config?: { format?: { type: string; schema: Record<string, unknown> } }
}

export type AnthropicServer = WireServer<AnthropicBody>

/** Starts the server. Its `url` is what a provider takes as `endpoint`. */
export function startAnthropicServer(options: WireOptions<AnthropicBody>): Promise<AnthropicServer> {
  return startWireServer(anthropicFormat, options)
}

const parameters = new Set(
  `model max_tokens messages system tools tool_choice temperature top_p top_k stop_sequences stream metadata thinking
  service_tier output_config`.split(/\s+/),
)

/** The wire format of `/messages`. */
export const anthropicFormat: WireFormat<AnthropicBody> = {
  basePath: '/v1',

  check(request, key) {
    checkRoute(request)
    checkHeaders(request, key)
    checkBody(request.body)
  },

  reply(answer, request) {
    const content: unknown[] = []
    if (answer.text !== undefined) content.push({ type: 'text', text: answer.text })
    for (const [index, call] of (answer.toolCalls ?? []).entries()) {
      const args = call.arguments ?? {}
      const input = typeof args === 'string' ? JSON.parse(args) : args
      content.push({ type: 'tool_use', id: call.id ?? `toolu_${request.number}_${index}`, name: call.name, input })
    }
    return {
      id: `msg_${request.number}`,
      type: 'message',
      role: 'assistant',
      model: request.body.model,
      content,
      stop_reason: answer.finishReason ?? (answer.toolCalls ? 'tool_use' : 'end_turn'),
      stop_sequence: null,
      usage: usage(request.body, answer),
    }
  },

  streams: ({ stream }) => stream === true,

  events(answer, request) {
    const whole = anthropicFormat.reply(answer, request) as {
      content: { type: string; text?: string; input?: unknown }[]
      stop_reason: string
      usage: { output_tokens: number }
    }
    const blocks = whole.content.flatMap((block, index) => [
      event('content_block_start', { index, content_block: emptied(block) }),
      ...(index === 0 ? [event('ping', {})] : []),
      ...partsOf(block, answer.pieces).map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ])
    const { output_tokens } = whole.usage
    const start = { ...whole, content: [], stop_reason: null, usage: { ...whole.usage, output_tokens: 1 } }
    return [
      event('message_start', { message: start }),
      ...blocks,
      event('message_delta', {
        delta: { stop_reason: whole.stop_reason, stop_sequence: null },
        usage: { output_tokens },
      }),
      event('message_stop', {}),
    ]
  },

  failure: (status, message) => ({
    type: 'error',
    error: { type: errorTypes[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error'), message },
  }),
}

function event(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`
}

function emptied(block: { type: string }): object {
  return block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} }
}

function partsOf(block: { type: string; text?: string; input?: unknown }, pieces: string[] | undefined): object[] {
  if (block.type === 'text') return (pieces ?? [block.text ?? '']).map((text) => ({ type: 'text_delta', text }))
  const json = JSON.stringify(block.input)
  const middle = Math.floor(json.length / 2)
  return ['', json.slice(0, middle), json.slice(middle)].map((part) => ({
    type: 'input_json_delta',
    partial_json: part,
  }))
}

const errorTypes: Record<number, string> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
}

function usage(body: AnthropicBody, answer: Extract<Answer, { kind: 'reply' }>): unknown {
  return {
    input_tokens: Math.ceil(JSON.stringify(body.messages).length / 4),
    output_tokens: Math.ceil(JSON.stringify(answer).length / 4),
    cache_creation_input_tokens: answer.cached?.written ?? 0,
    cache_read_input_tokens: answer.cached?.read ?? 0,
  }
}

function checkRoute(request: WireRequest<AnthropicBody>): void {
  const { pathname } = new URL(request.url, 'http://server')
  if (pathname !== '/v1/messages') throw new Rejection(404, `Not found: ${pathname}`)
  if (request.method !== 'POST') throw new Rejection(405, 'Method Not Allowed')
}

function checkHeaders(request: WireRequest<AnthropicBody>, key: string | undefined): void {
  const { headers } = request
  const sent = headers['x-api-key']
  if (typeof sent !== 'string' || sent === '') throw new Rejection(401, 'x-api-key header is required')
  if (headers.authorization !== undefined) throw new Rejection(401, 'both x-api-key and authorization were sent')
  if (key !== undefined && sent !== key) throw new Rejection(401, `invalid x-api-key: ${sent}`)
  const version = headers['anthropic-version']
  if (version === undefined) throw new Rejection(400, 'anthropic-version: header is required')
  if (version !== '2023-06-01') throw new Rejection(400, `anthropic-version: "${version}" is not a valid version`)
  if (!headers['content-type']?.startsWith('application/json')) {
    throw new Rejection(400, 'content-type: must be application/json')
  }
}

function checkBody(body: AnthropicBody): void {
  for (const name of Object.keys(body)) {
    if (!parameters.has(name)) throw new Rejection(400, `${name}: Extra inputs are not permitted`)
  }
  if (typeof body.model !== 'string' || body.model === '') throw new Rejection(400, 'model: Field required')
  if (body.max_tokens === undefined) throw new Rejection(400, 'max_tokens: Field required')
  if (!Number.isInteger(body.max_tokens) || body.max_tokens < 1) {
    throw new Rejection(400, 'max_tokens: Input should be greater than or equal to 1')
  }
  if (body.temperature !== undefined && !(body.temperature >= 0 && body.temperature <= 1)) {
    throw new Rejection(400, 'temperature: range: 0..1')
  }
  const { format } = body.output_config ?? {}
  const problem = format && strictErrors(format.schema, { allRequired: false, limits: false })
  if (problem) throw new Rejection(400, `output_config.format.schema: ${problem}`)
  checkSystem(body.system)
  checkTools(body.tools)
  if (!Array.isArray(body.messages) || body.messages.length === 0) {
    throw new Rejection(400, 'messages: at least one message is required')
  }
  checkMessages(body.messages)
  checkCacheControl(body)
}

/** At most four parts may end what is cached, for five minutes or an hour. */
function checkCacheControl({ system, tools = [], messages }: AnthropicBody): void {
  const blocks = [system, ...messages.map(({ content }) => content)].flatMap((part) =>
    Array.isArray(part) ? part : [],
  )
  const marks = [...tools, ...blocks].map((part) => part.cache_control).filter((mark) => mark !== undefined)
  if (marks.length > 4)
    throw new Rejection(400, `A maximum of 4 blocks with cache_control may be provided. Found ${marks.length}.`)
  for (const mark of marks) {
    const { type, ttl = '5m', ...rest } = mark as { type?: unknown; ttl?: unknown }
    if (type !== 'ephemeral' || !['5m', '1h'].includes(String(ttl)) || Object.keys(rest).length > 0) {
      throw new Rejection(400, `cache_control: Input should be a valid cache control, got ${JSON.stringify(mark)}`)
    }
  }
}

function checkSystem(system: AnthropicBody['system']): void {
  if (system === undefined || typeof system === 'string') return
  for (const [index, block] of system.entries()) checkText(block.text, `system.${index}`)
}

function checkTools(tools: AnthropicBody['tools']): void {
  const names = new Set<string>()
  for (const [index, tool] of (tools ?? []).entries()) {
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(tool.name)) {
      throw new Rejection(400, `tools.${index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`)
    }
    if (names.has(tool.name)) throw new Rejection(400, 'tools: Tool names must be unique.')
    names.add(tool.name)
    if (tool.input_schema?.type !== 'object') {
      throw new Rejection(400, `tools.${index}.custom.input_schema.type: Input should be 'object'`)
    }
  }
}

function checkMessages(messages: AnthropicMessage[]): void {
  if (messages[0]?.role !== 'user') throw new Rejection(400, 'messages: first message must use the "user" role')
  let pending = new Set<string>()
  const all = new Set<string>()
  for (const [index, { role, content }] of messages.entries()) {
    const at = `messages.${index}`
    if (role !== 'user' && role !== 'assistant')
      throw new Rejection(400, `${at}.role: Input should be 'user' or 'assistant'`)
    if (messages[index - 1]?.role === role) {
      throw new Rejection(
        400,
        `messages: roles must alternate between "user" and "assistant", but ${at} repeats "${role}"`,
      )
    }
    const blocks = toBlocks(content, at)
    checkResults(blocks, pending, at)
    pending = new Set()
    for (const [number, block] of blocks.entries()) checkBlock(block, role, `${at}.content.${number}`, pending)
    for (const id of pending) if (all.has(id)) throw new Rejection(400, `${at}: \`tool_use\` ids must be unique`)
    for (const id of pending) all.add(id)
  }
  if (pending.size > 0) throw new Rejection(400, unanswered(pending))
  const last = toBlocks(messages.at(-1)!.content, 'messages').at(-1)
  if (messages.at(-1)!.role === 'assistant' && last?.type === 'text' && /\s$/.test(last.text ?? '')) {
    throw new Rejection(400, 'messages: final assistant content cannot end with trailing whitespace')
  }
}

function toBlocks(content: AnthropicMessage['content'], at: string): AnthropicBlock[] {
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content
  if (!Array.isArray(blocks) || blocks.length === 0) throw new Rejection(400, `${at}: content must not be empty`)
  return blocks
}

/** Each tool use of the message before has exactly one result here, and results come before all else. */
function checkResults(blocks: AnthropicBlock[], pending: Set<string>, at: string): void {
  const open = new Set(pending)
  let seenOther = false
  for (const block of blocks) {
    if (block.type !== 'tool_result') {
      seenOther = true
      continue
    }
    if (!open.delete(block.tool_use_id ?? '')) {
      const rule = 'Each `tool_result` block must have a corresponding `tool_use` block in the previous message.'
      throw new Rejection(
        400,
        `${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${block.tool_use_id}. ${rule}`,
      )
    }
    if (seenOther) throw new Rejection(400, `${at}: tool_result blocks must come first`)
  }
  if (open.size > 0) throw new Rejection(400, unanswered(open))
}

function unanswered(ids: Set<string>): string {
  return `messages: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${[...ids].join(', ')}`
}

function checkBlock(block: AnthropicBlock, role: string, at: string, pending: Set<string>): void {
  switch (block.type) {
    case 'text':
      checkText(block.text, at)
      return
    case 'tool_use':
      if (role !== 'assistant') throw new Rejection(400, `${at}: \`tool_use\` blocks can only be in assistant messages`)
      if (!/^[a-zA-Z0-9_-]+$/.test(block.id ?? ''))
        throw new Rejection(400, `${at}.tool_use.id: String should match pattern`)
      if (typeof block.input !== 'object' || block.input === null || Array.isArray(block.input)) {
        throw new Rejection(400, `${at}.tool_use.input: Input should be a valid dictionary`)
      }
      if (pending.has(block.id!)) throw new Rejection(400, `${at}: \`tool_use\` ids must be unique`)
      pending.add(block.id!)
      return
    case 'tool_result':
      if (role !== 'user') throw new Rejection(400, `${at}: \`tool_result\` blocks can only be in user messages`)
      return
    default:
      throw new Rejection(400, `${at}.type: Input tag '${block.type}' is not expected`)
  }
}

function checkText(text: unknown, at: string): void {
  if (typeof text !== 'string') throw new Rejection(400, `${at}.text: Field required`)
  if (text === '') throw new Rejection(400, 'messages: text content blocks must be non-empty')
  if (text.trim() === '') throw new Rejection(400, 'messages: text content blocks must contain non-whitespace text')
}
