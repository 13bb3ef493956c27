// `handoffs: [TechAgent(context: last(4), when: "…")]`: what an agent says of a handoff.

import { Agent } from './agent'
import { HANDOFF_SCHEMA, Terms } from './handoff'
import { JsonParser } from './json-read'
import { LogEntry, readContents } from './memory'
import { Handoff } from './result'
import { summarise } from './summary'
import { Context, lastTurns } from './transcript'
import { Turn } from './turn'

/** About so long is the summary that a target is given. */
const SUMMARY_TOKENS: i64 = 1000

const ALL: i64 = -1
const SUMMARY: i64 = -2

/** What is said of one target. */
export class Term {
  constructor(
    readonly target: Agent,
    readonly when: string,
    /** How many turns it sees, or ALL, or SUMMARY. */
    readonly turns: i64,
  ) {}

  /** What the reason is, if it is more than a text. */
  reason: ReasonForm | null = null
}

/** What the reason of a handoff has to be. */
export abstract class ReasonForm {
  constructor(
    /** The JSON Schema of the transfer's parameters. */
    readonly schema: string,
  ) {}

  /** Puts the reason of a call into the handoff, or an error. */
  abstract read(args: JsonParser, handoff: Handoff): void
}

class List extends Terms {
  constructor(private list: Term[]) {
    super()
  }

  private of(target: Agent): Term | null {
    for (let i = 0; i < this.list.length; i++) if (this.list[i].target === target) return this.list[i]
    return null
  }

  when(target: Agent): string {
    const term = this.of(target)
    return term === null || term.when == '' ? '' : ' When: ' + term.when
  }

  parameters(target: Agent): string {
    const reason = this.reasonOf(target)
    return reason === null ? HANDOFF_SCHEMA : reason.schema
  }

  read(target: Agent, args: JsonParser, handoff: Handoff): void {
    const reason = this.reasonOf(target)
    if (reason !== null) reason.read(args, handoff)
  }

  private reasonOf(target: Agent): ReasonForm | null {
    const term = this.of(target)
    return term === null ? null : term.reason
  }

  view(turn: Turn, from: Agent, target: Agent, entries: LogEntry[], next: Context): LogEntry[] {
    const term = this.of(target)
    if (term === null || term.turns == ALL || entries.length == 0) return entries
    if (term.turns != SUMMARY) return lastTurns(entries, term.turns)
    const text = summarise(turn, from, SUMMARY_TOKENS, '', entries, entries.length, target.name + ' is given all of it')
    if (text == '') return entries
    next.note += '\n\nSummary of the conversation so far: ' + text
    return []
  }
}

/** The terms of an agent. */
export function termsOf(list: Term[]): Terms {
  return new List(list)
}

/** The target sees all of the conversation, as without terms. */
export function allTerm(target: Agent, when: string): Term {
  return new Term(target, when, ALL)
}

/** It sees nothing but the message. */
export function noneTerm(target: Agent, when: string): Term {
  return new Term(target, when, 0)
}

/** It sees the last turns. */
export function lastTerm(target: Agent, when: string, turns: i64): Term {
  return new Term(target, when, max<i64>(turns, 0))
}

/** It is given a summary, which the agent before it has written. */
export function summaryTerm(target: Agent, when: string): Term {
  readContents()
  return new Term(target, when, SUMMARY)
}
