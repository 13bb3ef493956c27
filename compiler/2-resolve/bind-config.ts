// Names in the fields of providers and agents. Where a field wants a declaration (`provider`, `tools`, `handoffs`), an
// unknown name is left for phase 3, whose message says what the field wants.

import type * as ast from '../1-parse/syntax.ts'
import type { Binder } from './bind.ts'
import { bindExpression } from './bind-expressions.ts'

/** Binds the names in the fields of a provider or an agent. */
export function bindConfig(binder: Binder, node: ast.Provider | ast.Agent | ast.Eval): void {
  for (const field of node.fields) {
    const value = field.value as ast.Expression
    // A type, whose names are bound with all others.
    if (node.kind === 'agent' && field.name.text === 'output') continue
    if (node.kind === 'provider') bindExpression(binder, value)
    else bindAgentField(binder, field.name.text, value)
  }
}

function bindAgentField(binder: Binder, name: string, value: ast.Expression): void {
  switch (name) {
    case 'provider':
    case 'model':
    case 'agent':
      reference(binder, value, true)
      return
    case 'ui':
      bindComponents(binder, value)
      return
    case 'mcp':
    case 'tools':
    case 'handoffs':
      if (value.kind !== 'list') {
        reference(binder, value, true)
        return
      }
      // Being a handoff target is no use of the name: whether an agent can be reached is a question of the graph.
      for (const element of value.elements) {
        if (name === 'handoffs' && element.value.kind === 'call') bindTerms(binder, element.value)
        else reference(binder, element.value, name !== 'handoffs')
      }
      return
    case 'memory':
    case 'budget':
      // `conversation`, `summary` and `limits` are words of these fields, not names.
      if (value.kind === 'call') for (const argument of value.args) bindExpression(binder, argument.value)
      return
    default:
      bindExpression(binder, value)
  }
}

/** `TechAgent(context: last(4), reason: Problem)`: what `context` says are words of this field, what `reason` says a type. */
function bindTerms(binder: Binder, node: ast.Call): void {
  reference(binder, node.callee, false)
  for (const { name, value } of node.args) {
    if (name?.text === 'reason') reference(binder, value, true)
    else if (name?.text !== 'context') bindExpression(binder, value)
    else if (value.kind === 'call') for (const argument of value.args) bindExpression(binder, argument.value)
  }
}

/** `ui` is the module, `ui.Table` a component of it, which has no other meaning. */
function bindComponents(binder: Binder, value: ast.Expression): void {
  if (value.kind === 'list') for (const element of value.elements) bindComponents(binder, element.value)
  else if (value.kind === 'member') bindComponents(binder, value.object)
  else if (value.kind === 'identifier') binder.use(value, 'owner')
  else bindExpression(binder, value)
}

function reference(binder: Binder, value: ast.Expression, isRead: boolean): void {
  if (value.kind === 'identifier') binder.useIfKnown(value, isRead)
  else if (value.kind === 'list') for (const element of value.elements) reference(binder, element.value, isRead)
  else bindExpression(binder, value)
}
