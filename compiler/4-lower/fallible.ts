// `e?` and `e orelse d` (language.md 7.2).

import type * as ast from '../1-parse/syntax.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { type Type as HairaType, isError, isErrorPair, withoutError } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { Body } from './body.ts'
import {
  assign,
  binary,
  create,
  helper,
  int,
  isNull,
  isThere,
  member,
  method,
  not,
  nullValue,
  perform,
  when,
} from './build.ts'
import { contentOf, convert, leaving, unwrapped } from './convert.ts'
import { dynamicPropagate } from './dynamic.ts'
import { lower, lowerBare, operand } from './expressions.ts'
import { isJump, lowerJump } from './jumps.ts'
import type { Expression, Statement } from './program.ts'
import { isBoxed } from './types.ts'

type Pair = Extract<HairaType, { kind: 'tuple' }>

/** `e?`: the value; an error is raised. */
export function lowerPropagate(body: Body, node: ast.Propagate): Expression {
  const type = body.context.typeOf(node.operand)
  const value = lowerBare(body, node.operand)
  if (isErrorPair(type)) {
    const pair = body.settled(value, body.context.type(type))
    raiseIfThere(body, member(pair, `_${type.elements.length - 1}`))
    return valuesOf(body, pair, type)
  }
  if (isDynamic(type)) return dynamicPropagate(body, value)
  if (type.kind !== 'option') return value
  if (!isError(type)) return unwrapped(body, value, type.inner)
  raiseIfThere(body, value)
  return nullValue
}

/** Raises an error that is not nil. */
export function raiseIfThere(body: Body, error: Expression): void {
  const held = body.temporary(error, undefined)
  body.add(when(isThere(held), [perform(helper('panic', 'raise', [held])), leaving(body)]))
}

/** What a pair holds beside its error. */
export function valuesOf(body: Body, pair: Expression, type: Pair): Expression {
  const rest = withoutError(type)
  if (rest.kind !== 'tuple' || type.elements.length === 2) return member(pair, '_0')
  return create(
    body.context.types.of(rest),
    rest.elements.map((_, at) => member(pair, `_${at}`)),
  )
}

/** `e orelse d`: `d` is evaluated only where `e` has an error or is nil. */
export function lowerOrelse(body: Body, node: ast.Binary): Expression {
  const type = body.context.typeOf(node.left)
  const entry = entryOf(body, node.left)
  if (entry) return otherwise(body, node, entry.isMissing, entry.value, entry.type)
  const held = body.settled(lowerBare(body, node.left), body.context.type(type))
  if (isErrorPair(type)) {
    const error = member(held, `_${type.elements.length - 1}`)
    return otherwise(body, node, isThere(error), valuesOf(body, held, type), withoutError(type))
  }
  if (isDynamic(type)) {
    if (node.operator === 'or') return otherwise(body, node, not(helper('any', 'gives', [held])), held, type)
    return otherwise(body, node, helper('dynamic', 'isMissing', [held]), helper('dynamic', 'valuesOf', [held]), type)
  }
  if (type.kind !== 'option') return body.context.fail(node, '`orelse` on a value that cannot be missing')
  return otherwise(body, node, isNull(held), contentOf(held, type.inner), type.inner)
}

/** What `m[k]` finds in a map to numbers or bools, for which `V?` would be a box. */
function entryOf(
  body: Body,
  node: ast.Expression,
): { isMissing: Expression; value: Expression; type: HairaType } | undefined {
  const index = unwrapGroup(node)
  if (index.kind !== 'index' || body.context.checked.chains.has(index)) return undefined
  const type = body.context.wantedType(index.object)
  if (type.kind !== 'map' || !isBoxed(type.value)) return undefined
  const operands = [operand(body, index.object), operand(body, index.index)]
  const [object, key] = body.inOrder(operands) as [Expression, Expression]
  const map = body.settled(object, operands[0]!.type)
  const entry = body.temporary(method(map, 'find', [key]), undefined)
  return { isMissing: binary(entry, '<', int(0)), value: method(map, 'valueAt', [entry]), type: type.value }
}

function otherwise(
  body: Body,
  node: ast.Binary,
  isMissing: Expression,
  value: Expression,
  type: HairaType,
): Expression {
  const { right } = node
  if (isJump(right)) {
    body.add(
      when(
        isMissing,
        body.block(() => lowerJump(body, right)),
      ),
    )
    return value
  }
  const result = body.context.typeOf(node)
  const [ifThere, there] = body.capture(() => convert(body, value, type, result, node))
  const [ifMissing, missing] = body.capture(() => lower(body, right))
  if (ifThere.length === 0 && ifMissing.length === 0) {
    return { kind: 'conditional', condition: isMissing, then: missing, else: there }
  }
  return chosen(body, result, isMissing, [ifMissing, missing], [ifThere, there])
}

/** A value from one of two places, each with statements of its own. */
export function chosen(
  body: Body,
  type: HairaType,
  condition: Expression,
  [thenStatements, thenValue]: [Statement[], Expression],
  [elseStatements, elseValue]: [Statement[], Expression],
): Expression {
  const result = body.variable(type)
  body.add(
    when(condition, [...thenStatements, assign(result, thenValue)], [...elseStatements, assign(result, elseValue)]),
  )
  return result
}
