// What a turn gave and how it came about: the structs of Haira that `Agent.run` returns (agentic.md 4).

import { Any } from './any'
import { JsonWriter } from './json'
import { StructText } from './struct-text'
import { Map } from './ordered-map'

/** A handoff that was followed, or asked for and ignored. */
export class Handoff {
  duration_ms: i64 = 0
  reply: string | null = null
  error: string | null = null
  /** The reason as a value, where it is declared to be a struct. */
  details: Any | null = null

  constructor(
    public from: string,
    public to: string,
    public reason: string,
    public depth: i64,
  ) {}

  show(): string {
    const text = new StructText('Handoff')
      .add('from', this.from)
      .add('to', this.to)
      .add('reason', this.reason)
      .add('depth', this.depth)
      .add('duration_ms', this.duration_ms)
      .add('reply', this.reply)
      .add('error', this.error)
    if (this.details !== null) text.add('details', this.details)
    return text.end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    json.pair('from', this.from)
    json.pair('to', this.to)
    json.pair('reason', this.reason)
    json.key('depth')
    json.int(this.depth)
    json.key('duration_ms')
    json.int(this.duration_ms)
    json.key('reply')
    json.value(this.reply)
    json.key('error')
    json.value(this.error)
    if (this.details !== null) {
      json.key('details')
      json.value(this.details)
    }
    json.endObject()
  }

  equals(other: Handoff): bool {
    return this === other || this.show() == other.show()
  }
}

/** A tool that a model called. */
export class ToolCall {
  constructor(
    public agent: string,
    public name: string,
    /** The arguments as the model wrote them: JSON. */
    public args: string,
    public result: string = '',
    public ok: bool = false,
    public duration_ms: i64 = 0,
  ) {}

  show(): string {
    return new StructText('ToolCall')
      .add('agent', this.agent)
      .add('name', this.name)
      .add('args', this.args)
      .add('result', this.result)
      .add('ok', this.ok)
      .add('duration_ms', this.duration_ms)
      .end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    json.pair('agent', this.agent)
    json.pair('name', this.name)
    json.pair('args', this.args)
    json.pair('result', this.result)
    json.key('ok')
    json.bool(this.ok)
    json.key('duration_ms')
    json.int(this.duration_ms)
    json.endObject()
  }

  equals(other: ToolCall): bool {
    return this === other || this.show() == other.show()
  }
}

/** A call of a tool that the agent does not have. */
export function unknownTool(agent: string, name: string, args: string): ToolCall {
  return new ToolCall(agent, name, args, "error: unknown tool '" + name + "'")
}

/** A message of the transcript; `agent` is who said it, for system and user messages who was addressed. */
export class Message {
  constructor(
    public role: string,
    public content: string,
    public agent: string,
  ) {}

  show(): string {
    return new StructText('Message').add('role', this.role).add('content', this.content).add('agent', this.agent).end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    json.pair('role', this.role)
    json.pair('content', this.content)
    json.pair('agent', this.agent)
    json.endObject()
  }

  equals(other: Message): bool {
    return this.role == other.role && this.content == other.content && this.agent == other.agent
  }
}

/** What model calls cost, of one agent. */
export class AgentUsage {
  input_tokens: i64 = 0
  output_tokens: i64 = 0
  total_tokens: i64 = 0
  llm_calls: i64 = 0
  cost_usd: f64 = 0
  /** Model requests made, answered or not: what `max_steps` limits. */
  requests: i64 = 0

  /** Adds one model call. */
  add(input: i64, output: i64, cost: f64): void {
    this.input_tokens += input
    this.output_tokens += output
    this.total_tokens += input + output
    this.llm_calls++
    this.cost_usd += cost
  }

  /** Adds what others have used. */
  addAll(used: AgentUsage): void {
    this.input_tokens += used.input_tokens
    this.output_tokens += used.output_tokens
    this.total_tokens += used.total_tokens
    this.llm_calls += used.llm_calls
    this.cost_usd += used.cost_usd
  }

