// Agents that a program makes while it runs: `create_agent` and `spawn_agents`. What they are made from comes as values of
// type any, and everything in it that is not known is an error.

import { Agent, conversation } from './agent'
import { Any, AnyOf, AnyString, box } from './any'
import { Call } from './abi'
import { Problems } from './decode'
import { AnyReader } from './decode-any'
import { llmDefineProvider } from './host'
import { JsonWriter } from './json'
import { ARRAY, BOOL, FLOAT, INT, Json, JsonParser, NULL, OBJECT, STRING } from './json-read'
import { intText } from './number'
import { Map } from './ordered-map'
import { Output, OutputOf } from './output'
import { failed, HairaError, panic, raise } from './panic'
import { find } from './program'
import { Provider } from './provider'
import { replyError } from './reply'
import { checkSchema } from './schema-check'
import { join, spawn, Task } from './task'
import { Tool } from './tool'

/** `output_schema` of a configuration: the value is of type any, and matches the schema. */
class SchemaOutput extends OutputOf<AnyReader, Any> {
  constructor(private schema: string) {
    super('output', '{"name":"output","schema":' + schema + '}', false)
  }

  fresh(): Output {
    return new SchemaOutput(this.schema)
  }

  protected decodeBare(node: Json): Problems {
    const problems = super.decodeBare(node)
    const schema = new JsonParser(this.schema).root
    if (!problems.any) checkSchema(node, schema, schema, '', problems)
    return problems
  }
}

/** `create_agent(config, provider, tools)` */
export function create(config: Any | null, provider: Any | null, tools: Any | null = null): Agent {
  const json = new JsonWriter()
  json.value<Any | null>(config)
  const node = new JsonParser(json.toString()).root
  const name = node.textAt('name')
  const agent = new Agent(name == '' ? 'agent' : name)
  if (node.kind != OBJECT) return refused(agent, 'the configuration must be a map')
  if (!isName(agent.name)) return refused(agent, "'" + agent.name + "' cannot be the name of an agent")
  agent.memory = conversation()
  const problem = configure(agent, node, config!)
  if (problem != '') return refused(agent, problem)
  agent.provider = providerOf(provider)
  if (failed()) return agent
  if (agent.provider!.model == '') return refused(agent, 'no model (set model in the provider)')
  if (tools === null) return agent
  if (!tools.isList()) return refused(agent, 'tools must be a list')
  giveTools(agent, tools)
  return agent
}

function refused(agent: Agent, why: string): Agent {
  panic('create_agent: ' + why)
  return agent
}

function isName(text: string): bool {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const isLetter = (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit == 95
    if (!isLetter && (i == 0 || unit < 48 || unit > 57)) return false
  }
  return text != ''
}

// Gives what is wrong, or nothing.
function configure(agent: Agent, node: Json, config: Any): string {
  let turns: i64 = 10
  let remembers = true
  let member = node.first
  while (member !== null) {
    const key = member.key
    const wanted = wantedKind(key)
    if (wanted < 0) return "unknown key '" + key + "'"
    if (member.kind != NULL) {
      const isNumber = wanted == FLOAT && member.kind == INT
      const isScope = key == 'scope' && member.kind == ARRAY
      if (member.kind != wanted && !isNumber && !isScope) return key + ' must be ' + kindName(wanted)
      if (key == 'system') agent.system = member.text
      else if (key == 'description') agent.description = member.text
      else if (key == 'temperature') agent.temperature = member.float
      else if (key == 'timeout') agent.timeout = member.float
      else if (key == 'max_steps') agent.max_steps = member.int
      else if (key == 'max_tokens') agent.max_tokens = member.int
      else if (key == 'memory_max_turns') turns = member.int
      else if (key == 'memory_kind') {
        if (!member.is('none') && !member.is('conversation')) return 'memory_kind must be "none" or "conversation"'
        remembers = member.is('conversation')
      } else if (key == 'scope') agent.scope = isScope ? texts(member).join(', ') : member.text
      else if (key == 'scope_deny') agent.scope_deny = member.text
      else if (key == 'output_schema') {
        if (member.textAt('type') != 'object') return 'output_schema must be the schema of an object'
        agent.output = new SchemaOutput(member.json)
      } else if (key == 'handoffs') {
        const problem = giveTargets(agent, config.element(new AnyString('handoffs')))
        if (problem != '') return problem
      }
    }
    member = member.next
  }
  agent.memory = remembers ? conversation(turns) : null
  return ''
}

// What kind of value a key takes; -1 for no key.
function wantedKind(key: string): i32 {
  const isText = key == 'name' || key == 'system' || key == 'description' || key == 'scope' || key == 'scope_deny'
  if (isText || key == 'memory_kind') return STRING
  if (key == 'temperature' || key == 'timeout') return FLOAT
  if (key == 'max_steps' || key == 'max_tokens' || key == 'memory_max_turns') return INT
  if (key == 'output_schema') return OBJECT
  return key == 'handoffs' ? ARRAY : -1
}

function kindName(kind: i32): string {
  return kind == STRING
    ? 'a string'
    : kind == FLOAT
      ? 'a number'
      : kind == INT
        ? 'an int'
        : kind == ARRAY
          ? 'a list'
          : 'a map'
}

