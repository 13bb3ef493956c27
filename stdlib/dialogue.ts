// The work of one agent in a turn: ask the model, run the tools it calls, ask again, until it answers or hands over.
// Every call that a model makes is answered exactly once, whatever it wrote, so that the transcript is always valid.

import { Call } from './abi'
import { account } from './account'
import { Agent } from './agent'
import { generate } from './fiber'
import { handOver, requestedHandoff, takeoverNote, targetContext, TRANSFER } from './handoff'
import { Hearer } from './hearer'
import { freshRequest, JsonWriter } from './json'
import { JsonParser } from './json-read'
import { JsonScanner } from './json-scan'
import { LogEntry, SUMMARY } from './memory'
import { Request, Response } from './model'
import { intText } from './number'
import { tell } from './tell'
import { HairaError, stop, stopped } from './panic'
import { replyError } from './reply'
import { Handoff, ToolCall, unknownTool } from './result'
import { Context, summaries } from './transcript'
import { Outcome, TIMED_OUT, Turn } from './turn'

/** Lets an agent's model work on a message. */
export function dialogue(turn: Turn, agent: Agent, context: Context): Outcome {
  const messages = new Messages(turn, agent, context)
  const used: ToolCall[] = []
  const output = context.output
  while (true) {
    const response = messages.ask()
    if (response === null) return Outcome.error(messages.error!)
    messages.addResponse(response)
    if (response.calls.length == 0) {
      const outcome: Outcome | null =
        output === null ? Outcome.success(response.text, agent) : output.take(response, agent, messages)
      if (outcome !== null) return outcome
      continue
    }
    const use = agent.use
    const calls: ToolCall[] | null = use === null ? null : use(turn, agent, response.calls)
    const handoff = lookThrough(turn, agent, context, messages, response, used, calls)
    if (handoff !== null) return follow(turn, agent, context, handoff, used)
  }
}

// Looks through all calls in order, of which the ordinary ones have run; gives the first transfer that can be followed. Further ones are noted as ignored; one
// whose reason does not fit is an error that the model is told.
function lookThrough(
  turn: Turn,
  agent: Agent,
  context: Context,
  messages: Messages,
  response: Response,
  used: ToolCall[],
  calls: ToolCall[] | null,
): Handoff | null {
  let followed: Handoff | null = null
  let ran = 0
  for (let i = 0; i < response.calls.length; i++) {
    const request = response.calls[i]
    const target = agent.target(request.name)
    if (target === null) {
      const call = calls === null ? unknownTool(agent.name, request.name, request.args) : calls[ran++]
      tellOf(turn, call)
      turn.result.tool_calls.push(call)
      used.push(call)
      messages.addResult(request, call.result)
      continue
    }
    const handoff = requestedHandoff(agent, target, request.parsed, context.depth + 1)
    turn.result.handoffs.push(handoff)
    if (followed !== null) {
      handoff.error = 'ignored: already handed off to ' + followed.to
      messages.record('tool', handoff.error!)
    } else if (handoff.error === null) {
      followed = handoff
      messages.record('tool', 'handed over to ' + target.name)
    } else messages.addResult(request, 'error: ' + handoff.error!)
  }
  return followed
}

function tellOf(turn: Turn, call: ToolCall): void {
  const failure = call.ok ? '' : call.result
  tell(['tool_exec', call.agent, turn.result.session, call.name, intText(call.duration_ms), failure])
}

// The agent has finished: the target goes on.
function follow(turn: Turn, agent: Agent, context: Context, handoff: Handoff, used: ToolCall[]): Outcome {
  const target = agent.target(TRANSFER + handoff.to)!
  const next = targetContext(turn, agent, target, context, context.message, takeoverNote(agent, handoff.reason, used))
  const outcome = handOver(turn, target, next, handoff)
  if (outcome.error === null) outcome.heardBy(agent)
  return outcome
}

/** The messages between an agent and its model in a turn. */
export class Messages {
  error: HairaError | null = null
  private readonly json: JsonWriter
  private readonly ids: string[] = []
  /** The model's latest answer, until it is shown to it. */
  private latest: Response | null = null

  constructor(
    private turn: Turn,
    private agent: Agent,
    private context: Context,
  ) {
    const system = systemPrompt(agent, context)
    // Not much larger than needed: ten thousand turns may wait for a model at once.
    this.json = new JsonWriter(128 + ((system.length + context.message.length) << 1))
    this.json.beginArray()
    if (system != '') {
      this.add('system', system)
      this.record('system', system)
    }
    this.addContext(context, context.depth == 0)
  }

  // The result's transcript has the session's earlier entries once, not once for each agent.
  private addContext(context: Context, first: bool): void {
    const entries = context.entries
    if (entries.length > 0) this.addEntries(entries)
    if (first && this.turn.traced) {
      for (let i = 0; i < entries.length; i++) {
        const entry = entries[i]
        if (entry.role != SUMMARY) this.turn.record(entry.role, entry.content, entry.agent)
      }
    }
    this.add('user', context.message)
    if (first || context.message != this.turn.message) this.record('user', context.message)
  }

