// What a model answered: text, and calls of tools, with whatever mistakes a model can make.

import { JsonWriter } from './json'
import { intText } from './number'
import { Json, JsonParser, OBJECT } from './json-read'

/** A tool call as the model wrote it, with an id of its own. */
export class Request {
  /** The arguments, where they are JSON; none at all is an empty object. */
  readonly parsed: JsonParser

  constructor(
    readonly id: string,
    readonly name: string,
    readonly args: string,
  ) {
    this.parsed = new JsonParser(args == '' ? '{}' : args)
  }

  /** Writes it for the model to see again. Some servers refuse arguments that are not an object. */
  write(json: JsonWriter): void {
    const parsed = this.parsed
    const valid = parsed.problem == '' && parsed.root.kind == OBJECT && this.args != ''
    json.beginObject()
    json.pair('id', this.id)
    json.pair('name', speakable(this.name))
    json.pair('arguments', valid ? this.args : '{}')
    json.endObject()
  }
}

/** Answers in place of a model, for tests. Programs that script no agent have no subclass of it. */
export abstract class ModelScript {
  /** The answer to the next request, in the form that the host's replies have. */
  abstract answer(): string
}

/** A model's answer to one request. */
export class Response {
  readonly text: string
  readonly finishReason: string
  readonly inputTokens: i64
  readonly outputTokens: i64
  readonly calls: Request[] = []

  /** `ids`: those that calls of this conversation have had, to which its own are added. */
  constructor(reply: Json, ids: string[]) {
    const usage = reply.get('usage')
    this.text = reply.textAt('text')
    this.finishReason = reply.textAt('finish_reason')
    this.inputTokens = usage === null ? 0 : usage.intAt('input_tokens')
    this.outputTokens = usage === null ? 0 : usage.intAt('output_tokens')
    let call = reply.listAt('tool_calls')
    while (call !== null) {
      const id = freeId(call.textAt('id'), ids)
      ids.push(id)
      this.calls.push(new Request(id, call.textAt('name'), call.textAt('arguments')))
      call = call.next
    }
  }
}

/** Longest id of a call, and longest name of a tool, that every API takes. */
const LONGEST: i32 = 64

// Results are matched to calls by id, so one that is missing, repeated or too long is replaced.
function freeId(id: string, ids: string[]): string {
  let free = id
  let number = ids.length
  while (free == '' || free.length > LONGEST || ids.includes(free)) free = 'call_' + intText(++number)
  return free
}

// A name that a model has made up is shown to it again, and some APIs refuse all but letters, digits, `_` and `-`.
function speakable(name: string): string {
  if (name == '') return 'unknown'
  let plain = ''
  for (let i = 0; i < name.length && i < LONGEST; i++) {
    const unit = name.charCodeAt(i)
    const letter = unit | 32
    const isPlain = (letter >= 97 && letter <= 122) || (unit >= 48 && unit <= 57) || unit == 95 || unit == 45
    plain += isPlain ? name.charAt(i) : '_'
  }
  return plain
}
