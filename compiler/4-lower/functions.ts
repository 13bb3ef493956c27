// Functions with a body: those of the program, and what tools and workflows share with them.

import type * as ast from '../1-parse/syntax.ts'
import { isPrimitive } from '../3-check/types.ts'
import type { CheckedFunction, CheckedParam } from '../phases.ts'
import type { Span } from '../source.ts'
import { Body } from './body.ts'
import { call } from './build.ts'
import type { Context } from './context.ts'
import { deferring, hasDefer } from './defer.ts'
import type { Callable } from './effects.ts'
import { lower } from './expressions.ts'
import type { FunctionDeclaration, Param, Place } from './program.ts'
import { lowerFunctionBody } from './statements.ts'
import { lowerHookedBody } from './workflow-body.ts'

/** The function of a declaration. */
export function lowerFunction(
  context: Context,
  fn: CheckedFunction,
  name: string,
  at: Callable,
  comment?: string,
): FunctionDeclaration[] {
  const givesLast = at.result !== undefined && !isPrimitive(fn.result, 'nil')
  const body = new Body(context, fn.result)
  const self = fn.self ? [lowerParam(body, fn.self, false)] : []
  const params = fn.params.map((param, at) => lowerParam(body, param, hasPlainDefault(fn.params, at)))
  const made: FunctionDeclaration = {
    kind: 'function',
    name,
    title: fn.name,
    comment,
    params: [...self, ...params],
    result: body.resultType,
    body:
      at.kind === 'workflow' && at.hooks.length > 0
        ? lowerHookedBody(body, at, fn, givesLast)
        : lowerFunctionBody(body, fn.body, givesLast),
    mayPanic: context.panicking.has(at),
    place: placeOf(at.name),
  }
  if (!hasDefer(fn.body)) return [made]
  const second = context.names.invented(`${name}Body`)
  return deferring(made, body, second, (args) => call({ kind: 'name', name: second }, args))
}

/** The place of a node, for the line map. */
export function placeOf(node: { span: Span }): Place {
  return { source: node.span.source, offset: node.span.start }
}

function lowerParam(body: Body, param: CheckedParam, hasPlainDefault: boolean): Param {
  const value = param.default
  const type = body.context.type(param.type)
  const name = body.declare(param.symbol)
  body.share(param.symbol, type)
  return value && hasPlainDefault ? { name, type, default: lower(body, value) } : { name, type }
}

/**
 * Whether a parameter's default can stand in the signature: it is a literal, and so are those of all parameters after it.
 * Every other default is passed by the caller.
 */
export function hasPlainDefault(params: readonly CheckedParam[], at: number): boolean {
  return params.slice(at).every((param) => isLiteral(param.default))
}

/** Whether an expression is a literal that is the same wherever it stands. */
export function isLiteral(node: ast.Expression | undefined): boolean {
  switch (node?.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'nil':
      return true
    case 'string':
      return node.parts.every((part) => part.kind === 'text')
    default:
      return false
  }
}
