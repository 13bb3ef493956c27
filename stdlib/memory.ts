// Memory of sessions. Every session has one log of numbered entries, shared by all agents and kept by the host; an
// agent's memory is the set of entries that it has seen. A turn opens the log, which makes turns of one session wait for
// each other, and closes it with what is to be kept.

import { Call } from './abi'
import { timeIs } from './clock'
import { closeSession, openSession } from './fiber'
import { freshRequest, JsonWriter } from './json'
import { JsonParser } from './json-read'
import { JsonScanner } from './json-scan'
import { HairaError } from './panic'
import { declarations } from './program'
import { replyError } from './reply'

/** Role of an entry that stands for what an agent has forgotten. */
export const SUMMARY: string = 'summary'

/** An entry of the log: a user's message or a final reply. What it says stays with the host unless it is asked for. */
export class LogEntry {
  /** What was said, where the log was opened for that. */
  content: string = ''
  /** When it was stored, in milliseconds since 1970; known with the content. */
  time: i64 = 0

  constructor(
    readonly id: i64,
    readonly role: string,
    /** Who wrote it; for a user's message, who was addressed. */
    readonly agent: string,
    /** All agents that have it in memory; entries share such lists. */
    private seen: string[],
  ) {}

  /** Whether an agent has it in memory. */
  seenBy(agent: string): bool {
    return this.seen.includes(agent)
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
    const call = this.closing(entries, sightings)
    closeSession(call.request, call.length, call.reply)
    return closed(call.take())
  }

  private closing(entries: NewEntry[], sightings: Sighting[]): Call {
    const json = freshRequest()
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
    return Call.json(json)
  }
}

function closed(reply: string): HairaError | null {
  const time = new JsonScanner(reply).decimal()
  if (time == 0) return replyError(new JsonParser(reply))
  timeIs(time)
  return null
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
  /** Opens the log of a session; `views` says how many entries of which agents are wanted, `contents` whether to read them. */
  abstract open(session: string, views: string, contents: bool): SessionLog
}

/** `conversation(max_turns: n)`: the last n turns. */
export class Conversation extends Memory {
  constructor(private maxTurns: i64) {
    super()
  }

  get turns(): i64 {
    return this.maxTurns
  }

  open(session: string, views: string, contents: bool): SessionLog {
    const call = opening(session, views, contents)
    openSession(call.request, call.length, call.reply)
    return opened(call.take())
  }
}

// Writing and reading stand apart from waiting: Asyncify makes all of a function larger that may wait.

function opening(session: string, views: string, contents: bool): Call {
  const json = freshRequest()
  json.beginObject()
  json.pair('session', session)
  json.key('views')
  json.raw(views)
  if (contents) {
    json.key('contents')
    json.raw('true')
  }
  json.endObject()
  return Call.json(json)
}

function opened(reply: string): SessionLog {
  const log = readLog(new JsonScanner(reply))
  if (log.lease == 0) log.error = replyError(new JsonParser(reply))
  return log
}

/** Whether every turn has to read what was said before: some memories and handoffs of the program make summaries of it. */
export let readsContents = false

/** Says so. */
export function readContents(): void {
  knowContents()
  readsContents = true
}

/** Reads what was said, and when. Programs that never ask for it have no subclass of it. */
abstract class Contents {
  abstract read(json: JsonScanner, entries: LogEntry[]): void
}

class ListedContents extends Contents {
  read(json: JsonScanner, entries: LogEntry[]): void {
    json.enter()
    for (let i = 0; json.more(); i++) {
      json.string()
      entries[i].content = json.value
      json.more()
      entries[i].time = json.natural()
    }
  }
}

let knownContents: Contents | null = null

/** To be called before a log is opened with its contents. */
export function knowContents(): void {
  knownContents = new ListedContents()
}

// A list: lease, time, names, lists of those who have seen an entry, entries, and what they say if that was asked for.
function readLog(json: JsonScanner): SessionLog {
  const log = new SessionLog()
  const entries = log.entries
  json.enter()
  log.lease = json.natural()
  // Something else, such as an error.
  if (log.lease == 0) return log
  json.more()
  timeIs(json.decimal())
  json.more()
  const names = readNames(json)
  json.more()
  const seen: string[][] = []
  json.enter()
  while (json.more()) seen.push(readNames(json))
  json.more()
  json.enter()
  while (json.more()) entries.push(readEntry(json, names, seen))
  const contents = knownContents
  if (contents !== null && json.more()) contents.read(json, entries)
  return log
}

// Four numbers of the list: the id, a role, and where the other lists have the author and those who have seen it.
function readEntry(json: JsonScanner, names: string[], seen: string[][]): LogEntry {
  const id = json.natural()
  const role = next(json)
  const agent = names[next(json)]
  return new LogEntry(id, role == 0 ? 'user' : role == 1 ? 'assistant' : SUMMARY, agent, seen[next(json)])
}

function next(json: JsonScanner): i32 {
  json.more()
  return <i32>json.natural()
}

// Names of the program's agents are there already: so most comparisons of names end at once.
function readNames(json: JsonScanner): string[] {
  const names: string[] = []
  json.enter()
  while (json.more()) {
    json.string()
    names.push(knownName(json))
  }
  return names
}

function knownName(json: JsonScanner): string {
  const known = declarations()
  for (let i = 0; i < known.length; i++) if (json.is(known[i].declaration.name)) return known[i].declaration.name
  return json.value
}

/** Haira's `conversation(max_turns: n)`. */
export function conversation(maxTurns: i64 = 10): Memory {
  return new Conversation(max<i64>(maxTurns, 0))
}
