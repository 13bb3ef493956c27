// Binds every name of a file to its declaration: the state of that walk, and what a name means where it stands. The
// walk itself is in the files beside this one, which begins at `bindItem`.

import type * as ast from '../1-parse/syntax.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import {
  ambiguousName,
  duplicateName,
  moduleWithoutImport,
  undefinedName,
  usedBeforeDeclared,
} from '../diagnostics/messages.generated.ts'
import { builtinNames } from '../library/builtins.ts'
import { standardModules } from '../library/modules.ts'
import type { Resolved, Symbol } from '../phases.ts'
import type { Span } from '../source.ts'
import { nearest } from '../util/distance.ts'
import { nameOf } from './declare.ts'
import { type Imported, type ImportedName, publicName } from './modules.ts'
import { isVariable, Scope } from './scope.ts'

type Role = Extract<Symbol, { kind: 'local' }>['role']

/** How a name is used decides what it may mean: `env("X")` is the function, `env.get("X")` the module. */
export type Use = 'value' | 'callee' | 'owner'

/** The walk that binds names, with what it has found. */
export class Binder {
  readonly symbols: Resolved['symbols']
  readonly declares: Resolved['declares']
  readonly reads: Resolved['reads']
  /** Names declared by an assignment in a block inside of the one that they belong to. */
  readonly hoisted: Resolved['hoisted']
  readonly selves: Resolved['selves']
  readonly afterHooks: Resolved['afterHooks']
  readonly report: Report
  scope: Scope

  readonly #file: Scope
  readonly #globals: Map<ast.Name, Symbol>
  readonly #imported: Imported
  /** Globals whose declaring statement has run, for statements at the top level. */
  readonly #ready = new Set<Symbol>()
  /** Whether what is bound stands in a function, whose assignments declare no globals. */
  #insideFunction = false
  /** Whether it runs, and is checked, when all globals are there. */
  #runsLater = false

  /** What is found is added to `found`, which the files of a program share. */
  constructor(
    file: Map<string, Symbol>,
    globals: Map<ast.Name, Symbol>,
    imported: Imported,
    found: Pick<Resolved, 'symbols' | 'declares' | 'reads' | 'hoisted' | 'selves' | 'afterHooks'>,
    report: Report,
  ) {
    this.symbols = found.symbols
    this.declares = found.declares
    this.reads = found.reads
    this.hoisted = found.hoisted
    this.selves = found.selves
    this.afterHooks = found.afterHooks
    this.#file = new Scope(undefined, file)
    this.scope = this.#file
    this.#globals = globals
    this.#imported = imported
    this.report = report
  }

  /** Runs an action whose names are looked up when all globals are ready: in a function or declaration. */
  insideDeclaration(action: () => void): void {
    const before = this.#runsLater
    this.#runsLater = true
    this.insideFunction(action)
    this.#runsLater = before
  }

  /** Runs an action in a function that is made where it stands: at the top level, not all globals are ready there. */
  insideFunction(action: () => void): void {
    const before = this.#insideFunction
    this.#insideFunction = true
    action()
    this.#insideFunction = before
  }

  /** Runs an action in a new block scope. */
  inScope(action: () => void, { hoists = false } = {}): void {
    this.scope = new Scope(this.scope, undefined, hoists)
    action()
    this.scope = this.scope.parent!
  }

  /** Declares a variable in the current block; one that exists in the same block is reported. */
  declare(name: ast.Name, mutable: boolean, role: Role): void {
    if (name.text === '_') return
    if (this.scope === this.#file) {
      this.#declareGlobal(name)
      return
    }
    const first = this.scope.names.get(name.text)
    if (first) {
      const declared = nameOf(first)
      const related = declared ? [{ span: declared.span, text: 'first declared here' }] : []
      this.report.add(name.span, duplicateName({ name: name.text }), { related })
      this.symbols.set(name, first)
      return
    }
    const symbol: Symbol = { kind: 'local', name: name.text, declaration: name, mutable, role }
    this.scope.names.set(name.text, symbol)
    this.symbols.set(name, symbol)
    this.declares.add(name)
  }

