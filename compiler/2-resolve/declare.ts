// Collects the top-level names of a file, so that functions, agents and tools may be used before their declaration.

import type * as ast from '../1-parse/syntax.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { duplicateAgentic, duplicateName } from '../diagnostics/messages.generated.ts'
import type { Symbol } from '../phases.ts'
import { hoistedNames } from './bind-protected.ts'

type Agentic = 'provider' | 'agent' | 'tool' | 'workflow'

const agenticKinds: ReadonlySet<string> = new Set<Agentic>(['provider', 'agent', 'tool', 'workflow'])

export interface Declared {
  scope: Map<string, Symbol>
  /** Globals by the statement name that declares them; the statement itself binds them when its turn comes. */
  globals: Map<ast.Name, Symbol>
}

/** All top-level names of a file. The second of two equal names is reported and left out. */
export function declare(syntax: ast.Syntax, report: Report): Declared {
  const scope = new Map<string, Symbol>()
  const globals = new Map<ast.Name, Symbol>()
  for (const item of syntax.items) {
    const symbol = declaredSymbol(item)
    if (symbol) add(scope, symbol, report)
  }
  // Variables come last, so that of `x = 1` and `fn x()` the assignment is the one reported, wherever it stands.
  for (const item of syntax.items) {
    for (const { name, mutable, always } of declaredVariables(item)) {
      const symbol: Symbol = { kind: 'global', name: name.text, declaration: name, mutable }
      const existing = scope.get(name.text)
      if (existing?.kind === 'global' && !always) continue
      if (add(scope, symbol, report)) globals.set(name, symbol)
    }
  }
  return { scope, globals }
}

function add(scope: Map<string, Symbol>, symbol: Symbol, report: Report): boolean {
  const first = scope.get(symbol.name)
  if (!first) {
    scope.set(symbol.name, symbol)
    return true
  }
  const related = [{ span: nameOf(first)!.span, text: 'first declared here' }]
  const both = agenticKinds.has(first.kind) && agenticKinds.has(symbol.kind)
  const kinds = first.kind === symbol.kind ? `${symbol.kind}s` : 'agentic declarations'
  const message = both ? duplicateAgentic({ kinds, name: symbol.name }) : duplicateName({ name: symbol.name })
  report.add(nameOf(symbol)!.span, message, { related })
  return false
}

/** The name in the declaration of a symbol; modules and built-in functions have none. */
export function nameOf(symbol: Symbol): ast.Name | undefined {
  switch (symbol.kind) {
    case 'local':
    case 'global':
      return symbol.declaration
    case 'module':
    case 'library':
    case 'builtin':
      return undefined
    default:
      return symbol.node.name
  }
}

function declaredSymbol(item: ast.Item): Symbol | undefined {
  switch (item.kind) {
    case 'provider':
      return { kind: 'provider', name: item.name.text, node: item }
    case 'agent':
      return { kind: 'agent', name: item.name.text, node: item }
    case 'tool':
      return { kind: 'tool', name: item.name.text, node: item }
    case 'workflow':
      return { kind: 'workflow', name: item.name.text, node: item }
    case 'fn':
      return { kind: 'function', name: item.name.text, node: item }
    case 'struct':
      return { kind: 'struct', name: item.name.text, node: item }
    case 'enum':
      return { kind: 'enum', name: item.name.text, node: item }
    case 'typeAlias':
      return { kind: 'typeAlias', name: item.name.text, node: item }
    default:
      return undefined
  }
}

interface DeclaredVariable {
  name: ast.Name
  mutable: boolean
  /** Declares even where a variable of the name exists: `const`, `let`, `x: T`. A plain `x = 1` then assigns. */
  always: boolean
}

function declaredVariables(item: ast.Item): DeclaredVariable[] {
  return namedVariables(item).filter(({ name }) => name.text !== '_')
}

function namedVariables(item: ast.Item): DeclaredVariable[] {
  switch (item.kind) {
    case 'const':
      return [{ name: item.name, mutable: item.mutable, always: true }]
    case 'varDeclaration':
      return [{ name: item.name, mutable: true, always: true }]
    case 'let':
      return item.targets.map((target) => ({ name: target.name, mutable: item.mutable, always: true }))
    case 'assign':
      if (item.operator !== '=') return []
      return item.targets.flatMap((target) =>
        target.kind === 'bindTarget' ? [{ name: target.name, mutable: true, always: target.type !== undefined }] : [],
      )
    default:
      return hoistedNames(item).map((name) => ({ name, mutable: true, always: false }))
  }
}
