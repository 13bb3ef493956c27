// Says what is wrong where the grammar got stuck, in the words of the language. Peggy gives the furthest token reached and
// everything that could have stood there; one thing of that is what the reader wants to hear.

import type { Label, Message } from '../diagnostics/diagnostic.ts'
import {
  expected,
  missingBody,
  reservedWord,
  secondElse,
  structLiteralInHeader,
  twoStatementsOnOneLine,
  unclosed,
} from '../diagnostics/messages.generated.ts'
import type { Span } from '../source.ts'
import { nearest } from '../util/distance.ts'
import type { Expectation } from './parser.generated.js'
import type { TokenWalk } from './token-walk.ts'
import { codeOf, futureWords, isIdent, isWord, reservedWords, textOf } from './tokens.ts'

export interface Finding {
  span: Span
  message: Message
  label?: string
  related?: Label[]
  hint?: string
  /** The bracket without partner, if that is the fault: what follows it is read again. */
  unclosed?: number
  /** A token of the faulty statement, where that is not the one at which the grammar got stuck. */
  inside?: number
}

/** Where the grammar got stuck, and what it would have taken there: token texts and descriptions of rules. */
export interface Stuck {
  at: number
  wanted: Set<string>
  /** How the end of the tokens is called: `end of file`. */
  end: string
}

/** What was expected, by text or description. */
export function wantedOf(expectations: Expectation[]): Set<string> {
  return new Set(
    expectations.map((one) => (one.type === 'literal' ? textOf(one.text!) : (one.description ?? one.type))),
  )
}

/** The explanations, tried in order: the first that applies is the finding. */
const explanations: ((walk: TokenWalk, stuck: Stuck) => Finding | undefined)[] = [
  explainSecondElse,
  explainUnclosed,
  explainReserved,
  explainImport,
  explainStray,
  explainStructInHeader,
  explainMissingBody,
  explainSeparator,
  explainCloser,
]

export function explain(walk: TokenWalk, stuck: Stuck): Finding {
  for (const one of explanations) {
    const finding = one(walk, stuck)
    if (finding) return finding
  }
  const what = mostTelling(stuck.wanted, stuck.end !== 'end of file')
  const isHeader = what === 'an expression' && walk.code(stuck.at) === codeOf('body {')
  return found(walk, stuck, what, isHeader ? { hint: 'write a literal in parentheses here: `({…})`' } : {})
}

function found(walk: TokenWalk, stuck: Stuck, what: string, details: Partial<Finding> = {}): Finding {
  const message = expected({ expected: what, found: walk.describe(stuck.at, stuck.end) })
  return { span: walk.span(stuck.at), message, ...details }
}

function explainSecondElse(walk: TokenWalk, { at }: Stuck): Finding | undefined {
  if (walk.code(at) !== codeOf('else') || walk.code(at - 1) !== '}') return undefined
  const opener = walk.openerOf(at - 1)
  if (walk.code(opener - 1) !== codeOf('else')) return undefined
  const related = [{ span: walk.span(opener - 1), text: 'the first `else`' }]
  return { span: walk.span(at), message: secondElse(), related }
}

/** At the end of the file, or at a declaration that starts at the margin of an unfinished one. */
function explainUnclosed(walk: TokenWalk, { at, end }: Stuck): Finding | undefined {
  let opener = walk.openerOf(at)
  while (opener >= 0 && !walk.isUnclosed(opener)) opener = walk.tokens.parents[opener]!
  if (opener < 0) return undefined
  const atEnd = at >= walk.tokens.codes.length
  const first = atEnd ? at : firstOnLine(walk, at)
  const atItem = !atEnd && first > opener && walk.looksLikeItem(first) && walk.indent(first) <= walk.indent(opener)
  if (!atEnd && !atItem) return undefined
  const culprit = misindented(walk, opener, first) ?? opener
  const closer = { '(': ')', '[': ']' }[walk.text(culprit)] ?? '}'
  const message = unclosed({ closer, found: walk.describe(first, end), what: walk.construct(culprit) })
  const text = atEnd
    ? `the ${end === 'end of file' ? 'file' : 'text'} ends here`
    : `\`${closer}\` is missing before this`
  return {
    span: walk.span(culprit),
    message,
    label: `this \`${walk.text(culprit)}\` is never closed`,
    related: [{ span: walk.span(first), text }],
    unclosed: opener,
  }
}

function firstOnLine(walk: TokenWalk, at: number): number {
  let first = Math.min(at, walk.tokens.codes.length - 1)
  while (first > 0 && !walk.isFirstOnLine(first)) first--
  return first
}

