// Replies of imports: an object with the key `error` reports a failure.

import { INT, JsonParser, NULL } from './json-read'
import { Some } from './option'
import { HairaError } from './panic'

/** The failure that a reply reports, `null` if it reports none. */
export function replyError(reply: JsonParser): HairaError | null {
  if (reply.problem != '') return new HairaError("the host's reply is not JSON: " + reply.problem)
  const error = reply.root.get('error')
  if (error === null || error.kind == NULL) return null
  const code = error.get('code')
  return new HairaError(error.textAt('message'), code !== null && code.kind == INT ? new Some<i64>(code.int) : null)
}
