// What lowering knows of the whole program: the checker's results, and the names and types of the emitted code.

import type * as ast from '../1-parse/syntax.ts'
import { referenceOf } from '../2-resolve/reference.ts'
import { bindingsOf } from '../3-check/generics.ts'
import type { Type as HairaType, StructType, TypeParam } from '../3-check/types.ts'
import type { Checked, CheckedFunction, Symbol } from '../phases.ts'
import type { Span } from '../source.ts'
import { Captures } from './captures.ts'
import { callsAny, hasChannels, methodsOfAny, receivesAny } from './dynamic.ts'
import { earlyGlobals } from './early-globals.ts'
import { type Callable, panickingFunctions } from './effects.ts'
import { growingVariables } from './growing.ts'
import { type Instance, instanceKey, instantiated, typeParamsOf } from './instances.ts'
import { InternalCompilerError } from './internal-error.ts'
import { libraryValues } from './methods-of-any.ts'
import { ModuleNames, pascal } from './names.ts'
import type { ClassMethod, ClosureDeclaration, Expression, Type, Variable } from './program.ts'
import { instanceName, Types } from './types.ts'

/** Declarations whose names at the module level of the emitted code are given in advance. */
type Declared = Callable | ast.Provider | ast.Agent

/** A function that needs ever larger types would never be done. */
const mostInstances = 1000

export class Context {
  readonly checked: Checked
  readonly names: ModuleNames
  readonly types: Types
  /** Globals that may be read before they are set. */
  readonly early: ReadonlySet<Symbol>
  readonly panicking: ReadonlySet<Callable>
  /** The function, or for providers and agents the constant, of a declaration. */
  readonly #declared: Map<Declared, string>
  /** The constant that stands for a tool or workflow as a value. */
  readonly #values: Map<Declared, string>
  readonly #globals: Map<Symbol, string>
  readonly captures: Captures
  /** Variables with a flag that says whether their value may grow where it is. */
  readonly growing: ReadonlySet<Symbol>
  readonly methodsOfAny: readonly ClassMethod[]
  readonly callsAny: boolean
  readonly hasChannels: boolean
  /** Types of the library with methods that values of type any may have. */
  readonly libraryValues: readonly HairaType[]
  readonly receivesAny: boolean
  /** The classes of function values. */
  readonly closures: ClosureDeclaration[]
  /** Objects of declared functions that are used as values. */
  readonly functionConstants: Variable[]
  readonly #constants: Map<string, string>
  /** Instances of generic functions, in the order in which their uses are met. */
  readonly instances: Instance[]
  readonly #instanceNames: Map<ast.Fn | ast.Method, Map<string, string>>
  readonly #root: Context
  /** Classes of generic functions inside of functions, by function and types. */
  readonly #localInstances: Map<string, string>
  /** What tells the types apart that are known here. */
  #key = ''
  /** The generic function inside of a function that this is the inside of. */
  #local: { node: ast.Fn; outer: Context } | undefined
  /** Declarations of structs, for their fields' defaults. */
  readonly structs: ReadonlyMap<StructType, ast.Struct>

  /** Of a program; with `base`, of an instance of a generic function of the same program. */
  constructor(checked: Checked, base?: Context) {
    this.checked = checked
    this.#localInstances = base ? base.#localInstances : new Map()
    this.structs = base?.structs ?? new Map([...checked.structs].map(([node, struct]) => [struct, node]))
    this.names = base?.names ?? new ModuleNames(checked.modules.map((module) => module.syntax))
    this.types = base?.types ?? new Types(this.names)
    this.early = base?.early ?? earlyGlobals(checked)
    this.panicking = base?.panicking ?? panickingFunctions(checked, this.early)
    this.captures = base?.captures ?? new Captures(checked)
    this.growing = base?.growing ?? growingVariables(checked, this.captures)
    this.methodsOfAny = base?.methodsOfAny ?? methodsOfAny(checked)
    this.callsAny = base?.callsAny ?? callsAny(checked)
    this.libraryValues = base?.libraryValues ?? libraryValues(checked)
    this.hasChannels = base?.hasChannels ?? hasChannels(checked)
    this.receivesAny = base?.receivesAny ?? receivesAny(checked)
    this.closures = base?.closures ?? []
    this.functionConstants = base?.functionConstants ?? []
    this.instances = base?.instances ?? []
    this.#root = base ? base.#root : this
    this.#declared = base ? base.#declared : new Map()
    this.#values = base ? base.#values : new Map()
    this.#globals = base ? base.#globals : new Map()
    this.#constants = base ? base.#constants : new Map()
    this.#instanceNames = base ? base.#instanceNames : new Map()
    if (!base) this.#declareAll()
  }

