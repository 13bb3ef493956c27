// Phase 1: text to syntax tree. Takes a source, gives all items that can be read and reports the rest. The parser reads
// items up to the first error; then the statement or entry around that is skipped, or else everything up to the next
// declaration, and it goes on, so independent errors are all found.

import type { Report } from '../diagnostics/diagnostic.ts'
import { treeTooDeep } from '../diagnostics/messages.generated.ts'
import type { Source } from '../source.ts'
import { Build, type BuildProblem } from './build.ts'
import { deepestTree, tooDeep } from './depth.ts'
import { explain, type Finding, wantedOf } from './explain.ts'
import { type Lexed, lex } from './lex.ts'
import { type Options, type Outcome, parse as runParser } from './parser.generated.js'
import type { Expression, Item, Syntax } from './syntax.ts'
import { TokenWalk } from './token-walk.ts'
import { codeOf, type Tokens } from './tokens.ts'

/** Reads a file. With syntax errors in `report` the tree holds what could be read. */
export function parse(source: Source, report: Report): Syntax {
  const reader = new Reader(source, report)
  const items = reader.items()
  return { kind: 'file', span: { source, start: 0, end: source.text.length }, items, comments: reader.comments() }
}

/** After so many syntax errors the rest is most likely no Haira. */
const mostErrors = 50

/** A range of tokens, or of offsets. */
interface Region {
  start: number
  end: number
}

class Reader {
  readonly #source: Source
  readonly #report: Report
  #lexed: Lexed
  #walk: TokenWalk
  #build: Build
  #at = 0
  #errors = 0
  /** Offset from which the tokens are read. */
  #from = 0
  /** Offsets of faulty statements. */
  readonly #skipped: Region[] = []
  /** Offsets of brackets without partner, and how many of them the tokens take into account. */
  readonly #ignored = new Set<number>()
  #appliedIgnored = 0

  constructor(source: Source, report: Report) {
    this.#source = source
    this.#report = report
    this.#lexed = lex(source.text)
    this.#walk = new TokenWalk(source, this.#lexed.tokens)
    this.#build = this.#newBuild(this.#lexed.tokens)
  }

  items(): Item[] {
    const items: Item[] = []
    while (this.#skipSeparators() && this.#errors < mostErrors) {
      const all = this.#run('FileItems', this.#build, this.#walk.tokens.codes, this.#at, 1)
      if (all === undefined) {
        this.#oneByOne(items)
        break
      }
      this.#take(items, all.peg$result as (Item | null)[])
      this.#at = all.peg$currPos
      this.#reportProblems(this.#build.takeKept())
      if (this.#skipSeparators()) this.#recover()
    }
    this.#reportLexical()
    return items
  }

  /** Something is nested so deeply that the stack does not do. All but that can be read. */
  #oneByOne(items: Item[]): void {
    while (this.#skipSeparators() && this.#errors < mostErrors) {
      const outcome = this.#run('FileItem', this.#build, this.#walk.tokens.codes, this.#at, 1)
      if (outcome && outcome.peg$result !== outcome.peg$FAILED) {
        this.#take(items, [outcome.peg$result as Item | null])
        this.#at = outcome.peg$currPos
        this.#reportProblems(this.#build.take())
      } else this.#recover()
    }
  }

  /** An item that is nothing but skipped tokens is null. */
  #take(items: Item[], read: readonly (Item | null)[]): void {
    for (const item of read) if (item !== null && !this.#isTooDeep(item)) items.push(item)
  }