/** A brace inside the unclosed one whose `}` stands further left than its own line: it took the other one's `}`. */
function misindented(walk: TokenWalk, opener: number, end: number): number | undefined {
  for (let at = opener + 1; at < end; at++) {
    const closer = walk.tokens.partners.get(at)
    if (closer === undefined || closer < at || !walk.isBrace(at) || !walk.isFirstOnLine(closer)) continue
    if (walk.indent(closer) < walk.indent(at)) return at
  }
  return undefined
}

function explainReserved(walk: TokenWalk, { at, wanted }: Stuck): Finding | undefined {
  const code = walk.code(at)
  if (code === undefined || !isWord(code)) return undefined
  const word = textOf(code)
  const wantsName = wanted.has('a name') && !wanted.has('an expression') && !wanted.has('a newline or `;`')
  const declares = ['provider', 'agent', 'tool', 'workflow'].includes(textOf(walk.code(at - 1) ?? ''))
  const isReserved = futureWords.includes(word) || (reservedWords.includes(word) && (wantsName || declares))
  return isReserved ? { span: walk.span(at), message: reservedWord({ word }) } : undefined
}

/** `import io`, as other languages write it. */
function explainImport(walk: TokenWalk, { at }: Stuck): Finding | undefined {
  const name = at - 1
  if (walk.code(name - 1) !== codeOf('import') || !isIdent(walk.code(name) ?? '')) return undefined
  const message = expected({ expected: 'a string', found: walk.describe(name) })
  const text = walk.text(name)
  return {
    span: walk.span(name),
    message,
    hint: `write \`import "${text}"\`, or \`import ${text} from "…"\` to choose the name`,
  }
}

/** A closer where a statement could begin. */
function explainStray(walk: TokenWalk, stuck: Stuck): Finding | undefined {
  const code = walk.code(stuck.at) ?? ''
  const before = walk.code(stuck.at - 1) ?? '\n'
  const begins = before === codeOf('newline') || before === '}' || before === '\n'
  if (!')]}'.includes(code) || code === '' || !begins || walk.tokens.partners.has(stuck.at)) return undefined
  return found(walk, stuck, 'a statement', { hint: `nothing is open here that \`${code}\` could close` })
}

/** `if p == Point{x: 1} {`: the first free `{` was taken for the body. */
function explainStructInHeader(walk: TokenWalk, { at }: Stuck): Finding | undefined {
  const before = walk.code(at - 1) === '}' ? walk.openerOf(at - 1) : -1
  for (const opener of [before, walk.openerOf(at)]) {
    if (opener < 1 || walk.code(opener) !== codeOf('body {') || walk.code(opener - 1) !== codeOf('Name')) continue
    const next = walk.code(opener + 1) ?? ''
    const after = walk.code(opener + 2) ?? ''
    if (next !== '}' && !(isWord(next) && ':=,}'.includes(after))) continue
    const name = walk.text(opener - 1)
    const header = walk.header(opener)?.match(/`(\w+)`/)?.[1]
    const article = header === undefined ? 'a' : /^[aeiou]/.test(header) ? `an \`${header}\`` : `a \`${header}\``
    const message = structLiteralInHeader({ header: article, name })
    return { span: walk.span(opener - 1), message, inside: opener - 1 }
  }
  return undefined
}

function explainMissingBody(walk: TokenWalk, { at, wanted }: Stuck): Finding | undefined {
  if (!wanted.has('a body') || wanted.has('an expression')) return undefined
  const header = walk.header(at)
  const what = header === undefined ? undefined : `this ${header}`
  // On the next line there may be the next statement, which is not at fault.
  const inside = walk.code(at - 1) === codeOf('newline') ? at - 1 : at
  return { span: walk.span(inside), message: missingBody({ what }), inside: at - 1 }
}

const startsOperand = new Set(['int', 'float', 'string', 'triple', 'if', 'match', 'select', 'spawn', 'not', 'fn'])

/** After a complete statement or entry, something that does not belong to it. */
function explainSeparator(walk: TokenWalk, stuck: Stuck): Finding | undefined {
  const { at, wanted } = stuck
  const code = walk.code(at)
  if (code === undefined || textOf(code) === 'newline') return undefined
  if (wanted.has('a newline or `;`')) {
    if (')]}'.includes(code)) {
      return found(walk, stuck, 'a newline or `;`', { hint: `nothing is open here that \`${code}\` could close` })
    }
    const text = textOf(code)
    if (isWord(code) || startsOperand.has(text)) {
      const hint = misspelled(walk, at)
      return { span: walk.span(at), message: twoStatementsOnOneLine(), ...(hint === undefined ? {} : { hint }) }
    }
    const hint = code === ':' ? keyHint(walk, at) : misplacedHook(walk, at)
    return found(walk, stuck, 'a newline or `;`', hint === undefined ? {} : { hint })
  }
  if (!wanted.has('`,` or a newline')) return undefined
  if (wanted.has(':') || wanted.has('`:`')) return found(walk, stuck, '`:`')
  return found(walk, stuck, '`,` or a newline', closing(walk, at))
}

