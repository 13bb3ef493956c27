// Which variables functions inside of functions capture, and which of them are shared: captured, and assigned to after
// their declaration. A shared variable is a `Ref`; of every other one a function value holds the value.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import type { Checked, Symbol } from '../phases.ts'

/** A part of a program that runs as a function of its own: of `spawn { … }` each statement, and each turn of a loop. */
export type Inner = ast.Lambda | ast.Fn | ast.DeferStatement | ast.Spawn | ast.Statement | ast.Block

/** What lambdas, local functions and deferred actions use of the functions around them. */
export class Captures {
  readonly #checked: Checked
  readonly #free = new Map<Inner, Symbol[]>()
  readonly shared = new Set<Symbol>()
  /** Functions that are declared inside of others, with what names that mean them refer to. */
  readonly #local = new Map<ast.Fn, Symbol | undefined>()

  constructor(checked: Checked) {
    this.#checked = checked
    const hoisted = new Set([...checked.hoisted].map((name) => checked.symbols.get(name)))
    for (const { syntax } of checked.modules) {
      walk(syntax.items, (node) => {
        if (node.kind === 'fnStatement') this.#local.set((node as ast.FnStatement).fn, undefined)
        return true
      })
    }
    for (const symbol of checked.symbols.values()) {
      if (symbol.kind === 'function' && this.#local.has(symbol.node)) this.#local.set(symbol.node, symbol)
    }
    for (const { syntax } of checked.modules) {
      walk(syntax.items, (node) => {
        for (const symbol of innersOf(node).flatMap((inner) => this.free(inner))) {
          if (checked.reassigned.has(symbol) || hoisted.has(symbol)) this.shared.add(symbol)
        }
        return true
      })
    }
  }

  /** Variables and local functions from outside that a function uses, in the order of their first use. */
  free(inner: Inner): Symbol[] {
    const known = this.#free.get(inner)
    if (known) return known
    const inside = new Set<unknown>()
    const used = new Set<Symbol>()
    walk(inner, (node) => {
      inside.add(node)
      const symbol = this.#checked.symbols.get(node as ast.Name)
      if (symbol) used.add(symbol)
      return true
    })
    this.#free.set(inner, [])
    const found = [...used].flatMap((symbol): Symbol[] => {
      if (symbol.kind === 'local') return inside.has(symbol.declaration) ? [] : [symbol]
      if (symbol.kind !== 'function' || !this.isLocal(symbol.node) || inside.has(symbol.node)) return []
      // An object of a generic function is made where it is used, of what the function itself uses.
      if (!this.isGeneric(symbol.node)) return [symbol]
      return this.free(symbol.node).filter((one) => one.kind !== 'local' || !inside.has(one.declaration))
    })
    const all = [...new Set(found)]
    this.#free.set(inner, all)
    return all
  }

  /** Whether a local function has type parameters. */
  isGeneric(node: ast.Fn): boolean {
    return this.isLocal(node) && node.typeParams.length > 0
  }

  /** Whether a function is declared inside of another one. */
  isLocal(node: unknown): boolean {
    return this.#local.has(node as ast.Fn)
  }

  /** What names that mean a local function refer to; nothing if there are none. */
  symbolOf(node: ast.Fn): Symbol | undefined {
    return this.#local.get(node)
  }
}

function innersOf(node: { kind?: string }): Inner[] {
  switch (node.kind) {
    case 'lambda':
      return [node as ast.Lambda]
    case 'fnStatement':
      return [(node as ast.FnStatement).fn]
    case 'defer':
      return [node as ast.DeferStatement]
    case 'spawn':
      return [node as ast.Spawn, ...tasksOf(node as ast.Spawn)]
    default:
      return []
  }
}

/** Whether the tasks are the block's statements, only its value can tell; variables are shared in either case. */
function tasksOf({ body }: ast.Spawn): Inner[] {
  if (body.kind !== 'block') return []
  return body.statements.map((statement) => (statement.kind === 'forIn' ? statement.body : statement))
}
