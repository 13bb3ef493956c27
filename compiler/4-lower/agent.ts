// An agent: a constant, and the function that evaluates its fields when the host initialises it. All agents exist before
// any field is evaluated, so agents may hand off to each other in a circle.

import type * as ast from '../1-parse/syntax.ts'
import { typeSchema } from '../3-check/schema.ts'
import { nilType } from '../3-check/types.ts'
import type { JsonSchema } from '../manifest.ts'
import type { CheckedAgent, HandoffTerms } from '../phases.ts'
import { Body } from './body.ts'
import { lowerLimits } from './budget.ts'
import { assign, helper, int, libraryClass, member, method, name, text } from './build.ts'
import type { Context } from './context.ts'
import { type Declared, declaration, initialiser } from './declaration.ts'
import { lower } from './expressions.ts'
import { outputField, readTypes } from './output.ts'
import type { Expression } from './program.ts'

/** The code of an agent. */
export function lowerAgent(context: Context, agent: CheckedAgent): Declared {
  const { node } = agent
  const own = context.nameOf(node)
  const body = new Body(context, nilType)
  const set = (field: string, value: Expression) => body.add(assign(member(name(own), field), value))
  body.from(node.name)
  set('provider', name(context.nameOf(agent.provider)))
  for (const field of node.fields) {
    body.from(field)
    setField(body, agent, field.name.text, set)
  }
  const constant = declaration(own, libraryClass('Agent', 'agent'), [text(node.name.text)], node)
  return { constant, ...initialiser(context, node, own, body.whole) }
}

/** Fields keep their written order, since evaluating one may have effects. */
function setField(
  body: Body,
  agent: CheckedAgent,
  field: string,
  set: (field: string, value: Expression) => void,
): void {
  const names = (nodes: (ast.Tool | ast.Agent)[]): Expression => ({
    kind: 'array',
    items: nodes.map((node) => name(body.context.valueName(node))),
  })
  switch (field) {
    case 'provider':
      return
    case 'tools':
      return set('tools', names(agent.tools))
    case 'handoffs':
      set('handoffs', names(agent.handoffs))
      if (agent.terms.length > 0) {
        const items = agent.terms.map((terms) => lowerTerms(body, terms))
        set('terms', helper('handoff-terms', 'termsOf', [{ kind: 'array', items }]))
      }
      return
    case 'memory':
      return setMemory(body, agent, set)
    case 'budget':
      return agent.budget && set('budget', lowerLimits(body, agent.budget))
    case 'output':
      return agent.output && set('output', outputField(body.context, agent.output))
    case 'scope': {
      const topics = agent.fields.get('scope')
      if (!topics) return
      const value = lower(body, topics)
      const isList = body.context.wantedType(topics).kind === 'list'
      return set('scope', isList ? method(value, 'join', [text(', ')]) : value)
    }
    default: {
      const value = agent.fields.get(field)
      // `model: openai` is the older spelling of `provider`.
      if (value) set(field, lower(body, value))
    }
  }
}

function lowerTerms(body: Body, { target, when, reason, view }: HandoffTerms): Expression {
  const said = when ? lower(body, when) : text('')
  const turns = view.kind === 'last' ? [lower(body, view.turns)] : []
  const term = helper('handoff-terms', `${view.kind}Term`, [name(body.context.valueName(target)), said, ...turns])
  if (!reason) return term
  const { $defs, ...schema } = typeSchema(body.context.checked, reason)
  const parameters: JsonSchema = {
    type: 'object',
    properties: { reason: schema },
    required: ['reason'],
    additionalProperties: false,
    ...($defs ? { $defs } : {}),
  }
  const written: Expression = { kind: 'template', parts: [JSON.stringify(parameters)] }
  return helper('handoff-reason', 'withReason', [term, written], readTypes(body.context, reason))
}

function setMemory(body: Body, { memory }: CheckedAgent, set: (field: string, value: Expression) => void): void {
  switch (memory.kind) {
    case 'none':
      return
    case 'conversation': {
      const args = memory.maxTurns ? [lower(body, memory.maxTurns)] : []
      return set('memory', helper('agent', 'conversation', args))
    }
    case 'summary': {
      const orElse = (value: ast.Expression | undefined, usual: number) => (value ? lower(body, value) : int(usual))
      return set('memory', helper('summary', 'summary', [orElse(memory.maxTokens, 2000), orElse(memory.keep, 4)]))
    }
    default:
      return memory satisfies never
  }
}
