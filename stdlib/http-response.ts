// `http.Response`: what a server has answered, or what a workflow answers.

import { Any, box, noField } from './any'
import { anyOf } from './decode-any'
import { JsonWriter } from './json'
import { ARRAY, JsonParser } from './json-read'
import { Map } from './ordered-map'
import { HairaError, raise } from './panic'
import { Parameters } from './parameters'
import { StructText } from './struct-text'

/** A response. */
export class Response {
  constructor(
    public status: i64,
    public status_code: i64,
    public body: string,
    public headers: Map<string, string>,
    public ok: bool,
  ) {}

  /** The body as JSON. */
  json(): Any | null {
    const parser = this.parsed()
    return parser === null ? null : anyOf(parser.root)
  }

  /** The body as a JSON array. */
  json_array(): Array<Any | null> {
    const list: (Any | null)[] = []
    const parser = this.parsed()
    if (parser === null) return list
    if (parser.root.kind != ARRAY) {
      raise(new HairaError('the response is no JSON array'))
      return list
    }
    let item = parser.root.first
    while (item !== null) {
      list.push(anyOf(item))
      item = item.next
    }
    return list
  }

  private parsed(): JsonParser | null {
    const parser = new JsonParser(this.body)
    if (parser.problem == '') return parser
    raise(new HairaError('malformed JSON: ' + parser.problem))
    return null
  }

  field(name: string): Any | null {
    if (name == 'status') return box<i64>(this.status)
    if (name == 'status_code') return box<i64>(this.status_code)
    if (name == 'body') return box<string>(this.body)
    if (name == 'headers') return box<Map<string, string>>(this.headers)
    if (name == 'ok') return box<bool>(this.ok)
    return noField('Response', name)
  }

  show(): string {
    return new StructText('Response')
      .add('status', this.status)
      .add('status_code', this.status_code)
      .add('body', this.body)
      .add('headers', this.headers)
      .add('ok', this.ok)
      .end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    json.key('status')
    json.int(this.status)
    json.pair('body', this.body)
    json.key('headers')
    json.value<Map<string, string>>(this.headers)
    json.endObject()
  }

  equals(other: Response): bool {
    return this == other
  }
}

/** A response that a program makes itself. */
export function response(status: i64, body: string, headers: Map<string, string> | null): Response {
  const own = headers === null ? new Map<string, string>() : headers
  return new Response(status, status, body, own, status >= 200 && status < 300)
}

/** A response as the answer of a workflow: its body; the rest goes with the parameters of the call. */
export function giveResponse(response: Response, params: Parameters): string {
  params.status = response.status
  const json = new JsonWriter()
  json.value<Map<string, string>>(response.headers)
  params.headers = json.toString()
  return response.body
}
