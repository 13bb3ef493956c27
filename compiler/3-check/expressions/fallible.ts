// `e?` and `e orelse d` (language.md 7.2).

import type * as ast from '../../1-parse/syntax.ts'
import { orelseNeedsFallible, propagateHasNoEffect } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { coerce, converts, infer, value } from '../expressions.ts'
import { commonType } from '../fit.ts'
import { showType } from '../show-type.ts'
import { checkJump, checkReturn } from '../statements/jumps.ts'
import { anyType, errorKind, isError, isErrorPair, nilType, type Type, withoutError } from '../types.ts'
import { isDynamic } from '../unions.ts'

/** `e?`: the value, or raise the error. */
export function inferPropagate(context: Context, node: ast.Propagate): Type {
  const type = infer(context, node.operand)
  if (isErrorPair(type)) return withoutError(type)
  if (type.kind === 'option') return isError(type) ? nilType : type.inner
  if (type.kind === 'error') return type
  if (isDynamic(type)) return anyType
  context.error(node, propagateHasNoEffect({ type: showType(type) }))
  return type
}

/** `e orelse d`: the value of `e`, or `d` where it has an error or is nil. */
export function inferOrelse(context: Context, node: ast.Binary, wanted: Type | undefined): Type {
  const type = infer(context, node.left)
  const { right } = node
  const present = presentType(context, node, type)
  switch (right.kind) {
    case 'return':
      checkReturn(context, right)
      return present
    case 'break':
    case 'continue':
      checkJump(context, right)
      return present
    default:
      return withDefault(context, right, present, wanted)
  }
}

function presentType(context: Context, node: ast.Binary, type: Type): Type {
  if (type.kind === 'error') return type
  if (isErrorPair(type)) return withoutError(type)
  if (type.kind === 'option' && !isError(type)) return type.inner
  if (isDynamic(type)) return anyType
  return context.error(node.left, orelseNeedsFallible({ found: showType(type) }))
}

/** The type of `e orelse d`, where `e` is of a type if it is there. */
export function withDefault(context: Context, right: ast.Expression, present: Type, wanted: Type | undefined): Type {
  const type = value(context, right, present.kind === 'error' ? wanted : present)
  if (present.kind === 'error' || type.kind === 'error') return errorKind
  if (converts(context, right, type, present)) return present
  const common = commonType(present, type)
  // `x orelse nil` stays optional.
  if (common?.kind === 'option') {
    context.conversions.set(right, common)
    return common
  }
  coerce(context, right, type, present)
  return present
}
