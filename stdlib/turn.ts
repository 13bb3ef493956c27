// One turn: a message to an agent, until somebody answers it. Opens the session, lets agents work, and stores the
// exchange if it succeeded.

import { account, Account, accounts, setAccount } from './account'
import { Agent } from './agent'
import { now, recently } from './clock'
import { dialogue } from './dialogue'
import { Hearer } from './hearer'
import { Memory, NewEntry, readsContents, SessionLog, Sighting } from './memory'
import { JsonWriter } from './json'
import { floatText } from './float-text'
import { intText } from './number'
import { Some } from './option'
import { HairaError } from './panic'
import { Request } from './model'
import { Output } from './output'
import { tellWork } from './tell'
import { AgentResult, Handoff, Message, ToolCall } from './result'
import { Context, seenBy, summaries } from './transcript'

const MAX_SESSION: i32 = 200
const SESSION_TOO_LONG = 'session id is longer than 200 characters'
/** Code of time-outs, the host's as well as ours: a workflow that does not handle one answers with it. */
export const TIMED_OUT: i64 = 504

/** That of a turn that stands for itself. */
const noLog = new SessionLog()

/** How the work of an agent, and of those it handed over to, ended. */
export class Outcome {
  /** Set for an error of the turn as a whole, which is not attributed to one agent after the other. */
  ofTurn: bool = false

  private constructor(
    readonly reply: string,
    /** Who wrote the reply. */
    readonly author: string,
    public error: HairaError | null,
    /** Agents with memory that had part in it: they remember the message and the reply. */
    readonly heard: string[],
  ) {}

  static success(reply: string, agent: Agent): Outcome {
    const outcome = new Outcome(reply, agent.name, null, [])
    outcome.heardBy(agent)
    return outcome
  }

  static failed(message: string): Outcome {
    return Outcome.error(new HairaError(message))
  }

  static error(error: HairaError): Outcome {
    return new Outcome('', '', error, [])
  }

  /** An agent had part in it, before those that are noted already. */
  heardBy(agent: Agent): void {
    if (agent.memory !== null && !this.heard.includes(agent.name)) this.heard.unshift(agent.name)
  }
}

/** Hears what happens in a turn while it happens. Programs without streams have no subclass of it. */
export abstract class Listener extends Hearer {
  /** Asks a model for a stream, and gives the whole reply; its text is heard as it arrives. */
  abstract ask(request: JsonWriter, hearer: Hearer): string
  abstract toolStarts(agent: string, request: Request): void
  abstract toolEnds(call: ToolCall): void
  abstract handsOver(handoff: Handoff): void
}

/** What a turn may cost. Programs that set no budget have no subclass of it. */
export abstract class Budget {
  /** Begins to count, for the one that errors name. */
  abstract open(owner: string): Account
}

/** The state of a turn. */
export class Turn {
  readonly result: AgentResult
  error: HairaError | null = null
  /** The session, as the turn has it open. */
  log: SessionLog = noLog
  /** Entries that agents are shown for the first time. */
  readonly sightings: Sighting[] = []
  /** Replies to be stored besides the final one. */
  readonly kept: NewEntry[] = []
  listener: Listener | null = null
  private readonly started: f64 = now()

  constructor(
    readonly entry: Agent,
    readonly message: string,
    session: string,
    /** Whether somebody will read the transcript of the result. */
    readonly traced: bool,
    /** What the reply has to be, if it is not just text. */
    readonly output: Output | null,
  ) {
    this.result = new AgentResult(entry.name, session)
  }

  /** Adds to the result's transcript. */
  record(role: string, content: string, agent: string): void {
    if (this.traced) this.result.messages.push(new Message(role, content, agent))
  }

  /** Milliseconds until the turn times out. */
  get remaining(): f64 {
    const own = account
    return (own === null ? this.timeoutAt : min(this.timeoutAt, own.end())) - recently()
  }

  private get timeoutAt(): f64 {
    return this.started + this.entry.timeout * 1000
  }

  get timeoutError(): HairaError {
    const own = account
    if (own !== null && own.end() < this.timeoutAt) return own.late()
    const seconds = this.entry.timeout
    const whole = nearest(seconds) == seconds
    return new HairaError(
      'agent ' + this.entry.name + ': timed out after ' + (whole ? intText(<i64>seconds) : floatText(seconds)) + 's',
      new Some<i64>(TIMED_OUT),
    )
  }

  /** Whether an agent has been shown an entry in this turn. */
  sighted(agent: string, entry: i64): bool {
    for (let i = 0; i < this.sightings.length; i++) {
      if (this.sightings[i].entry == entry && this.sightings[i].agent == agent) return true
    }
    return false
  }

