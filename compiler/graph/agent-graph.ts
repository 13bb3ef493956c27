// The agents of a checked program as a graph: who hands off to whom, with which provider, model and tools, from where
// they are called, and in which order everything is initialised. Plain data, which `haira graph --json` prints as it is.

import type * as ast from '../1-parse/syntax.ts'
import { targetNameOf } from '../2-resolve/handoff-graph.ts'
import { textOf } from '../3-check/config.ts'
import { initTable } from '../4-lower/init-table.ts'
import type { Position, Route } from '../manifest.ts'
import type { Checked, CheckedAgent } from '../phases.ts'

export interface AgentGraph {
  /** The entry file, as given to the compiler. */
  source: string
  providers: { name: string; position: Position; model?: string }[]
  tools: { name: string; position: Position; description: string }[]
  /** In source order. */
  agents: GraphAgent[]
  workflows: { name: string; position: Position; routes: Route[]; agents: string[] }[]
  /** One per handoff, in the order of the agents and of their `handoffs` fields. */
  handoffs: { from: string; to: string; position: Position }[]
  /** Agents that can hand back to one another. */
  cycles: string[][]
  /** Names of all declarations in the order in which the host initialises them. */
  initOrder: string[]
}

export interface GraphAgent {
  name: string
  position: Position
  provider: string
  /** The model, if the program names it as plain text. */
  model?: string
  strategy: string
  tools: string[]
  handoffs: string[]
  /** Nobody hands off to this agent. */
  entry: boolean
  /** Code calls this agent, or one that may hand off to it, however far. */
  reachable: boolean
}

/** The graph of a program without errors. */
export function agentGraph(checked: Checked): AgentGraph {
  const entries = initTable(checked)
  const agents = graphAgents(checked)
  const names = new Set(agents.map((agent) => agent.name))
  return {
    source: checked.modules.at(-1)!.source.name,
    providers: checked.providers.map((node) => ({
      ...placeOf(node.name),
      ...optional('model', literal(fieldOf(node, 'model'))),
    })),
    tools: checked.tools.map(({ node, description }) => ({ ...placeOf(node.name), description })),
    agents,
    workflows: entries.flatMap((entry) => {
      if (entry.kind !== 'workflow') return []
      const { name, position, routes, needs } = entry
      return [{ name, position, routes, agents: needs.filter((one) => names.has(one)) }]
    }),
    handoffs: checked.agents.flatMap(handoffsOf),
    cycles: checked.agentOrder.filter((group) => group.length > 1).map((group) => group.map((node) => node.name.text)),
    initOrder: entries.map((entry) => entry.name),
  }
}

function graphAgents(checked: Checked): GraphAgent[] {
  const targets = new Set(checked.agents.flatMap((agent) => agent.handoffs))
  const reachable = reachableAgents(checked)
  return checked.agents.map(({ node, provider, tools, handoffs, fields }) => ({
    ...placeOf(node.name),
    provider: provider.name.text,
    ...optional('model', literal(fields.get('model') ?? fieldOf(provider, 'model'))),
    strategy: literal(fields.get('strategy')) ?? 'route',
    tools: tools.map((tool) => tool.name.text),
    handoffs: handoffs.map((target) => target.name.text),
    entry: !targets.has(node),
    reachable: reachable.has(node),
  }))
}

/** Those that code uses, and all that they may hand off to. */
function reachableAgents(checked: Checked): Set<ast.Agent> {
  const found = new Set<ast.Agent>()
  for (const symbol of checked.reads) if (symbol.kind === 'agent') found.add(symbol.node)
  // A set gives what is added while it is walked over, too.
  for (const agent of found) for (const target of checked.handoffs.get(agent) ?? []) found.add(target)
  return found
}

function handoffsOf({ node, handoffs }: CheckedAgent): AgentGraph['handoffs'] {
  const list = fieldOf(node, 'handoffs')
  const elements = list?.kind === 'list' ? list.elements : []
  return handoffs.map((target) => {
    const to = target.name.text
    const names = elements.map(({ value }) => targetNameOf(value))
    const written = names.find((value) => value.kind === 'identifier' && value.name === to) ?? node.name
    return { from: node.name.text, to, position: written.span.source.position(written.span.start) }
  })
}

function placeOf({ text, span }: ast.Name): { name: string; position: Position } {
  return { name: text, position: span.source.position(span.start) }
}

function fieldOf(node: ast.Provider | ast.Agent, name: string): ast.Expression | undefined {
  return node.fields.find((field) => field.name.text === name)?.value as ast.Expression | undefined
}

function literal(value: ast.Expression | undefined): string | undefined {
  return value && textOf(value)
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value })
}
