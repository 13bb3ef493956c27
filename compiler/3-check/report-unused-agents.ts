// W0106: an agent that no code calls and no agent hands off to.

import { agentNeverCalled } from '../diagnostics/messages.generated.ts'
import type { Context } from './context.ts'

/** Reports agents that nothing can reach. */
export function reportUnusedAgents(context: Context): void {
  const { handoffs, reads } = context.resolved
  const targets = new Set([...handoffs.values()].flat())
  for (const symbol of context.module.scope.values()) {
    if (symbol.kind !== 'agent' || targets.has(symbol.node) || reads.has(symbol)) continue
    context.error(symbol.node.name, agentNeverCalled({ agent: symbol.name }))
  }
}
