// Memory of sessions. Every session has one log of numbered entries, shared by all agents and kept by the host; an
// agent's memory is the set of entries that it has seen. A turn opens the log, which makes turns of one session wait for
// each other, and closes it with what is to be kept.

import { Call } from './abi'
import { openSession } from './fiber'
import { memoryClose } from './host'
import { JsonWriter } from './json'
import { Json, JsonParser } from './json-read'
import { HairaError } from './panic'
import { declarations } from './program'
import { replyError } from './reply'

/** An entry of the log: a user's message or a final reply. */
export class LogEntry {
  id: i64 = 0

  constructor(
    readonly role: string,
    readonly content: string,
    /** Who wrote it; for a user's message, who was addressed. */
    readonly agent: string,
    /** All agents that have it in memory. */
    readonly seen: string[],
  ) {}

  write(json: JsonWriter): void {
    json.beginObject()
    json.pair('role', this.role)
    json.pair('content', this.content)
    json.pair('agent', this.agent)
    json.key('seen')
    json.value(this.seen)
    json.endObject()
  }
}

/** The log of a session while a turn has it open. */
export class SessionLog {
  error: HairaError | null = null
  lease: i64 = 0
  /** By number, oldest first. */
  entries: LogEntry[] = []

  /** Ends the turn; stores new entries, and which older ones agents have seen now. Tells what went wrong. */
  close(entries: LogEntry[], sightings: Sighting[]): HairaError | null {
    const json = new JsonWriter()
    json.beginObject()
    json.key('lease')
    json.int(this.lease)
    if (entries.length > 0) {
      json.key('append')
      json.value(entries)
      writeSightings(json, sightings)
    }
    json.endObject()
    const call = Call.json(json)
    memoryClose(call.request, call.length, call.reply)
    return replyError(new JsonParser(call.take()))
  }
}

/** An older entry that an agent has been shown. */
export class Sighting {
  constructor(
    readonly agent: string,
    readonly entry: i64,
  ) {}
}

function writeSightings(json: JsonWriter, sightings: Sighting[]): void {
  if (sightings.length == 0) return
  json.key('seen')
  json.beginObject()
  for (let i = 0; i < sightings.length; i++)
    if (isFirstOf(sightings, i)) writeSightingsOf(sightings[i].agent, json, sightings)
  json.endObject()
}

function isFirstOf(sightings: Sighting[], index: i32): bool {
  for (let i = 0; i < index; i++) if (sightings[i].agent == sightings[index].agent) return false
  return true
}

function writeSightingsOf(agent: string, json: JsonWriter, sightings: Sighting[]): void {
  json.key(agent)
  json.beginArray()
  for (let i = 0; i < sightings.length; i++) if (sightings[i].agent == agent) json.int(sightings[i].entry)
  json.endArray()
}

/** How an agent remembers. Programs without memory have no subclass of it, and so do not import the capability. */
export abstract class Memory {
  /** How many turns of the session are sent. */
  abstract get turns(): i64
  /** Opens the log of a session; `views` says how many entries of which agents are wanted. */
  abstract open(session: string, views: string): SessionLog
}

/** `conversation(max_turns: n)`: the last n turns. */
export class Conversation extends Memory {
  constructor(private maxTurns: i64) {
    super()
  }

  get turns(): i64 {
    return this.maxTurns
  }

  open(session: string, views: string): SessionLog {
    const json = new JsonWriter()
    json.beginObject()
    json.pair('session', session)
    json.key('views')
    json.raw(views)
    json.endObject()
    const call = Call.json(json)
    openSession(call.request, call.length, call.reply)
    const reply = new JsonParser(call.take())
    const log = new SessionLog()
    log.error = replyError(reply)
    if (log.error === null) readLog(log, reply.root)
    return log
  }
}

function readLog(log: SessionLog, reply: Json): void {
  log.lease = reply.intAt('lease')
  let node = reply.listAt('entries')
  while (node !== null) {
    const seen: string[] = []
    let name = node.listAt('seen')
    while (name !== null) {
      seen.push(knownName(name))
      name = name.next
    }
    const agent = node.get('agent')
    const role = node.get('role')
    const entry = new LogEntry(
      role !== null && role.is('user') ? 'user' : 'assistant',
      node.textAt('content'),
      agent === null ? '' : knownName(agent),
      seen,
    )
    entry.id = node.intAt('id')
    log.entries.push(entry)
    node = node.next
  }
}

// Names of the program's agents are there already; a copy for each entry would only be work for the collector.
function knownName(node: Json): string {
  const known = declarations()
  for (let i = 0; i < known.length; i++) if (node.is(known[i].declaration.name)) return known[i].declaration.name
  return node.text
}

/** Haira's `conversation(max_turns: n)`. */
export function conversation(maxTurns: i64 = 10): Memory {
  return new Conversation(max<i64>(maxTurns, 0))
}
