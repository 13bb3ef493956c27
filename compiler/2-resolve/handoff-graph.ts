// Agents and their handoff targets as a graph, and the order in which agents are initialised: targets first.

import type * as ast from '../1-parse/syntax.ts'
import type { Resolved } from '../phases.ts'
import { components } from '../util/graph.ts'
import { referenceOf } from './reference.ts'

/** The agents named in the `handoffs` fields, in declared order. What is not an agent is left out; phase 3 reports it. */
export function handoffGraph(agents: ast.Agent[], symbols: Resolved['symbols']): Map<ast.Agent, ast.Agent[]> {
  return new Map(agents.map((agent) => [agent, targetsOf(agent, symbols)]))
}

/** The agent that an entry of `handoffs` names: `TechAgent`, or `TechAgent(context: last(4), when: "…")`. */
export function targetNameOf(entry: ast.Expression): ast.Expression {
  return entry.kind === 'call' ? entry.callee : entry
}

function targetsOf(agent: ast.Agent, symbols: Resolved['symbols']): ast.Agent[] {
  const targets = new Set<ast.Agent>()
  for (const { name, value } of agent.fields) {
    if (name.text !== 'handoffs' || value.kind !== 'list') continue
    for (const element of value.elements) {
      const symbol = referenceOf(targetNameOf(element.value), symbols)
      if (symbol?.kind === 'agent' && symbol.node !== agent) targets.add(symbol.node)
    }
  }
  return [...targets]
}

/** Groups of agents, targets before those that hand off to them; members of one cycle share a group. */
export function initOrder(handoffs: Map<ast.Agent, ast.Agent[]>): ast.Agent[][] {
  return components([...handoffs.keys()], (agent) => handoffs.get(agent) ?? [])
}
