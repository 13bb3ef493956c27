// An agent as declared, and how programs call it. The loop of a turn is in turn.ts.

import { handoffDescription, handoffName, HANDOFF_SCHEMA, isTransferTo, Terms } from './handoff'
import { JsonWriter } from './json'
import { knowContents, Memory } from './memory'
import { Output } from './output'
import { HairaError } from './panic'
import { Declaration } from './program'
import { Provider } from './provider'
import { AgentResult, ToolCall } from './result'
import { ModelScript, Request } from './model'
import { clear, history, HistoryEntry, Session } from './session'
import { Stream } from './stream'
import { parallel, sequential } from './strategy'
import { Tool, writeOffer } from './tool'
import { runTools } from './tool-run'
import { Context } from './transcript'
import { Tuple2 } from './tuple'
import { Budget, Outcome, takeTurn, Turn } from './turn'

export { conversation } from './memory'

/** A declared agent. Fields have the names of the declaration; its initialiser sets them. */
export class Agent extends Declaration {
  provider: Provider | null = null
  /** Overrides the provider's model. */
  model: string = ''
  system: string = ''
  description: string = ''
  /** What to say of topics beyond the scope. */
  scope_deny: string = ''
  handoffs: Agent[] = []
  /** What is said of some of the handoffs. */
  terms: Terms | null = null
  max_handoffs: i64 = 5
  memory: Memory | null = null
  /** What replies have to be, if not just text. */
  output: Output | null = null
  /** NaN: the provider's. */
  temperature: f64 = NaN
  /** 0: the provider's. */
  max_tokens: i64 = 0
  max_steps: i64 = 10
  /** Seconds. */
  timeout: f64 = 120
  /** What a turn that begins here may cost. */
  budget: Budget | null = null
  /** Answers in place of the model, if a test has said so. */
  script: ModelScript | null = null
  /** Gives the system prompt, if it is more than `system`. */
  prompt: ((agent: Agent) => string) | null = null
  /** Runs calls of tools, side by side; `null` for an agent without tools. */
  use: ((turn: Turn, agent: Agent, requests: Request[]) => ToolCall[]) | null = null
  /** Lets the targets answer, where they do so instead of the agent's own model. */
  lead: ((turn: Turn, agent: Agent, context: Context) => Outcome) | null = null
  private ownTools: Tool[] = []
  private topics: string = ''
  private fixed: string = ''
  private within: Agent[] = []
  private viewed: string = ''

  constructor(name: string) {
    super(name)
  }

  // What few programs need hangs on their setters, so that the others do not carry its code.

  get tools(): Tool[] {
    return this.ownTools
  }

  set tools(tools: Tool[]) {
    this.ownTools = tools
    this.use = runTools
  }

  /** The topics to keep to. */
  set scope(topics: string) {
    this.topics = topics
    this.prompt = withScope
  }

  get scope(): string {
    return this.topics
  }

  set strategy(strategy: string) {
    if (strategy == 'parallel') this.lead = parallel
    else if (strategy == 'sequential') this.lead = sequential
  }

  /** Haira's `A.ask(message, session)`: the final reply. */
  ask(message: string, session: string = ''): Tuple2<string, HairaError | null> {
    const turn = takeTurn(this, message, session, false)
    return new Tuple2(turn.result.reply, turn.error)
  }

  /** Haira's `A.run(message, session)`: the reply and how it came about, after an error what happened until then. */
  run(message: string, session: string = ''): Tuple2<AgentResult, HairaError | null> {
    knowContents()
    const turn = takeTurn(this, message, session, true)
    return new Tuple2(turn.result, turn.error)
  }

  /** Haira's `A.stream(message, session)`: the turn of `run`, which begins when the stream is read. */
  stream(message: string, session: string = ''): Stream {
    return new Stream(this, message, session)
  }

  /** Haira's `A.session(id)`. */
  session(id: string): Session {
    return new Session(this, id)
  }

  /** Haira's `A.history(session: id)`. */
  history(session: string): HistoryEntry[] {
    return history(this, session)
  }