  /** Forgets what an agent was shown since there were so many sightings. Others may have been added side by side. */
  unsee(agent: string, from: i32): void {
    const sightings = this.sightings
    let kept = from
    for (let i = from; i < sightings.length; i++) if (sightings[i].agent != agent) sightings[kept++] = sightings[i]
    sightings.length = kept
  }

  /** Lets it happen. */
  take(): void {
    const budget = this.entry.budget
    if (!accounts || budget === null) return this.finish(inSession(this))
    const outer = account
    setAccount(budget.open('agent ' + this.entry.name))
    this.finish(inSession(this))
    setAccount(outer)
  }

  private finish(outcome: Outcome): void {
    const result = this.result
    this.error = outcome.error
    if (outcome.error === null) {
      result.reply = outcome.reply
      result.agent = outcome.author
      const output = this.output
      if (output !== null) output.store(result)
    }
    if (result.agent != result.entry) result.handed_off_to = result.agent
    result.duration_ms = <i64>nearest(recently() - this.started)
  }
}

/** A turn with an agent. The reply is to be `output`, else what the agent's own field says. */
export function turnWith(
  agent: Agent,
  message: string,
  session: string,
  traced: bool,
  output: Output | null = null,
): Turn {
  const own = agent.output
  return new Turn(agent, message, session, traced, output === null && own !== null ? own.fresh() : output)
}

/** Takes a turn with an agent. */
export function takeTurn(
  agent: Agent,
  message: string,
  session: string,
  traced: bool,
  output: Output | null = null,
): Turn {
  const turn = turnWith(agent, message, session, traced, output)
  turn.take()
  return turn
}

// Without a session id, or with no memory in reach, there is nothing to open: the turn stands for itself.
function inSession(turn: Turn): Outcome {
  const session = turn.result.session
  // Whoever has sent it is at fault.
  if (codePoints(session) > MAX_SESSION) return Outcome.error(new HairaError(SESSION_TOO_LONG, new Some<i64>(400)))
  const memory: Memory | null = session == '' ? null : anyMemory(turn.entry)
  if (memory === null) return begin(turn)
  const log = memory.open(session, turn.entry.views, readsContents || turn.traced)
  const problem = log.error
  if (problem !== null) return Outcome.error(problem)
  turn.log = log
  const outcome = begin(turn)
  const lost = store(turn, log, outcome)
  return lost === null ? outcome : Outcome.error(lost)
}

function begin(turn: Turn): Outcome {
  const agent = turn.entry
  const context = new Context(turn.message, agent.name)
  context.output = turn.output
  const memory = agent.memory
  if (memory !== null) {
    context.turns = memory.turns
    context.entries = seenBy(agent.name, turn.log.entries, memory.turns)
  }
  return answer(turn, agent, context)
}

/** Lets an agent answer, by its model or by its targets. */
export function answer(turn: Turn, agent: Agent, context: Context): Outcome {
  turn.result.path.push(agent.name)
  turn.result.agent = agent.name
  const lead = agent.lead
  tellWork('agent_start', agent.name, turn.result.session)
  const outcome =
    lead !== null && agent.handoffs.length > 0 ? lead(turn, agent, context) : dialogue(turn, agent, context)
  const error = outcome.error
  tellWork('agent_end', agent.name, error === null ? '' : error.message)
  return outcome
}

// Nothing is stored of a turn that failed; the log is closed all the same.
function store(turn: Turn, log: SessionLog, outcome: Outcome): HairaError | null {
  const entries: NewEntry[] = []
  if (outcome.error === null) {
    const heard: string[] = []
    for (let i = 0; i < turn.kept.length; i++) addNew(heard, turn.kept[i].seen)
    addNew(heard, outcome.heard)
    if (heard.length > 0) entries.push(new NewEntry('user', turn.message, turn.entry.name, heard))
    for (let i = 0; i < turn.kept.length; i++) entries.push(turn.kept[i])
    if (outcome.heard.length > 0) entries.push(new NewEntry('assistant', outcome.reply, outcome.author, outcome.heard))
    const condensing = summaries
    if (condensing !== null) condensing.condense(turn, heard, log, entries)
  }
  return log.close(entries, turn.sightings)
}

function addNew(names: string[], more: string[]): void {
  for (let i = 0; i < more.length; i++) if (!names.includes(more[i])) names.push(more[i])
}

function anyMemory(agent: Agent): Memory | null {
  const reach = agent.reach
  for (let i = 0; i < reach.length; i++) if (reach[i].memory !== null) return reach[i].memory
  return null
}

function codePoints(text: string): i32 {
  let count = 0
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) != 0xdc00) count++
  return count
}
