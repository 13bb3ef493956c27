// The text inside quotes: escapes, and the indentation that triple strings lose (language page 1.4). Works on ranges of
// the source, so that interpolations and findings keep their exact places.

import type { Message } from '../diagnostics/diagnostic.ts'
import { unknownEscape } from '../diagnostics/messages.generated.ts'

/** A finding of the lexer, before it has a span. */
export interface LexProblem {
  start: number
  end: number
  message: Message
  label?: string
  related?: { start: number; end: number; text: string }[]
  hint?: string
}

/** Decodes ranges of one string literal whose source between the quotes is text[from, to). */
export interface Decoder {
  /** The value of text[start, end), which contains no interpolation. */
  decode(start: number, end: number): string
}

/** For `"…"` and `r"…"`: no newlines, so only escapes matter. */
export function plainDecoder(text: string, raw: boolean, problems: LexProblem[]): Decoder {
  return {
    decode: (start, end) => (raw ? text.slice(start, end) : unescape(text, start, end, problems)),
  }
}

/** For `"""…"""` and its raw form: removes the common indentation and trims both ends, then decodes escapes. */
export function tripleDecoder(text: string, from: number, to: number, raw: boolean, problems: LexProblem[]): Decoder {
  const inside = text.slice(from, to)
  const first = from + (inside.length - inside.trimStart().length)
  const last = from + inside.trimEnd().length
  const indent = commonIndent(inside)
  return {
    decode(start, end) {
      let result = ''
      const stop = Math.min(end, last)
      for (let at = Math.max(start, first); at < stop; ) {
        const lineEnd = text.indexOf('\n', at)
        const next = lineEnd < 0 || lineEnd >= stop ? stop : lineEnd
        const isLineStart = at > from && text[at - 1] === '\n'
        const skip = isLineStart ? Math.min(indent, leadingBlanks(text, at)) : 0
        const blank = isLineStart && at + leadingBlanks(text, at) >= wholeLineEnd(text, at)
        const part = blank ? '' : piece(text, at + skip, next, raw, problems)
        result += part.endsWith('\r') && next < stop ? part.slice(0, -1) : part
        if (next === stop) break
        result += '\n'
        at = next + 1
      }
      return result
    },
  }
}

function piece(text: string, start: number, end: number, raw: boolean, problems: LexProblem[]): string {
  if (start >= end) return ''
  return raw ? text.slice(start, end) : unescape(text, start, end, problems)
}

function wholeLineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  return end < 0 ? text.length : end
}

function leadingBlanks(text: string, start: number): number {
  let at = start
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at++
  return at - start
}

/** Length of the longest whitespace that all lines after the first begin with, blank lines aside. */
function commonIndent(inside: string): number {
  let common: string | undefined
  for (const line of inside.split('\n').slice(1)) {
    if (line.trim() === '') continue
    const blanks = line.slice(0, leadingBlanks(line, 0))
    common ??= blanks
    let same = 0
    while (same < common.length && common[same] === blanks[same]) same++
    common = common.slice(0, same)
  }
  return common?.length ?? 0
}

const simpleEscapes: Record<string, string> = {
  ...{ n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'", '0': '\0', $: '$', '{': '{', '}': '}' },
}
const hexEscape = /x([0-7][0-9a-fA-F])|u\{([0-9a-fA-F]{1,6})\}/y

/** Text with its escapes replaced. Unknown ones keep both characters and get a warning. */
function unescape(text: string, start: number, end: number, problems: LexProblem[]): string {
  let result = ''
  let copied = start
  for (let at = backslash(text, start, end); at < end; at = backslash(text, at, end)) {
    const { value, length: written } = escapeAt(text, at)
    // A backslash may be the last of an unclosed string, or of a line.
    const length = Math.min(written, end - at)
    if (value === undefined) {
      const message = unknownEscape({ escape: text.slice(at, at + length), character: text.slice(at + 1, at + length) })
      problems.push({ start: at, end: at + length, message })
    } else {
      result += text.slice(copied, at) + value
      copied = at + length
    }
    at += length
  }
  return result + text.slice(copied, end)
}

/** Where the next backslash is, or `end`. Looks no further: the rest of the file may be long and without any. */
function backslash(text: string, from: number, end: number): number {
  let at = from
  while (at < end && text[at] !== '\\') at++
  return at
}

function escapeAt(text: string, at: number): { value?: string; length: number } {
  const character = String.fromCodePoint(text.codePointAt(at + 1) ?? 0x20)
  const simple = simpleEscapes[character]
  if (simple !== undefined) return { value: simple, length: 2 }
  hexEscape.lastIndex = at + 1
  const [written, short, long] = hexEscape.exec(text) ?? []
  const code = Number.parseInt(short ?? long ?? 'none', 16)
  const isScalar = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  if (written === undefined || !isScalar) return { length: 1 + character.length }
  return { value: String.fromCodePoint(code), length: 1 + written.length }
}
