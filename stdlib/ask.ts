// Requests to the host that carry little and are answered with an object: how libraries ask. What is asked for is a function
// of host.ts or a wrapper of fiber.ts, which is called between `Call.of` and `answer`, never through a variable: a call through
// the function table would make Asyncify instrument all callers of all imports.

import { Call } from './abi'
import { JsonWriter } from './json'
import { Json, JsonParser } from './json-read'
import { HairaError } from './panic'
import { replyError } from './reply'

/** The reply of an import: its object, or why there is none. */
export class Answer {
  readonly root: Json
  readonly error: HairaError | null

  constructor(call: Call) {
    const reply = new JsonParser(call.take())
    this.root = reply.root
    this.error = replyError(reply)
  }
}

/** A request with a path and one thing more. */
export function pathAnd(path: string, key: string, value: string): Call {
  const json = new JsonWriter(64 + (value.length << 1))
  json.beginObject()
  json.pair('path', path)
  json.pair(key, value)
  json.endObject()
  return Call.json(json)
}

/** A request with a path and a switch. */
export function pathIf(path: string, key: string, value: bool): Call {
  const json = new JsonWriter()
  json.beginObject()
  json.pair('path', path)
  json.key(key)
  json.bool(value)
  json.endObject()
  return Call.json(json)
}
