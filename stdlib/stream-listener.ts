// What is told of a turn while it happens: text as it arrives, tools, handoffs.

import { Call } from './abi'
import { streamNext } from './fiber'
import { Hearer } from './hearer'
import { llmStreamClose, llmStreamOpen } from './host'
import { JsonWriter } from './json'
import { JsonParser } from './json-read'
import { Request } from './model'
import { Some } from './option'
import { HairaError } from './panic'
import { Handoff, ToolCall } from './result'
import { Listener } from './turn'

/** Where the events of a turn go. */
export abstract class Audience {
  /** Hears that a model begins a new answer. Gives an error like `take`. */
  begin(): HairaError | null {
    return null
  }

  /** Takes an event: `delta` with a text, others with JSON. Gives an error if there is nobody left to tell. */
  abstract take(event: string, data: string): HairaError | null
}

/** Tells an audience what happens in a turn, text as it arrives. */
export class Speaker extends Listener {
  /** Something has been said, so that the words of the next answer begin a new paragraph. */
  private spoken: bool = false
  private newAnswer: bool = false
  private isStopped: bool = false
  /** The numbers of the streams that models write to. */
  private streams: string[] = []

  constructor(private audience: Audience | null) {
    super()
  }

  ask(request: JsonWriter, hearer: Hearer): string {
    hearer.begin()
    const open = Call.json(request)
    llmStreamOpen(open.request, open.length, open.reply)
    const stream = open.take()
    // A failure to open has the form of a failed answer.
    if (stream.length > 0 && stream.charCodeAt(0) == 123) return stream
    this.streams.push(stream)
    while (true) {
      if (this.isStopped) return failure(stopped())
      const next = Call.of(stream)
      streamNext(next.request, next.length, next.reply)
      const reply = next.take()
      if (!reply.startsWith('{"piece":')) {
        const at = this.streams.indexOf(stream)
        if (at >= 0) this.streams.splice(at, 1)
        return reply
      }
      const lost = hearer.hear(new JsonParser(reply).root.textAt('piece'))
      if (lost === null) continue
      this.stop()
      return failure(lost)
    }
  }

  /** Gives up what models write at the moment, and lets them write no more. */
  stop(): void {
    this.isStopped = true
    while (this.streams.length > 0) {
      const close = Call.of(this.streams.pop())
      llmStreamClose(close.request, close.length, close.reply)
      close.take()
    }
  }

  begin(): void {
    this.newAnswer = this.spoken
    const audience = this.audience
    if (audience !== null) audience.begin()
  }

  hear(text: string): HairaError | null {
    const audience = this.audience
    if (text == '' || audience === null) return null
    const words = this.newAnswer ? '\n\n' + text : text
    this.newAnswer = false
    this.spoken = true
    return audience.take('delta', words)
  }

  toolStarts(agent: string, request: Request): void {
    const json = begin(request.name)
    json.key('args')
    if (request.parsed.problem == '' && request.args != '') json.raw(request.args)
    else json.text(request.args)
    this.end('tool_start', json, agent)
  }

  toolEnds(call: ToolCall): void {
    const json = begin(call.name)
    json.key('ok')
    json.bool(call.ok)
    this.end('tool_end', json, call.agent)
  }

  private end(event: string, json: JsonWriter, agent: string): void {
    json.pair('agent', agent)
    json.endObject()
    this.tell(event, json)
  }

  handsOver(handoff: Handoff): void {
    const json = new JsonWriter()
    json.beginObject()
    json.pair('from', handoff.from)
    json.pair('to', handoff.to)
    json.pair('reason', handoff.reason)
    json.endObject()
    this.tell('handoff', json)
  }

  // If there is nobody left, the next request will end the turn.
  private tell(event: string, json: JsonWriter): void {
    const audience = this.audience
    if (audience !== null) audience.take(event, json.toString())
  }
}

function stopped(): HairaError {
  return new HairaError('cancelled', new Some<i64>(499))
}

function begin(tool: string): JsonWriter {
  const json = new JsonWriter()
  json.beginObject()
  json.pair('tool', tool)
  return json
}

function failure(error: HairaError): string {
  const json = new JsonWriter()
  json.beginObject()
  json.key('error')
  json.beginObject()
  json.pair('message', error.message)
  const code = error.code
  if (code !== null) {
    json.key('code')
    json.int(code.value)
  }
  json.endObject()
  json.endObject()
  return json.toString()
}
