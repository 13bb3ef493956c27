// The `handoffs` field of an agent: agents, not itself.

import type * as ast from '../1-parse/syntax.ts'
import { handoffToItself, handoffToUnknownAgent, wrongFieldType } from '../diagnostics/messages.generated.ts'
import { nearest } from '../util/distance.ts'
import { kindOf, namesOf } from './agent.ts'
import { describe, type Field } from './config.ts'
import type { Context } from './context.ts'
import { calleeText } from './expressions.ts'

/** Checks each target of a `handoffs` field. */
export function checkHandoffs(context: Context, node: ast.Agent, field: Field | undefined): void {
  if (!field) return
  if (field.value.kind !== 'list') {
    const found = field.value.kind === 'identifier' ? `\`${field.value.name}\`` : `a ${field.value.kind} expression`
    const message = wrongFieldType({ field: 'handoffs', owner: describe(node), expected: 'a list of agents', found })
    context.error(field.value, message, { hint: 'write the agents in brackets: `handoffs: [A, B]`' })
    return
  }
  for (const { value } of field.value.elements) checkTarget(context, node, value)
}

function checkTarget(context: Context, node: ast.Agent, target: ast.Expression): void {
  const symbol = context.reference(target)
  if (symbol?.kind === 'agent') {
    if (symbol.node === node) context.error(target, handoffToItself({ agent: node.name.text }))
    return
  }
  // Of another file without such a public name, which has been said.
  if (!symbol && target.kind === 'member' && context.reference(target.object)?.kind === 'module') return
  const name = nameOf(target)
  const others = namesOf(context, 'agent').filter((one) => one !== node.name.text)
  const message = handoffToUnknownAgent({ name, suggestion: nearest(name, others) })
  const label = symbol ? `this is ${kindOf(symbol)}` : ''
  context.error(target, message, { label, related: context.declaredHere(symbol) })
}

function nameOf(node: ast.Expression): string {
  if (node.kind === 'identifier') return node.name
  if (node.kind === 'member' && node.object.kind === 'identifier') return `${node.object.name}.${node.name.text}`
  return node.kind === 'call' ? `${calleeText(node)}(…)` : 'this expression'
}
