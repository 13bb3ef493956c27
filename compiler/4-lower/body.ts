// One function in the making: the statements of the block that is being lowered, and the names in scope. An expression
// whose parts may panic needs statements before it; they are added here, and what was evaluated before them goes into
// temporaries, so that evaluation stays left to right.

import type * as ast from '../1-parse/syntax.ts'
import type { Type as HairaType } from '../3-check/types.ts'
import type { Symbol } from '../phases.ts'
import type { Span } from '../source.ts'
import { assign, create, giveBack, helper, int, isConstant, member, name, perform } from './build.ts'
import type { Context } from './context.ts'
import { safeName } from './names.ts'
import { assigns } from './order.ts'
import type { Expression, Place, Statement, Type } from './program.ts'

/**
 * A loop around the current statement, as jumps need it: one of the program, a `try`, which is a loop that runs once, or
 * one that only statements which leave a step or a workflow lead to.
 */
export interface LoopScope {
  kind: 'loop' | 'try' | 'once'
  label: string | undefined
  /** Variable that tells loops inside of it that a labelled jump is under way. */
  signal: string | undefined
  /** Loops around this one to which jumps out of it lead. */
  passes: Set<LoopScope>
  /** Whether a panic inside of it leads to a `try` around it. */
  passesPanics: boolean
}

/** What a scope's signal says to the loops on the way out of it. */
export const signals = { break: 1, continue: 2 } as const

/** A scope, before anything has been lowered inside of it. */
export function newScope(kind: LoopScope['kind'], label?: string): LoopScope {
  return { kind, label, signal: undefined, passes: new Set(), passesPanics: false }
}

/** Where `return` leads inside of a step, or in a workflow with hooks: the value is kept, and the scope is left. */
export interface Exit {
  scope: LoopScope
  /** Variable for the value; none where the function gives nothing back. */
  value: Expression | undefined
  /** Variable that says whether there was a `return`. */
  flag: string
}

/** An operand whose evaluation has to keep its turn. */
export interface Operand {
  type: Type
  lower: () => Expression
}

export class Body {
  #context: Context
  #result: HairaType
  readonly #function: HairaType
  readonly loops: LoopScope[] = []
  readonly exits: Exit[] = []
  /** Variables that are declared before the block that assigns them first. */
  readonly predeclared = new Set<Symbol>()
  /** Inside `api_key` or `headers` of a provider, where `env` gives a sealed reference. */
  inSecret = false
  #statements: Statement[] = []
  #scopes: Set<string>[] = [new Set()]
  readonly #names = new Map<Symbol, string>()
  readonly #aliases = new Map<Symbol, Expression>()
  readonly #flags = new Map<Symbol, Expression>()
  /** Expressions whose value is there already: what `?.` has found not to be nil. */
  readonly given = new Map<ast.Expression, Expression>()
  /** What is done in each turn of a loop, instead of its statements. */
  readonly loopBodies = new Map<ast.Loop, () => void>()
  #temporaries = 0
  #place: Place | undefined

  constructor(context: Context, result: HairaType) {
    this.#context = context
    this.#result = result
    this.#function = result
  }

  /** What the function gives back, in Haira's terms. */
  get result(): HairaType {
    return this.#result
  }

  /** Lowers what gives back something else: a hook. */
  giving<T>(result: HairaType, action: () => T): T {
    const before = this.#result
    this.#result = result
    const value = action()
    this.#result = before
    return value
  }

  get context(): Context {
    return this.#context
  }

  /** Runs an action for a part of the program that stands elsewhere, in another function or type. */
  inContext<T>(context: Context, action: () => T): T {
    const before = this.#context
    this.#context = context
    const value = action()
    this.#context = before
    return value
  }

  get resultType(): Type {
    return this.context.types.of(this.result)
  }

