// The words and signs of the language, and their codes. The lexer gives each token one character as its code, so that
// the grammar can read a program as a string of tokens: Peggy compares one character where it would compare a word.
// `'agent'` in haira.peggy stands for the code of that token (see generate-parser.ts).

import type { Comment, Expression } from './syntax.ts'

/** Keywords everywhere, except after `.` and before `:`, where every word is a name. */
export const reservedWords = [
  ...['if', 'else', 'for', 'while', 'in', 'return', 'match', 'true', 'false', 'nil', 'and', 'or', 'not', 'spawn'],
  ...['select', 'try', 'catch', 'orelse', 'break', 'continue', 'pub', 'import', 'export', 'fn', 'enum', 'struct'],
  ...['type', 'defer', 'errdefer', 'let', 'const', 'as', 'assert'],
]

/** Not yet used, but never names. */
export const futureWords = ['trait', 'impl', 'async', 'unsafe', 'where', 'constraint']

/** Keywords only in the positions that the grammar names. */
export const contextualWords = [
  ...['provider', 'tool', 'agent', 'workflow', 'test', 'eval', 'step', 'verify', 'onerror', 'onsuccess', 'oncancel'],
  ...['default', 'from', 'await', 'chan', 'none', 'some', 'output', 'before', 'after', 'map', '_'],
]

/** Longest first, as the lexer tries them. `>>` is two tokens, since it may close two type-argument lists. */
export const signs = [
  ...['>>>=', '<<=', '>>=', '...', '..='],
  ...['==', '!=', '<=', '>=', '&&', '||', '<<', '|>', '?.', '..', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^='],
  ...['->', '=>', '<-', '+', '-', '*', '/', '%', '<', '>', '!', '&', '|', '^', '~', '?', '.', '=', ',', ':', ';', '@'],
  ...['(', ')', '[', ']', '{', '}'],
]

/** Tokens that are no one text. The lexer tells a `{` or `=>` that belongs to a header or arm from one in an operand. */
const special = ['newline', 'int', 'float', 'string', 'triple', 'skipped', 'name', 'Name', 'body {', 'arm =>']

/** First codes of the groups; the classes `Ident` and `NAME` of the grammar are made of these ranges. */
const contextualFrom = 0xe100
const reservedFrom = 0xe200
const futureFrom = 0xe280
const otherFrom = 0xe300

/** Code of each token: its text, or a name of `special`. */
export const codes: ReadonlyMap<string, string> = new Map([
  // Ordinary names share the range of the contextual words.
  ...['name', 'Name', ...contextualWords].map((text, at) => [text, String.fromCharCode(contextualFrom + at)] as const),
  ...reservedWords.map((text, at) => [text, String.fromCharCode(reservedFrom + at)] as const),
  ...futureWords.map((text, at) => [text, String.fromCharCode(futureFrom + at)] as const),
  ...signs.map((text, at) => [text, text.length === 1 ? text : String.fromCharCode(otherFrom + at)] as const),
  ...special
    .filter((text) => text.toLowerCase() !== 'name')
    .map((text, at) => [text, String.fromCharCode(otherFrom + 0x80 + at)] as const),
])

/** Code of a token that is known to exist. */
export function codeOf(text: string): string {
  const code = codes.get(text)
  if (code === undefined) throw new Error(`no token is written ${text}`)
  return code
}

const texts = new Map([...codes].map(([text, code]) => [code, text]))

/** Text of a code: `agent`, `->`; for special tokens their name. */
export function textOf(code: string): string {
  return texts.get(code) ?? code
}

export const isWord = (code: string) => code >= '\ue100' && code < '\ue300'
export const isIdent = (code: string) => code >= '\ue100' && code < '\ue200'

/** Part of a string token: decoded text, or the tokens of an interpolation, which are parsed when the string is. */
export type TokenPart =
  | { kind: 'text'; text: string; start: number; end: number }
  | { kind: 'interpolation'; tokens: Tokens; start: number; end: number; expression?: Expression }

export interface StringValue {
  form: 'plain' | 'triple' | 'raw' | 'rawTriple'
  parts: TokenPart[]
}

/** What the lexer gives: parallel arrays by token, and what concerns only some tokens in maps. */
export interface Tokens {
  /** One character per token. */
  codes: string
  /** Source offsets. */
  starts: number[]
  ends: number[]
  /** Index of the opener around each token, -1 outside all brackets. An opener's own entry is the one around it. */
  parents: number[]
  /** Index of the other bracket, for brackets that have one. */
  partners: Map<number, number>
  strings: Map<number, StringValue>
  numbers: Map<number, bigint | number>
  /** Text of the `///` comments before a token. */
  docs: Map<number, string>
  /** Offset where the text ends; found for "end of file". */
  end: number
}

/** A comment as the lexer finds it. */
export type FoundComment = Pick<Comment, 'style' | 'text'> & { start: number; end: number }
