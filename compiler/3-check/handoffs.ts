// The `handoffs` field of an agent: agents, not itself.

import type * as ast from '../1-parse/syntax.ts'
import { targetNameOf } from '../2-resolve/handoff-graph.ts'
import {
  fieldNotAllowed,
  handoffToItself,
  handoffToUnknownAgent,
  unknownType,
  wrongFieldType,
} from '../diagnostics/messages.generated.ts'
import type { HandoffTerms } from '../phases.ts'
import type { Span } from '../source.ts'
import { nearest } from '../util/distance.ts'
import { kindOf, namesOf } from './agent.ts'
import { describe, type Field, numberOf } from './config.ts'
import type { Context } from './context.ts'
import { calleeText, expect } from './expressions.ts'
import { canBeJson } from './json-parameters.ts'
import { showType } from './show-type.ts'
import { typeNames } from './type-nodes.ts'
import { intType, stringType, type Type } from './types.ts'

/** Checks each target of a `handoffs` field. */
export function checkHandoffs(context: Context, node: ast.Agent, field: Field | undefined): HandoffTerms[] {
  if (!field) return []
  if (field.value.kind !== 'list') {
    const found = field.value.kind === 'identifier' ? `\`${field.value.name}\`` : `a ${field.value.kind} expression`
    const message = wrongFieldType({ field: 'handoffs', owner: describe(node), expected: 'a list of agents', found })
    context.error(field.value, message, { hint: 'write the agents in brackets: `handoffs: [A, B]`' })
    return []
  }
  return field.value.elements.flatMap(({ value }) => {
    checkTarget(context, node, targetNameOf(value))
    return value.kind === 'call' ? checkTerms(context, node, value) : []
  })
}

/** `TechAgent(context: last(4), when: "…")`: what the target sees, and when it is offered. */
function checkTerms(context: Context, node: ast.Agent, entry: ast.Call): HandoffTerms[] {
  const symbol = context.reference(entry.callee)
  const terms: Omit<HandoffTerms, 'target'> = { when: undefined, reason: undefined, view: { kind: 'all' } }
  const refuse = (at: { span: Span }, allowed: string) =>
    context.error(at, fieldNotAllowed({ field: 'handoffs', owner: describe(node), allowed }))
  for (const argument of entry.args) {
    const { name, value } = argument
    if (name?.text === 'when') {
      terms.when = value
      expect(context, value, stringType, (found) =>
        wrongFieldType({ field: 'when', owner: describe(node), expected: 'string', found: showType(found) }),
      )
    } else if (name?.text === 'context') {
      const view = viewOf(context, node, value)
      if (view) terms.view = view
      else refuse(value, '`context: all`, `none`, `last(n)` or `summary`')
    } else if (name?.text === 'reason') {
      terms.reason = reasonOf(context, value)
      if (terms.reason) continue
      const known = typeNames(context)
      if (value.kind === 'identifier' && !context.reference(value) && !known.includes(value.name)) {
        context.error(value, unknownType({ name: value.name, suggestion: nearest(value.name, known) }))
      } else refuse(value, '`reason:` with the name of a struct that JSON can be read into')
    } else refuse(argument, '`context: …`, `reason: …` and `when: "…"` for a target')
  }
  return symbol?.kind === 'agent' ? [{ ...terms, target: symbol.node }] : []
}

function reasonOf(context: Context, value: ast.Expression): Type | undefined {
  const symbol = context.reference(value)
  const struct = symbol?.kind === 'struct' ? context.structs.get(symbol.node) : undefined
  if (!struct || struct.typeParams?.length) return undefined
  const type: Type = { kind: 'struct', struct }
  return canBeJson(type) ? type : undefined
}

function viewOf(context: Context, node: ast.Agent, value: ast.Expression): HandoffTerms['view'] | undefined {
  if (value.kind === 'nil') return { kind: 'none' }
  if (value.kind === 'identifier' && (value.name === 'all' || value.name === 'summary')) return { kind: value.name }
  const isLast = value.kind === 'call' && value.callee.kind === 'identifier' && value.callee.name === 'last'
  const [turns, ...more] = isLast ? value.args : []
  if (!turns || more.length > 0 || (numberOf(turns.value) ?? 1) < 1) return undefined
  expect(context, turns.value, intType, (found) =>
    wrongFieldType({ field: 'last', owner: describe(node), expected: 'int', found: showType(found) }),
  )
  return { kind: 'last', turns: turns.value }
}

function checkTarget(context: Context, node: ast.Agent, target: ast.Expression): void {
  const symbol = context.reference(target)
  if (symbol?.kind === 'agent') {
    if (symbol.node === node) context.error(target, handoffToItself({ agent: node.name.text }))
    return
  }
  // Of another file without such a public name, which has been said.
  if (!symbol && target.kind === 'member' && context.reference(target.object)?.kind === 'module') return
  const name = nameOf(target)
  const others = namesOf(context, 'agent').filter((one) => one !== node.name.text)
  const message = handoffToUnknownAgent({ name, suggestion: nearest(name, others) })
  const label = symbol ? `this is ${kindOf(symbol)}` : ''
  context.error(target, message, { label, related: context.declaredHere(symbol) })
}

function nameOf(node: ast.Expression): string {
  if (node.kind === 'identifier') return node.name
  if (node.kind === 'member' && node.object.kind === 'identifier') return `${node.object.name}.${node.name.text}`
  return node.kind === 'call' ? `${calleeText(node)}(…)` : 'this expression'
}
