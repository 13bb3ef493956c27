// A case is a program and its agent graph in three forms: `output.txt` as a tree, `output.mmd` as Mermaid, `output.json`
// as data.

import { expect, test } from 'vitest'
import { type AgentGraph, agentGraph } from '../../compiler/graph/agent-graph.ts'
import { graphMermaid } from '../../compiler/graph/mermaid.ts'
import { graphText } from '../../compiler/graph/text.ts'
import { check } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { suite } from '../suite.ts'

function graphOf(text: string): AgentGraph {
  const { checked, diagnostics } = check(new Source('input.haira', text))
  if (!checked) throw new Error(diagnostics.map((one) => `${one.code} ${one.message}`).join('\n'))
  return agentGraph(checked)
}

suite('graph', new URL('cases/', import.meta.url), (one) => {
  const graph = graphOf(one.read('input.haira'))
  one.expect('output.txt', `${graphText(graph)}\n`)
  one.expect('output.mmd', `${graphMermaid(graph)}\n`)
  expect(graph).toEqual(JSON.parse(one.read('output.json')))
})

test('a chain of handoffs longer than the call stack is shown', () => {
  const length = 5000
  const agents = Array.from({ length }, (_, at): AgentGraph['agents'][number] => ({
    name: `A${at}`,
    position: { file: 'input.haira', line: at + 1, column: 1 },
    provider: 'openai',
    strategy: 'route',
    tools: [],
    handoffs: at + 1 < length ? [`A${at + 1}`] : [],
    entry: at === 0,
    reachable: true,
  }))
  const empty = {
    source: 'input.haira',
    providers: [],
    tools: [],
    workflows: [],
    handoffs: [],
    cycles: [],
    initOrder: [],
  }
  const lines = graphText({ ...empty, agents }).split('\n')
  expect(lines).toHaveLength(length)
  expect(lines.at(-1)!.trimStart()).toBe('└─ A4999 (openai)')
})
