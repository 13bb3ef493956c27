// E0117: a model chooses by name, so an agent's tools and transfers must differ in theirs.

import type * as ast from '../1-parse/syntax.ts'
import { listedTwice, toolIsTransfer } from '../diagnostics/messages.generated.ts'
import type { Context } from './context.ts'

/** Reports tools that are named like a transfer, and entries that are listed twice. */
export function reportToolNameCollisions(context: Context): void {
  for (const agent of context.resolved.handoffs.keys()) {
    const targets = identifiersIn(agent, 'handoffs')
    const tools = identifiersIn(agent, 'tools')
    for (const list of [targets, tools]) reportRepeated(context, agent, list)
    for (const tool of tools) {
      const target = targets.find((one) => `transfer_to_${one.name}` === tool.name)
      if (!target) continue
      const related = [{ span: target.span, text: 'offered to the model as a tool of the same name' }]
      context.error(tool, toolIsTransfer({ agent: agent.name.text, name: tool.name }), { related })
    }
  }
}

function reportRepeated(context: Context, agent: ast.Agent, list: ast.Identifier[]): void {
  for (const [at, one] of list.entries()) {
    const first = list.findIndex((other) => other.name === one.name)
    if (first === at) continue
    const related = [{ span: list[first]!.span, text: 'first listed here' }]
    context.error(one, listedTwice({ agent: agent.name.text, name: one.name }), { related })
  }
}

function identifiersIn(agent: ast.Agent, field: string): ast.Identifier[] {
  const value = agent.fields.find((one) => one.name.text === field)?.value
  if (value?.kind !== 'list') return []
  return value.elements.flatMap((element) => (element.value.kind === 'identifier' ? [element.value] : []))
}
