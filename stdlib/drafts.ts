// `s: stream<Ticket> = A.stream(m)`: a stream of values instead of text. Each is what the model has written so far, with zero
// values for what is not there yet; the last one is the whole answer, checked as that of `ask` is.

import { Agent } from './agent'
import { JsonReader, NUMERIC_STRINGS, Problems } from './decode'
import { JsonWriter } from './json'
import { ARRAY, Json, JsonParser, OBJECT, STRING } from './json-read'
import { OutputOf } from './output'
import { failed, nothing } from './panic'
import { Stream } from './stream'
import { unfinishedIn, writeFilled } from './unfinished-json'

/** Reading a draft takes as long as what is written so far, so a long answer is read when it has grown by a part of it. */
const PART: i32 = 32

/** For values of type T; R is what T is read as. */
export class StreamOf<R, T> extends Stream {
  /** The value that the latest `next` has found. */
  value: T = nothing<T>()
  private output: OutputOf<R, T>
  private schema: Json
  private pieces: string[] = []
  /** Characters of the present answer that were heard, and those of them that were looked at. */
  private length: i32 = 0
  private looked: i32 = 0
  /** The latest draft, as JSON. */
  private latest: string = ''
  /** What a draft with nothing in it would be. */
  private empty: string = ''
  private isOver: bool = false

  constructor(
    agent: Agent,
    message: string,
    session: string,
    name: string,
    request: string,
    private wrapped: bool,
  ) {
    super(agent, message, session)
    const output = new OutputOf<R, T>(name, request, wrapped)
    this.output = output
    this.wanted = output
    this.schema = new JsonParser(request).root.get('schema')!
    this.latest = this.filled(null)
    this.empty = this.latest
  }

  next(): bool {
    while (this.more()) {
      this.hear()
      if (this.length > this.looked + this.looked / PART && this.look()) return true
    }
    if (failed() || this.isOver) return false
    this.isOver = true
    this.raiseError()
    if (failed() || !this.hasReply) return false
    this.value = this.output.value
    return true
  }

  private hear(): void {
    const heard = this.heard!
    while (heard.names.length > 0) {
      const name = heard.names.shift()
      const text = heard.texts.shift()
      if (name == 'answer') {
        this.pieces = []
        this.length = 0
        this.looked = 0
        this.latest = this.empty
      } else if (name == 'delta') {
        this.pieces.push(text)
        this.length += text.length
      }
    }
  }

  // Whether what was heard so far makes another draft than the latest.
  private look(): bool {
    const text = this.pieces.join('')
    this.pieces = [text]
    this.looked = text.length
    const whole = unfinishedIn(text)
    const node: Json | null = whole === null ? null : this.inner(whole)
    if (node === null) return false
    const draft = this.filled(node)
    if (draft == this.latest) return false
    const problems = new Problems()
    const value = new JsonReader(new JsonParser(draft).root, '', problems, NUMERIC_STRINGS).read<R>()
    if (problems.any) return false
    this.latest = draft
    this.value = changetype<T>(value)
    return true
  }

  // Values that are no objects are the member `value` of one, if the model has kept to that.
  private inner(node: Json): Json | null {
    const wrapped: Json | null = this.wrapped && node.kind == OBJECT ? node.get('value') : null
    const inner = wrapped === null ? node : wrapped
    const type = this.form.textAt('type')
    const fits = type == 'object' ? inner.kind == OBJECT : type == 'array' ? inner.kind == ARRAY : inner.kind == STRING
    return fits ? inner : null
  }

  private filled(node: Json | null): string {
    const json = new JsonWriter()
    writeFilled(json, node, this.form, this.schema)
    return json.toString()
  }

  // The schema of the value itself.
  private get form(): Json {
    const root = this.schema
    const value: Json | null = this.wrapped ? root.get('properties')!.get('value') : null
    return value === null ? root : value
  }
}

/** `A.stream(message)` where values are wanted. */
export function draftsOf<R, T>(
  agent: Agent,
  message: string,
  session: string,
  name: string,
  request: string,
  wrapped: bool,
): StreamOf<R, T> {
  return new StreamOf<R, T>(agent, message, session, name, request, wrapped)
}