  show(): string {
    return this.text('AgentUsage').end()
  }

  protected text(name: string): StructText {
    return new StructText(name)
      .add('input_tokens', this.input_tokens)
      .add('output_tokens', this.output_tokens)
      .add('total_tokens', this.total_tokens)
      .add('llm_calls', this.llm_calls)
      .add('cost_usd', this.cost_usd)
  }

  write(json: JsonWriter): void {
    json.beginObject()
    this.writeFields(json)
    json.endObject()
  }

  protected writeFields(json: JsonWriter): void {
    json.key('input_tokens')
    json.int(this.input_tokens)
    json.key('output_tokens')
    json.int(this.output_tokens)
    json.key('total_tokens')
    json.int(this.total_tokens)
    json.key('llm_calls')
    json.int(this.llm_calls)
    json.key('cost_usd')
    json.float(this.cost_usd)
  }

  equals(other: AgentUsage): bool {
    return this === other || this.show() == other.show()
  }
}

/** What model calls cost, in sum and by agent. */
export class Usage extends AgentUsage {
  private agents: string[] = []
  private shares: AgentUsage[] = []

  /** Adds what was used for an agent elsewhere. */
  share(agent: string, used: AgentUsage): void {
    this.addAll(used)
    this.of(agent).addAll(used)
  }

  /** The share of an agent. */
  of(agent: string): AgentUsage {
    const at = this.agents.indexOf(agent)
    if (at >= 0) return this.shares[at]
    const share = new AgentUsage()
    this.agents.push(agent)
    this.shares.push(share)
    return share
  }

  // Made when it is asked for: most programs never do, and then need no maps.
  get by_agent(): Map<string, AgentUsage> {
    const map = new Map<string, AgentUsage>()
    for (let i = 0; i < this.agents.length; i++) map.set(this.agents[i], this.shares[i])
    return map
  }

  show(): string {
    return this.text('Usage').add('by_agent', this.by_agent).end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    this.writeFields(json)
    json.key('by_agent')
    json.value(this.by_agent)
    json.endObject()
  }
}

/** A whole turn. After an error it holds what happened until then. */
export class AgentResult {
  reply: string = ''
  agent: string
  handed_off_to: string | null = null
  handoffs: Handoff[] = []
  path: string[] = []
  tool_calls: ToolCall[] = []
  steps: i64 = 0
  usage: Usage = new Usage()
  messages: Message[] = []
  output: Any | null = null
  finish_reason: string = ''
  duration_ms: i64 = 0

  constructor(
    public entry: string,
    public session: string,
  ) {
    this.agent = entry
  }

  show(): string {
    return new StructText('AgentResult')
      .add('reply', this.reply)
      .add('agent', this.agent)
      .add('entry', this.entry)
      .add('handed_off_to', this.handed_off_to)
      .add('handoffs', this.handoffs)
      .add('path', this.path)
      .add('tool_calls', this.tool_calls)
      .add('steps', this.steps)
      .add('usage', this.usage)
      .add('messages', this.messages)
      .add('output', this.output)
      .add('session', this.session)
      .add('finish_reason', this.finish_reason)
      .add('duration_ms', this.duration_ms)
      .end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    json.pair('reply', this.reply)
    json.pair('agent', this.agent)
    json.pair('entry', this.entry)
    json.key('handed_off_to')
    json.value(this.handed_off_to)
    json.key('handoffs')
    json.value(this.handoffs)
    json.key('path')
    json.value(this.path)
    json.key('tool_calls')
    json.value(this.tool_calls)
    json.key('steps')
    json.int(this.steps)
    json.key('usage')
    this.usage.write(json)
    json.key('messages')
    json.value(this.messages)
    json.key('output')
    json.value(this.output)
    json.pair('session', this.session)
    json.pair('finish_reason', this.finish_reason)
    json.key('duration_ms')
    json.int(this.duration_ms)
    json.endObject()
  }

  equals(other: AgentResult): bool {
    return this === other || this.show() == other.show()
  }
}
