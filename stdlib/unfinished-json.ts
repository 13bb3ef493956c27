// JSON that is still being written: what is certain of it so far, ended as if nothing more came. A text may be cut anywhere,
// a number only where something follows it, since 12 may become 123.

import { JsonWriter } from './json'
import { ARRAY, Json, JsonParser, NULL, OBJECT, STRING } from './json-read'

/** A text made of opening brackets must not be searched for each of them. */
const MAX_SEARCHES: i32 = 16
/** No value is nested deeper. */
const MAX_DEPTH: i32 = 500

/** The JSON that a text has begun and not ended, perhaps in a fenced block or after some words; `null` without any. */
export function unfinishedIn(text: string): Json | null {
  let at = 0
  for (let searches = 0; searches < MAX_SEARCHES; searches++) {
    while (at < text.length && text.charCodeAt(at) != 123 && text.charCodeAt(at) != 91) at++
    if (at == text.length) return null
    const begun = new Begun(text, at)
    if (begun.isWhole) {
      at = begun.at
      continue
    }
    const parser = new JsonParser(begun.ended)
    if (parser.problem == '') return parser.root
    at++
  }
  return null
}

/** A value that begins with a bracket, read as far as the text goes. */
class Begun {
  at: i32
  /** How it could be ended at `safe`: the brackets that are open. */
  private ends: string = ''
  /** The last place where it can be ended. */
  private safe: i32 = 0
  /** What ends a string that is open. */
  private quote: string = ''
  private isKey: bool = false

  constructor(
    private text: string,
    private from: i32,
  ) {
    this.at = from
    do this.step()
    while (this.at < text.length && this.ends != '' && this.ends.length <= MAX_DEPTH)
  }

  /** It has an end of its own. */
  get isWhole(): bool {
    return this.ends == ''
  }

  /** Its text with the end that it does not have. */
  get ended(): string {
    return this.text.substring(this.from, this.safe) + this.quote + this.ends
  }

  private step(): void {
    const text = this.text
    const at = this.at++
    const unit = text.charCodeAt(at)
    if (unit == 123 || unit == 91) {
      this.ends = (unit == 123 ? '}' : ']') + this.ends
      this.isKey = unit == 123
      this.safe = this.at
    } else if (unit == 125 || unit == 93) {
      this.ends = this.ends.substring(1)
      this.isKey = false
      this.safe = this.at
    } else if (unit == 34) this.string(at)
    else if (unit == 44) this.isKey = this.ends.charCodeAt(0) == 125
    else if (unit == 58) this.isKey = false
    else if (unit > 32) {
      this.at = wordEnd(text, at)
      if (this.at < text.length) this.safe = this.at
    }
  }

  private string(from: i32): void {
    const text = this.text
    const end = stringEnd(text, from)
    this.at = end < 0 ? text.length : end
    if (this.isKey) return
    this.safe = end < 0 ? wholeCharacters(text, from + 1) : end
    if (end < 0) this.quote = '"'
  }
}

// The place after the quote that ends a string; -1 if there is none.
function stringEnd(text: string, from: i32): i32 {
  let at = from + 1
  while (at < text.length && text.charCodeAt(at) != 34) at += text.charCodeAt(at) == 92 ? 2 : 1
  return at < text.length ? at + 1 : -1
}

// The end of numbers, `true`, `false` and `null`.
function wordEnd(text: string, from: i32): i32 {
  let at = from
  while (at < text.length && !endsWord(text.charCodeAt(at))) at++
  return at
}

function endsWord(unit: i32): bool {
  return unit <= 32 || unit == 44 || unit == 58 || unit == 93 || unit == 125
}

// Where a string can be cut, at its end or before an escape or a pair of surrogates that is not complete.
function wholeCharacters(text: string, from: i32): i32 {
  let at = from
  let whole = from
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    let next = at + 1
    let code = unit
    if (unit == 92) {
      const isHex = at + 1 < text.length && text.charCodeAt(at + 1) == 117
      next = at + (isHex ? 6 : 2)
      if (next > text.length) return whole
      if (isHex) code = <i32>parseInt(text.substring(at + 2, next), 16)
    }
    at = next
    if ((code & 0xfc00) != 0xd800) whole = at
  }
  return whole
}

/** Writes a value that a schema describes, with zero values for what it must have and is not there yet. */
export function writeFilled(json: JsonWriter, node: Json | null, schema: Json, root: Json): void {
  const reference = schema.textAt('$ref')
  if (reference != '') {
    const target = root.get('$defs')!.get(reference.substring(reference.lastIndexOf('/') + 1))!
    return writeFilled(json, node, target, root)
  }
  const type = schema.textAt('type')
  const values = schema.get('enum')
  if (values !== null) return json.raw(node !== null && holds(values, node) ? node.json : values.first!.json)
  if (type == 'object') return writeObject(json, node, schema, root)
  if (type == 'array') return writeArray(json, node, schema, root)
  if (node !== null) return json.raw(node.json)
  const choices = schema.get('anyOf')
  if (choices !== null) return writeFilled(json, null, choices.first!, root)
  json.raw(type == 'string' ? '""' : type == 'boolean' ? 'false' : type == 'integer' || type == 'number' ? '0' : 'null')
}

function holds(values: Json, node: Json): bool {
  let value = values.first
  while (value !== null) {
    if (node.kind == STRING && value.text == node.text) return true
    value = value.next
  }
  return false
}

function writeObject(json: JsonWriter, node: Json | null, schema: Json, root: Json): void {
  json.beginObject()
  const properties = schema.get('properties')
  if (properties === null) writeEntries(json, node, schema, root)
  else {
    let property = properties.first
    while (property !== null) {
      const key = property.key
      const found: Json | null = node === null || node.kind != OBJECT ? null : node.get(key)
      const member: Json | null = found !== null && found.kind == NULL ? null : found
      if (member !== null || isRequired(schema, key)) {
        json.key(key)
        writeFilled(json, member, property, root)
      }
      property = property.next
    }
  }
  json.endObject()
}

function writeEntries(json: JsonWriter, node: Json | null, schema: Json, root: Json): void {
  let entry: Json | null = node === null || node.kind != OBJECT ? null : node.first
  const values = schema.get('additionalProperties')
  while (entry !== null) {
    json.key(entry.key)
    if (values === null || values.kind != OBJECT) json.raw(entry.json)
    else writeFilled(json, entry, values, root)
    entry = entry.next
  }
}

function isRequired(schema: Json, key: string): bool {
  let required = schema.listAt('required')
  while (required !== null) {
    if (required.text == key) return true
    required = required.next
  }
  return false
}

function writeArray(json: JsonWriter, node: Json | null, schema: Json, root: Json): void {
  json.beginArray()
  let item: Json | null = node === null || node.kind != ARRAY ? null : node.first
  const items = schema.get('items')
  let place = schema.listAt('prefixItems')
  while (place !== null) {
    writeFilled(json, item, place, root)
    if (item !== null) item = item.next
    place = place.next
  }
  while (item !== null && items !== null && items.kind == OBJECT) {
    writeFilled(json, item, items, root)
    item = item.next
  }
  json.endArray()
}