function texts(list: Json): string[] {
  const found: string[] = []
  let item = list.first
  while (item !== null) {
    found.push(item.text)
    item = item.next
  }
  return found
}

function giveTargets(agent: Agent, list: Any | null): string {
  const targets: Agent[] = []
  const count = list === null ? 0 : list.length()
  for (let i: i64 = 0; i < count; i++) {
    const target = agentOf(list!.at(i))
    if (target === null) return 'handoffs: entry ' + intText(i + 1) + ' is no agent'
    targets.push(target)
  }
  agent.handoffs = targets
  return ''
}

// An agent, or the name of one that is declared.
function agentOf(value: Any | null): Agent | null {
  if (value instanceof AnyOf<Agent>) return (value as AnyOf<Agent>).value
  return value instanceof AnyString ? find<Agent>((value as AnyString).value) : null
}

function giveTools(agent: Agent, names: Any): void {
  const tools: Tool[] = []
  const count = names.length()
  for (let i: i64 = 0; i < count; i++) {
    const name = names.at(i)
    let tool: Tool | null = null
    if (name instanceof AnyOf<Tool>) tool = (name as AnyOf<Tool>).value
    else if (name instanceof AnyString) tool = find<Tool>((name as AnyString).value)
    if (tool === null) return panic("create_agent: unknown tool '" + (name === null ? 'nil' : name.show()) + "'")
    tools.push(tool)
  }
  agent.tools = tools
}

/** A declared provider, or one that the host makes of its fields; the same fields make the same one. */
function providerOf(value: Any | null): Provider | null {
  if (value instanceof AnyOf<Provider>) return (value as AnyOf<Provider>).value
  const json = new JsonWriter()
  json.value<Any | null>(value)
  const fields = json.toString()
  const node = new JsonParser(fields).root
  if (node.kind == STRING) {
    const declared = find<Provider>(node.text)
    if (declared === null) panic("create_agent: unknown provider '" + node.text + "'")
    return declared
  }
  if (node.kind != OBJECT) panic('create_agent: a provider is declared, or a map of its fields')
  if (failed()) return null
  const request = new JsonWriter()
  request.beginObject()
  request.key('fields')
  request.raw(fields)
  request.endObject()
  const call = Call.json(request)
  llmDefineProvider(call.request, call.length, call.reply)
  const reply = new JsonParser(call.take())
  const error = replyError(reply)
  if (error !== null) {
    raise(error)
    return null
  }
  return withFields(new Provider(reply.root.textAt('name')), node)
}

// What the module itself needs to know of a provider.
function withFields(provider: Provider, node: Json): Provider {
  let member = node.first
  while (member !== null) {
    if (member.kind == STRING) provider.text(member.key, member.text)
    else if (member.key == 'max_tokens') provider.integer(member.key, member.int)
    else if (member.kind == INT || member.kind == FLOAT) provider.number(member.key, member.float)
    member = member.next
  }
  return provider
}

/** A question of `spawn_agents`, on a fiber of its own. */
class Question extends Task {
  reply: string = ''
  problem: HairaError | null = null

  constructor(
    private agent: Agent,
    private message: string,
    private session: string,
  ) {
    super()
  }

  run(): void {
    const answer = this.agent.ask(this.message, this.session)
    this.reply = answer._0
    this.problem = answer._1
  }
}

/** `spawn_agents([{agent, message, session}])`: all are asked at once, and answers come in the order of the questions. */
export function ask_all(list: (Any | null)[]): Map<string, Any | null>[] {
  const questions: Question[] = []
  const answers: Map<string, Any | null>[] = []
  for (let i = 0; i < list.length; i++) {
    const question = questionOf(list[i], i + 1)
    if (failed()) return answers
    questions.push(question!)
  }
  for (let i = 0; i < questions.length; i++) {
    spawn(questions[i], true)
    if (failed()) return answers
  }
  for (let i = 0; i < questions.length; i++) {
    const question = questions[i]
    join(question)
    if (failed()) return answers
    const answer = new Map<string, Any | null>()
    answer.set('reply', box<string>(question.reply))
    answer.set('error', box<HairaError | null>(question.problem))
    answers.push(answer)
  }
  return answers
}

function questionOf(value: Any | null, number: i32): Question | null {
  const json = new JsonWriter()
  json.value<Any | null>(value)
  const node = new JsonParser(json.toString()).root
  let member = node.kind == OBJECT ? node.first : null
  while (member !== null) {
    const key = member.key
    if (key != 'agent' && key != 'message' && key != 'session') {
      panic("spawn_agents: unknown key '" + key + "'")
      return null
    }
    member = member.next
  }
  let agent: Agent | null = null
  if (node.get('agent') !== null) agent = agentOf(value!.element(new AnyString('agent')))
  const message = node.get('message')
  if (agent === null || message === null) {
    panic('spawn_agents: entry ' + intText(number) + ' needs an agent and a message')
    return null
  }
  return new Question(agent, message.kind == STRING ? message.text : message.json, node.textAt('session'))
}
