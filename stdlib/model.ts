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
    json.pair('name', this.name)
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

  /** `callsBefore`: how many calls of this conversation have been answered. */
  constructor(reply: Json, callsBefore: i32) {
    const usage = reply.get('usage')
    this.text = reply.textAt('text')
    this.finishReason = reply.textAt('finish_reason')
    this.inputTokens = usage === null ? 0 : usage.intAt('input_tokens')
    this.outputTokens = usage === null ? 0 : usage.intAt('output_tokens')
    let call = reply.listAt('tool_calls')
    while (call !== null) {
      const id = this.freeId(call.textAt('id'), callsBefore + this.calls.length + 1)
      this.calls.push(new Request(id, call.textAt('name'), call.textAt('arguments')))
      call = call.next
    }
  }

  // Results are matched to calls by id, so an id that is missing or repeated is replaced.
  private freeId(id: string, number: i32): string {
    let taken = id == ''
    for (let i = 0; i < this.calls.length; i++) if (this.calls[i].id == id) taken = true
    return taken ? 'call_' + intText(number) : id
  }
}
