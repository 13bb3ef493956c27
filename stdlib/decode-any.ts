// JSON as values of type any: apart from decode.ts, since few programs need it.

import { Any, AnyBool, AnyFloat, AnyInt, AnyOf, AnyString } from './any'
import { JsonReader } from './decode'
import { ARRAY, BOOL, FLOAT, INT, Json, NULL, STRING } from './json-read'
import { Map } from './ordered-map'

/** Stands for `any` where something is read. */
export class AnyReader {
  readAny(json: JsonReader): Any | null {
    return anyOf(json.value)
  }
}

/** Stands for `nil`. */
export class NilReader {
  readAny(json: JsonReader): Any | null {
    return json.value.kind == NULL ? null : json.noVariant<Any | null>('nil')
  }
}

/** What JSON stands for where nothing is known of its type. */
export function anyOf(node: Json): Any | null {
  switch (node.kind) {
    case NULL:
      return null
    case BOOL:
      return new AnyBool(node.int != 0)
    case INT:
      return new AnyInt(node.int)
    case FLOAT:
      return new AnyFloat(node.float)
    case STRING:
      return new AnyString(node.text)
    case ARRAY: {
      const list: (Any | null)[] = []
      let item = node.first
      while (item !== null) {
        list.push(anyOf(item))
        item = item.next
      }
      return new AnyOf<(Any | null)[]>(list)
    }
    default: {
      const map = new Map<string, Any | null>()
      let member = node.first
      while (member !== null) {
        map.set(member.key, anyOf(member))
        member = member.next
      }
      return new AnyOf<Map<string, Any | null>>(map)
    }
  }
}
