// Names in the fields of providers and agents. Where a field wants a declaration (`provider`, `tools`, `handoffs`), an
// unknown name is left for phase 3, whose message says what the field wants.

import type * as ast from '../1-parse/syntax.ts'
import type { Binder } from './bind.ts'
import { bindExpression } from './bind-expressions.ts'

const fieldsOfLaterVersions: ReadonlySet<string> = new Set(['output', 'ui', 'mcp', 'storage'])

/** Binds the names in the fields of a provider or an agent. */
export function bindConfig(binder: Binder, node: ast.Provider | ast.Agent): void {
  for (const field of node.fields) {
    const value = field.value as ast.Expression
    if (fieldsOfLaterVersions.has(field.name.text)) binder.useNames(value)
    else if (node.kind === 'provider') bindExpression(binder, value)
    else bindAgentField(binder, field.name.text, value)
  }
}

function bindAgentField(binder: Binder, name: string, value: ast.Expression): void {
  switch (name) {
    case 'provider':
    case 'model':
      reference(binder, value, true)
      return
    case 'tools':
    case 'handoffs':
      if (value.kind !== 'list') {
        reference(binder, value, true)
        return
      }
      // Being a handoff target is no use of the name: whether an agent can be reached is a question of the graph.
      for (const element of value.elements) reference(binder, element.value, name === 'tools')
      return
    case 'memory':
      // `conversation` and `summary` are words of this field, not names.
      if (value.kind === 'call') for (const argument of value.args) bindExpression(binder, argument.value)
      return
    default:
      bindExpression(binder, value)
  }
}

function reference(binder: Binder, value: ast.Expression, isRead: boolean): void {
  if (value.kind === 'identifier') binder.useIfKnown(value, isRead)
  else bindExpression(binder, value)
}
