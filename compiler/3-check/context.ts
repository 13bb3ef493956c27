// What the checks of one program share: what is known so far, and how to report.

import type * as ast from '../1-parse/syntax.ts'
import { nameOf } from '../2-resolve/declare.ts'
import { referenceOf } from '../2-resolve/reference.ts'
import type { Label, Message, Report } from '../diagnostics/diagnostic.ts'
import { duplicateName, mayReachEnd } from '../diagnostics/messages.generated.ts'
import type {
  CheckedFunction,
  CheckedParam,
  Module,
  Resolved,
  ResolvedCall,
  ResolvedPattern,
  Symbol,
} from '../phases.ts'
import type { Span } from '../source.ts'
import { type Assignments, assignmentsOf } from './assignments.ts'
import type { Owner } from './methods.ts'
import {
  type EnumType,
  type EnumVariant,
  errorKind,
  nilType,
  type StructType,
  type Type,
  type TypeParam,
} from './types.ts'

/** Something with parameters and a result that can be called by name. */
export interface Signature {
  what: 'function' | 'tool' | 'workflow' | 'method'
  name: string
  /** Its own type parameters, without those of a method's type. */
  typeParams: TypeParam[]
  /** Of a method. */
  self?: CheckedParam
  params: CheckedParam[]
  result: Type
  resultDeclared: boolean
}

/** The body that is being checked. */
export interface Body {
  /** How messages name it: "function `area`". */
  name: string
  result: Type
  /** Statements at the top level belong to no function. */
  isFunction: boolean
  /** Where only some statements may stand. `verify` blocks are places for `assert`, too. */
  place?: 'test' | 'workflow' | 'step' | 'verify'
  /** A tool may give an error whatever its result is: a model is told of it. */
  mayFail?: boolean
  /** What a lambda returns whose result is not known before. */
  returns?: { expression: ast.Expression | undefined; type: Type }[]
  /** Labels of the loops around the current statement, innermost last. */
  loops: (string | undefined)[]
}

const topLevel: Body = { name: 'the top level', result: nilType, isFunction: false, loops: [] }

/** State of phase 3. */
export class Context {
  readonly resolved: Resolved
  /** The file that is being checked. */
  module: Module
  readonly report: Report

  readonly types = new Map<ast.Expression, Type>()
  readonly conversions = new Map<ast.Expression, Type>()
  readonly symbolTypes = new Map<Symbol, Type>()
  readonly calls = new Map<ast.Call, ResolvedCall>()
  readonly typeNodes = new Map<ast.TypeNode, Type>()
  readonly functions = new Map<ast.Fn | ast.Method, CheckedFunction>()
  readonly signatures = new Map<ast.Fn | ast.Tool | ast.Workflow | ast.Method, Signature>()
  /** The types that methods belong to. */
  readonly owners = new Map<ast.Method, Owner>()
  /** Methods of declared types, by name. */
  readonly methods = new Map<StructType | EnumType, Map<string, ast.Method>>()
  readonly structs = new Map<ast.Struct, StructType>()
  readonly enums = new Map<ast.Enum, EnumType>()
  readonly variants = new Map<ast.Member | ast.StructLiteral, EnumVariant>()
  readonly outputs = new Map<ast.Call, Type>()
  readonly pairs = new Set<ast.Call>()
  readonly toolErrors = new Set<ast.Return>()
  readonly pipes = new Map<ast.Binary, ast.Expression>()
  readonly patterns = new Map<ast.Pattern, ResolvedPattern>()
  /** Matches of which some arm matches whatever comes, as far as they have been checked. */
  readonly exhaustive = new Set<ast.Match>()
  /** Those whose value is used though the guards may all fail, which is a panic. */
  readonly mayMiss = new Set<ast.Match>()
  readonly boundMethods = new Map<ast.Name, ast.Method>()
  /** What `{name}` in a literal reads, and the type that its field wants. */
  readonly shorthands = new Map<ast.Name, { type: Type; wanted: Type }>()
  readonly assignments: Assignments
  /** Environment variables by name, with whether a provider uses them as a secret. */
  readonly env = new Map<string, { secret: boolean }>()

