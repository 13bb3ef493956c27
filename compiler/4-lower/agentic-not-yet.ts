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