/** Keywords of other languages, as the first word of a statement. */
const foreignWords: Record<string, string> = {
  function: 'a function is declared with `fn`',
  func: 'a function is declared with `fn`',
  def: 'a function is declared with `fn`',
  var: 'a variable is declared by its first assignment: `x = …`',
  throw: 'an error is given back, `return error("…")`, or raised by `panic(…)`',
  raise: 'an error is given back, `return error("…")`, or raised by `panic(…)`',
  new: 'write the literal of a struct without a word before it: `User{…}`',
  class: 'write `struct`',
  elif: 'write `else if`',
  elsif: 'write `else if`',
}

/** `{Color.Red: 1}` */
function keyHint(walk: TokenWalk, at: number): string | undefined {
  if (walk.code(at - 2) !== '.' || !['{', ','].includes(walk.text(at - 4))) return undefined
  const key = [at - 3, at - 2, at - 1].map((one) => walk.text(one)).join('')
  return `a key that is no name, string or int stands in parentheses: \`(${key}): …\``
}

const hooks = ['onerror', 'onsuccess', 'oncancel']

/** Hooks are read at the start of a body only. */
function misplacedHook(walk: TokenWalk, at: number): string | undefined {
  if (!walk.isFirstOnLine(at - 1) || !hooks.includes(walk.text(at - 1))) return undefined
  return `hooks such as \`${walk.text(at - 1)}\` stand at the start of a workflow or step, before its statements`
}

/** `retrun 3`, `function f()`: a lone name before the second statement was meant as a keyword. */
function misspelled(walk: TokenWalk, at: number): string | undefined {
  if (!walk.isFirstOnLine(at - 1) || !isIdent(walk.code(at - 1) ?? '')) return undefined
  const word = walk.text(at - 1)
  const hook = misplacedHook(walk, at)
  if (hook !== undefined) return hook
  if (Object.hasOwn(foreignWords, word)) return foreignWords[word]
  const meant = word.length < 2 ? undefined : nearest(word, openingWords)
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`
}

const openingWords = [
  ...['if', 'for', 'while', 'return', 'match', 'spawn', 'try', 'break', 'continue', 'defer', 'let', 'const', 'assert'],
  ...['import', 'export', 'fn', 'struct', 'enum', 'provider', 'agent', 'tool', 'workflow'],
]

function explainCloser(walk: TokenWalk, stuck: Stuck): Finding | undefined {
  const { at, wanted } = stuck
  const closer = [')', ']', '}'].find((one) => wanted.has(one))
  if (closer === undefined || kinds.some((one) => one !== '`,`' && wanted.has(one))) return undefined
  const what = wanted.has('`,`') ? `\`,\` or \`${closer}\`` : `\`${closer}\``
  return found(walk, stuck, what, closing(walk, at))
}

/** The hint that names what is still open. */
function closing(walk: TokenWalk, at: number): Partial<Finding> {
  const opener = walk.innermostOpen(at)
  if (opener < 0) return {}
  const closer = { '(': ')', '[': ']' }[walk.text(opener)] ?? '}'
  return { hint: `expected \`${closer}\` to close ${walk.construct(opener)}` }
}

const kinds = [
  'an expression',
  'a pattern',
  'a type',
  'a field',
  'a variant',
  'a name',
  'a string',
  'parameters',
  '`:`',
  '`=`',
  '`=>`',
  '`,`',
]

/** One thing of all that could stand there. */
function mostTelling(wanted: Set<string>, inInterpolation: boolean): string {
  const kind = kinds.find((one) => wanted.has(one))
  if (kind !== undefined) return kind
  if (inInterpolation) return '`}`'
  const described = [...wanted].filter((one) => one.includes(' ') || one.startsWith('`'))
  if (described[0] !== undefined) return described[0]
  const signs = [...wanted].filter((one) => one !== 'class' && one !== 'end' && one !== 'newline')
  return signs.length > 0 && signs.length <= 3
    ? signs.map((one) => `\`${one}\``).join(' or ')
    : 'the end of the statement'
}