  /** Types that variables have at this place by what was tested before: `x != nil`. */
  narrowed = new Map<Symbol, Type>()
  /** Parts of chains with `?.`, whose end decides for all of them. */
  readonly chained = new Set<ast.Expression>()
  /** Chains with `?.`, and the type that each has where nothing in it is nil. */
  readonly chainEnds = new Map<ast.Expression, Type>()
  /** Lists and maps whose element type their first use decides: `xs = []`; with those that will be of the same type. */
  readonly open = new Map<Type, Type[]>()
  body: Body = topLevel
  /** Type parameters that may be named here. */
  typeParams: ReadonlyMap<string, TypeParam> = new Map()
  #lastTypeParam = 0
  /** Inside `api_key` or `headers`, whose variables the module must not see. */
  inSecret = false
  /** How many errors were reported, so that a check can tell whether its parts are in order. */
  errors = 0

  constructor(resolved: Resolved, report: Report) {
    this.resolved = resolved
    this.module = resolved.modules.at(-1)!
    this.assignments = assignmentsOf(resolved)
    this.report = report
  }

  /** Reports at a node. Returns the error type, which keeps later checks of the same expression quiet. */
  error(
    at: { span: Span },
    message: Message,
    details: { label?: string; related?: Label[]; hint?: string } = {},
  ): Type {
    this.report.add(at.span, message, details)
    if (message.severity === 'error') this.errors++
    return errorKind
  }

  /** E0403: a body that has to give a result comes to its end. */
  mayReachEnd(at: { span: Span }, what: string, result: string): void {
    this.error(at, mayReachEnd({ what, result }))
  }

  /** The declaration that a name refers to. */
  symbol(name: ast.Identifier | ast.Name): Symbol | undefined {
    return this.resolved.symbols.get(name)
  }

  /** The declaration that an expression names: `x`, or `m.x` of another file. */
  reference(node: ast.Expression): Symbol | undefined {
    return referenceOf(node, this.resolved.symbols)
  }

  /** Whether a name stands for another file of the program. */
  isFile(module: ast.Name): boolean {
    const symbol = this.symbol(module)
    return !symbol || (symbol.kind === 'module' && symbol.file !== undefined)
  }

  /** Whether the program starts in the file that is being checked. */
  get isEntry(): boolean {
    return this.module === this.resolved.modules.at(-1)
  }

  /** What the file that is being checked declares, and what its imports brought. */
  visible(): Symbol[] {
    return [...this.module.scope.values(), ...this.module.imported.values()]
  }

  /** Runs a check in each file, those that others import first. */
  inEachModule(action: () => void): void {
    for (const module of this.resolved.modules) {
      this.module = module
      action()
    }
  }

  /** "declared here", for a second label. */
  declaredHere(symbol: Symbol | undefined, text = 'declared here'): Label[] {
    const name = symbol && nameOf(symbol)
    return name ? [{ span: name.span, text }] : []
  }

  /** The type of a variable at this place. */
  typeOf(symbol: Symbol): Type {
    return this.narrowed.get(symbol) ?? this.symbolTypes.get(symbol) ?? errorKind
  }

  /** The type parameters of a declaration. */
  newTypeParams(names: readonly ast.Name[]): TypeParam[] {
    const first = new Map<string, { name: ast.Name; param: TypeParam }>()
    return names.map((name) => {
      const other = first.get(name.text)
      const related = other ? [{ span: other.name.span, text: 'first declared here' }] : []
      if (other) this.error(name, duplicateName({ name: name.text }), { related })
      const param: TypeParam = other?.param ?? { kind: 'typeParam', name: name.text, id: ++this.#lastTypeParam }
      first.set(name.text, other ?? { name, param })
      return param
    })
  }

  /** Runs a check where some more type parameters can be named. */
  naming<T>(params: readonly (readonly [string, TypeParam])[], action: () => T): T {
    const before = this.typeParams
    this.typeParams = new Map([...before, ...params])
    const result = action()
    this.typeParams = before
    return result
  }

  /** Runs a check with some more narrowed types, which end with it; gives what is known at its end. */
  assuming(facts: ReadonlyMap<Symbol, Type>, action: () => void): Map<Symbol, Type> {
    const before = this.narrowed
    this.narrowed = new Map([...before, ...facts])
    action()
    const after = this.narrowed
    this.narrowed = before
    return after
  }

  /** Runs a check inside a block of the body where other statements may stand: a step, a verify block. */
  inPlace(place: NonNullable<Body['place']>, action: () => void): void {
    const before = this.body
    this.body = { ...before, place }
    action()
    this.body = before
  }

  /** Runs a check inside a function body. */
  inBody(body: Omit<Body, 'loops'>, action: () => void): void {
    const [before, narrowed] = [this.body, this.narrowed]
    this.body = { ...body, loops: [] }
    this.narrowed = new Map()
    action()
    this.body = before
    this.narrowed = narrowed
  }
}
