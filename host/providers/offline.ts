// The offline model: a deterministic stand-in for every provider, so that programs run without key or network.
// It hands over to the agent that the message seems to be for, calls a tool that it seems to ask for, and otherwise says
// who answers and what was asked. The same request always gets the same reply.

import type { CancelSignal } from '../fiber/cancellation.ts'
import { argumentsFor } from './offline-arguments.ts'
import { routingHints } from './offline-routing.ts'
import { type Subject, sharedStems, sharedTopics, subjectOf } from './offline-words.ts'
import type {
  ChatMessage,
  GenerateReply,
  GenerateRequest,
  OnText,
  OutputFormat,
  Provider,
  ToolSpec,
} from './provider.ts'

const transferPrefix = 'transfer_to_'
const longestQuote = 300

export class OfflineProvider implements Provider {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  async generate(request: GenerateRequest, signal: CancelSignal, onText?: OnText): Promise<GenerateReply> {
    signal.throwIfAborted()
    const turn = readTurn(request.messages)
    const call = turn.results.length === 0 ? chooseCall(request, turn) : undefined
    const text = call ? '' : request.output ? sample(request.output, turn) : answer(request.agent, turn)
    if (onText) await passOn(text.match(/\S*\s*/g) ?? [], signal, onText)
    return reply(request, text, call)
  }

  async close(): Promise<void> {}
}

/** Passes a text on in pieces, other things happening in between as they do while a model writes. */
export async function passOn(pieces: readonly string[], signal: CancelSignal, onText: OnText): Promise<void> {
  for (const piece of pieces) {
    if (piece === '') continue
    onText(piece)
    await new Promise((resolve) => setImmediate(resolve))
    signal.throwIfAborted()
  }
}

/** The current turn: what the user said last, and what has been done about it. */
interface Turn {
  message: string
  /** The agent's own prompt, up to the take-over note: what follows speaks of the agents before. */
  system: string
  /** Who handled this turn before, as far as the take-over note tells. */
  passedBy: string
  results: { name: string; content: string }[]
}

interface Call {
  name: string
  arguments: Record<string, unknown>
}

function readTurn(messages: ChatMessage[]): Turn {
  const last = messages.findLastIndex((message) => message.role === 'user')
  const system = messages.flatMap((message) => (message.role === 'system' ? [message.content] : [])).join('\n')
  const names = new Map<string, string>()
  const results: Turn['results'] = []
  for (const message of messages.slice(last + 1)) {
    if (message.role === 'assistant') for (const call of message.tool_calls ?? []) names.set(call.id, call.name)
    if (message.role === 'tool') {
      results.push({ name: names.get(message.tool_call_id) ?? 'tool', content: message.content })
    }
  }
  const note = /^You are taking over this conversation from .*$/m.exec(system)
  return {
    message: messages[last]?.content ?? '',
    system: system.slice(0, note?.index),
    passedBy: note?.[0] ?? '',
    results,
  }
}

/** The best tool or transfer for the message, if any is good enough. */
function chooseCall(request: GenerateRequest, turn: Turn): Call | undefined {
  const asked = subjectOf(turn.message)
  const tools = request.tools ?? []
  const targets = tools.filter((tool) => tool.name.startsWith(transferPrefix)).map(targetName)
  const hints = routingHints(turn.system, targets)
  // An agent that fits the message as well as a colleague keeps it.
  let best = score(asked, subjectOf(request.agent), subjectOf(hints.own))
  let chosen: ToolSpec | undefined
  for (const tool of tools) {
    const fit = tool.name.startsWith(transferPrefix)
      ? transferScore(tool, asked, turn, hints.byTarget)
      : toolScore(tool, asked)
    // A tool is the agent's own means: it need not beat the agent.
    const least = chosen || tool.name.startsWith(transferPrefix) ? best : 0
    if (fit > least) {
      best = fit
      chosen = tool
    }
  }
  return chosen && { name: chosen.name, arguments: callArguments(chosen, turn) }
}

/** A word of the name counts most, then one of the description, then a common topic. */
function score(asked: Subject, name: Subject, description: Subject): number {
  return 3 * sharedStems(asked, name) + 2 * sharedStems(asked, description) + topicScore(asked, name, description)
}

function topicScore(asked: Subject, name: Subject, description: Subject): number {
  return 1.5 * Math.max(sharedTopics(asked, name), sharedTopics(asked, description))
}

function transferScore(tool: ToolSpec, asked: Subject, turn: Turn, hints: ReadonlyMap<string, string>): number {
  const target = targetName(tool)
  // Handing back to anyone who has had this message would go round in circles.
  if (new RegExp(`\\b${target}\\b`).test(turn.passedBy)) return 0
  const description = tool.description.replace(`Hand this conversation over to ${target}.`, '')
  return score(asked, subjectOf(target), subjectOf(`${description} ${hints.get(target) ?? ''}`))
}

/** Topics alone do not call a tool: "is it down?" is no reason to run whatever speaks of servers. */
function toolScore(tool: ToolSpec, asked: Subject): number {
  const name = subjectOf(tool.name)
  const description = subjectOf(tool.description)
  const direct = 3 * sharedStems(asked, name) + 2 * sharedStems(asked, description)
  return direct === 0 ? 0 : direct + topicScore(asked, name, description)
}

function targetName(tool: ToolSpec): string {
  return tool.name.slice(transferPrefix.length)
}

function callArguments(tool: ToolSpec, turn: Turn): Record<string, unknown> {
  // A reason that has a form of its own is filled in like the arguments of a tool.
  const isPlain = tool.name.startsWith(transferPrefix) && tool.parameters.properties?.reason?.type === 'string'
  if (!isPlain) return argumentsFor(tool.parameters, turn.message)
  const reason = `The message looks like one for ${targetName(tool)}.`
  const [, from] = /conversation from (\w+)/.exec(turn.passedBy) ?? []
  if (!from) return { reason }
  // The next agent is told only who hands over to it; the reason tells it who else had the message.
  const [, before] = /Handled before: ([\w, ]+)\./.exec(turn.passedBy) ?? []
  return { reason: `${reason} Handled before: ${before ? `${before}, ${from}` : from}.` }
}

/** A value of the form that is asked for, taken from the message where it has any. */
function sample({ schema }: OutputFormat, turn: Turn): string {
  return JSON.stringify(argumentsFor(schema, turn.message))
}

function answer(agent: string, turn: Turn): string {
  const name = agent || 'the model'
  if (turn.results.length === 0) return `[offline] ${name} here. You wrote: "${quote(turn.message)}"`
  const results = turn.results.map(({ name, content }) => `${name} says: ${quote(content)}`)
  return `[offline] ${name} here. ${results.join('; ')}`
}

function quote(text: string): string {
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
}

function reply(request: GenerateRequest, text: string, call: Call | undefined): GenerateReply {
  const asked = request.messages.reduce((sum, message) => sum + message.content.length, 0)
  const calls = call && [{ id: callId(request), name: call.name, arguments: JSON.stringify(call.arguments) }]
  const answered = text.length + (calls ? calls[0]!.name.length + calls[0]!.arguments.length : 0)
  return {
    text,
    tool_calls: calls ?? [],
    finish_reason: calls ? 'tool_calls' : 'stop',
    usage: { input_tokens: Math.ceil(asked / 4), output_tokens: Math.ceil(answered / 4) },
  }
}

/** Unlike every other id in the request. */
function callId(request: GenerateRequest): string {
  return `call_${request.messages.length}`
}
