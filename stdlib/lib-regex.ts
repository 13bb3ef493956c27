// Module `regex`: RE2's regular expressions. Patterns are compiled when they are first used, and the latest ones kept.

import { HairaError, panic } from './panic'
import { Map } from './ordered-map'
import { Regex } from './regex'
import { RegexParser } from './regex-parse'
import { Tuple2 } from './tuple'

/** Compiled patterns that are kept for functions that take a pattern as text. */
const MAX_KEPT: i32 = 64

let kept = new Map<string, Regex>()

/** Why the latest pattern is none. */
let problem: string = ''

function compiled(p: string): Regex | null {
  const parser = new RegexParser(p)
  if (parser.problem == '') return new Regex(p, parser)
  problem = 'invalid regex `' + p + '`: ' + parser.problem
  return null
}

// A compiled pattern; null with a panic for what is none.
function regexOf(p: string): Regex | null {
  const known = kept.find(p)
  if (known >= 0) return kept.valueAt(known)
  const made = compiled(p)
  if (made === null) {
    panic(problem)
    return null
  }
  if (kept.size >= MAX_KEPT) kept = new Map<string, Regex>()
  kept.set(p, made)
  return made
}

/** `regex.compile(p)` */
export function compile(p: string): Tuple2<Regex, HairaError | null> {
  const made = compiled(p)
  if (made !== null) return new Tuple2<Regex, HairaError | null>(made, null)
  return new Tuple2<Regex, HairaError | null>(new Regex('', new RegexParser('')), new HairaError(problem))
}

/** `regex.is_match(p, s)` */
export function is_match(p: string, s: string): bool {
  const regex = regexOf(p)
  return regex !== null && regex.is_match(s)
}

/** `regex.find(p, s)` */
export function find(p: string, s: string): string {
  const regex = regexOf(p)
  return regex === null ? '' : regex.find(s)
}

/** `regex.find_all(p, s)` */
export function find_all(p: string, s: string): string[] {
  const regex = regexOf(p)
  return regex === null ? [] : regex.find_all(s)
}

/** `regex.captures(p, s)` */
export function captures(p: string, s: string): string[] {
  const regex = regexOf(p)
  return regex === null ? [] : regex.captures(s)
}

/** `regex.named_captures(p, s)` */
export function named_captures(p: string, s: string): Map<string, string> {
  const regex = regexOf(p)
  return regex === null ? new Map<string, string>() : regex.named_captures(s)
}

/** `regex.replace(p, s, r)` */
export function replace(p: string, s: string, r: string): string {
  const regex = regexOf(p)
  return regex === null ? '' : regex.replace(s, r)
}

/** `regex.replace_all(p, s, r)` */
export function replace_all(p: string, s: string, r: string): string {
  const regex = regexOf(p)
  return regex === null ? '' : regex.replace_all(s, r)
}

/** `regex.split(p, s)` */
export function split(p: string, s: string): string[] {
  const regex = regexOf(p)
  return regex === null ? [] : regex.split(s)
}
