// What the grammar's actions call: makes nodes with exact spans, and finds the faults that the grammar lets through
// (an assignment to a call, a decorator in the wrong place). Positions that the grammar passes count tokens.

import type { Message } from '../diagnostics/diagnostic.ts'
import {
  insertedIntoPlain,
  notAssignable,
  oldLambda,
  secondDescription,
  severalArmValues,
} from '../diagnostics/messages.generated.ts'
import type { Source, Span } from '../source.ts'
import { misplaced } from './decorators.ts'
import { binaryTree, type Infix } from './precedence.ts'
import type * as ast from './syntax.ts'
import { codeOf, isIdent, type TokenPart, type Tokens, textOf } from './tokens.ts'

/** A finding of the grammar's actions. */
export interface BuildProblem {
  span: Span
  message: Message
}

type PostfixTail =
  | { kind: 'call'; typeArgs: ast.TypeNode[]; args: ast.Argument[]; end: number }
  | { kind: 'index'; index: ast.Expression; end: number }
  | { kind: 'tupleIndex'; index: number; end: number }
  | { kind: 'member'; name: ast.Name; optional: boolean; end: number }
  | { kind: 'propagate'; end: number }

type Assigned = ast.Expression | ast.BindTarget

interface StatementRest {
  operator: ast.AssignOperator | '<-'
  values: ast.Expression[]
  targets: Assigned[]
}

type Prelude = ast.StringLiteral | ast.FlowHook | ast.Verify
type Decorated = (ast.Item | ast.Statement) & { doc?: string }

const newline = codeOf('newline')
const keyTypes = new Set(['int', 'string', 'bool', 'float', 'any'])

/** The actions' helpers for one row of tokens. */
export class Build {
  readonly #source: Source
  readonly #tokens: Tokens
  readonly #parseInterpolation: (tokens: Tokens) => ast.Expression | undefined
  /** Openers that look like a map after an arrow and are none. */
  readonly #noMaps = new Set<number>()
  #problems: BuildProblem[] = []
  readonly #kept: BuildProblem[] = []

  constructor(source: Source, tokens: Tokens, parseInterpolation: (tokens: Tokens) => ast.Expression | undefined) {
    this.#source = source
    this.#tokens = tokens
    this.#parseInterpolation = parseInterpolation
  }

  /** The findings so far, which are then forgotten. */
  take(): readonly BuildProblem[] {
    return this.#problems.splice(0)
  }

  /** An item has been read to its end, so what was found in it stays, whatever becomes of the next one. */
  keep<Kept>(item: Kept): Kept {
    this.#kept.push(...this.take())
    return item
  }

  /** The findings in items that were kept, which are then forgotten, as are those in others. */
  takeKept(): readonly BuildProblem[] {
    this.take()
    return this.#kept.splice(0)
  }

