// Module `haira`: events, which start the workflows that are declared with `@event`.

import { Call } from './abi'
import { Any } from './any'
import { runPublish } from './host'
import { JsonWriter } from './json'
import { JsonParser } from './json-read'
import { panic, raise } from './panic'
import { replyError } from './reply'

/** `haira.emit(event, data)`: does not wait for the workflows. */
export function emit(event: string, data: Any | null): void {
  const json = new JsonWriter()
  json.beginObject()
  json.pair('event', event)
  json.key('data')
  json.value<Any | null>(data)
  json.endObject()
  if (json.problem != '') return panic('haira.emit: ' + json.problem)
  const call = Call.json(json)
  runPublish(call.request, call.length, call.reply)
  const error = replyError(new JsonParser(call.take()))
  if (error !== null) raise(error)
}
