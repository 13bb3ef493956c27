// The JSON in what a model wrote, where it was asked for JSON alone: models put it in a fenced block, explain it, or leave a
// comma before a closing bracket. What it means must be certain: all values that a text holds are given, and the caller
// takes the one that fits.

import { quoteJson } from './json'
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
  const plain = withoutTrailingCommas(text)
  if (plain.length == text.length) return null
  const loose = new JsonParser(plain)
  return loose.problem == '' && (loose.root.kind == OBJECT || loose.root.kind == ARRAY) ? loose.root : null
}

// The end of what begins with a bracket; -1 if it does not end.
function closing(text: string, from: i32): i32 {
  let depth = 0
  let at = from
  while (at < text.length) {
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

function withoutTrailingCommas(text: string): string {
  let plain = ''
  let from = 0
  let at = 0
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    if (unit == 34) at = stringEnd(text, at)
    else if (unit == 44 && closes(text, at + 1)) {
      plain += text.substring(from, at)
      from = at + 1
    }
    at++
  }
  return plain + text.substring(from)
}

function closes(text: string, from: i32): bool {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= 32) at++
  return at < text.length && (text.charCodeAt(at) == 125 || text.charCodeAt(at) == 93)
}
