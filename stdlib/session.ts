// What a program can do with a session beside taking turns in it: look at an agent's memory of it, and end that. Both wait
// for the turns of the session that were asked for earlier.

import { Agent } from './agent'
import { JsonWriter, quoteJson } from './json'
import { knowContents, Memory, SessionLog } from './memory'
import { intText } from './number'
import { failed, HairaError, raise } from './panic'
import { AgentResult } from './result'
import { Stream } from './stream'
import { StructText } from './struct-text'
import { moment } from './time'
import { Tuple2 } from './tuple'

/** More entries than any session keeps. */
const ALL: i64 = 1_000_000

/** A message or reply that an agent remembers. */
export class HistoryEntry {
  constructor(
    public role: string,
    public content: string,
    public agent: string,
    public time: string,
  ) {}

  show(): string {
    return new StructText('HistoryEntry')
      .add('role', this.role)
      .add('content', this.content)
      .add('agent', this.agent)
      .add('time', this.time)
      .end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    json.pair('role', this.role)
    json.pair('content', this.content)
    json.pair('agent', this.agent)
    json.pair('time', this.time)
    json.endObject()
  }

  equals(other: HistoryEntry): bool {
    return this === other || this.show() == other.show()
  }
}

/** Haira's `A.history(session: id)`: what the agent remembers, oldest first. */
export function history(agent: Agent, session: string): HistoryEntry[] {
  const entries: HistoryEntry[] = []
  knowContents()
  const log = open(agent, session, true)
  if (log === null) return entries
  for (let i = 0; i < log.entries.length; i++) {
    const entry = log.entries[i]
    if (!entry.seenBy(agent.name)) continue
    entries.push(new HistoryEntry(entry.role, entry.content, entry.agent, moment(entry.time, 0, false).iso))
  }
  raiseIf(log.close([], []))
  return entries
}

/** Haira's `A.clear(session: id)`: the agent forgets the session; what nobody else remembers is gone. */
export function clear(agent: Agent, session: string): void {
  const log = open(agent, session, false)
  if (log === null) return
  let last: i64 = 0
  for (let i = 0; i < log.entries.length; i++) last = max(last, log.entries[i].id)
  if (last > 0) log.forgotten = quoteJson(agent.name) + ':' + intText(last)
  raiseIf(log.close([], []))
}

function open(agent: Agent, session: string, contents: bool): SessionLog | null {
  const memory: Memory | null = agent.memory
  if (memory === null || session == '') return null
  const views = new JsonWriter()
  views.beginObject()
  views.key(agent.name)
  views.int(ALL)
  views.endObject()
  const log = memory.open(session, views.toString(), contents)
  const error = log.error
  if (failed()) return null
  if (error === null) return log
  raise(error)
  return null
}

function raiseIf(error: HairaError | null): void {
  if (error !== null) raise(error)
}

/** Haira's `A.session(id)`: the agent, bound to a session. */
export class Session {
  constructor(
    readonly agent: Agent,
    readonly id: string,
  ) {}

  ask(message: string): Tuple2<string, HairaError | null> {
    return this.agent.ask(message, this.id)
  }

  run(message: string): Tuple2<AgentResult, HairaError | null> {
    return this.agent.run(message, this.id)
  }

  stream(message: string): Stream {
    return this.agent.stream(message, this.id)
  }

  history(): HistoryEntry[] {
    return history(this.agent, this.id)
  }

  clear(): void {
    clear(this.agent, this.id)
  }

  show(): string {
    return '<session ' + this.id + ' of ' + this.agent.name + '>'
  }

  showNested(): string {
    return this.show()
  }

  write(json: JsonWriter): void {
    json.text(this.show())
  }

  equals(other: Session): bool {
    return this.agent === other.agent && this.id == other.id
  }
}
