// Lambdas, and what function values have in common with them (language.md 5.4).

import type * as ast from '../../1-parse/syntax.ts'
import { parameterOrder, restNotLast } from '../../diagnostics/messages.generated.ts'
import { checkTail } from '../bodies.ts'
import type { Context } from '../context.ts'
import { coerce, expect, value } from '../expressions.ts'
import { commonType } from '../fit.ts'
import { armExits, blockExits } from '../flow.ts'
import { unknown } from '../inference.ts'
import { showType } from '../show-type.ts'
import { returnOne } from '../statements/jumps.ts'
import { checkStatement, checkStatements } from '../statements.ts'
import { typeOfNode } from '../type-nodes.ts'
import { anyType, isPrimitive, listOf, nilType, type Type } from '../types.ts'
import { unionOf } from '../unions.ts'
import { blockValues } from './branches.ts'

type FnType = Extract<Type, { kind: 'fn' }>

/** A lambda. What its place wants gives the types of parameters that are written without one. */
export function inferLambda(context: Context, node: ast.Lambda, wanted: Type | undefined): Type {
  const place = wanted?.kind === 'option' ? wanted.inner : wanted
  const expected = place?.kind === 'fn' ? place : undefined
  const params = lambdaParams(context, node, expected)
  const declared = node.result
    ? typeOfNode(context, node.result)
    : expected && !hasHole(expected.result)
      ? expected.result
      : undefined
  const known = declared && !isPrimitive(declared, 'any') ? declared : undefined
  const result = known
    ? checkKnown(context, node, known, node.result !== undefined)
    : inferResult(context, node, declared)
  return { kind: 'fn', ...params, result }
}

/** Whether a part of a type is not known yet. */
function hasHole(type: Type): boolean {
  if (type === unknown) return true
  if (type.kind === 'list') return hasHole(type.element)
  if (type.kind === 'option') return hasHole(type.inner)
  if (type.kind === 'map') return hasHole(type.key) || hasHole(type.value)
  return type.kind === 'tuple' && type.elements.some(hasHole)
}

function lambdaParams(
  context: Context,
  node: ast.Lambda,
  expected: FnType | undefined,
): Pick<FnType, 'params' | 'required' | 'rest'> {
  checkOrder(context, node.params)
  const params: Type[] = []
  let rest: Type | undefined
  for (const [at, param] of node.params.entries()) {
    const type = param.type ? typeOfNode(context, param.type) : (expected?.params[at] ?? anyType)
    const symbol = context.symbol(param.name)
    const isOwn = symbol && context.resolved.declares.has(param.name)
    if (isOwn) context.symbolTypes.set(symbol, param.rest ? listOf(type) : type)
    if (param.default) expect(context, param.default, type)
    if (param.rest) rest = type
    else params.push(type)
  }
  const required = node.params.filter((param) => !param.rest && !param.default).length
  return { params, required, rest }
}

/** Defaults come after required parameters, the rest parameter after all. */
export function checkOrder(
  context: Context,
  params: ast.Param[],
  mayLack: (param: ast.Param) => boolean = () => false,
) {
  let defaulted: ast.Param | undefined
  for (const [at, param] of params.entries()) {
    if (param.rest) {
      if (at < params.length - 1) context.error(param.name, restNotLast({ name: param.name.text }))
    } else if (param.default) defaulted ??= param
    else if (defaulted && !mayLack(param)) {
      const related = [{ span: defaulted.name.span, text: 'this one has a default' }]
      context.error(param.name, parameterOrder({ name: param.name.text }), { related })
    }
  }
}

function inLambda(context: Context, result: Type, returns: Returned[] | undefined, action: () => void): void {
  const { place } = context.body
  // What is known of a variable that nobody assigns to again holds whenever the lambda runs.
  const kept = new Map([...context.narrowed].filter(([symbol]) => !context.assignments.reassigned.has(symbol)))
  context.inBody(
    { name: 'the lambda', result, isFunction: true, ...(place ? { place } : {}), ...(returns ? { returns } : {}) },
    () => {
      context.narrowed = kept
      action()
    },
  )
}

interface Returned {
  expression: ast.Expression | undefined
  type: Type
}

/** A body whose result is known before. A value that nobody wants is dropped, unless the lambda itself says otherwise. */
function checkKnown(context: Context, node: ast.Lambda, result: Type, isDeclared: boolean): Type {
  const { body } = node
  inLambda(context, result, undefined, () => {
    if (isPrimitive(result, 'nil')) {
      if (isStatement(body)) checkArm(context, body)
      else value(context, body)
    } else if (body.kind === 'block') checkBlockResult(context, node, body, result)
    else if (isStatement(body)) checkArm(context, body)
    else if (isDeclared) returnOne(context, body, result)
    else coerce(context, body, value(context, body, result), result)
  })
  return result
}

function checkBlockResult(context: Context, node: ast.Lambda, body: ast.Block, result: Type): void {
  if (checkTail(context, body, result) || result.kind === 'error') return
  context.mayReachEnd({ span: { ...node.span, end: body.span.start } }, 'the lambda', showType(result))
}

type StatementBody = Extract<ast.Lambda['body'], { kind: 'block' | 'return' | 'break' | 'continue' | 'assign' }>

function isStatement(body: ast.Lambda['body']): body is StatementBody {
  return ['block', 'return', 'break', 'continue', 'assign'].includes(body.kind)
}

function checkArm(context: Context, body: StatementBody): void {
  if (body.kind === 'block') checkStatements(context, body.statements)
  else checkStatement(context, body)
}

/** The common type of what the body returns and of its last expression, or the type that takes them all. */
function inferResult(context: Context, node: ast.Lambda, wanted: Type | undefined): Type {
  const { body } = node
  const found: Returned[] = []
  inLambda(context, anyType, found, () => {
    if (body.kind === 'block') {
      const last = blockValues(context, body, undefined)
      if (!blockExits(context, body)) found.push(...last)
    } else if (isStatement(body)) checkArm(context, body)
    else {
      const type = value(context, body)
      if (!armExits(context, body)) found.push({ expression: body, type })
    }
  })
  let common: Type | undefined
  for (const one of found) {
    common = common === undefined ? one.type : (commonType(common, one.type) ?? unionOf([common, one.type]))
  }
  const result = wanted ?? common ?? nilType
  for (const { expression, type } of found) if (expression) coerce(context, expression, type, result)
  return result
}
