// What each phase hands to the next, in order. A phase reads what came before and changes none of it.
//
//   Source → parse → Syntax → resolve → Resolved → check → Checked → lower → Program → emit → Assembly → assemble → Artifact

import type * as ast from './1-parse/syntax.ts'
import type { EnumType, EnumVariant, StructType, Type, TypeParam } from './3-check/types.ts'
import type { LibraryFunction } from './library/library.ts'
import type { InitTable, JsonSchema, Manifest, Triggers } from './manifest.ts'
import type { Source } from './source.ts'

// ------------------------------------------------------------------------------------------------------ resolve

/** What a name stands for. One object per declaration: identity is what later phases compare. */
export type Symbol =
  | {
      kind: 'local'
      name: string
      declaration: ast.Name
      mutable: boolean
      role: 'variable' | 'parameter' | 'loop' | 'pattern' | 'self'
    }
  | { kind: 'global'; name: string; declaration: ast.Name; mutable: boolean }
  | { kind: 'function'; name: string; node: ast.Fn }
  | { kind: 'provider'; name: string; node: ast.Provider }
  | { kind: 'agent'; name: string; node: ast.Agent }
  | { kind: 'tool'; name: string; node: ast.Tool }
  | { kind: 'workflow'; name: string; node: ast.Workflow }
  | { kind: 'struct'; name: string; node: ast.Struct }
  | { kind: 'enum'; name: string; node: ast.Enum }
  | { kind: 'typeAlias'; name: string; node: ast.TypeAlias }
  /** A standard module (`io`, `http`), or another file of the program. */
  | { kind: 'module'; name: string; file?: Module }
  /** A function, constant or type of a standard module that was imported by its own name. */
  | { kind: 'library'; module: string; name: string }
  /** A function that is there without import: `println`, `env`, `len`. */
  | { kind: 'builtin'; name: string }

export interface Module {
  /** How imports and messages name it: its path below the root without extension. */
  name: string
  syntax: ast.Syntax
  source: Source
  /** All top-level names. */
  scope: Map<string, Symbol>
  /** Names that imports brought, those that mean one thing. */
  imported: Map<string, Symbol>
  /** Modules imported, by local name. */
  imports: Map<string, string>
  /** What it gives to files that import it. */
  exports: Map<string, Symbol>
}

export interface Resolved {
  /** In initialisation order: a module after those it imports. The entry module is last. */
  modules: Module[]
  /**
   * What each name refers to or declares: identifiers, shorthand and assigned names, names of types, and for `m.x` of
   * another file the name `x`.
   */
  symbols: Map<ast.Identifier | ast.Name, Symbol>
  /** Assignment targets that declare their name (the first assignment to it). */
  declares: Set<ast.Name>
  /** Those of them in a `try`, `catch` or step whose variable belongs to the block around it: nil until assigned. */
  hoisted: Set<ast.Name>
  /** The `self` of methods, under whichever name. */
  selves: Map<ast.Method, Symbol>
  /** `result` and `err` in the `@after` blocks of tools. */
  afterHooks: Map<ast.ToolHook, { result: Symbol; err: Symbol }>
  /** Symbols whose value is used somewhere. */
  reads: Set<Symbol>
  /** Agents with their handoff targets, from the `handoffs` fields, in declared order. */
  handoffs: Map<ast.Agent, ast.Agent[]>
  /** Agents, handoff targets first; ties and cycles in source order. Members of one cycle share a group. */
  agentOrder: ast.Agent[][]
}

// -------------------------------------------------------------------------------------------------------- check

/** How a call is meant: arguments in parameter order. */
export interface ResolvedCall {
  target:
    | { kind: 'function'; symbol: Extract<Symbol, { kind: 'function' | 'tool' | 'workflow' }> }
    | { kind: 'library'; fn: LibraryFunction }
    /** A method of a struct or of a built-in value, `FrontDesk.ask`, `server.listen`, `user.greet`. */
    | {
        kind: 'method'
        receiver: ast.Expression
        owner: Type
        name: string
        /** The library's method, or the program's. */
        fn: LibraryFunction | ast.Method
      }
    | { kind: 'value'; callee: ast.Expression }
    /** `Shape.Circle(1.5)`, also without parentheses for a variant that has no payload. */
    | { kind: 'variant'; enum: EnumType; variant: EnumVariant }
  /** One per parameter, in parameter order; a rest parameter takes the remaining list. */
  args: ResolvedArgument[]
  result: Type
  /** Of a generic function or method: what stands for the parameters of its type, then for its own. */
  typeArgs?: Type[]
}

export type ResolvedArgument =
  | { kind: 'given'; value: ast.Expression }
  /** The parameter's default, evaluated in the callee's module. Absent `value`: the library fills it in. */
  | { kind: 'default'; value: ast.Expression | undefined }
  | { kind: 'rest'; values: { spread: boolean; value: ast.Expression }[] }

export type ResolvedPattern =
  /** `User{name}` */
  | { kind: 'struct'; type: Type }
  | { kind: 'variant'; enum: EnumType; variant: EnumVariant }
  /** A bare uppercase name that is a constant, compared with `==`. */
  | { kind: 'constant'; symbol: Symbol }

export type MemoryPlan =
  | { kind: 'none' }
  | { kind: 'conversation'; maxTurns: ast.Expression | undefined }
  | { kind: 'summary'; maxTokens: ast.Expression | undefined; keep: ast.Expression | undefined }