  /** The type of the function's own result, also inside of a hook. */
  get functionType(): Type {
    return this.context.types.of(this.#function)
  }

  // ---------------------------------------------------------------------------------------------------- statements

  /** Adds a statement. */
  add(...statements: Statement[]): void {
    for (const statement of statements) {
      this.#statements.push(this.#place ? { ...statement, place: statement.place ?? this.#place } : statement)
    }
  }

  /** Statements added from now on come from this node. */
  from(node: { span: Span }): void {
    this.#place = { source: node.span.source, offset: node.span.start }
  }

  /** Statements that `action` adds come from this node. */
  within<T>(node: { span: Span }, action: () => T): T {
    const before = this.#place
    this.from(node)
    const value = action()
    this.#place = before
    return value
  }

  /** What was added so far. */
  get statements(): Statement[] {
    return this.#statements
  }

  /** Collects what `action` adds, in a scope of its own, instead of adding it here. */
  block(action: () => void): Statement[] {
    this.#scopes.push(new Set())
    const [statements] = this.capture(action)
    this.#scopes.pop()
    return statements
  }

  /** Collects what `action` adds, with its result. */
  capture<T>(action: () => T): [Statement[], T] {
    const outer = this.#statements
    this.#statements = []
    const value = action()
    const inner = this.#statements
    this.#statements = outer
    return [inner, value]
  }

  /** Passes a pending panic on. */
  check(): void {
    this.add({ kind: 'check', result: this.toHandler() ? undefined : this.functionType })
  }

  /** Whether a panic here is caught by a `try` of this function. Loops on the way there will pass it on. */
  toHandler(): boolean {
    const at = this.loops.findLastIndex((loop) => loop.kind === 'try')
    for (const loop of this.loops.slice(at + 1)) if (at >= 0) loop.passesPanics = true
    return at >= 0
  }

  /** Whether a variable of the program has a name here already. */
  isDeclared(symbol: Symbol): boolean {
    return this.#names.has(symbol)
  }

  /** Leaves the function with a value, or the step or workflow body around this place. */
  leave(value: Expression | undefined): Statement[] {
    const exit = this.exits.at(-1)
    if (exit === undefined) return [giveBack(value)]
    const kept = value === undefined ? [] : [exit.value ? assign(exit.value, value) : perform(value)]
    return [...kept, assign(name(exit.flag), { kind: 'bool', value: true }), ...this.jump(exit.scope, 'break')]
  }

  /** A jump out of a scope, or to its next round. Scopes in between will pass it on. */
  jump(target: LoopScope, kind: 'break' | 'continue'): Statement[] {
    if (target === this.loops.at(-1)) return [{ kind }]
    target.signal ??= this.fresh()
    for (const loop of this.loops.slice(this.loops.indexOf(target) + 1)) loop.passes.add(target)
    return [assign(name(target.signal), int(signals[kind])), { kind: 'break' }]
  }

  /** All statements of the function, once they are there. At its very end nobody need look for a panic. */
  get whole(): Statement[] {
    const last = this.#statements.at(-1)
    return last?.kind === 'check' && last.result?.kind === 'void' ? this.#statements.slice(0, -1) : this.#statements
  }

  // --------------------------------------------------------------------------------------------------------- names

  /** Declares a variable of the program in the current block; gives its name in the emitted code. */
  declare(symbol: Symbol): string {
    const { names } = this.context
    let candidate = safeName(symbol.name)
    const isBad = (one: string) =>
      this.#scopes.some((scope) => scope.has(one)) || names.clashes(one) || (one !== symbol.name && names.inText(one))
    while (isBad(candidate)) candidate += '_'
    this.#scopes.at(-1)!.add(candidate)
    this.#names.set(symbol, candidate)
    names.local(candidate)
    if (this.context.growing.has(symbol)) this.declareFlag(symbol, candidate)
    return candidate
  }

  /** Declares the flag of a variable that grows. */
  declareFlag(symbol: Symbol, own: string): void {
    const flag = `$owns_${own}`
    this.add({ kind: 'let', name: flag, constant: false, type: undefined, value: no })
    this.#flags.set(symbol, name(flag))
  }

  /** Of a variable that grows: the flag that says whether its value may do so where it is (`growing.ts`). */
  flagOf(symbol: Symbol): Expression | undefined {
    return this.#flags.get(symbol)
  }

  /** The value of a variable is now one that may be seen elsewhere. */
  disown(symbol: Symbol): void {
    const flag = this.#flags.get(symbol)
    const last = this.#statements.at(-1)
    const isKnown = last?.kind === 'assign' && last.target === flag && last.value === no
    if (flag && !isKnown) this.add(assign(flag, no))
  }

  /** Gives a variable that is there another value. */
  assign(symbol: Symbol, at: { span: Span }, value: Expression): void {
    this.add(assign(this.read(symbol, at), value))
    this.disown(symbol)
  }

  /** Keeps a name of the compiler's own from variables of the program. */
  reserve(own: string): void {
    this.#scopes.at(-1)!.add(own)
    this.context.names.local(own)
  }

  /** Lets a symbol stand for a value that is there already. */
  alias(symbol: Symbol, value: Expression): void {
    this.#aliases.set(symbol, value)
  }

  /** Makes a variable that has just been declared one that functions inside of this one share, if some assign to it. */
  share(symbol: Symbol, type: Type): void {
    if (!this.context.captures.shared.has(symbol)) return
    const own = this.#names.get(symbol)!
    this.#declareRef(symbol, name(own), type)
  }

  /** Declares a shared variable with its first value. */
  declareShared(symbol: Symbol, value: Expression, type: Type): void {
    this.#names.set(symbol, '')
    this.#declareRef(symbol, value, type)
  }

  #declareRef(symbol: Symbol, value: Expression, type: Type): void {
    const ref = this.fresh()
    const ir: Type = { kind: 'ref', inner: type }
    this.add({ kind: 'let', name: ref, constant: true, type: undefined, value: create(ir, [value]) })
    this.alias(symbol, member(name(ref), 'value'))
  }

