// Module `env`, and the built-in function `env`.

import { Call } from './abi'
import { envGet } from './host'
import { JsonParser, STRING } from './json-read'

/** `env.get(k, default)`: the variable's value, or the default where it is not set. */
export function get(name: string, fallback: string = ''): string {
  const call = Call.of(name)
  envGet(call.request, call.length, call.reply)
  const value = new JsonParser(call.take()).root.get('value')
  return value !== null && value.kind == STRING ? value.text : fallback
}
