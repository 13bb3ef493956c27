// The agent graph as a tree to read: from the agents that nobody hands off to, each with what it has, then the workflows
// and what nothing reaches.

import type { AgentGraph, GraphAgent } from './agent-graph.ts'

/** A line that is still to be written, with what stands before it. */
interface Branch {
  agent: GraphAgent
  /** Before the agent's own line. */
  lead: string
  /** Before the lines below it. */
  indent: string
  /** The agents from the root to here, without this one. */
  path: Path | undefined
}

interface Path {
  name: string
  before: Path | undefined
}

/**
 * The graph without a final newline. An agent is shown in full once; where it comes again, `(above)` or `(cycle)` says so.
 *
 *     FrontDesk (openai, gpt-4o)
 *     ├─ tools: lookup
 *     ├─ BillingAgent (openai, gpt-4o)
 *     └─ TechAgent (openai, gpt-4o)
 *        └─ FrontDesk (cycle)
 *
 *     workflow Chat, POST /api/chat, calls FrontDesk
 */
export function graphText(graph: AgentGraph): string {
  if (graph.agents.length === 0) return 'No agents.'
  const agents = new Map(graph.agents.map((agent) => [agent.name, agent]))
  const shown = new Set<string>()
  const trees = rootsOf(graph).map((root) => tree(root, agents, shown).join('\n'))
  const unreachable = graph.agents.filter((agent) => !agent.reachable).map((agent) => agent.name)
  const notes = unreachable.length === 0 ? [] : [`Never called or handed to: ${unreachable.join(', ')}`]
  return [...trees, ...listOf(graph.workflows.map(workflowLine)), ...notes].join('\n\n')
}

/** Entry agents; then, of agents that only hand off to one another, the first that is called, or else declared. */
function rootsOf(graph: AgentGraph): GraphAgent[] {
  const agents = new Map(graph.agents.map((agent) => [agent.name, agent]))
  const called = new Set(graph.workflows.flatMap((workflow) => workflow.agents))
  const roots: GraphAgent[] = []
  const reached = new Set<GraphAgent>()
  const candidates = [
    ...graph.agents.filter((agent) => agent.entry),
    ...graph.agents.filter((agent) => called.has(agent.name)),
    ...graph.agents,
  ]
  for (const root of candidates) {
    if (reached.has(root)) continue
    roots.push(root)
    const below = new Set([root])
    for (const agent of below) for (const name of agent.handoffs) below.add(agents.get(name)!)
    for (const agent of below) reached.add(agent)
  }
  return roots
}

/** The lines of one tree; an explicit stack, since a chain of handoffs may be longer than the call stack. */
function tree(root: GraphAgent, agents: Map<string, GraphAgent>, shown: Set<string>): string[] {
  const lines: string[] = []
  const open: Branch[] = [{ agent: root, lead: '', indent: '', path: undefined }]
  for (let branch = open.pop(); branch; branch = open.pop()) {
    const { agent, lead, indent, path } = branch
    const isRepeated = shown.has(agent.name)
    if (isRepeated) {
      lines.push(`${lead}${agent.name} ${isOn(path, agent.name) ? '(cycle)' : '(above)'}`)
      continue
    }
    shown.add(agent.name)
    lines.push(`${lead}${titleOf(agent)}`)
    if (agent.tools.length > 0) {
      lines.push(`${indent}${agent.handoffs.length > 0 ? '├─' : '└─'} tools: ${agent.tools.join(', ')}`)
    }
    const below = { name: agent.name, before: path }
    const branches = agent.handoffs.map((name, at): Branch => {
      const last = at === agent.handoffs.length - 1
      return {
        agent: agents.get(name)!,
        lead: `${indent}${last ? '└─' : '├─'} `,
        indent: `${indent}${last ? '   ' : '│  '}`,
        path: below,
      }
    })
    open.push(...branches.reverse())
  }
  return lines
}

function isOn(path: Path | undefined, name: string): boolean {
  for (let one = path; one; one = one.before) if (one.name === name) return true
  return false
}

function titleOf({ name, provider, model, strategy, handoffs }: GraphAgent): string {
  const details = [provider, ...(model === undefined ? [] : [oneLine(model)])]
  if (strategy !== 'route' && handoffs.length > 0) details.push(strategy)
  return `${name} (${details.join(', ')})`
}

function workflowLine({ name, routes, agents }: AgentGraph['workflows'][number]): string {
  const where = routes.map(({ method, path }) => `, ${method} ${path}`).join('') + (routes.length > 0 ? ',' : '')
  return `workflow ${name}${where} ${agents.length > 0 ? `calls ${agents.join(', ')}` : 'calls no agent'}`
}

function listOf(lines: string[]): string[] {
  return lines.length === 0 ? [] : [lines.join('\n')]
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