  #isTooDeep(item: Item): boolean {
    const span = tooDeep(item)
    if (span) this.#add({ span, message: treeTooDeep({ limit: deepestTree }) })
    return span !== undefined
  }

  comments(): Syntax['comments'] {
    const source = this.#source
    return this.#lexed.comments.map(({ start, end, style, text }) => ({ span: { source, start, end }, style, text }))
  }

  #newBuild(tokens: Tokens): Build {
    return new Build(this.#source, tokens, (inner) => this.#interpolation(inner))
  }

  #skipSeparators(): boolean {
    const { codes } = this.#walk.tokens
    while (codes[this.#at] === codeOf('newline') || codes[this.#at] === ';') this.#at++
    return this.#at < codes.length
  }

  /** Undefined if the text is nested too deeply for the stack. */
  #run(startRule: Options['startRule'], build: Build, codes: string, from: number, silent: 0 | 1): Outcome | undefined {
    try {
      return runParser(codes, { startRule, build, peg$library: true, peg$currPos: from, peg$silentFails: silent })
    } catch (error) {
      if (error instanceof RangeError) return undefined
      throw error
    }
  }

  /** The expression of `${…}`; undefined, and reported, if there is none. */
  #interpolation(tokens: Tokens): Expression | undefined {
    if (tokens.codes === '') return undefined
    const build = this.#newBuild(tokens)
    const outcome = this.#run('Interpolation', build, tokens.codes, 0, 1)
    if (outcome && outcome.peg$result !== outcome.peg$FAILED) {
      this.#reportProblems(build.take())
      return outcome.peg$result as Expression
    }
    const walk = new TokenWalk(this.#source, tokens)
    this.#add(this.#explain(walk, this.#newBuild(tokens), 'Interpolation', 0))
    return undefined
  }

  /** Parses again what failed, this time noting what was expected. */
  #explain(walk: TokenWalk, build: Build, rule: Options['startRule'], from: number): Finding & { at: number } {
    const outcome = this.#run(rule, build, walk.tokens.codes, from, 0)
    if (!outcome) return { at: from, span: walk.span(from), message: treeTooDeep({ limit: deepestTree }) }
    const at = outcome.peg$maxFailPos
    const end = rule === 'Interpolation' ? 'the end of the interpolation' : 'end of file'
    return { at, ...explain(walk, { at, wanted: wantedOf(outcome.peg$maxFailExpected), end }) }
  }

  #add({ span, message, label, related, hint }: Finding): void {
    const details = { ...(label && { label }), ...(related && { related }), ...(hint !== undefined && { hint }) }
    this.#report.add(span, message, details)
  }

  #reportProblems(problems: readonly BuildProblem[]): void {
    for (const problem of problems) this.#add(problem)
  }

  #reportLexical(): void {
    const source = this.#source
    for (const { start, end, related, ...problem } of this.#lexed.problems) {
      const labels = related?.map((one) => ({ span: { source, start: one.start, end: one.end }, text: one.text }))
      this.#add({ ...problem, span: { source, start, end }, ...(labels && { related: labels }) })
    }
  }

  // ---------------------------------------------------------------------------------------------------- recovery

  #recover(): void {
    this.#build.take()
    const finding = this.#explain(this.#walk, this.#build, 'FileItem', this.#at)
    this.#build.take()
    const inside = finding.inside ?? finding.at
    const region = finding.unclosed === undefined ? this.#failedStatement(inside) : undefined
    const from = this.#walk.tokens.starts[region?.start ?? this.#at]!
    const isNew = this.#walk.code(finding.at) !== codeOf('skipped') && !this.#followsLexicalError(from, finding)
    if (isNew) {
      this.#add(finding)
      this.#errors++
    }
    if (region) this.#skip(region, inside)
    else this.#toNextItem(Math.max(finding.unclosed ?? finding.at, this.#at))
  }

  /** A forgotten quote or comment end makes what follows unreadable; that is one fault, not two. */
  #followsLexicalError(from: number, { at }: { at: number }): boolean {
    const to = this.#walk.tokens.starts[at] ?? this.#walk.tokens.end
    const isCause = (start: number) => start >= from && start <= to
    return this.#lexed.problems.some((one) => one.message.severity === 'error' && isCause(one.start))
  }

  /** The statement or entry around a token, in the innermost closed braces of this item that are not skipped yet. */
  #failedStatement(at: number): Region | undefined {
    const walk = this.#walk
    let inside = Math.min(at, walk.tokens.codes.length - 1)
    for (let opener = walk.openerOf(at); opener >= this.#at; opener = walk.tokens.parents[opener]!) {
      if (!walk.isBrace(opener) || walk.isUnclosed(opener)) continue
      const closer = walk.tokens.partners.get(opener)!
      inside = Math.min(inside, closer - 1)
      const start = walk.statementStart(inside, opener)
      const end = walk.statementEnd(start, opener)
      const hasMore = [...walk.tokens.codes.slice(start, end)].some((code) => code !== codeOf('skipped'))
      if (start > opener && hasMore) return { start, end }
      inside = opener
    }
    return undefined
  }

  /** Takes a faulty statement out. If a bracket in it lacks its partner, what follows is read as if it were not there. */
  #skip(region: Region, at: number): void {
    const walk = this.#walk
    const offset = walk.tokens.starts[region.start]!
    let { end } = region
    for (let opener = walk.innermostOpen(at); opener > region.start; opener = walk.tokens.parents[opener]!) {
      if (walk.isUnclosed(opener)) this.#ignored.add(walk.tokens.starts[opener]!)
    }
    if (this.#ignored.size > this.#appliedIgnored) {
      this.#read()
      const start = this.#walk.tokens.starts.indexOf(offset)
      end = this.#walk.statementEnd(start, this.#walk.tokens.parents[start]!)
    }
    this.#skipped.push({ start: offset, end: this.#walk.tokens.ends[end - 1]! })
    this.#use(this.#walk.tokens)
  }

  /** Goes on at the next line that is indented no more than the failed item and can begin one. */
  #toNextItem(from: number): void {
    const walk = this.#walk
    const { codes, parents, starts } = walk.tokens
    const indent = walk.indent(this.#at)
    let next = Math.max(from, this.#at + 1)
    for (; next < codes.length; next++) {
      if (codes[next] === codeOf('newline') || ')]}'.includes(codes[next]!)) continue
      const mayBegin = parents[next] === -1 || walk.looksLikeItem(next)
      if (mayBegin && walk.isFirstOnLine(next) && walk.indent(next) <= indent) break
    }
    this.#at = next
    if (next >= codes.length || parents[next] === -1) return
    // One of the brackets open here lacks its partner.
    this.#from = starts[next]!
    this.#read()
    this.#at = 0
  }

  /** Reads the tokens from `#from` on again, keeping what was found before. */
  #read(): void {
    const at = this.#walk.tokens.starts[this.#at]
    const before = <Found extends { start: number }>(all: Found[]) => all.filter((one) => one.start < this.#from)
    const { tokens, comments, problems } = lex(this.#source.text, this.#from, this.#ignored)
    this.#lexed = {
      tokens,
      comments: [...before(this.#lexed.comments), ...comments],
      problems: [...before(this.#lexed.problems), ...problems],
    }
    this.#appliedIgnored = this.#ignored.size
    this.#use(tokens)
    this.#at = at === undefined ? tokens.codes.length : Math.max(0, tokens.starts.indexOf(at))
  }

  /** Goes on with these tokens, those in skipped statements marked as such. */
  #use(tokens: Tokens): void {
    const { starts } = tokens
    const isSkipped = (at: number) => this.#skipped.some(({ start, end }) => starts[at]! >= start && starts[at]! < end)
    const codes = [...tokens.codes].map((code, at) => (isSkipped(at) ? codeOf('skipped') : code)).join('')
    this.#walk = new TokenWalk(this.#source, { ...tokens, codes })
    this.#build = this.#newBuild(this.#walk.tokens)
  }
}
