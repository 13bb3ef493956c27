// W0101: agents that can hand a conversation back and forth.

import { handoffCycle } from '../diagnostics/messages.generated.ts'
import type { Context } from './context.ts'

/** Reports each cycle of handoffs once, at its last member in the source. */
export function reportHandoffCycles(context: Context): void {
  for (const group of context.resolved.agentOrder) {
    const last = group.at(-1)!
    if (group.length < 2) continue
    const [first, ...others] = group.slice(0, -1)
    const names = [first!, ...others].map((agent) => `\`${agent.name.text}\``).join(', ')
    const related = [first!, ...others].map((agent) => ({ span: agent.name.span, text: 'part of the cycle' }))
    context.error(last.name, handoffCycle({ names, last: last.name.text }), { related })
  }
}