  #declareGlobal(name: ast.Name): void {
    const symbol = this.#globals.get(name)
    if (!symbol) return
    this.symbols.set(name, symbol)
    this.declares.add(name)
    this.#ready.add(symbol)
  }

  /** `x = e`: stores into the nearest variable `x`, or declares it in the current block. */
  assign(name: ast.Name): void {
    if (name.text === '_') return
    if (this.#globals.has(name)) {
      if (this.scope.hoists) this.hoisted.add(name)
      this.#declareGlobal(name)
      return
    }
    const symbol = this.scope.find(name.text)
    const variable = symbol ?? (this.#insideFunction ? this.#imported.names.get(name.text)?.[0]?.symbol : undefined)
    if (isVariable(variable)) this.symbols.set(name, variable)
    else if (this.scope.hoists) this.#hoist(name)
    else if (this.scope !== this.#file) this.declare(name, true, 'variable')
  }

  /** Declares in the block around those of `try` and the like. */
  #hoist(name: ast.Name): void {
    const inner = this.scope
    while (this.scope.hoists) this.scope = this.scope.parent!
    this.hoisted.add(name)
    if (this.scope !== this.#file) this.declare(name, true, 'variable')
    this.scope = inner
  }

  /** Binds a name that is used; reports it if nothing of the name is visible. */
  use(name: ast.Identifier | ast.Name, use: Use): void {
    const text = 'text' in name ? name.text : name.name
    const symbol = this.lookUp(name, use)
    if (symbol) {
      const isOwn = symbol.kind === 'global' && this.#file.names.get(symbol.name) === symbol
      if (isOwn && !this.#runsLater && !this.#ready.has(symbol)) {
        const related = [{ span: symbol.declaration.span, text: 'declared here' }]
        this.report.add(name.span, usedBeforeDeclared({ name: text }), { related })
        this.reads.add(symbol)
        return
      }
      this.symbols.set(name, symbol)
      this.reads.add(symbol)
      return
    }
    if (this.#imported.hidesNames) return
    const suggestion =
      this.scope.suggest(text) ??
      new Scope(undefined, this.#outer()).suggest(text) ??
      (use === 'owner' ? nearest(text, standardModules) : undefined)
    this.report.add(name.span, undefinedName({ name: text, suggestion }))
    // What was probably meant is not unused.
    const meant = suggestion === undefined ? undefined : this.scope.find(suggestion)
    if (meant) this.reads.add(meant)
  }

  /** Binds a name if it is known, without a word if not: for places whose own check says more. */
  useIfKnown(name: ast.Identifier, isRead = true): void {
    const symbol = this.scope.find(name.name) ?? this.#importedName(name, name.name)
    if (!symbol) return
    this.symbols.set(name, symbol)
    if (isRead) this.reads.add(symbol)
  }

  /** A name in a pattern, which may be that of a constant. */
  useConstant(name: ast.Name): void {
    const symbol = this.scope.find(name.text) ?? this.#importedName(name, name.text)
    if (!isVariable(symbol)) return
    this.symbols.set(name, symbol)
    this.reads.add(symbol)
  }

  /** A name that an alternative of a pattern binds once more: the variable of the first alternative. */
  bindAgain(name: ast.Name): void {
    const symbol = this.scope.names.get(name.text)
    if (symbol) this.symbols.set(name, symbol)
    else this.declare(name, true, 'pattern')
  }

  /** What a name means: declared names first, then imports, built-in functions, and modules used without import. */
  lookUp(name: ast.Identifier | ast.Name, use: Use): Symbol | undefined {
    const text = 'text' in name ? name.text : name.name
    const declared = this.scope.find(text)
    if (declared) return declared
    const isBuiltin = builtinNames.has(text)
    const module = this.#imported.modules.get(text)
    if (module && (use === 'owner' || !this.#imported.names.has(text)) && !(use === 'callee' && isBuiltin)) {
      this.#imported.used.add(module.item)
      return module.symbol
    }
    const imported = this.#importedName(name, text)
    if (imported) return imported
    if (isBuiltin && !(use === 'owner' && standardModules.has(text))) return { kind: 'builtin', name: text }
    if (use !== 'owner' || !standardModules.has(text)) return undefined
    this.report.add(name.span, moduleWithoutImport({ name: text }))
    return { kind: 'module', name: text }
  }

  /** What an import brought under a name; two meanings are reported where the name is used. */
  #importedName(at: { span: Span }, text: string): Symbol | undefined {
    const meanings: ImportedName[] = this.#imported.names.get(text) ?? []
    for (const item of meanings.flatMap(({ items }) => items)) this.#imported.used.add(item)
    const [first, second] = meanings
    if (first && second) this.report.add(at.span, ambiguousName({ name: text, first: first.from, second: second.from }))
    return first?.symbol
  }

  /** Binds `x` of `m.x`, where `m` is another file. */
  useMember(object: ast.Identifier | ast.Name, member: ast.Name): void {
    const module = this.symbols.get(object)
    if (module?.kind !== 'module' || !module.file) return
    const symbol = publicName(module.file, member, this.#imported, this.report)
    if (!symbol) return
    this.symbols.set(member, symbol)
    this.reads.add(symbol)
  }

  /** Whether a name stands for an imported module and not for something that the file declares. */
  isModule(name: ast.Name): boolean {
    return !this.#file.names.has(name.text) && this.#imported.modules.has(name.text)
  }

  /** Whether a name is that of a type where it is used as a value; binds it then. */
  isType(name: ast.Identifier): boolean {
    if (this.scope.find(name.name)?.kind === 'local') return false
    if (['int', 'float', 'bool', 'string'].includes(name.name)) return true
    const symbol = this.#file.names.get(name.name) ?? this.#importedName(name, name.name)
    if (symbol?.kind !== 'struct' && symbol?.kind !== 'enum' && symbol?.kind !== 'typeAlias') return false
    this.symbols.set(name, symbol)
    return true
  }

  /** Binds the name of a type, `T` or `m.T`. What is no declared type is left for phase 3, which knows the others. */
  useType(name: ast.Name, module: ast.Name | undefined): void {
    if (module) {
      this.use(module, 'owner')
      this.useMember(module, name)
      return
    }
    const symbol = this.#file.names.get(name.text) ?? this.#importedName(name, name.text)
    if (symbol) this.symbols.set(name, symbol)
  }

  #outer(): Map<string, Symbol> {
    const outer = new Map<string, Symbol>()
    for (const name of builtinNames) outer.set(name, { kind: 'builtin', name })
    for (const [local, { symbol }] of this.#imported.modules) outer.set(local, symbol)
    for (const [local, [meaning]] of this.#imported.names) if (meaning) outer.set(local, meaning.symbol)
    return outer
  }
}
