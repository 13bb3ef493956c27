// Module `json`.

import { JsonWriter } from './json'
import { HairaError } from './panic'
import { Tuple2 } from './tuple'

/** `json.encode(v)`: no blanks, order kept; an error for nan and infinities. */
export function encode<T>(value: T): Tuple2<string, HairaError | null> {
  const json = new JsonWriter()
  json.value<T>(value)
  if (json.problem != '') return new Tuple2<string, HairaError | null>('', new HairaError(json.problem))
  return new Tuple2<string, HairaError | null>(json.toString(), null)
}