  spanOf(from: number, to: number): Span {
    const { codes, starts, ends, end } = this.#tokens
    let last = to - 1
    while (last > from && codes[last] === newline) last--
    return { source: this.#source, start: starts[from] ?? end, end: ends[last] ?? end }
  }

  problem(span: Span, message: Message): void {
    this.#problems.push({ span, message })
  }

  /** A node from its fields; those the grammar left null are absent. */
  node<Fields extends object>(fields: Fields, from: number, to: number): Fields & { span: Span } {
    const result: Record<string, unknown> = { span: this.spanOf(from, to) }
    for (const [key, value] of Object.entries(fields)) {
      if (value !== null && value !== undefined && key !== 'span') result[key] = value
    }
    return result as Fields & { span: Span }
  }

  // ------------------------------------------------------------------------------------------------------ tokens

  name(index: number): ast.Name {
    const span = this.spanOf(index, index + 1)
    return { span, text: this.#source.text.slice(span.start, span.end) }
  }

  number(index: number): bigint | number {
    return this.#tokens.numbers.get(index)!
  }

  doc(index: number): string | undefined {
    return this.#tokens.docs.get(index)
  }

  /** The text of a keyword or sign. */
  text(index: number): string {
    return textOf(this.#tokens.codes[index]!)
  }

  code(text: string): string {
    return codeOf(text)
  }

  string(index: number): ast.StringLiteral {
    const { form, parts } = this.#tokens.strings.get(index)!
    return { kind: 'string', span: this.spanOf(index, index + 1), form, parts: parts.map((part) => this.#part(part)) }
  }

  plainString(index: number): ast.StringLiteral {
    const literal = this.string(index)
    const inserted = literal.parts.find((part) => part.kind === 'interpolation')
    if (inserted) this.problem(inserted.span, insertedIntoPlain())
    return literal
  }

  #part(part: TokenPart): ast.StringPart {
    const span = { source: this.#source, start: part.start, end: part.end }
    if (part.kind === 'text') return { kind: 'text', span, text: part.text }
    // A string may be read twice where the grammar tries again; what is in it is parsed once.
    part.expression ??= this.#parseInterpolation(part.tokens) ?? { kind: 'nil', span }
    return { kind: 'interpolation', span, expression: part.expression }
  }

  // ------------------------------------------------------------------------------- what follows, for the grammar

  /** No blank before the token. */
  touching(index: number): boolean {
    return index > 0 && this.#tokens.ends[index - 1] === this.#tokens.starts[index]
  }

  keyFollows(opener: number): boolean {
    return this.#afterParentheses(opener) === ':'
  }

  arrowFollows(opener: number): boolean {
    return this.#afterParentheses(opener) === codeOf('=>')
  }

  blockFollows(opener: number): boolean {
    return this.#afterParentheses(opener) === '{'
  }

  receiverFollows(opener: number): boolean {
    return isIdent(this.#afterParentheses(opener) ?? '')
  }

  bodyFollows(opener: number): boolean {
    const after = this.#afterParentheses(opener)
    return after === '{' || after === codeOf('body {') || after === codeOf('->')
  }

  #afterParentheses(opener: number): string | undefined {
    const { codes, partners } = this.#tokens
    return codes[opener] === '(' ? codes[(partners.get(opener) ?? Number.NaN) + 1] : undefined
  }

  /** Whether the list literal whose first element starts here is `[k: v, …]`. */
  keyedList(from: number): boolean {
    const { codes, partners } = this.#tokens
    // A closer of another bracket has its partner before it: going there would never end.
    for (let at = from; at < codes.length; at = Math.max(at, partners.get(at) ?? at) + 1) {
      if (codes[at] === ':') return true
      if (',]=}'.includes(codes[at]!)) return false
    }
    return false
  }

  mayBeMap(opener: number): boolean {
    return !this.#noMaps.has(opener)
  }

  /** The brace could not be read as a map: it is a block, and what the attempt found is void. */
  notMap(opener: number): false {
    const start = this.#tokens.starts[opener]!
    this.#noMaps.add(opener)
    this.#problems = this.#problems.filter((one) => one.span.start < start)
    return false
  }

  // ------------------------------------------------------------------------------------------------------- items

  /** Tools, workflows and steps: the braces of their body also hold the description and the hooks. */
  declaration(kind: string, fields: object, statements: ast.Statement[], from: number, to: number) {
    const span = this.spanOf(this.#tokens.partners.get(to - 1)!, to)
    const body: ast.Block = { kind: 'block', span, statements }
    const pub = 'pub' in fields ? { pub: !!fields.pub, doc: this.doc(from) } : {}
    return this.node({ kind, ...fields, ...pub, body }, from, to)
  }

  prelude(parts: Prelude[]) {
    const [description, second] = parts.filter((part) => part.kind === 'string')
    if (second) this.problem(second.span, secondDescription())
    return { description, hooks: parts.filter((part) => part.kind === 'flowHook') }
  }

  /** A step. What verifies it may also stand among its statements, and runs after all of them. */
  step(fields: object, parts: Prelude[], statements: ast.Statement[], from: number, to: number) {
    const isVerify = (part: { kind: string }) => part.kind === 'verify'
    const hooks = parts.filter((part) => part.kind === 'flowHook')
    const all = { ...fields, hooks, verify: [...parts, ...statements].filter(isVerify) }
    const body = statements.filter((statement) => !isVerify(statement))
    return this.declaration('step', all, body, from, to)
  }

  /** An item after its decorators, with them attached if it can have any. */
  decorated(decorators: ast.Decorator[], item: Decorated | null, from: number, to: number): Decorated | null {
    if (!item) return null
    this.#problems.push(...decorators.flatMap((one) => misplaced(one, item) ?? []))
    if (item.kind !== 'tool' && item.kind !== 'workflow' && item.kind !== 'step') return item
    const doc = item.kind === 'step' ? undefined : this.doc(from)
    const all = [...decorators, ...item.decorators]
    return { ...item, span: this.spanOf(from, to), decorators: all, ...(doc !== undefined && { doc }) }
  }

  // -------------------------------------------------------------------------------------------------- statements

  statement(first: ast.Expression, rest: StatementRest | null, from: number, to: number): ast.Statement {
    const span = this.spanOf(from, to)
    if (!rest) return { kind: 'expressionStatement', span, expression: first }
    if (rest.operator === '<-') return { kind: 'send', span, channel: first, value: rest.values[0]! }
    return this.assign([first, ...rest.targets], rest.operator, rest.values, from, to)
  }

  assign(written: Assigned[], operator: ast.AssignOperator, values: ast.Expression[], from: number, to: number) {
    const targets = written.flatMap((one) => this.#target(one, operator))
    return { kind: 'assign' as const, span: this.spanOf(from, to), targets, operator, values }
  }

  #target(written: Assigned, operator: string): ast.AssignTarget[] {
    const { span } = written
    switch (written.kind) {
      case 'bindTarget':
        return [written]
      case 'identifier':
        return [{ kind: 'bindTarget', span, name: { span, text: written.name } }]
      case 'member':
      case 'tupleIndex':
      case 'index':
        return [{ kind: 'placeTarget', span, place: written }]
      default:
        this.problem(span, notAssignable({ operator }))
        return []
    }
  }

  severalArmValues(from: number, to: number): void {
    this.problem(this.spanOf(from, to), severalArmValues())
  }

  // ------------------------------------------------------------------------------------------------- expressions

  binary(head: ast.Expression, tail: Infix[]): ast.Expression {
    return binaryTree(head, tail, this)
  }

  postfix(head: ast.Expression, tail: PostfixTail[], from: number): ast.Expression {
    let result = head
    for (const { end, ...part } of tail) {
      const span = this.spanOf(from, end)
      if (part.kind === 'call') result = { ...part, span, callee: result }
      else if (part.kind === 'propagate') result = { ...part, span, operand: result }
      else result = { ...part, span, object: result }
    }
    return result
  }

  oldLambda(opener: number): void {
    this.problem(this.spanOf(opener, this.#tokens.partners.get(opener)! + 1), oldLambda())
  }

  negative(value: ast.IntLiteral | ast.FloatLiteral, from: number, to: number) {
    return { ...value, value: -value.value, span: this.spanOf(from, to) }
  }

  // ------------------------------------------------------------------------------------------------------- types

  recordOrMap(fields: { name: ast.Name; type: ast.TypeNode }[], from: number, to: number): ast.TypeNode {
    const span = this.spanOf(from, to)
    const only = fields[0]
    if (fields.length !== 1 || !only || !keyTypes.has(only.name.text)) return { kind: 'recordType', span, fields }
    const key: ast.TypeNode = { kind: 'namedType', span: only.name.span, name: only.name, args: [] }
    return { kind: 'mapType', span, key, value: only.type }
  }

  /** `(A, B)` is a tuple, `(A)` groups, `()` is the unit type; before `->` each is a parameter list. */
  parenthesisedType(elements: ast.TypeNode[], result: ast.TypeNode | null, from: number, to: number): ast.TypeNode {
    const span = this.spanOf(from, to)
    if (result) return { kind: 'fnType', span, params: elements, result }
    if (elements.length === 0) return { kind: 'unitType', span }
    return elements.length === 1 ? { ...elements[0]!, span } : { kind: 'tupleType', span, elements }
  }

  /** `map` alone is `map[string]any`. */
  anyMap(from: number, to: number): ast.TypeNode {
    const span = this.spanOf(from, to)
    const named = (text: string): ast.TypeNode => ({ kind: 'namedType', span, name: { span, text }, args: [] })
    return { kind: 'mapType', span, key: named('string'), value: named('any') }
  }
}
