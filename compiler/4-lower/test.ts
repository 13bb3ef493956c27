// `test "…" { … }` and `assert`. A module that is made for `haira test` runs one of its tests instead of `main`; the host
// starts a fresh instance for each.

import type * as ast from '../1-parse/syntax.ts'
import { type Type as HairaType, isPrimitive, nilType } from '../3-check/types.ts'
import type { Position } from '../manifest.ts'
import type { Span } from '../source.ts'
import { Body } from './body.ts'
import { call, helper, name, not, nullValue, perform, text, voidType, when } from './build.ts'
import type { Context } from './context.ts'
import { leaving } from './convert.ts'
import { deferring, hasDefer } from './defer.ts'
import { lower } from './expressions.ts'
import { placeOf } from './functions.ts'
import { positionOf } from './init-table.ts'
import type { Expression, FunctionDeclaration } from './program.ts'
import { lowerStatements } from './statements.ts'
import { shown, template } from './strings.ts'

export interface LoweredTest {
  title: string
  position: Position
  functions: FunctionDeclaration[]
}

/** The tests of the entry file. */
export function lowerTests(context: Context): LoweredTest[] {
  const { items } = context.checked.modules.at(-1)!.syntax
  return items
    .filter((item): item is ast.Test => item.kind === 'test')
    .map((node) => {
      const body = new Body(context, nilType)
      lowerStatements(body, node.body.statements)
      const fn: FunctionDeclaration = {
        kind: 'function',
        name: context.names.invented('test'),
        title: 'test',
        comment: undefined,
        params: [],
        result: voidType,
        body: body.whole,
        mayPanic: true,
        place: placeOf(node),
      }
      const second = context.names.invented('testBody')
      const functions = hasDefer(node.body) ? deferring(fn, body, second, (args) => call(name(second), args)) : [fn]
      return { title: titleOf(node.title), position: positionOf(node), functions }
    })
}

/** The call that runs one of these tests. */
export function testRunner(tests: readonly LoweredTest[]): Expression {
  return helper('testing', 'runTest', [
    { kind: 'array', items: tests.map(({ functions }) => name(functions[0]!.name)) },
  ])
}

function titleOf({ parts }: ast.StringLiteral): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '…')).join('')
}

/** Where a node begins, as failures say it. */
export function placeText(node: { span: Span }): Expression {
  const { file, line, column } = positionOf(node)
  return text(`${file}:${line}:${column}`)
}

/**
 * `assert c, message`. In a test, a comparison that fails is noted and the test goes on; any other failure ends it. In the
 * `verify` of a step, each failure is one of the step.
 */
export function lowerAssert(body: Body, node: ast.Assert, owner: 'testing' | 'step' = 'testing'): void {
  const { condition } = node
  const place = owner === 'testing' ? [placeText(node)] : []
  const isComparison = condition.kind === 'binary' && (condition.operator === '==' || condition.operator === '!=')
  if (!isComparison) {
    const value = lower(body, condition)
    const failed = body.block(() => {
      const message = messageOf(body, node)
      body.add(
        perform(helper(owner, 'assertionFailed', [text(body.textOf(condition)), message, ...place])),
        leaving(body),
      )
    })
    return body.add(when(not(value), failed))
  }
  const operands = [condition.left, condition.right as ast.Expression]
  const values = body.inOrder(
    operands.map((one) => ({ type: body.context.type(body.context.wantedType(one)), lower: () => lower(body, one) })),
  )
  const held = values.map((value, at) => body.settled(value, body.context.type(body.context.wantedType(operands[at]!))))
  for (const [at, one] of operands.entries()) body.given.set(one, held[at]!)
  const value = lower(body, condition)
  for (const one of operands) body.given.delete(one)
  const failed = body.block(() => {
    const [got, want] = operands.map((one, at) => nested(body, held[at]!, body.context.wantedType(one)))
    const other = condition.operator === '==' ? want! : template(['another value than ', want!])
    body.add(perform(helper(owner, 'notEqual', [got!, other, messageOf(body, node), ...place])))
    if (owner === 'step') body.add(leaving(body))
  })
  body.add(when(not(value), failed))
}

function nested(body: Body, value: Expression, type: HairaType): Expression {
  if (isPrimitive(type, 'nil')) return text('nil')
  body.context.types.need(type, 'show')
  return helper('show', 'showNested', [value], [body.context.type(type)])
}

function messageOf(body: Body, { message }: ast.Assert): Expression {
  return message ? shown(body, lower(body, message), body.context.wantedType(message)) : nullValue
}
