// What the host calls. The names that the Component Model gives them (`haira:host/guest@0.1.0#init`, …) are put on when
// the module is assembled, since AssemblyScript cannot write them.

import { giveText, takeText } from './abi'
import { JsonWriter } from './json'
import { Json, JsonParser } from './json-read'
import { intText } from './number'
import { failed, HairaError, panic, takeError } from './panic'
import { entryAt, exitStatus, runMain, runTask, writeRun } from './program'
import { beginStack } from './stack'
import { callWorkflow } from './workflow'

export { cabi_realloc } from './abi'
export { haira_abort_message } from './abort'
export { haira_channel } from './channel-limit'
export { haira_cancelled, haira_fiber, haira_scratch, haira_scratch_size } from './fiber'
export { haira_stack } from './stack'
export { haira_traced } from './tell'
export { pendingPanic as haira_pending, stop as haira_stop } from './panic'

/** `guest.init`: evaluates one entry of the init table. */
export function init(ptr: usize, length: usize): usize {
  beginStack()
  const reply = new JsonWriter()
  initEntry(request(ptr, length).intAt('entry'), reply)
  return giveText(reply)
}

function initEntry(index: i64, reply: JsonWriter): void {
  const entry = entryAt(index)
  if (entry === null) {
    panic('no entry ' + intText(index))
    return writeError(reply)
  }
  const initialise = entry.initialise
  if (initialise !== null) initialise()
  if (failed()) writeError(reply)
  else entry.declaration.describe(reply)
}

/** `guest.main`: runs the top-level statements and `main`. */
export function main(ptr: usize, length: usize): usize {
  beginStack()
  const reply = new JsonWriter()
  runMain(takeText(ptr, length))
  reply.beginObject()
  writeRun(reply)
  if (failed()) writeErrorField(takeError(), reply)
  else {
    reply.key('exit')
    reply.int(exitStatus)
  }
  reply.endObject()
  return giveText(reply)
}

/** `guest.call`: runs a workflow for one request. */
export function call(ptr: usize, length: usize): usize {
  beginStack()
  const reply = callWorkflow(ptr, length)
  reply.endObject()
  return giveText(reply)
}

/** `guest.task`: runs a task. */
export function task(ptr: usize, length: usize): usize {
  beginStack()
  const error = runTask(takeText(ptr, length))
  if (error === null) return nothingToSay
  const reply = new JsonWriter()
  reply.beginObject()
  writeErrorField(error, reply)
  reply.endObject()
  return giveText(reply)
}

/** An empty text as a result. */
const nothingToSay = memory.data(8)

function request(ptr: usize, length: usize): Json {
  return new JsonParser(takeText(ptr, length)).root
}

function writeError(reply: JsonWriter): void {
  reply.beginObject()
  writeErrorField(takeError(), reply)
  reply.endObject()
}

function writeErrorField(error: HairaError, reply: JsonWriter): void {
  const code = error.code
  reply.key('error')
  reply.beginObject()
  reply.pair('message', error.message)
  if (code !== null) {
    reply.key('code')
    reply.int(code.value)
  }
  if (error.fault) {
    reply.key('panic')
    reply.bool(true)
  }
  reply.endObject()
}
