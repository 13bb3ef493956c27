// Tells the host what happens in a turn. The host sees model calls by itself, but not who works, which tools run, and who
// hands over to whom.

import { Call } from './abi'
import { traceTold } from './host'
import { JsonWriter } from './json'

/** What has happened, as texts; wit/haira.wit says which. One list takes less code than an object of names. */
export function tell(parts: string[]): void {
  const json = new JsonWriter(256)
  json.value(parts)
  const call = Call.json(json)
  traceTold(call.request, call.length, call.reply)
  call.take()
}