  /** The `Ref` of a shared variable. */
  ref(symbol: Symbol, at: { span: Span }): Expression {
    const value = this.#aliases.get(symbol)
    return value?.kind === 'member' ? value.object : this.context.fail(at, `\`${symbol.name}\` is not shared`)
  }

  /** A variable where it is read. */
  read(symbol: Symbol, at: { span: Span }): Expression {
    return this.#aliases.get(symbol) ?? name(this.nameOf(symbol, at))
  }

  /** The name of a variable in the emitted code. */
  nameOf(symbol: Symbol, at: { span: Span }): string {
    return (
      this.#names.get(symbol) ??
      this.context.globalName(symbol) ??
      this.context.fail(at, `\`${symbol.name}\` is not in scope`)
    )
  }

  /** A fresh name that no program can have written. */
  fresh(): string {
    return `$${++this.#temporaries}`
  }

  /** Evaluates now and gives the name of the value. */
  temporary(value: Expression, type: Type | undefined): Expression {
    const fresh = this.fresh()
    this.add({ kind: 'let', name: fresh, constant: true, type: value.kind === 'call' ? undefined : type, value })
    return name(fresh)
  }

  /** A variable for a value that the branches to follow will give. */
  variable(type: HairaType, { isAlwaysSet = true } = {}): Expression {
    const fresh = this.fresh()
    const ir = this.context.type(type)
    // AssemblyScript wants to see that each way to a use sets it.
    const value = isAlwaysSet ? undefined : helper('panic', 'nothing', [], [ir])
    this.add({ kind: 'let', name: fresh, constant: false, type: ir, value })
    return name(fresh)
  }

  /** Makes a value safe to be mentioned more than once, or later. */
  settled(value: Expression, type: Type | undefined): Expression {
    return this.isSettled(value, []) ? value : this.temporary(value, type)
  }

  /** Whether a value stays the same when the statements run before it is used. */
  isSettled(value: Expression, between: readonly Statement[]): boolean {
    if (isConstant(value)) return true
    // What a function value has captured stays as it is.
    if (value.kind === 'member' && isThis(value.object)) return true
    if (value.kind === 'member') return /^_\d$/.test(value.name) && this.isSettled(value.object, between)
    if (value.kind === 'present') return this.isSettled(value.value, between)
    if (value.kind !== 'name') return false
    const isLocal = value.name.startsWith('$') || this.#scopes.some((scope) => scope.has(value.name))
    return isLocal && !assigns(between, value.name)
  }

  /** Lowers operands one after the other; if a later one needs statements, the earlier ones are evaluated before them. */
  inOrder(operands: readonly Operand[]): Expression[] {
    const values: Expression[] = []
    for (const operand of operands) {
      const [statements, value] = this.capture(operand.lower)
      if (statements.length > 0) {
        values.forEach((earlier, at) => {
          if (!this.isSettled(earlier, statements)) values[at] = this.temporary(earlier, operands[at]!.type)
        })
        this.add(...statements)
      }
      values.push(value)
    }
    return values
  }

  /** The source text that a node covers, for comments. */
  textOf(node: ast.Expression): string {
    return node.span.source.text.slice(node.span.start, node.span.end)
  }
}

const no: Expression = { kind: 'bool', value: false }

function isThis(value: Expression): boolean {
  return value.kind === 'name' && value.name === 'this'
}
