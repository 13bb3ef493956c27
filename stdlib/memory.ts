// Memory of sessions. Every session has one log of numbered entries, shared by all agents and kept by the host; an
// agent's memory is the set of entries that it has seen. A turn opens the log, which makes turns of one session wait for
// each other, and closes it with what is to be kept.

import { Call } from './abi'
import { closeSession, openSession } from './fiber'
import { JsonWriter } from './json'
import { equalsPart, findSpecial, unescape } from './json-node'
import { JsonParser } from './json-read'
import { JsonScanner } from './json-scan'
import { HairaError } from './panic'
import { declarations } from './program'
import { replyError } from './reply'

/** Role of an entry that stands for what an agent has forgotten. */
export const SUMMARY: string = 'summary'

/**
 * An entry of the log: a user's message or a final reply. It refers to the text that the host has sent, from which most of
 * it goes on to a model as it is.
 */
export class LogEntry {
  id: i64 = 0
  role: string = 'assistant'
  /** Who wrote it; for a user's message, who was addressed. */
  agent: string = ''
  /** When it was stored, in milliseconds since 1970. */
  time: i64 = 0
  private from: i32 = 0
  private to: i32 = 0
  private seenFrom: i32 = 0
  private seenTo: i32 = 0

  constructor(private source: string) {}

  get content(): string {
    return unescape(this.source, this.from, this.to)
  }

  /** Writes role and content, as a message for a model. */
  writeMessage(json: JsonWriter): void {
    json.beginObject()
    json.pair('role', this.role)
    json.key('content')
    json.quotedPart(this.source, this.from, this.to)
    json.endObject()
  }

  /** Whether an agent has it in memory. */
  seenBy(agent: string): bool {
    let from = this.quoteFrom(this.seenFrom)
    while (from < this.seenTo) {
      const to = this.quoteFrom(from + 1)
      if (equalsPart(agent, this.source, from + 1, to)) return true
      from = this.quoteFrom(to + 1)
    }
    return false
  }

  // The next quote of the list of names, which hold nothing that would be escaped.
  private quoteFrom(at: i32): i32 {
    const end = this.seenTo
    let quote = findSpecial(this.source, at, end)
    while (quote < end && this.source.charCodeAt(quote) != 34) quote = findSpecial(this.source, quote + 1, end)
    return quote
  }

  /** Reads the entry that a scanner is at. */
  static read(json: JsonScanner): LogEntry {
    const entry = new LogEntry(json.text)
    json.enter()
    while (json.more()) {
      json.key()
      if (json.is('id')) entry.id = json.natural()
      else if (json.is('time')) entry.time = json.natural()
      else if (json.is('role')) {
        json.string()
        if (json.is('user')) entry.role = 'user'
        else if (json.is(SUMMARY)) entry.role = SUMMARY
      } else if (json.is('content')) {
        json.string()
        entry.from = json.from
        entry.to = json.to
      } else if (json.is('agent')) {
        json.string()
        entry.agent = knownName(json)
      } else if (json.is('seen')) {
        entry.seenFrom = json.at
        json.skip()
        entry.seenTo = json.at
      } else json.skip()
    }
    return entry
  }
}

/** An entry that a turn adds. */
export class NewEntry {
  constructor(
    readonly role: string,
    readonly content: string,
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
  /** Up to which entry agents forget what they had, as members of a JSON object. */
  forgotten: string = ''

  /** Ends the turn; stores new entries, and which older ones agents have seen now. Tells what went wrong. */
  close(entries: NewEntry[], sightings: Sighting[]): HairaError | null {
    const json = new JsonWriter()
    json.beginObject()
    json.key('lease')
    json.int(this.lease)
    if (entries.length > 0) {
      json.key('append')
      json.value(entries)
      writeSightings(json, sightings)
    }
    if (this.forgotten != '') {
      json.key('forget')
      json.raw('{' + this.forgotten + '}')
    }
    json.endObject()
    const call = Call.json(json)
    closeSession(call.request, call.length, call.reply)
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
    const reply = call.take()
    const log = readLog(new JsonScanner(reply))
    if (log.lease == 0) log.error = replyError(new JsonParser(reply))
    return log
  }
}

function readLog(json: JsonScanner): SessionLog {
  const log = new SessionLog()
  if (!json.enter()) return log
  while (json.more()) {
    json.key()
    if (json.is('lease')) log.lease = json.natural()
    else if (json.is('entries') && json.enter()) {
      while (json.more()) log.entries.push(LogEntry.read(json))
    } else json.skip()
  }
  return log
}

// Names of the program's agents are there already; a copy for each entry would only be work for the collector.
function knownName(json: JsonScanner): string {
  const known = declarations()
  for (let i = 0; i < known.length; i++) if (json.is(known[i].declaration.name)) return known[i].declaration.name
  return unescape(json.text, json.from, json.to)
}

/** Haira's `conversation(max_turns: n)`. */
export function conversation(maxTurns: i64 = 10): Memory {
  return new Conversation(max<i64>(maxTurns, 0))
}