  /** Haira's `A.clear(session: id)`. */
  clear(session: string): void {
    clear(this, session)
  }

  describe(json: JsonWriter): void {
    const provider = this.provider
    json.beginObject()
    json.key('fields')
    json.beginObject()
    json.pair('provider', provider === null ? '' : provider.name)
    json.pair('model', this.modelName)
    json.key('tools')
    json.beginArray()
    for (let i = 0; i < this.tools.length; i++) json.text(this.tools[i].name)
    json.endArray()
    json.key('handoffs')
    json.beginArray()
    for (let i = 0; i < this.handoffs.length; i++) json.text(this.handoffs[i].name)
    json.endArray()
    json.endObject()
    json.endObject()
  }

  private get modelName(): string {
    const provider = this.provider
    return this.model != '' || provider === null ? this.model : provider.model
  }

  /** The members of a model request that are the same in every turn, as JSON. */
  get fixedRequest(): string {
    if (this.fixed == '') {
      const json = new JsonWriter(1024)
      this.writeFixed(json)
      this.fixed = json.toString()
    }
    return this.fixed
  }

  private writeFixed(json: JsonWriter): void {
    const provider = this.provider!
    json.pair('provider', provider.name)
    json.pair('model', this.modelName)
    json.pair('agent', this.name)
    if (this.tools.length + this.handoffs.length > 0) {
      json.key('tools')
      json.beginArray()
      for (let i = 0; i < this.tools.length; i++) {
        const tool = this.tools[i]
        writeOffer(json, tool.name, tool.description, tool.schema)
      }
      const terms = this.terms
      for (let i = 0; i < this.handoffs.length; i++) {
        const target = this.handoffs[i]
        const about = handoffDescription(target)
        const name = handoffName(target)
        if (terms === null) writeOffer(json, name, about, HANDOFF_SCHEMA)
        else writeOffer(json, name, about + terms.when(target), terms.parameters(target))
      }
      json.endArray()
    }
    const temperature = isNaN(this.temperature) ? provider.temperature : this.temperature
    if (!isNaN(temperature)) {
      json.key('temperature')
      json.float(temperature)
    }
    const limit = this.max_tokens > 0 ? this.max_tokens : provider.max_tokens
    if (limit > 0) {
      json.key('max_tokens')
      json.int(limit)
    }
  }

  /** This agent and all that a turn can get to from it by handoffs. */
  get reach(): Agent[] {
    const reach = this.within
    if (reach.length == 0) {
      reach.push(this)
      for (let i = 0; i < reach.length; i++) {
        const targets = reach[i].handoffs
        for (let k = 0; k < targets.length; k++) if (!reach.includes(targets[k])) reach.push(targets[k])
      }
    }
    return reach
  }

  /** How many entries of a session's log the agents in reach want, as JSON: two a turn, a message and a reply. */
  get views(): string {
    if (this.viewed == '') {
      const reach = this.reach
      const json = new JsonWriter()
      json.beginObject()
      for (let i = 0; i < reach.length; i++) {
        const memory = reach[i].memory
        if (memory === null) continue
        json.key(reach[i].name)
        json.int(memory.turns * 2)
      }
      json.endObject()
      this.viewed = json.toString()
    }
    return this.viewed
  }

  /** The handoff target that a model means by a tool name. */
  target(toolName: string): Agent | null {
    for (let i = 0; i < this.handoffs.length; i++) if (isTransferTo(this.handoffs[i], toolName)) return this.handoffs[i]
    return null
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'agent'
  }

  show(): string {
    return '<agent ' + this.name + '>'
  }
}

function withScope(agent: Agent): string {
  const refusal = agent.scope_deny
  const answer = refusal == '' ? 'say politely that you cannot help with that.' : 'answer only: ' + refusal
  const rule = 'Keep to these topics: ' + agent.scope + '. If you are asked about anything else, ' + answer
  return agent.system == '' ? rule : agent.system + '\n\n' + rule
}
