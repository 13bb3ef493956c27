// What providers, agents, tools and workflows may say, and the runtime does not do yet. Nothing of it is passed over.

import type * as ast from '../1-parse/syntax.ts'
import { textOf } from '../3-check/config.ts'
import { agentResultType } from '../library/agent.ts'
import type { Checked } from '../phases.ts'
import type { Span } from '../source.ts'

export interface NotYet {
  what: string
  span: Span
}

const providerFields = ['auth', 'transport', 'command', 'args', 'env', 'url']
const agentFields = ['mcp', 'ui', 'storage']

/** What of a node has no lowering yet. */
export function agenticNotYet(checked: Checked, node: ast.Item | ast.Expression | ast.Statement): NotYet[] {
  switch (node.kind) {
    case 'provider':
      return fields(node, providerFields)
    case 'eval':
      return evalEntries(node)
    case 'agent':
      return fields(node, agentFields)
    case 'tool':
      return node.decorators
        .filter(({ name }) => name.text === 'render')
        .map(({ span }) => onOneLine({ what: '`@render`', span }))
    case 'workflow':
      return page(node).map(onOneLine)
    case 'member': {
      const isUi = node.name.text === 'ui' && checked.types.get(node.object) === agentResultType
      return isUi ? [{ what: '`ui` of a result', span: node.name.span }] : []
    }
    default:
      return []
  }
}

/** A case is made of its fields, as they stand there. */
function evalEntries(node: ast.Eval): NotYet[] {
  const cases = node.fields.find(({ name }) => name.text === 'cases')?.value
  if (cases?.kind !== 'list') return []
  return cases.elements.flatMap((element): NotYet[] => {
    const entries = element.value.kind === 'map' ? element.value.entries : []
    const later = entries.filter((entry) => entry.kind === 'spread' || entry.kind === 'shorthand')
    return later.map(({ kind, span }) => ({ what: `a ${kind} in a case of an eval`, span }))
  })
}

function fields(node: ast.Provider | ast.Agent, later: readonly string[]): NotYet[] {
  return node.fields
    .filter(({ name }) => later.includes(name.text))
    .map(({ name }) => ({ what: `${node.kind} field \`${name.text}\``, span: name.span }))
}

/** What a page shows is in the init table, where only literals can stand. */
function page(node: ast.Workflow): NotYet[] {
  const args = node.decorators.filter(({ name }) => name.text === 'webui').flatMap((decorator) => decorator.args)
  return args
    .filter(({ value }) => !isLiteral(value))
    .map(({ span }) => ({ what: 'an argument of `@webui` that is no literal', span }))
}

function isLiteral(value: ast.Expression): boolean {
  if (value.kind === 'list') return value.elements.every((element) => !element.spread && isLiteral(element.value))
  return textOf(value) !== undefined
}

function onOneLine({ what, span: { source, start, end } }: NotYet): NotYet {
  const lineEnd = source.text.slice(start, end).search(/\r?\n/)
  return { what, span: { source, start, end: lineEnd < 0 ? end : start + lineEnd } }
}
