// Scopes: which names are visible at a place, from the innermost block out to the file.

import type { Symbol } from '../phases.ts'
import { nearest } from '../util/distance.ts'

/** One block of names. The outermost scope of a file holds its top-level names. */
export class Scope {
  readonly parent: Scope | undefined
  readonly names: Map<string, Symbol>
  /** Assignments in this block declare in the block around it: the bodies of `try`, `catch` and steps. */
  readonly hoists: boolean

  constructor(parent?: Scope, names = new Map<string, Symbol>(), hoists = false) {
    this.parent = parent
    this.names = names
    this.hoists = hoists
  }

  /** What a name means here; the innermost declaration wins. */
  find(name: string): Symbol | undefined {
    let scope: Scope | undefined = this
    while (scope) {
      const symbol = scope.names.get(name)
      if (symbol) return symbol
      scope = scope.parent
    }
    return undefined
  }

  /** The visible name nearest to a misspelt one. */
  suggest(name: string, accepts: (symbol: Symbol) => boolean = () => true): string | undefined {
    const candidates: string[] = []
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      for (const [candidate, symbol] of scope.names) if (accepts(symbol)) candidates.push(candidate)
    }
    return nearest(name, candidates)
  }
}

/** Whether an assignment stores into this symbol, instead of declaring a new variable that shadows it. */
export function isVariable(symbol: Symbol | undefined): symbol is Extract<Symbol, { kind: 'local' | 'global' }> {
  return symbol?.kind === 'local' || symbol?.kind === 'global'
}
