// What a model answered: text, and calls of tools, with whatever mistakes a model can make.

import { timeIs } from './clock'
import { JsonWriter } from './json'
import { intText } from './number'
import { JsonParser, OBJECT } from './json-read'
import { JsonScanner } from './json-scan'

/** A tool call as the model wrote it, with an id of its own. */
export class Request {
  id: string = ''
  name: string = ''
  args: string = ''
  private read: JsonParser | null = null

  /** Reads the call that a scanner is at. `ids`: those that are taken. */
  constructor(json: JsonScanner, ids: string[]) {
    json.enter()
    while (json.more()) {
      json.key()
      if (json.is('id')) this.id = textAt(json)
      else if (json.is('name')) this.name = textAt(json)
      else if (json.is('arguments')) this.args = textAt(json)
      else json.skip()
    }
    this.id = freeId(this.id, ids)
    ids.push(this.id)
  }

  /** The arguments, where they are JSON; none at all is an empty object. */
  get parsed(): JsonParser {
    const read = this.read
    if (read !== null) return read
    const parsed = new JsonParser(this.args == '' ? '{}' : this.args)
    this.read = parsed
    return parsed
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
  text: string = ''
  finishReason: string = ''
  inputTokens: i64 = 0
  outputTokens: i64 = 0
  /** As many input tokens as cost the same, where that differs. */
  private billed: i64 = -1
  readonly calls: Request[] = []
  /** Whether the host has answered something else: an error. */
  failed: bool = false

  /** `ids`: those that calls of this conversation have had, to which its own are added. */
  constructor(json: JsonScanner, ids: string[]) {
    if (json.enter()) this.read(json, ids)
    else this.failed = true
  }

  /** How many input tokens are to be paid for. */
  get billedTokens(): i64 {
    return this.billed < 0 ? this.inputTokens : this.billed
  }

  private read(json: JsonScanner, ids: string[]): void {
    while (json.more()) {
      json.key()
      if (json.is('text')) this.text = textAt(json)
      else if (json.is('finish_reason')) this.finishReason = textAt(json)
      else if (json.is('time')) timeIs(json.decimal())
      else if (json.is('tool_calls')) {
        json.enter()
        while (json.more()) this.calls.push(new Request(json, ids))
      } else if (json.is('usage')) this.readUsage(json)
      else {
        if (json.is('error')) this.failed = true
        json.skip()
      }
    }
  }

  private readUsage(json: JsonScanner): void {
    json.enter()
    while (json.more()) {
      json.key()
      if (json.is('input_tokens')) this.inputTokens = json.natural()
      else if (json.is('output_tokens')) this.outputTokens = json.natural()
      else if (json.is('billed_input_tokens')) this.billed = json.natural()
      else json.skip()
    }
  }
}

function textAt(json: JsonScanner): string {
  json.string()
  return json.value
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
  const plain = new JsonWriter(2 * LONGEST)
  for (let i = 0; i < name.length && i < LONGEST; i++) {
    const unit = name.charCodeAt(i)
    const letter = unit | 32
    const isPlain = (letter >= 97 && letter <= 122) || (unit >= 48 && unit <= 57) || unit == 95 || unit == 45
    plain.unit(<u16>(isPlain ? unit : 95))
  }
  return plain.toString()
}
