// The JSON in what a model wrote, where it was asked for JSON alone: models put it in a fenced block, explain it beside or in
// comments, leave a comma before a closing bracket, and break lines within texts. What it means must be certain: all values
// that a text holds are given, and the caller takes the one that fits.

import { JsonWriter, quoteJson } from './json'
import { ARRAY, Json, JsonParser, OBJECT } from './json-read'

/** A text made of opening brackets must not be searched for each of them. */
const MAX_SEARCHES: i32 = 64

/** Objects and lists of a text, outermost only. A text that is JSON as a whole is its own only one. */
export function jsonIn(text: string): Json[] {
  const found: Json[] = []
  const whole = parse(text)
  if (whole !== null) {
    found.push(whole)
    return found
  }
  let searches = 0
  let at = 0
  while (at < text.length && searches < MAX_SEARCHES) {
    const unit = text.charCodeAt(at)
    if (unit == 123 || unit == 91) {
      searches++
      const end = closing(text, at)
      const node: Json | null = end < 0 ? null : parse(text.substring(at, end))
      if (node !== null) {
        found.push(node)
        at = end
        continue
      }
    }
    at++
  }
  return found
}

/** A text that is no JSON as a JSON string: a model that is to choose a word may leave out the quotes. */
export function wordIn(text: string): Json {
  let from = 0
  let to = text.length
  while (from < to && isMargin(text.charCodeAt(from))) from++
  while (to > from && isMargin(text.charCodeAt(to - 1))) to--
  return new JsonParser(quoteJson(text.substring(from, to))).root
}

// Blanks, quotes, backticks, asterisks, and a full stop.
function isMargin(unit: i32): bool {
  return unit <= 32 || unit == 34 || unit == 39 || unit == 42 || unit == 46 || unit == 96
}

function parse(text: string): Json | null {
  const strict = new JsonParser(text)
  if (strict.problem == '') return strict.root
  const plain = mended(text)
  if (plain == text) return null
  const loose = new JsonParser(plain)
  return loose.problem == '' && (loose.root.kind == OBJECT || loose.root.kind == ARRAY) ? loose.root : null
}

// The end of what begins with a bracket; -1 if it does not end.
function closing(text: string, from: i32): i32 {
  let depth = 0
  let at = from
  while (at < text.length) {
    const next = commentEnd(text, at)
    if (next > at) {
      at = next
      continue
    }
    const unit = text.charCodeAt(at)
    if (unit == 34) at = stringEnd(text, at)
    else if (unit == 123 || unit == 91) depth++
    else if ((unit == 125 || unit == 93) && --depth == 0) return at + 1
    at++
  }
  return -1
}

// The place of the quote that ends the string which begins here.
function stringEnd(text: string, from: i32): i32 {
  let at = from + 1
  while (at < text.length && text.charCodeAt(at) != 34) at += text.charCodeAt(at) == 92 ? 2 : 1
  return at
}

// Without comments and commas before closing brackets; control characters within texts as JSON has them.
function mended(text: string): string {
  const out = new JsonWriter(text.length << 1)
  let at = 0
  while (at < text.length) {
    const next = commentEnd(text, at)
    if (next > at) {
      at = next
      continue
    }
    const unit = text.charCodeAt(at)
    if (unit == 34) {
      const end = min(stringEnd(text, at) + 1, text.length)
      appendText(out, text, at, end)
      at = end
    } else {
      if (unit != 44 || !closes(text, at + 1)) out.unit(<u16>unit)
      at++
    }
  }
  return out.toString()
}

// A string with its quotes.
function appendText(out: JsonWriter, text: string, from: i32, end: i32): void {
  let run = from
  for (let at = from; at < end; at++) {
    if (text.charCodeAt(at) >= 32) continue
    out.appendPart(text, run, at)
    const quoted = quoteJson(text.charAt(at))
    out.appendPart(quoted, 1, quoted.length - 1)
    run = at + 1
  }
  out.appendPart(text, run, end)
}

// The place behind the comment that begins here; the place itself if none does.
function commentEnd(text: string, from: i32): i32 {
  if (from + 1 >= text.length || text.charCodeAt(from) != 47) return from
  const kind = text.charCodeAt(from + 1)
  if (kind != 47 && kind != 42) return from
  const end = text.indexOf(kind == 47 ? '\n' : '*/', from + 2)
  return end < 0 ? text.length : kind == 47 ? end : end + 2
}

function closes(text: string, from: i32): bool {
  let at = from
  while (at < text.length) {
    const next = commentEnd(text, at)
    if (next == at && text.charCodeAt(at) > 32) return text.charCodeAt(at) == 125 || text.charCodeAt(at) == 93
    at = next > at ? next : at + 1
  }
  return false
}
