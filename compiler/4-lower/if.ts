// `if`, as a statement, as a value, and as the last thing in a body.

import type * as ast from '../1-parse/syntax.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import { lowerAssign } from './assign.ts'
import type { Body } from './body.ts'
import { assign, nullValue, when } from './build.ts'
import { leavesByPanic } from './calls.ts'
import { convert } from './convert.ts'
import { lower } from './expressions.ts'
import type { Expression, Statement } from './program.ts'
import { lowerStatements } from './statements.ts'
import { lowerBlocks } from './try.ts'

/** What becomes of the value of a branch; a branch without one gives nil, where the place can hold it. */
export interface Sink {
  take: (value: Expression) => Statement[]
  canBeNil: boolean
  /** Where the value is not just what the expression gives. */
  takeExpression?: (node: ast.Expression) => void
}

/** Gives a sink the value of an expression. */
export function giveTo(body: Body, sink: Sink, node: ast.Expression): void {
  if (sink.takeExpression) sink.takeExpression(node)
  else body.add(...sink.take(lower(body, node)))
}

/** `if` for its effects. */
export function lowerIf(body: Body, node: ast.If): void {
  lowerBranches(body, node, undefined)
}

/** `if` whose branches give their values to a sink. */
export function branchInto(body: Body, node: ast.If, sink: Sink): void {
  lowerBranches(body, node, sink)
}

/** `if` whose value the function gives back. */
export function returnIf(body: Body, node: ast.If): void {
  const { context } = body
  const wanted = context.checked.conversions.get(node)
  const take = (value: Expression) => {
    const [statements, result] = body.capture(() =>
      wanted ? convert(body, value, context.typeOf(node), wanted, node) : value,
    )
    return [...statements, ...body.leave(result)]
  }
  lowerBranches(body, node, { take, canBeNil: holdsNil(body.result) })
}

/** `if` as a value: a conditional expression where the branches are expressions, else a variable. */
export function lowerIfValue(body: Body, node: ast.If): Expression {
  const type = body.context.typeOf(node)
  const short = shortForm(body, node)
  if (short) return short
  if (isPrimitive(type, 'nil')) {
    lowerIf(body, node)
    return nullValue
  }
  const result = body.variable(type)
  lowerBranches(body, node, { take: (value) => [assign(result, value)], canBeNil: holdsNil(type) })
  return result
}

/** A block as a value: that of its last expression. */
export function lowerBlockValue(body: Body, node: ast.BlockExpression): Expression {
  const type = body.context.typeOf(node)
  if (isPrimitive(type, 'nil')) {
    body.add({ kind: 'block', body: body.block(() => lowerBranch(body, node.block, undefined)) })
    return nullValue
  }
  const result = body.variable(type)
  const sink: Sink = { take: (value) => [assign(result, value)], canBeNil: holdsNil(type) }
  body.add({ kind: 'block', body: body.block(() => lowerBranch(body, node.block, sink)) })
  return result
}

/** `c ? a : b`, if neither condition nor branches need statements of their own. */
function shortForm(body: Body, node: ast.If): Expression | undefined {
  const then = onlyExpression(node.then)
  const other = node.else?.kind === 'block' ? onlyExpression(node.else) : undefined
  if (node.init || !then || !other || then.kind === 'if' || other.kind === 'if') return undefined
  const [statements, value] = body.capture((): Expression => {
    const [condition, a, b] = [lower(body, node.condition), lower(body, then), lower(body, other)]
    return { kind: 'conditional', condition, then: a, else: b }
  })
  return statements.length === 0 ? value : undefined
}

function onlyExpression(block: ast.Block): ast.Expression | undefined {
  const [only, ...more] = block.statements
  return only?.kind === 'expressionStatement' && more.length === 0 ? only.expression : undefined
}

function lowerBranches(body: Body, node: ast.If, sink: Sink | undefined): void {
  if (!node.init) return addIf(body, node, sink)
  const { init } = node
  const statements = body.block(() => {
    lowerAssign(body, init)
    addIf(body, node, sink)
  })
  body.add({ kind: 'block', body: statements })
}

function addIf(body: Body, node: ast.If, sink: Sink | undefined): void {
  const condition = lower(body, node.condition)
  const then = body.block(() => lowerBranch(body, node.then, sink))
  const other = body.block(() => {
    if (node.else?.kind === 'if') lowerBranches(body, node.else, sink)
    else if (node.else) lowerBranch(body, node.else, sink)
    else if (sink?.canBeNil) body.add(...sink.take(nullValue))
  })
  body.add(when(condition, then, other))
}

/** A block as a branch. */
export function lowerBranch(body: Body, block: ast.Block, sink: Sink | undefined): void {
  const last = block.statements.at(-1)
  if (sink && last?.kind === 'try') {
    lowerStatements(body, block.statements.slice(0, -1))
    body.from(last)
    return lowerBlocks(body, last, sink)
  }
  if (!sink || last?.kind !== 'expressionStatement') {
    lowerStatements(body, block.statements)
    if (sink?.canBeNil && !leaves(last)) body.add(...sink.take(nullValue))
    return
  }
  lowerStatements(body, block.statements.slice(0, -1))
  body.from(last)
  if (last.expression.kind === 'if' && !body.context.checked.conversions.has(last.expression)) {
    if (endsInElse(last.expression)) return lowerBranches(body, last.expression, sink)
  }
  if (leavesByPanic(body, last.expression)) lowerStatements(body, [last])
  else giveTo(body, sink, last.expression)
}

function endsInElse(node: ast.If): boolean {
  return node.else?.kind === 'if' ? endsInElse(node.else) : node.else !== undefined
}

/** Whether a place of the type can hold nil. */
export function holdsNil(type: HairaType): boolean {
  return type.kind === 'option' || isPrimitive(type, 'any', 'nil')
}

function leaves(statement: ast.Statement | undefined): boolean {
  return statement?.kind === 'return' || statement?.kind === 'break' || statement?.kind === 'continue'
}
