// The agent graph as a Mermaid flowchart: workflows call agents, agents hand off to agents and use tools.

import type { AgentGraph } from './agent-graph.ts'

/** The text of the chart, without a final newline. Nodes are numbered, since a name may be a word of Mermaid (`end`). */
export function graphMermaid(graph: AgentGraph): string {
  const agents = idsOf('agent', graph.agents)
  const used = new Set(graph.agents.flatMap((agent) => agent.tools))
  const tools = idsOf(
    'tool',
    graph.tools.filter((tool) => used.has(tool.name)),
  )
  const lines = ['flowchart TD']
  const nodes = graph.workflows.map(({ name, routes }, at) => {
    const where = routes.map(({ method, path }) => `${method} ${path}`).join(', ')
    return `workflow${at}([${label(name, where === '' ? undefined : where)}])`
  })
  nodes.push(
    ...graph.agents.map(({ name, provider, model }) => `${agents.get(name)}[${label(name, model ?? provider)}]`),
    ...[...tools].map(([name, id]) => `${id}[/${label(name)}/]`),
  )
  const edges = graph.workflows.flatMap((workflow, at) => {
    return workflow.agents.map((name) => `workflow${at} --> ${agents.get(name)}`)
  })
  edges.push(
    ...graph.handoffs.map(({ from, to }) => `${agents.get(from)} -->|hands off| ${agents.get(to)}`),
    ...graph.agents.flatMap(({ name, tools: names }) =>
      names.map((tool) => `${agents.get(name)} -.-> ${tools.get(tool)}`),
    ),
  )
  return [...lines, ...[...nodes, ...edges].map((line) => `    ${line}`)].join('\n')
}

function idsOf(kind: string, all: { name: string }[]): Map<string, string> {
  return new Map(all.map(({ name }, at) => [name, `${kind}${at}`]))
}

/** A quoted label of one line or two. */
function label(...lines: (string | undefined)[]): string {
  return `"${lines
    .filter((line) => line !== undefined)
    .map(escape)
    .join('<br/>')}"`
}

/** Mermaid writes a character that means something to it or to HTML as `#` and its number. */
function escape(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[^\p{L}\p{N} _./:,(){}@+-]/gu, (character) => `#${character.codePointAt(0)};`)
}