  #declareAll(): void {
    const { checked } = this
    for (const symbol of checked.modules.flatMap((module) => [...module.scope.values()])) this.#declare(symbol)
    for (const node of checked.functions.keys()) {
      if (node.kind === 'method') {
        this.#declared.set(node, this.names.invented(`${node.owner.text}_${node.name.text}`))
      }
    }
    for (const { node } of checked.tools) this.#values.set(node, this.names.invented(`${node.name.text}Tool`))
    for (const { node } of checked.workflows) this.#values.set(node, this.names.invented(`${node.name.text}Workflow`))
  }

  #declare(symbol: Symbol): void {
    switch (symbol.kind) {
      case 'function':
      case 'provider':
      case 'agent':
      case 'tool':
      case 'workflow':
        this.#declared.set(symbol.node, this.names.declared(symbol.name))
        break
      case 'global':
        this.#globals.set(symbol, this.names.declared(symbol.name))
        break
      default:
    }
  }

  /** The function of a callable declaration, the constant of a provider or agent. */
  nameOf(node: Declared): string {
    const name = this.#declared.get(node)
    return name ?? this.fail(node, 'declaration without a name')
  }

  /** The constant that stands for any of them as a value. */
  valueName(node: Declared): string {
    return this.#values.get(node) ?? this.nameOf(node)
  }

  /** The name of a function for certain types, which will be made. */
  instanceName(node: ast.Fn | ast.Method, typeArgs: readonly HairaType[]): string {
    const names = this.#instanceNames.get(node) ?? new Map<string, string>()
    this.#instanceNames.set(node, names)
    const key = instanceKey(typeArgs)
    const known = names.get(key)
    if (known !== undefined) return known
    if (names.size === mostInstances) this.fail(node.name, `more than ${mostInstances} instances of a generic function`)
    const name = this.names.invented(`${this.nameOf(node)}${instanceName([...typeArgs])}`)
    names.set(key, name)
    this.instances.push({ node, typeArgs: [...typeArgs], name })
    return name
  }

  /** What is known inside of a function, struct or the like, for certain types. */
  within(params: readonly TypeParam[], typeArgs: readonly HairaType[]): Context {
    if (params.length === 0) return this.#root
    const { checked } = this.#root
    const made = new Context(instantiated(checked, bindingsOf(params, typeArgs)), this.#root)
    made.#key = instanceKey(typeArgs)
    return made
  }

  /** What is known inside of a generic function that stands inside of this one, or of one around it. */
  withinLocal(node: ast.Fn, typeArgs: readonly HairaType[]): Context {
    const around = this.#around(node)
    if (around !== this) return around.withinLocal(node, typeArgs)
    const params = this.callee(node).typeParams
    const made = new Context(instantiated(this.checked, bindingsOf(params, typeArgs)), this.#root)
    made.#key = `${this.#key};${node.name.text}<${instanceKey(typeArgs)}>`
    made.#local = { node, outer: this }
    return made
  }

  /** Where a function inside of others is declared. */
  #around(node: ast.Fn): Context {
    const local = this.#local
    if (!local) return this
    const isInside = node.span.start > local.node.span.start && node.span.end <= local.node.span.end
    return isInside ? this : local.outer.#around(node)
  }

  /** The class of a generic function inside of a function for certain types, which `make` makes with this name. */
  localInstance(node: ast.Fn, typeArgs: readonly HairaType[], make: (reserved: string) => void): string {
    const at = `${node.span.source.name}:${node.span.start}`
    const key = `${at};${this.#around(node).#key};${instanceKey(typeArgs)}`
    const known = this.#localInstances.get(key)
    if (known) return known
    if (this.#localInstances.size === mostInstances) {
      this.fail(node.name, `more than ${mostInstances} instances of functions inside of functions`)
    }
    const reserved = this.names.invented(`${pascal(node.name.text)}Function`)
    this.#localInstances.set(key, reserved)
    make(reserved)
    return reserved
  }

  /** What is known inside of a function that is called with type arguments. */
  inside(node: Callable, typeArgs: readonly HairaType[] = []): Context {
    return this.within(typeParamsOf(this.#root.callee(node)), typeArgs)
  }

  /** What the checker knows of a callable. */
  callee(node: Callable): CheckedFunction {
    const { checked } = this
    const all = [...checked.tools, ...checked.workflows]
    const isFunction = node.kind === 'fn' || node.kind === 'method'
    const found = isFunction ? checked.functions.get(node) : all.find((one) => one.node === node)
    return found ?? this.fail(node, 'callable that was not checked')
  }

  /** Notes the class of a function value; gives its type. */
  closure(made: Omit<ClosureDeclaration, 'name'>, reserved?: string): Type {
    const name = reserved ?? this.names.invented(made.title === '' ? 'Lambda' : `${pascal(made.title)}Function`)
    this.closures.push({ ...made, name })
    return { kind: 'class', name, file: undefined }
  }

  /** The constant of a declared function as a value, which `make` creates. */
  functionConstant(fn: string, make: () => Expression): string {
    const known = this.#constants.get(fn)
    if (known !== undefined) return known
    const name = this.names.invented(`${fn}Value`)
    this.#constants.set(fn, name)
    const value = make()
    this.functionConstants.push({ kind: 'variable', name, constant: true, type: undefined, value, place: undefined })
    return name
  }

  globalName(symbol: Symbol): string | undefined {
    return this.#globals.get(symbol)
  }

  /** Type of an expression as written. */
  typeOf(node: ast.Expression): HairaType {
    return this.checked.types.get(node) ?? this.fail(node, 'expression without a type')
  }

  /** Type of an expression as its place wants it. */
  wantedType(node: ast.Expression): HairaType {
    return this.checked.conversions.get(node) ?? this.typeOf(node)
  }

  /** The declaration that an expression names: `x`, or `m.x` of another file. */
  reference(node: ast.Expression): Symbol | undefined {
    return referenceOf(node, this.checked.symbols)
  }

  symbolOf(node: ast.Identifier | ast.Name): Symbol {
    return this.checked.symbols.get(node) ?? this.fail(node, 'name without a meaning')
  }

  typeOfSymbol(symbol: Symbol, at: { span: Span }): HairaType {
    return this.checked.symbolTypes.get(symbol) ?? this.fail(at, `\`${symbol.name}\` without a type`)
  }

  /** The IR type of a Haira type. */
  type(type: HairaType): Type {
    return this.types.stored(type)
  }

  /** Ends the compilation: earlier phases let something pass that cannot be lowered. */
  fail(at: { span: Span; kind?: string }, what: string): never {
    throw new InternalCompilerError(`${what}${at.kind === undefined ? '' : ` (${at.kind})`}`, at.span)
  }
}
