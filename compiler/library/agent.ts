// What an agent can be asked, and the structs that describe what happened (agentic.md 4).

import {
  anyType,
  boolType,
  fallible,
  floatType,
  intType,
  listOf,
  nilType,
  optionOf,
  type StructType,
  stringType,
  type Type,
} from '../3-check/types.ts'
import { define, optional, param } from './define.ts'
import type { LibraryFunction } from './library.ts'

function result(name: string, fields: Record<string, Type>): StructType {
  const list = Object.entries(fields).map(([field, type]) => ({ name: field, type, hasDefault: false }))
  return { name, fields: list, library: 'result' }
}

const structType = (struct: StructType): Type => ({ kind: 'struct', struct })

const handoff = result('Handoff', {
  from: stringType,
  to: stringType,
  reason: stringType,
  depth: intType,
  duration_ms: intType,
  reply: optionOf(stringType),
  error: optionOf(stringType),
  details: anyType,
})

const toolCall = result('ToolCall', {
  agent: stringType,
  name: stringType,
  args: stringType,
  result: stringType,
  ok: boolType,
  duration_ms: intType,
})

const message = result('Message', { role: stringType, content: stringType, agent: stringType })

const amounts = {
  input_tokens: intType,
  output_tokens: intType,
  total_tokens: intType,
  llm_calls: intType,
  cost_usd: floatType,
}
const agentUsage = result('AgentUsage', amounts)
const usage = result('Usage', {
  ...amounts,
  by_agent: { kind: 'map', key: stringType, value: structType(agentUsage) },
})

const agentResult = result('AgentResult', {
  reply: stringType,
  agent: stringType,
  entry: stringType,
  handed_off_to: optionOf(stringType),
  handoffs: listOf(structType(handoff)),
  path: listOf(stringType),
  tool_calls: listOf(structType(toolCall)),
  steps: intType,
  usage: structType(usage),
  messages: listOf(structType(message)),
  output: anyType,
  ui: listOf(anyType),
  session: stringType,
  finish_reason: stringType,
  duration_ms: intType,
})

export const agentResultType: Type = structType(agentResult)

/** Structs of the library that a program may name as types. */
export const resultStructs = new Map([agentResult, handoff, toolCall, usage].map((struct) => [struct.name, struct]))

const asked = [param('message', stringType), optional('session', stringType)]
const method = (name: string, type: Type) =>
  define(`Agent.${name}`, asked, fallible(type), { file: 'agent', mayPanic: true })

const text: Type = { kind: 'stream', element: stringType }
const entry: StructType = {
  ...result('HistoryEntry', { role: stringType, content: stringType, agent: stringType, time: stringType }),
  library: 'session',
}
const own = { file: 'session', mayPanic: true } as const
/** A message that is no text is sent as JSON, as with agents. */
const asking = { file: 'agent', mayPanic: true } as const
const session: StructType = { name: 'Session', fields: [], library: 'session' }
const id = param('session', stringType)

export const agentMethods = new Map<string, LibraryFunction>([
  ['ask', method('ask', stringType)],
  ['run', method('run', agentResultType)],
  ['stream', define('Agent.stream', asked, text, { file: 'agent' })],
  ['session', define('Agent.session', [param('id', stringType)], structType(session), { file: 'agent' })],
  ['history', define('Agent.history', [id], listOf(structType(entry)), own)],
  ['clear', define('Agent.clear', [id], nilType, own)],
])

const [message1] = asked
const ofSession: [string, LibraryFunction][] = [
  ['ask', define('Session.ask', [message1!], fallible(stringType), asking)],
  ['run', define('Session.run', [message1!], fallible(agentResultType), asking)],
  ['stream', define('Session.stream', [message1!], text, { file: 'agent' })],
  ['history', define('Session.history', [], listOf(structType(entry)), own)],
  ['clear', define('Session.clear', [], nilType, own)],
]

/** Methods of `A.session(id)`. */
export const sessionMethods: ReadonlyMap<string, LibraryFunction> = new Map(ofSession)
export const sessionStruct = session

/** Whether methods of a type ask an agent: those of agents, and of agents bound to a session. */
export function asksAgent(owner: Type): boolean {
  return owner.kind === 'agentic' || (owner.kind === 'struct' && owner.struct === session)
}

/** Methods of what `A.stream(…)` gives. */
export const streamMethods: ReadonlyMap<string, LibraryFunction> = new Map([
  ['result', define('stream.result', [], agentResultType, { file: 'stream', mayPanic: true })],
  ['cancel', define('stream.cancel', [], nilType, { file: 'stream' })],
])

/** Whether a parameter takes a message for an agent, of whatever type it is. */
export function isMessage({ file }: LibraryFunction, param: { name: string }): boolean {
  return (file === 'agent' || file === 'session') && param.name === 'message'
}