/** What a budget can limit, in the order in which the runtime takes it. */
export const budgetLimits = ['seconds', 'calls', 'tokens', 'usd', 'hops'] as const

/** The limits of a budget, by name. */
export type BudgetPlan = Partial<Record<(typeof budgetLimits)[number], ast.Expression>>

export interface CheckedParam {
  name: string
  symbol: Symbol
  type: Type
  default: ast.Expression | undefined
  /** `...xs: T`, whose type is then `[]T`. */
  rest: boolean
}

export interface CheckedFunction {
  name: string
  /** Of a method: the value that it is called on. */
  self?: CheckedParam
  /** Generic functions are made once for each list of types that they are called with. */
  typeParams: TypeParam[]
  params: CheckedParam[]
  result: Type
  body: ast.Block
}

/** What an agent says of a handoff: `TechAgent(context: last(4), reason: Problem, when: "…")`. */
export interface HandoffTerms {
  target: ast.Agent
  when: ast.Expression | undefined
  /** What its reason is, if it is more than a text. */
  reason: Type | undefined
  /** What the target sees of the conversation that led to it. */
  view: { kind: 'all' | 'none' | 'summary' } | { kind: 'last'; turns: ast.Expression }
}

export interface CheckedAgent {
  node: ast.Agent
  provider: ast.Provider
  tools: ast.Tool[]
  handoffs: ast.Agent[]
  /** Of those targets for which something is said. */
  terms: HandoffTerms[]
  memory: MemoryPlan
  /** What a turn that begins with it may cost. */
  budget?: BudgetPlan
  /** What its replies are. */
  output?: Type
  /** The remaining fields, by name: `system`, `temperature`, `max_handoffs`, …, type-checked. */
  fields: Map<string, ast.Expression>
}

export interface CheckedTool extends CheckedFunction {
  node: ast.Tool
  description: string
  schema: JsonSchema
  /** Seconds that a call by a model may take. */
  timeout?: number
}

export interface CheckedWorkflow extends CheckedFunction {
  node: ast.Workflow
  description: string
  triggers: Triggers
  /** What a run may cost. */
  budget?: BudgetPlan
  schema: JsonSchema
  /** Of what it answers with. */
  resultSchema: JsonSchema
}

export interface Checked extends Resolved {
  /** Type of every expression as written, after narrowing, before conversion to what its place wants. */
  types: Map<ast.Expression, Type>
  /** Where an expression's place wants another type than it has: the type to convert to (int → float, T → T?, …). */
  conversions: Map<ast.Expression, Type>
  /** What `{name}` in a literal reads, after narrowing, and the type that its field wants. */
  shorthands: Map<ast.Name, { type: Type; wanted: Type }>
  /** Chains with `?.`: the type that each has where nothing in it is nil. */
  chains: Map<ast.Expression, Type>
  /** Types of variables, globals, parameters. */
  symbolTypes: Map<Symbol, Type>
  calls: Map<ast.Call, ResolvedCall>
  /** `Color.Red`: the variant that a member or a literal `Shape.Circle{…}` names. */
  variants: Map<ast.Member | ast.StructLiteral, EnumVariant>
  /** Names of methods that are read and not called: `user.greet`. */
  boundMethods: Map<ast.Name, ast.Method>
  /** What the named patterns of a match test for. */
  patterns: Map<ast.Pattern, ResolvedPattern>
  /** Variables that get another value than the one they are declared with. */
  reassigned: ReadonlySet<Symbol>
  /** Matches whose arms take every value. */
  exhaustive: Set<ast.Match>
  /** Those whose value is used though the guards may all fail, which is a panic. */
  mayMiss: Set<ast.Match>
  /** Types that an agent's replies are to be read into: `t: Ticket, err = A.run(…)`. */
  outputs: Map<ast.Call, Type>
  /** Calls of workflows and streams whose error is taken: `v, err = AddNote(…)`. */
  pairs: Set<ast.Call>
  /** `return value, err` in tools whose result does not say that they can fail. */
  toolErrors: Set<ast.Return>
  /** What pipes mean: `a |> f(x)` is the call `f(a, x)`. */
  pipes: Map<ast.Binary, ast.Expression>
  /** Types that type nodes denote. */
  typeNodes: Map<ast.TypeNode, Type>
  functions: Map<ast.Fn | ast.Method, CheckedFunction>
  providers: ast.Provider[]
  tools: CheckedTool[]
  agents: CheckedAgent[]
  workflows: CheckedWorkflow[]
  structs: Map<ast.Struct, StructType>
  enums: EnumType[]
  /** Environment variables named in `env("…")`, and those of them used in `api_key` and `headers` of providers. */
  env: string[]
  secrets: string[]
}

// --------------------------------------------------------------------------------------------- lower, emit, wasm

// `Program`, the typed IR, is in 4-lower/program.ts.

/** Where emitted text comes from. */
export interface Origin {
  source: Source
  offset: number
  /** The function around it, as a call chain names it. */
  function: string | undefined
}

/** AssemblyScript text of the module, with the library files it is compiled against. */
export interface Assembly {
  text: string
  /** For each line of `text` (from 0): the Haira offset that it comes from, if any. */
  map: (Origin | undefined)[]
  /** Functions that stand in call chains, by their names in `text`. */
  traced: string[]
}

export interface Artifact {
  wasm: Uint8Array<ArrayBuffer>
  manifest: Manifest
  init: InitTable
}
