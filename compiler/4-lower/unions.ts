// Unions, `A | B`: values of type any of which it is known what they may be.

import { fit, sameType } from '../3-check/fit.ts'
import { showType } from '../3-check/show-type.ts'
import { anyType, type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import { hasZero } from '../3-check/zero.ts'
import type { Span } from '../source.ts'
import type { Body } from './body.ts'
import { binary, helper, nullValue, text } from './build.ts'
import { boxed, convert, unwrapped } from './convert.ts'
import type { Expression } from './program.ts'

type UnionType = Extract<HairaType, { kind: 'union' }>

/** A value where one of a union is wanted: as it is if its type is among them, else as the first that it fits. */
export function toUnion(body: Body, value: Expression, from: HairaType, to: UnionType, at: { span: Span }): Expression {
  if (from.kind === 'option') return toUnion(body, unwrapped(body, value, from.inner), from.inner, to, at)
  if (from.kind === 'union' && from.members.every((member) => isMember(member, to))) return value
  if (isDynamic(from)) return tested(body, value, to, 'wanted')
  const member =
    to.members.find((one) => sameType(from, one)) ??
    to.members.find((one) => fit(from, one) !== 'never') ??
    body.context.fail(at, `no member of ${showType(to)} for ${showType(from)}`)
  return boxed(body, convert(body, value, from, member, at), member)
}

function isMember(type: HairaType, union: UnionType): boolean {
  return union.members.some((member) => sameType(type, member))
}

/**
 * A value of type any as one of a union, found out when the program runs. `wanted`: an int does for a float, and another
 * value is a panic. `cast`: an exact test. `test`: nil for another value.
 */
export function tested(body: Body, value: Expression, to: UnionType, how: 'wanted' | 'cast' | 'test'): Expression {
  const any = body.context.type(anyType)
  const held = body.temporary(value, any)
  const members = to.members.map((member) => {
    body.context.types.need(member, ...body.context.methodsOfAny)
    return body.context.type(member)
  })
  const isOne = members
    .map((member) => helper('any', 'holds', [held], [member]))
    .reduce((one, other) => binary(one, '||', other))
  const otherwise = how === 'test' ? nullValue : helper('any', 'mismatch', [text(showType(to)), held])
  const exact: Expression[] = how === 'wanted' ? [] : [{ kind: 'bool', value: true }]
  const copied = members.reduceRight<Expression>(
    (rest, member) => ({
      kind: 'conditional',
      condition: helper('any', 'fits', [held, ...exact], [member]),
      then: helper('any', 'box', [helper('any', 'unbox', [held], [member])], [member]),
      else: rest,
    }),
    otherwise,
  )
  const made = body.temporary({ kind: 'conditional', condition: isOne, then: held, else: copied }, any)
  if (how !== 'test') body.check()
  return made
}

/** The zero value of a union: that of the first of its types that has one. */
export function zeroOfUnion(to: UnionType): HairaType | undefined {
  return to.members.find((member) => hasZero(member))
}

/** Whether putting a value where a union is wanted may fail. */
export function unionPanics(from: HairaType, to: UnionType): boolean {
  if (from.kind === 'union') return !from.members.every((member) => isMember(member, to))
  return isPrimitive(from, 'any') || from.kind === 'option'
}
