// Fields of providers and agents: the table of a declaration's fields, and what they have in common.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import {
  duplicateName,
  fieldNotAllowed,
  globalInField,
  unknownField,
  wrongFieldType,
} from '../diagnostics/messages.generated.ts'
import type { Symbol } from '../phases.ts'
import { nearest } from '../util/distance.ts'
import type { Context } from './context.ts'
import { expect } from './expressions.ts'
import { showType } from './show-type.ts'
import type { Type } from './types.ts'

export type Declaration = ast.Provider | ast.Agent | ast.Eval

export interface FieldRule {
  type: Type
  /** The least value that a number may have. */
  least?: number
  /** The largest. */
  most?: number
  /** The only values that a text may have. */
  oneOf?: readonly string[]
}

/** A field of a declaration, whose value is an expression: `output` alone is a type, and is not compiled yet. */
export interface Field {
  name: ast.Name
  value: ast.Expression
}

/** "agent `FrontDesk`". */
export function describe(node: Declaration): string {
  return `${node.kind} \`${node.kind === 'eval' ? (textOf(node.title) ?? '…') : node.name.text}\``
}

/** The fields of a declaration by name; reports repeated and unknown ones. */
export function fieldsOf(context: Context, node: Declaration, known: Iterable<string>): Map<string, Field> {
  const names = [...known]
  const fields = new Map<string, Field>()
  for (const { name, value } of node.fields) {
    const first = fields.get(name.text)
    if (first) {
      const related = [{ span: first.name.span, text: 'first given here' }]
      context.error(name, duplicateName({ name: name.text }), { related })
    } else if (!names.includes(name.text)) {
      const suggestion = nearest(name.text, names)
      context.error(name, unknownField({ field: name.text, owner: describe(node), suggestion }))
    } else fields.set(name.text, { name, value: value as ast.Expression })
  }
  return fields
}

/** Checks the value of a plain field against its rule. */
export function checkField(context: Context, node: Declaration, field: Field, rule: FieldRule): void {
  const owner = describe(node)
  expect(context, field.value, rule.type, (found) =>
    wrongFieldType({ field: field.name.text, owner, expected: showType(rule.type), found: showType(found) }),
  )
  const { value } = field
  if (rule.least !== undefined && (numberOf(value) ?? rule.least) < rule.least) {
    const message = fieldNotAllowed({ field: field.name.text, owner, allowed: `at least ${rule.least}` })
    context.error(value, message)
  }
  if (rule.most !== undefined && (numberOf(value) ?? rule.most) > rule.most) {
    context.error(value, fieldNotAllowed({ field: field.name.text, owner, allowed: `at most ${rule.most}` }))
  }
  const text = textOf(value)
  if (rule.oneOf && text !== undefined && !rule.oneOf.includes(text)) {
    const allowed = rule.oneOf.map((one) => `"${one}"`).join(', ')
    const suggestion = nearest(text, rule.oneOf)
    context.error(value, fieldNotAllowed({ field: field.name.text, owner, allowed, suggestion }))
  }
  reportGlobals(context, value)
}

/** Fields are evaluated before the top-level statements run, so variables that those set have no value yet. */
function reportGlobals(context: Context, value: ast.Expression): void {
  walk(value, (one) => {
    if (one.kind !== 'identifier' && one.kind !== 'member') return true
    const node = one as ast.Identifier | ast.Member
    const symbol = context.reference(node)
    if (symbol?.kind === 'global' && !isLiteralConst(context, symbol)) {
      context.error(node, globalInField({ name: symbol.name }), {
        related: context.declaredHere(symbol),
      })
    }
    return true
  })
}

/** `const x = 5`: a value that is there from the start. */
function isLiteralConst(context: Context, symbol: Extract<Symbol, { kind: 'global' }>): boolean {
  const items = context.resolved.modules.flatMap((module) => module.syntax.items)
  const declared = items.find((item) => item.kind === 'const' && item.name === symbol.declaration) as
    | ast.Const
    | undefined
  if (!declared || declared.mutable) return false
  const { value } = declared
  return value.kind === 'bool' || numberOf(value) !== undefined || textOf(value) !== undefined
}

/** The value of a number literal, with its sign. */
export function numberOf(node: ast.Expression): number | undefined {
  if (node.kind === 'int' || node.kind === 'float') return Number(node.value)
  if (node.kind !== 'unary' || node.operator !== '-') return undefined
  const operand = numberOf(node.operand)
  return operand === undefined ? undefined : -operand
}

/** The text of a string literal without interpolation. */
export function textOf(node: ast.Expression): string | undefined {
  if (node.kind !== 'string') return undefined
  const texts = node.parts.map((part) => (part.kind === 'text' ? part.text : undefined))
  return texts.includes(undefined) ? undefined : texts.join('')
}
