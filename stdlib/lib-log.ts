// Module `log`. Callers pass the printed forms, joined; which levels are shown, and where, is for the host to say.

import { Call } from './abi'
import { logWrite } from './host'
import { JsonWriter } from './json'

/** `log.debug(…)` */
export function debug(text: string): void {
  write('debug', text)
}

/** `log.info(…)` */
export function info(text: string): void {
  write('info', text)
}

/** `log.warn(…)` */
export function warn(text: string): void {
  write('warn', text)
}

/** `log.error(…)` */
export function error(text: string): void {
  write('error', text)
}

function write(level: string, text: string): void {
  const json = new JsonWriter(64 + (text.length << 1))
  json.beginObject()
  json.pair('level', level)
  json.pair('message', text)
  json.endObject()
  const call = Call.json(json)
  logWrite(call.request, call.length, call.reply)
  call.take()
}