  // By their numbers, from one to another: the host has what they say. Summaries are part of the system prompt.
  private addEntries(entries: LogEntry[]): void {
    const json = this.json
    json.beginArray()
    json.int(this.turn.log.lease)
    let last: i64 = 0
    for (let i = 0; i < entries.length; i++) {
      const id = entries[i].id
      if (entries[i].role == SUMMARY) continue
      if (last == 0) json.int(id)
      else if (id != last + 1) {
        json.int(last)
        json.int(id)
      }
      last = id
    }
    if (last > 0) json.int(last)
    json.endArray()
  }

  private add(role: string, content: string): void {
    this.json.beginObject()
    this.json.pair('role', role)
    this.json.pair('content', content)
    this.json.endObject()
  }

  /** Adds a message to the result's transcript only. */
  record(role: string, content: string): void {
    this.turn.record(role, content, this.agent.name)
  }

  /** Requests the model. `null`: see `error`. */
  ask(): Response | null {
    return this.mayAsk() ? this.take(this.answer()) : null
  }

  private mayAsk(): bool {
    const turn = this.turn
    // A tool has been stopped together with its fiber: nobody will read an answer.
    if (stopped()) return this.fails(stop)
    const usage = turn.result.usage.of(this.agent.name)
    if (usage.requests >= this.agent.max_steps) {
      return this.fails(
        new HairaError('agent ' + this.agent.name + ': no answer after ' + intText(this.agent.max_steps) + ' steps'),
      )
    }
    if (turn.remaining <= 0) return this.fails(turn.timeoutError)
    const own = account
    const excess: HairaError | null = own === null ? null : own.ask()
    if (excess !== null) return this.fails(excess)
    turn.result.steps++
    usage.requests++
    return true
  }

  private take(reply: string): Response | null {
    const turn = this.turn
    const response = new Response(new JsonScanner(reply), this.ids)
    const error: HairaError | null = response.failed ? replyError(new JsonParser(reply)) : null
    if (error !== null) {
      this.fails(error.is(TIMED_OUT) && turn.remaining <= TIMER_SLACK ? turn.timeoutError : error)
      return null
    }
    const cost = this.agent.provider!.cost(response.billedTokens, response.outputTokens)
    turn.result.usage.of(this.agent.name).add(response.inputTokens, response.outputTokens, cost)
    turn.result.usage.add(response.inputTokens, response.outputTokens, cost)
    const own = account
    if (own !== null) own.spend(response.inputTokens + response.outputTokens, cost)
    turn.result.finish_reason = response.finishReason
    return response
  }

  private answer(): string {
    const listener = this.turn.listener
    const own = this.context.hearer
    const script = this.agent.script
    if (script !== null) {
      const answer = script.answer()
      const hearer: Hearer | null = own === null ? listener : own
      if (hearer !== null) {
        hearer.begin()
        hearer.hear(new JsonParser(answer).root.textAt('text'))
      }
      return answer
    }
    if (listener !== null) return listener.ask(this.request(), own === null ? listener : own)
    const call = Call.json(this.request())
    generate(call.request, call.length, call.reply)
    return call.take()
  }

  private fails(error: HairaError): bool {
    this.error = error
    return false
  }

  private request(): JsonWriter {
    const json = freshRequest()
    const turn = this.turn
    const output = this.context.output
    json.beginObject()
    json.raw(this.agent.fixedRequest)
    if (output !== null) output.describe(json)
    json.endObject()
    json.line()
    json.beginObject()
    json.pair('session', turn.result.session)
    json.key('timeout_ms')
    json.int(<i64>ceil(turn.remaining))
    json.key('messages')
    json.embed(this.json)
    json.endArray()
    json.endObject()
    return json
  }

  /** Asks for another answer than the one that was given. */
  askAgain(response: Response, request: string): void {
    this.add('assistant', response.text)
    this.add('user', request)
    this.record('user', request)
  }

  /** Takes note of what the model answered. It is shown to it again with the first result of its calls. */
  addResponse(response: Response): void {
    this.record('assistant', response.text)
    this.latest = response
  }

  private addCalls(response: Response): void {
    this.latest = null
    const json = this.json
    json.beginObject()
    json.pair('role', 'assistant')
    json.pair('content', response.text)
    json.key('tool_calls')
    json.value(response.calls)
    json.endObject()
  }

  /** Adds the result of a call. */
  addResult(request: Request, result: string): void {
    const latest = this.latest
    if (latest !== null) this.addCalls(latest)
    this.json.beginObject()
    this.json.pair('role', 'tool')
    this.json.pair('tool_call_id', request.id)
    this.json.pair('content', result)
    this.json.endObject()
    this.record('tool', result)
  }
}

/** Timers may fire a little early, in milliseconds. */
const TIMER_SLACK: f64 = 2

function systemPrompt(agent: Agent, context: Context): string {
  const own = agent.prompt
  const prompt = paragraphs(own === null ? agent.system : own(agent), context.note)
  const noting = summaries
  return noting === null ? prompt : paragraphs(prompt, noting.notes(context.entries))
}

function paragraphs(before: string, after: string): string {
  return before == '' || after == '' ? before + after : before + '\n\n' + after
}
