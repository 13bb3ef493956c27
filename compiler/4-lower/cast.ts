// `e as T` and `e as? T`: between numbers, and from values of type any, whose types are tested exactly.

import type * as ast from '../1-parse/syntax.ts'
import { sameType } from '../3-check/fit.ts'
import { isInteger, isNumber } from '../3-check/numbers.ts'
import { type Type as HairaType, isPrimitive, optionOf } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { Body } from './body.ts'
import { helper, isNull, not, nullValue, text, when } from './build.ts'
import { convert, leaving, unboxed, wrapped } from './convert.ts'
import { lower } from './expressions.ts'
import { castNumber } from './numbers.ts'
import type { Expression } from './program.ts'
import { isBoxed } from './types.ts'
import { tested } from './unions.ts'

export function lowerCast(body: Body, node: ast.Cast): Expression {
  const { context } = body
  const value = lower(body, node.operand)
  const from = context.wantedType(node.operand)
  const to = context.checked.typeNodes.get(node.type) ?? context.fail(node, 'cast to an unknown type')
  if (node.optional) return lowerTest(body, node, value, from, to.kind === 'option' ? to.inner : to)
  if (!isDynamic(from) || isPrimitive(to, 'any')) return convert(body, value, from, to, node)
  if (isPrimitive(to, 'nil')) return lowerCastToNil(body, value)
  return to.kind === 'union' ? tested(body, value, to, 'cast') : unboxed(body, value, to, 'cast')
}

function lowerCastToNil(body: Body, value: Expression): Expression {
  const held = body.settled(value, body.context.type({ kind: 'primitive', name: 'any' }))
  const mismatch: Expression = helper('any', 'mismatch', [text('nil'), held])
  body.add(when(not(isNull(held)), [{ kind: 'do', expression: mismatch }, leaving(body)]))
  return nullValue
}

/** `e as? T`: nil where the value is of another type. */
function lowerTest(body: Body, node: ast.Cast, value: Expression, whole: HairaType, to: HairaType): Expression {
  const { context } = body
  const from = whole.kind === 'option' ? whole.inner : whole
  if (isNumber(from) && isNumber(to) && !sameType(from, to)) return lowerNumberTest(body, node, value, whole, to)
  if (isPrimitive(to, 'nil')) return nullValue
  if (!isDynamic(from) || isPrimitive(to, 'any')) return convert(body, value, whole, optionOf(to), node)
  if (to.kind === 'union') return tested(body, value, to, 'test')
  context.types.need(to, ...context.methodsOfAny)
  return helper('any', isBoxed(to) ? 'testValue' : 'test', [value], [context.type(to)])
}

/** Between numbers only a float that does not fit into an integer gives nil. */
function lowerNumberTest(body: Body, node: ast.Cast, value: Expression, whole: HairaType, to: HairaType): Expression {
  if (whole.kind === 'option') {
    const held = body.settled(value, body.context.type(whole))
    const inner: Expression = { kind: 'member', object: { kind: 'present', value: held }, name: 'value' }
    const content = lowerNumberTest(body, node, inner, whole.inner, to)
    return { kind: 'conditional', condition: isNull(held), then: nullValue, else: content }
  }
  if (isInteger(whole) || !isInteger(to)) return wrapped(body, castNumber(body, value, whole, to), to)
  return helper('number', 'truncated', [value], [body.context.type(to)])
}
