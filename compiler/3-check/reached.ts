// What code gets to, itself or by the functions that it calls.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import { referenceOf } from '../2-resolve/reference.ts'
import type { Resolved } from '../phases.ts'

/** The agents and tools that bodies use, themselves or by the functions that they call, as they first occur. */
export function reached(symbols: Resolved['symbols'], bodies: readonly ast.Block[]): (ast.Agent | ast.Tool)[] {
  const found = new Set<ast.Agent | ast.Tool>()
  const seen = new Set<ast.Block>()
  const visit = (block: ast.Block) => {
    if (seen.has(block)) return
    seen.add(block)
    walk(block, (node) => {
      if (node.kind !== 'identifier' && node.kind !== 'member') return true
      const symbol = referenceOf(node as ast.Expression, symbols)
      if (symbol?.kind === 'agent' || symbol?.kind === 'tool') found.add(symbol.node)
      if (symbol?.kind === 'function' || symbol?.kind === 'tool' || symbol?.kind === 'workflow') visit(symbol.node.body)
      return true
    })
  }
  for (const body of bodies) visit(body)
  return [...found]
}

/** All bodies of a workflow. */
export function bodiesOf(node: ast.Workflow): ast.Block[] {
  return [node.body, ...node.hooks.map((hook) => hook.body)]
}
