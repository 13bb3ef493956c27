// Module `testing`: scripts that stand in for models, and comparisons as functions.

import { Agent } from './agent'
import { Any } from './any'
import { equals } from './equal'
import { JsonWriter, quoteJson } from './json'
import { ARRAY, INT, Json, JsonParser, NULL, OBJECT, STRING } from './json-read'
import { ModelScript } from './model'
import { intText } from './number'
import { HairaError, panic } from './panic'
import { showNested } from './show'
import { assertion } from './testing'

/** The agents that have a script. */
const mocked: Agent[] = []

/** What an agent's model is to answer, request by request. */
class Script extends ModelScript {
  private at: i32 = 0

  constructor(
    private agent: string,
    private replies: string[],
  ) {
    super()
  }

  answer(): string {
    if (this.at < this.replies.length) return this.replies[this.at++]
    const message = 'testing: the script of ' + this.agent + ' holds no answer for request ' + intText(++this.at)
    return failure(message, null)
  }
}

/**
 * `testing.mock(agent, replies)`: each reply is a text, `{"tool": name, "args": {…}}`, `{"handoff": agent}`, a list of such
 * calls, which the model makes at once, or `{"error": message, "code": status}`. `text` beside a call is what the model
 * writes with it; `input_tokens` and `output_tokens` are what it costs.
 */
export function mock(agent: Agent, replies: (Any | null)[]): void {
  const script: string[] = []
  for (let i = 0; i < replies.length; i++) {
    const json = new JsonWriter()
    json.value<Any | null>(replies[i])
    const reply = replyOf(new JsonParser(json.toString()).root, i + 1)
    if (reply == '')
      return panic('testing.mock: reply ' + intText(i + 1) + ' is no text, tool, handoff or error: ' + json.toString())
    script.push(reply)
  }
  agent.script = new Script(agent.name, script)
  mocked.push(agent)
}

/** `testing.unmock()`: all agents have their models again. */
export function unmock(): void {
  for (let i = 0; i < mocked.length; i++) mocked[i].script = null
  mocked.length = 0
}

// A reply in the host's form; empty for what cannot be one.
function replyOf(node: Json, number: i32): string {
  if (node.kind == STRING) return answer(node, node.text, '', '')
  if (node.kind == ARRAY) return node.first === null ? '' : withCalls(node, node.first, number)
  if (node.kind != OBJECT) return ''
  const error = node.get('error')
  if (error !== null) return error.kind == STRING ? failure(error.text, node.get('code')) : ''
  if (isCall(node)) return withCalls(node, node, number)
  return node.get('text') === null ? '' : answer(node, node.textAt('text'), '', '')
}

function isCall(node: Json): bool {
  return node.kind == OBJECT && (node.get('tool') !== null || node.get('handoff') !== null)
}

function withCalls(node: Json, first: Json | null, number: i32): string {
  const calls = new JsonWriter()
  let text = ''
  let count = 0
  let one: Json | null = first
  while (one !== null) {
    if (!isCall(one)) return ''
    if (text == '') text = one.textAt('text')
    const tool = one.get('tool')
    const name = tool === null ? 'transfer_to_' + one.textAt('handoff') : tool.text
    calls.beginObject()
    calls.pair('id', 'mock_' + intText(number) + '_' + intText(++count))
    calls.pair('name', name)
    calls.pair('arguments', argumentsOf(one))
    calls.endObject()
    one = one === node ? null : one.next
  }
  return answer(node, text, calls.toString(), 'tool_calls')
}

// A text is taken as the model would have written it, JSON or not.
function argumentsOf(call: Json): string {
  const args = call.get('args')
  if (args !== null && args.kind != NULL) return args.kind == STRING ? args.text : args.json
  const reason = call.get('reason')
  return reason === null ? '{}' : '{"reason":' + reason.json + '}'
}

function answer(node: Json, text: string, calls: string, reason: string): string {
  const json = new JsonWriter()
  json.beginObject()
  json.pair('text', text)
  json.key('tool_calls')
  json.raw('[' + calls + ']')
  json.pair('finish_reason', reason == '' ? 'stop' : reason)
  json.key('usage')
  json.beginObject()
  json.key('input_tokens')
  json.int(node.kind == OBJECT ? node.intAt('input_tokens') : 0)
  json.key('output_tokens')
  json.int(node.kind == OBJECT ? node.intAt('output_tokens') : 0)
  json.endObject()
  json.endObject()
  return json.toString()
}

function failure(message: string, code: Json | null): string {
  const end = code !== null && code.kind == INT ? ',"code":' + intText(code.int) : ''
  return '{"error":{"message":' + quoteJson(message) + end + '}}'
}

/** `testing.assert_eq(a, b)` */
export function assert_eq(a: Any | null, b: Any | null, place: string): void {
  if (!equals<Any | null>(a, b)) {
    assertion('got ' + showNested<Any | null>(a) + ', want ' + showNested<Any | null>(b), place)
  }
}

/** `testing.assert_error(err, text)`: the error must be there, and its message contain the text. */
export function assert_error(err: HairaError | null, text: string, place: string): void {
  if (err === null) assertion('no error, want one with ' + showNested<string>(text), place)
  else if (!err.message.includes(text)) {
    assertion('got error ' + showNested<string>(err.message) + ', want one with ' + showNested<string>(text), place)
  }
}
