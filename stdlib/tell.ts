// Tells the host what happens in a turn. The host sees model calls by itself, but not who works, which tools run, and who
// hands over to whom.

import { Call } from './abi'
import { traceTold } from './host'
import { freshRequest } from './json'

/** Set by a host that wants to hear when agents begin and end their work, which it need not know but for spans. */
export let haira_traced: i32 = 0

/** Tells of the beginning or end of an agent's work, if the host wants to hear of it. */
export function tellWork(what: string, agent: string, more: string): void {
  if (haira_traced != 0) tell([what, agent, more])
}

/** What has happened, as texts; wit/haira.wit says which. One list takes less code than an object of names. */
export function tell(parts: string[]): void {
  const json = freshRequest()
  json.value(parts)
  const call = Call.json(json)
  traceTold(call.request, call.length, call.reply)
  call.take()
}
