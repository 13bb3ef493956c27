// `a?.b.c`: what follows `?.` is evaluated only if `a` is not nil (language.md 5.2).

import type * as ast from '../1-parse/syntax.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import type { Body } from './body.ts'
import { assign, isThere, nullValue, perform, when } from './build.ts'
import { prepareCall } from './calls.ts'
import { contentOf, convert } from './convert.ts'
import { lower, lowerPlain } from './expressions.ts'
import type { Expression, Statement } from './program.ts'

/** A chain as a value; `end` is its type where nothing in it is nil. */
export function lowerChain(body: Body, node: ast.Expression, end: HairaType): Expression {
  if (isPrimitive(end, 'nil')) {
    body.add(...guarded(body, tested(body, node), () => performEnd(body, node), []))
    return nullValue
  }
  const type = body.context.typeOf(node)
  const result = body.variable(type)
  const take = () => body.add(assign(result, convert(body, lowerPlain(body, node), end, type, node)))
  body.add(...guarded(body, tested(body, node), take, [assign(result, nullValue)]))
  return result
}

/** A chain whose end gives nothing. */
function performEnd(body: Body, node: ast.Expression): void {
  if (node.kind !== 'call') return
  const made = prepareCall(body, node)
  body.add(perform(made.expression))
  if (made.mayPanic) body.check()
}

/** The left sides of `?.` that may be nil, from the first one on. */
function tested(body: Body, node: ast.Expression): ast.Expression[] {
  const before = base(node)
  const earlier = before ? tested(body, before) : []
  const isTest = node.kind === 'member' && node.optional && body.context.typeOf(node.object).kind === 'option'
  return isTest ? [...earlier, node.object] : earlier
}

function base(node: ast.Expression): ast.Expression | undefined {
  switch (node.kind) {
    case 'member':
    case 'index':
    case 'tupleIndex':
      return node.object
    case 'call':
      return node.callee
    default:
      return undefined
  }
}

/** Statements that run `action` if none of the objects is nil, each being looked at after those before it. */
function guarded(body: Body, objects: ast.Expression[], action: () => void, otherwise: Statement[]): Statement[] {
  return body.block(() => {
    const [object, ...more] = objects
    const type = object && body.context.typeOf(object)
    if (!object || type?.kind !== 'option') return action()
    const held = body.temporary(lower(body, object), body.context.type(type))
    body.given.set(object, contentOf(held, type.inner))
    body.add(when(isThere(held), guarded(body, more, action, otherwise), otherwise))
    body.given.delete(object)
  })
}
