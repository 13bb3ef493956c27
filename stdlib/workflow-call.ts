// A workflow that the program calls itself: a run of its own, below the one that calls it.

import { Call } from './abi'
import { runBegin, runEnd } from './host'
import { JsonWriter } from './json'
import { HairaError, catches, pendingPanic, takeError } from './panic'

/** The call begins. */
export function enterWorkflow(name: string): void {
  const json = new JsonWriter(64)
  json.beginObject()
  json.pair('workflow', name)
  json.endObject()
  const call = Call.json(json)
  runBegin(call.request, call.length, call.reply)
  call.take()
}

/** It has ended, with a pending panic or without. */
export function leaveWorkflow(): void {
  const json = new JsonWriter(64)
  json.beginObject()
  const error = pendingPanic
  if (error !== null) json.pair('error', error.message)
  json.endObject()
  const call = Call.json(json)
  runEnd(call.request, call.length, call.reply)
  call.take()
}

/** The error of a call whose error is taken: `v, err = AddNote(…)`. */
export function takenError(): HairaError | null {
  return catches() ? takeError() : null
}
