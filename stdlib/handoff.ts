// Handoffs: how models see them, and what the agent that takes over receives. The rule: its own system prompt with a
// note, what it remembers together with what the agent before was sent, the current message last; never the other's
// system prompt or transfer calls.

import { account } from './account'
import { Agent } from './agent'
import { recently } from './clock'
import { JsonWriter } from './json'
import { equalsPart } from './json-node'
import { JsonParser } from './json-read'
import { LogEntry, Sighting } from './memory'
import { intText } from './number'
import { tell } from './tell'
import { HairaError } from './panic'
import { Handoff, ToolCall } from './result'
import { Context, lastTurns, merge, noEntries, seenBy } from './transcript'
import { answer, Outcome, Turn } from './turn'

/** Parameters of every transfer tool: one text that may be left out. */
export const HANDOFF_SCHEMA: string =
  '{"type":"object","properties":{"reason":{"type":"string","description":"Why the conversation is handed over."}},' +
  '"additionalProperties":false}'

const MAX_TOOL_TEXT: i32 = 200

/** What names of transfer tools begin with. */
export const TRANSFER: string = 'transfer_to_'

/** The transfer tool of a target. */
export function handoffName(target: Agent): string {
  return TRANSFER + target.name
}

/** Whether a tool name is that of a target's transfer tool. */
export function isTransferTo(target: Agent, toolName: string): bool {
  const at = TRANSFER.length
  return equalsPart(target.name, toolName, at, toolName.length) && equalsPart(TRANSFER, toolName, 0, at)
}

/** What an agent says of its handoffs. Programs that say nothing have no subclass of it. */
export abstract class Terms {
  /** What the description of a target ends with. */
  abstract when(target: Agent): string
  /** Parameters of the transfer tool of a target. */
  abstract parameters(target: Agent): string
  /** Reads the reason that a model gives, if it is more than a text; an error if it does not fit. */
  abstract read(target: Agent, args: JsonParser, handoff: Handoff): void
  /** What a target sees of what the agent before was sent. May extend the note of the target's context. */
  abstract view(turn: Turn, from: Agent, target: Agent, entries: LogEntry[], next: Context): LogEntry[]
}

/** What a model is told of a target. */
export function handoffDescription(target: Agent): string {
  const about = target.description != '' ? target.description : firstSentence(target.system)
  const offer = 'Hand this conversation over to ' + target.name + '.'
  return about == '' ? offer : offer + ' ' + about
}

// Ends at a line break, or at a full stop, exclamation or question mark with a blank or the end after it.
function firstSentence(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit == 10 || unit == 13) return text.substring(0, i)
    const ends = unit == 46 || unit == 33 || unit == 63
    if (ends && (i + 1 == text.length || text.charCodeAt(i + 1) <= 32)) return text.substring(0, i + 1)
  }
  return text
}

/** The handoff that a model asks for; with an error it cannot be followed. A call without a text as its reason has none. */
export function requestedHandoff(from: Agent, target: Agent, args: JsonParser, depth: i64): Handoff {
  const handoff = new Handoff(from.name, target.name, args.problem == '' ? args.root.textAt('reason') : '', depth)
  const terms = from.terms
  if (terms !== null) terms.read(target, args, handoff)
  return handoff
}

/** What the system prompt of the agent that takes over is extended by. */
export function takeoverNote(from: Agent, reason: string, used: ToolCall[]): string {
  const note = new JsonWriter()
  note.append('You are taking over this conversation from ' + from.name + '.')
  if (reason != '') note.append(' Reason: ' + reason)
  if (used.length > 0) note.append('\n\nTools that ' + from.name + ' has used for this message:')
  for (let i = 0; i < used.length; i++) {
    note.append('\n' + used[i].name + '(')
    appendLine(note, used[i].args, used[i].args.length)
    note.append(') -> ')
    appendLine(note, used[i].result, MAX_TOOL_TEXT)
  }
  return note.toString()
}

// One call is one line, whatever is in it. A surrogate pair is not cut.
function appendLine(out: JsonWriter, text: string, limit: i32): void {
  let end = min(limit, text.length)
  if (end < text.length && (text.charCodeAt(end) & 0xfc00) == 0xdc00) end--
  for (let i = 0; i < end; i++) {
    const unit = text.charCodeAt(i)
    out.unit(<u16>(unit == 10 || unit == 13 ? 32 : unit))
  }
  if (end < text.length) out.append('…')
}

/** Gives the conversation to a target, and records how that went. */
export function handOver(turn: Turn, target: Agent, context: Context, handoff: Handoff): Outcome {
  const refusal = refused(turn, context, handoff)
  if (refusal !== null) return refusal
  const listener = turn.listener
  if (listener !== null) listener.handsOver(handoff)
  const started = recently()
  const sightings = turn.sightings.length
  const outcome = answer(turn, target, context)
  note(turn, handoff, outcome, started, sightings)
  return outcome
}

// The two parts in which nothing is waited for stand apart: Asyncify makes all of a function larger that may wait.

function refused(turn: Turn, context: Context, handoff: Handoff): Outcome | null {
  if (handoff.depth > turn.entry.max_handoffs) return exceeded(turn, context, handoff)
  const own = account
  const excess: HairaError | null = own === null ? null : own.hop()
  if (excess === null) return null
  handoff.error = excess.message
  return Outcome.error(excess)
}

function note(turn: Turn, handoff: Handoff, outcome: Outcome, started: f64, sightings: i32): void {
  handoff.duration_ms = <i64>nearest(recently() - started)
  const error = outcome.error
  if (error === null) handoff.reply = outcome.reply
  else {
    handoff.error = error.message
    turn.unsee(handoff.to, sightings)
    outcome.error = outcome.ofTurn ? error : error.within(handoff.to)
  }
  const failure = error === null ? '' : error.message
  const duration = intText(handoff.duration_ms)
  tell(['handoff', handoff.from, turn.result.session, handoff.to, handoff.reason, duration, failure])
}

function exceeded(turn: Turn, context: Context, handoff: Handoff): Outcome {
  const outcome = Outcome.failed('handoff limit (' + intText(turn.entry.max_handoffs) + ') exceeded: ' + context.path)
  outcome.ofTurn = true
  handoff.error = outcome.error!.message
  return outcome
}

/** What a target works with: see the rule above. */
export function targetContext(
  turn: Turn,
  from: Agent,
  target: Agent,
  before: Context,
  message: string,
  note: string,
): Context {
  const context = new Context(message, target.name, before)
  const memory = target.memory
  context.note = note
  context.output = before.output
  context.turns = memory === null ? before.turns : memory.turns
  const own = memory === null ? noEntries : seenBy(target.name, turn.log.entries, memory.turns)
  const terms = from.terms
  const given = terms === null ? before.entries : terms.view(turn, from, target, before.entries, context)
  context.entries = lastTurns(merge(given, own), context.turns)
  if (memory !== null) noteSightings(turn, target.name, context.entries)
  return context
}

// What the target is shown now it remembers from now on, if the turn succeeds.
function noteSightings(turn: Turn, target: string, entries: LogEntry[]): void {
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]
    if (!entry.seenBy(target) && !turn.sighted(target, entry.id)) turn.sightings.push(new Sighting(target, entry.id))
  }
}
