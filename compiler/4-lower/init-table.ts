// The init table: one row per provider, tool, agent and workflow, in the order in which the host initialises them.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import { bodiesOf, reached } from '../3-check/reached.ts'
import { isErrorPair, type Type, withoutError } from '../3-check/types.ts'
import type { InitEntry, Position } from '../manifest.ts'
import type { Checked, CheckedAgent, CheckedTool, CheckedWorkflow } from '../phases.ts'
import type { Span } from '../source.ts'

/** Rows in order: providers, tools, agents (handoff targets first), workflows. */
export function initTable(checked: Checked): InitEntry[] {
  const agents = checked.agentOrder.flat().map((node) => checked.agents.find((agent) => agent.node === node))
  return [
    ...checked.providers.map(providerEntry),
    ...checked.tools.map(toolEntry),
    ...agents.filter((agent) => agent !== undefined).map(agentEntry),
    ...checked.workflows.map((workflow) => workflowEntry(checked, workflow)),
  ]
}

/** Where a node begins. */
export function positionOf({ span }: { span: Span }): Position {
  return span.source.position(span.start)
}

function providerEntry({ name }: ast.Provider): InitEntry {
  return { kind: 'provider', name: name.text, position: positionOf(name), needs: [] }
}

function toolEntry({ node, description, schema }: CheckedTool): InitEntry {
  const { name } = node
  return { kind: 'tool', name: name.text, position: positionOf(name), needs: [], description, parameters: schema }
}

function agentEntry(agent: CheckedAgent): InitEntry {
  const { name } = agent.node
  const tools = agent.tools.map((tool) => tool.name.text)
  const handoffs = agent.handoffs.map((target) => target.name.text)
  const needs = [agent.provider.name.text, ...tools, ...handoffs]
  return { kind: 'agent', name: name.text, position: positionOf(name), needs, handoffs, tools }
}

function workflowEntry(checked: Checked, workflow: CheckedWorkflow): InitEntry {
  const { node, description, triggers, schema, resultSchema } = workflow
  const steps = stepTitles(node.body)
  return {
    kind: 'workflow',
    name: node.name.text,
    position: positionOf(node.name),
    needs: reached(checked.symbols, bodiesOf(node)).map(({ name }) => name.text),
    description,
    ...triggers,
    ...(isStream(workflow.result) ? { streams: true } : {}),
    parameters: schema,
    ...(Object.keys(resultSchema).length > 0 ? { result: resultSchema } : {}),
    ...(steps.length > 0 ? { steps } : {}),
  }
}

/** Whether a result is a stream, with or without an error beside it. */
function isStream(result: Type): boolean {
  return (isErrorPair(result) ? withoutError(result) : result).kind === 'stream'
}

/** The titles of the steps of a body, without inserted values. */
function stepTitles(body: ast.Block): string[] {
  const titles: string[] = []
  walk(body, (node) => {
    if (node.kind === 'step') titles.push(plainText((node as ast.Step).title))
    return true
  })
  return titles
}

function plainText({ parts }: ast.StringLiteral): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '…')).join('')
}
