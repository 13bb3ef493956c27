// Globals that may be read before they are set: by functions that statements of the top level call, or that fields of
// providers and agents do. Each read of one whose type has no zero value to begin with looks first.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import type { Type } from '../3-check/types.ts'
import type { Checked, Symbol } from '../phases.ts'

/** Whether a global of a type has a value from the start. */
export function hasEmptyForm(type: Type): boolean {
  return ['primitive', 'option', 'list', 'map'].includes(type.kind)
}

/** The globals without a value from the start that may be read before they are set. */
export function earlyGlobals(checked: Checked): Set<Symbol> {
  const isUnset = (symbol: Symbol) => {
    const type = symbol.kind === 'global' ? checked.symbolTypes.get(symbol) : undefined
    return type !== undefined && !hasEmptyForm(type)
  }
  const unset = new Set(checked.modules.flatMap((module) => [...module.scope.values()]).filter(isUnset))
  const early = new Set<Symbol>()
  if (unset.size === 0) return early
  const reach = new Reach(checked, (symbol) => {
    if (unset.has(symbol)) early.add(symbol)
  })
  // What fields and parameters leave out is evaluated by whoever makes or calls one.
  const items = checked.modules.flatMap((module) => module.syntax.items)
  for (const item of items) if (['struct', 'provider', 'agent'].includes(item.kind)) reach.from(item)
  for (const { syntax } of checked.modules) {
    for (const item of syntax.items) {
      if (!runsInTurn(item)) continue
      // What a declaration names is no read.
      reach.from(item.kind === 'const' ? item.value : item)
      for (const symbol of setBy(checked, item)) unset.delete(symbol)
    }
    // It runs once all of this file's are set.
    const init = syntax.items.find((item) => item.kind === 'fn' && item.name.text === 'init')
    if (init) reach.from(init)
  }
  return early
}

function runsInTurn(item: ast.Item): boolean {
  return !['import', 'export', 'provider', 'tool', 'agent', 'workflow', 'eval', 'test', 'fn', 'method'].includes(
    item.kind,
  )
}

/** What an item of the top level gives a value, whatever happens in it. */
function setBy(checked: Checked, item: ast.Item): Symbol[] {
  if (item.kind === 'const') return symbolsOf(checked, [item.name])
  if (item.kind === 'varDeclaration') return symbolsOf(checked, [item.name])
  if (item.kind !== 'let' && item.kind !== 'assign') return []
  return symbolsOf(
    checked,
    item.targets.flatMap((target) => (target.kind === 'bindTarget' ? [target.name] : [])),
  )
}

function symbolsOf(checked: Checked, names: readonly ast.Name[]): Symbol[] {
  return names.map((name) => checked.symbols.get(name)).filter((symbol) => symbol !== undefined)
}

/** Goes through code and all that it may come to run. */
class Reach {
  readonly #checked: Checked
  readonly #meet: (symbol: Symbol) => void
  readonly #seen = new Set<unknown>()
  readonly #methods: Map<string, ast.Method[]>

  constructor(checked: Checked, meet: (symbol: Symbol) => void) {
    this.#checked = checked
    this.#meet = meet
    const methods = [...checked.functions.keys()].filter((node) => node.kind === 'method')
    this.#methods = Map.groupBy(methods, (node) => node.name.text)
  }

  from(root: unknown): void {
    // What has been gone through may now mention fewer globals that are not set, and never more.
    if (this.#seen.has(root)) return
    this.#seen.add(root)
    walk(root, (node) => {
      if (node.kind === 'bindTarget' || node.kind === 'varDeclaration') return false
      const symbol = this.#checked.symbols.get(node as ast.Name)
      if (symbol) this.#follow(symbol)
      // Whatever it is called on, it may be that method.
      if (node.kind === 'member')
        for (const one of this.#methods.get((node as ast.Member).name.text) ?? []) this.from(one)
      return true
    })
  }

  #follow(symbol: Symbol): void {
    this.#meet(symbol)
    switch (symbol.kind) {
      case 'function':
      case 'workflow':
        return this.from(symbol.node)
      case 'agent':
      case 'tool':
        for (const { node } of this.#checked.tools) this.from(node)
        return
      default:
    }
  }
}
