// What the assignments of a program say of its variables as a whole, before any of them is checked.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import type { Resolved, Symbol } from '../phases.ts'
import { unwrapGroup } from './expressions.ts'

export interface Assignments {
  /** Variables that get another value than the one they are declared with. */
  reassigned: ReadonlySet<Symbol>
  /** `{…}` literals that begin a variable to which keys are added: `x[k] = v`. They are maps, even with bare names. */
  growing: ReadonlySet<ast.MapLiteral>
}

type Assigning = ast.AssignStatement | ast.LetStatement

/** Looks through all assignments of a program. */
export function assignmentsOf({ modules, symbols, declares }: Resolved): Assignments {
  const reassigned = new Set<Symbol>()
  const indexed = new Set<Symbol>()
  const begun: { symbol: Symbol; value: ast.MapLiteral }[] = []
  const begin = (name: ast.Name, node: ast.Expression | undefined) => {
    const symbol = symbols.get(name)
    const value = node && unwrapGroup(node)
    if (symbol && value?.kind === 'map') begun.push({ symbol, value })
  }
  const look = (target: ast.AssignTarget, value: ast.Expression | undefined) => {
    if (target.kind === 'placeTarget') {
      const object = target.place.kind === 'index' ? unwrapGroup(target.place.object) : undefined
      const symbol = object?.kind === 'identifier' ? symbols.get(object) : undefined
      if (symbol) indexed.add(symbol)
    } else if (declares.has(target.name)) begin(target.name, value)
    else {
      const symbol = symbols.get(target.name)
      if (symbol) reassigned.add(symbol)
    }
  }
  for (const { syntax } of modules) {
    walk(syntax.items, (node) => {
      if (node.kind === 'const') begin((node as ast.Const).name, (node as ast.Const).value)
      if (node.kind !== 'assign' && node.kind !== 'let') return true
      const { targets, values } = node as Assigning
      for (const [at, target] of targets.entries())
        look(target, targets.length === values.length ? values[at] : undefined)
      return true
    })
  }
  return { reassigned, growing: new Set(begun.filter(({ symbol }) => indexed.has(symbol)).map(({ value }) => value)) }
}
