// Requests over HTTP, and `http.Client`, which remembers what several of them have in common.

import { Call } from './abi'
import { Any, AnyString } from './any'
import { Answer } from './ask'
import { haira_fiber, park, setFiber, unpark } from './fiber'
import { httpRequest } from './host'
import { Response } from './http-response'
import { JsonWriter } from './json'
import { STRING } from './json-read'
import { Map } from './ordered-map'
import { HairaError } from './panic'
import { Tuple2 } from './tuple'

/** What a request gives. */
export type Responded = Tuple2<Response, HairaError | null>

/** Milliseconds that a request may take if nothing is said. */
export const TIMEOUT: i64 = 30_000

/** Several requests to one server. */
export class Client {
  constructor(
    private base: string,
    private headers: Map<string, string>,
    private timeout: i64,
  ) {}

  get(path: string): Responded {
    return send('GET', this.address(path), this.headers, null, this.timeout)
  }

  post(path: string, body: Any | null): Responded {
    return this.with('POST', path, body)
  }

  put(path: string, body: Any | null): Responded {
    return this.with('PUT', path, body)
  }

  patch(path: string, body: Any | null): Responded {
    return this.with('PATCH', path, body)
  }

  delete_(path: string): Responded {
    return send('DELETE', this.address(path), this.headers, null, this.timeout)
  }

  private with(method: string, path: string, body: Any | null): Responded {
    return send(method, this.address(path), this.headers, bodyText(body), this.timeout)
  }

  // One slash between the two.
  private address(path: string): string {
    const base = this.base.endsWith('/') ? this.base.substring(0, this.base.length - 1) : this.base
    return path == '' || path.startsWith('/') || path.startsWith('?') ? base + path : base + '/' + path
  }

  show(): string {
    return '<http client>'
  }

  write(json: JsonWriter): void {
    json.text(this.base)
  }

  equals(other: Client): bool {
    return this == other
  }
}

/** A body as it is sent: a string as it is, everything else as JSON. */
export function bodyText(body: Any | null): string {
  if (body instanceof AnyString) return (body as AnyString).value
  const json = new JsonWriter()
  if (body === null) json.nil()
  else body.write(json)
  return json.toString()
}

/** Makes a request. Without `body` it has none. */
export function send(
  method: string,
  url: string,
  headers: Map<string, string>,
  body: string | null,
  ms: i64,
): Responded {
  const json = new JsonWriter(256)
  json.beginObject()
  json.pair('method', method)
  json.pair('url', url)
  json.key('headers')
  writeHeaders(json, headers, body !== null)
  if (body !== null) json.pair('body', body)
  json.key('timeout_ms')
  json.int(ms)
  json.endObject()
  const call = Call.json(json)
  request(call.request, call.length, call.reply)
  const answer = new Answer(call)
  const status = answer.root.intAt('status')
  const received = new Map<string, string>()
  const all = answer.root.get('headers')
  if (all !== null) {
    let item = all.first
    while (item !== null) {
      if (item.kind == STRING) received.set(item.key, item.text)
      item = item.next
    }
  }
  const ok = status >= 200 && status < 300
  const response = new Response(status, status, answer.root.textAt('body'), received, ok)
  return new Tuple2<Response, HairaError | null>(response, answer.error)
}

function writeHeaders(json: JsonWriter, headers: Map<string, string>, hasBody: bool): void {
  let isTyped = !hasBody
  const names = headers.keys()
  json.beginObject()
  for (let i = 0; i < names.length; i++) {
    if (names[i].toLowerCase() == 'content-type') isTyped = true
    json.pair(names[i], headers.get(names[i]))
  }
  if (!isTyped) json.pair('content-type', 'application/json')
  json.endObject()
}

// A suspending import, as fiber.ts says.
function request(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const frames = park(sp)
  __stack_pointer = __heap_base
  httpRequest(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  unpark(frames, sp)
}
