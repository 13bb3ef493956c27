// Module `env`, and the built-in function `env`.

import { Call } from './abi'
import { Answer } from './ask'
import { parseDotenv } from './dotenv'
import { textOf } from './disk-file'
import { envGet, envSet } from './host'
import { JsonWriter } from './json'
import { JsonParser, STRING } from './json-read'
import { string_to_bool, string_to_float, string_to_int } from './lib-conv'
import { HairaError, nothing } from './panic'
import { Tuple2 } from './tuple'

/** `env.get(k, default)`: the variable's value, or the default where it is not set. */
export function get(name: string, fallback: string = ''): string {
  const call = Call.of(name)
  envGet(call.request, call.length, call.reply)
  const value = new JsonParser(call.take()).root.get('value')
  return value !== null && value.kind == STRING ? value.text : fallback
}

/** `env.require(k)` */
export function require(name: string): Tuple2<string, HairaError | null> {
  const call = Call.of(name)
  envGet(call.request, call.length, call.reply)
  const answer = new Answer(call)
  let error = answer.error
  const value = answer.root.get('value')
  if (error === null && (value === null || value.kind != STRING)) {
    error = new HairaError('environment variable ' + name + ' is not set')
  }
  return new Tuple2<string, HairaError | null>(answer.root.textAt('value'), error)
}

/** Sets a variable, for the program and what it starts. */
export function set(name: string, value: string): HairaError | null {
  const json = new JsonWriter()
  json.beginObject()
  json.pair('name', name)
  json.pair('value', value)
  json.endObject()
  const call = Call.json(json)
  envSet(call.request, call.length, call.reply)
  return new Answer(call).error
}

/** `env.load(path)`: sets the variables of a file, except those that are set already. */
export function load(path: string = '.env'): HairaError | null {
  const read = textOf(path)
  if (read._1 !== null) return read._1
  const variables = parseDotenv(read._0)
  for (let i = 0; i < variables.length; i += 2) {
    if (require(variables[i])._1 === null) continue
    const error = set(variables[i], variables[i + 1])
    if (error !== null) return error
  }
  return null
}

/** `env(k, int)`, `env(k, float)`, `env(k, bool)` */
export function getAs<T>(name: string): Tuple2<T, HairaError | null> {
  const text = require(name)
  let value = text._0
  let error = text._1
  if (error !== null) return new Tuple2<T, HairaError | null>(nothing<T>(), error)
  if (isString<T>()) return new Tuple2<T, HairaError | null>(changetype<T>(value), null)
  if (isBoolean<T>()) return named<T>(name, string_to_bool(value))
  if (isFloat<T>()) return named<T>(name, string_to_float(value))
  return named<T>(name, string_to_int(value))
}

function named<T>(name: string, read: Tuple2<T, HairaError | null>): Tuple2<T, HairaError | null> {
  const error = read._1
  if (error !== null) read._1 = error.within(name)
  return read
}
