// Function values: lambdas, functions inside of functions, and declared functions where they are used as values. Each is
// an object of a class of its own that holds what it has captured.

import type * as ast from '../1-parse/syntax.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import type { CheckedParam, Symbol } from '../phases.ts'
import type { Span } from '../source.ts'
import { Body } from './body.ts'
import { assign, create, giveBack, isThere, member, method, name, nullable, nullValue, when } from './build.ts'
import type { Inner } from './captures.ts'
import type { Context } from './context.ts'
import { deferring, hasDefer } from './defer.ts'
import { lower } from './expressions.ts'
import type { Expression, FunctionDeclaration, InvokedFunction, Param, Statement, Type } from './program.ts'
import { lowerFunctionBody, lowerStatements, performExpression } from './statements.ts'

export type FnType = Extract<HairaType, { kind: 'fn' }>

/** The type of a declared function as a value. */
export function functionTypeOf(params: readonly CheckedParam[], result: HairaType): FnType {
  const positional = params.filter((param) => !param.rest)
  const rest = params.find((param) => param.rest)?.type
  return {
    kind: 'fn',
    params: positional.map((param) => param.type),
    required: positional.filter((param) => !param.default).length,
    rest: rest?.kind === 'list' ? rest.element : undefined,
    result,
  }
}

/** `x => e` and the like. */
export function lowerLambda(body: Body, node: ast.Lambda): Expression {
  const type = body.context.typeOf(node)
  if (type.kind !== 'fn') return body.context.fail(node, 'lambda of another type')
  const params = node.params.map((param, at): InnerParam => {
    const own = param.rest ? ({ kind: 'list', element: type.rest! } as const) : type.params[at]!
    const symbol = param.name.text === '_' ? undefined : body.context.symbolOf(param.name)
    return { symbol, type: own, default: param.default }
  })
  return innerFunction(body, node, {
    title: '',
    type,
    params,
    isDeferring: hasDefer(node.body),
    lowerBody: (inner) => lowerLambdaBody(inner, node.body),
  })
}

function lowerLambdaBody(inner: Body, node: ast.Lambda['body']): Statement[] {
  const isNil = isPrimitive(inner.result, 'nil')
  inner.from(node)
  switch (node.kind) {
    case 'block':
      return lowerFunctionBody(inner, node, !isNil)
    case 'return':
    case 'break':
    case 'continue':
    case 'assign':
      lowerStatements(inner, [node])
      if (node.kind === 'assign' && !isNil) inner.add(giveBack(nullValue))
      return inner.whole
    default:
      if (isNil) performExpression(inner, node)
      else inner.add(giveBack(lower(inner, node)))
      return inner.whole
  }
}

/** `fn f() {…}` inside of a function: a variable that holds it. */
export function lowerLocalFunction(body: Body, node: ast.Fn): void {
  const { context } = body
  const symbol = context.captures.symbolOf(node)
  // Nobody uses it, or an object is made where it is used.
  if (!symbol || context.captures.isGeneric(node)) return
  const fn = context.callee(node)
  const givesLast = node.result !== undefined && !isPrimitive(fn.result, 'nil')
  const value = innerFunction(body, node, {
    title: node.name.text,
    type: functionTypeOf(fn.params, fn.result),
    params: fn.params,
    isDeferring: hasDefer(node.body),
    lowerBody: (inner) => {
      inner.alias(symbol, name('this'))
      return lowerFunctionBody(inner, fn.body, givesLast)
    },
  })
  body.add({ kind: 'let', name: body.declare(symbol), constant: true, type: undefined, value })
}

/** An object of a generic function inside of a function, for certain types. */
export function localInstance(
  body: Body,
  node: ast.Fn,
  typeArgs: readonly HairaType[],
  at: { span: Span },
): Expression {
  const { context } = body
  const own = context.localInstance(node, typeArgs, (reserved) => {
    const inside = context.withinLocal(node, typeArgs)
    const fn = inside.callee(node)
    const givesLast = node.result !== undefined && !isPrimitive(fn.result, 'nil')
    innerFunction(body, node, {
      title: node.name.text,
      type: functionTypeOf(fn.params, fn.result),
      params: fn.params,
      isDeferring: hasDefer(node.body),
      context: inside,
      reserved,
      lowerBody: (inner) => lowerFunctionBody(inner, fn.body, givesLast),
    })
  })
  const held = context.captures.free(node).map((symbol) => capture(body, symbol, at).outside)
  return create({ kind: 'class', name: own, file: undefined }, held)
}

// --------------------------------------------------------------------------------------------------------- objects

export interface InnerParam {
  /** Absent for `_`. */
  symbol: Symbol | undefined
  type: HairaType
  default: ast.Expression | undefined
}

/** A value that an object holds, whatever it is called in the program. */
export interface Held {
  field: Param
  outside: Expression
}

interface InnerFunction {
  title: string
  type: FnType
  params: readonly InnerParam[]
  isDeferring: boolean
  /** Where it is, for a function without a node of its own. */
  at?: { span: Span }
  given?: readonly Held[]
  /** What is known inside of it, if that is more than outside. */
  context?: Context
  /** The name of its class, if it has one already. */
  reserved?: string
  lowerBody: (inner: Body, params: readonly Param[]) => Statement[]
}

/** An object for a function; `node` is the part of the program that it runs, with what that captures. */
export function innerFunction(body: Body, node: Inner | undefined, made: InnerFunction): Expression {
  const context = made.context ?? body.context
  const { type } = made
  const at = node ?? made.at!
  const inner = new Body(context, type.result)
  const held: Held[] = [...(made.given ?? [])]
  for (const symbol of node ? context.captures.free(node) : []) {
    const { inside, ...one } = capture(body, symbol, at)
    inner.alias(symbol, inside)
    held.push(one)
  }
  const params = made.params.map((param, index) =>
    takeParam(inner, param, index >= type.required && index < type.params.length),
  )
  const fn: FunctionDeclaration = {
    kind: 'function',
    name: 'call',
    title: made.title === '' ? 'lambda' : made.title,
    mayPanic: true,
    comment: undefined,
    params,
    result: inner.resultType,
    body: made.lowerBody(inner, params),
    place: { source: at.span.source, offset: at.span.start },
  }
  const again = (args: Expression[]) => method(name('this'), 'body', args)
  const methods = made.isDeferring ? deferring(fn, inner, 'body', again) : [fn]
  const ir = context.types.functionType(type)
  if (context.callsAny) {
    const passed = [...type.params, ...(type.rest ? [type.rest] : []), type.result]
    for (const one of passed) context.types.need(one, ...context.methodsOfAny)
  }
  const own = context.closure(
    {
      kind: 'closure',
      title: made.title,
      type: ir,
      invoked: context.callsAny ? invokedFunction(context, type, ir) : undefined,
      captured: held.map(({ field }) => field),
      methods,
    },
    made.reserved,
  )
  return create(
    own,
    held.map(({ outside }) => outside),
  )
}

function invokedFunction(context: Context, type: FnType, ir: Extract<Type, { kind: 'fn' }>): InvokedFunction {
  const rest = type.rest && context.types.stored(type.rest)
  return { params: ir.params.slice(0, type.params.length), required: type.required, rest, result: ir.result }
}

/** How a variable of the function around comes into an object, and what stands for it there. */
function capture(body: Body, symbol: Symbol, at: { span: Span }): Held & { inside: Expression } {
  const { context } = body
  const key = `$${symbol.name}`
  const inside = member(name('this'), key)
  if (symbol.kind === 'function') {
    const fn = context.callee(symbol.node)
    const type = context.type(functionTypeOf(fn.params, fn.result))
    return { field: { name: key, type }, outside: body.read(symbol, at), inside }
  }
  const type = context.type(context.typeOfSymbol(symbol, at))
  if (!context.captures.shared.has(symbol))
    return { field: { name: key, type }, outside: body.read(symbol, at), inside }
  const field = { name: key, type: { kind: 'ref', inner: type } as const }
  return { field, outside: body.ref(symbol, at), inside: member(inside, 'value') }
}

/** A parameter of a function value. One that may be left out comes in a box; where it is null the default is taken. */
function takeParam(inner: Body, { symbol, type, default: node }: InnerParam, isOptional: boolean): Param {
  const own = inner.context.type(type)
  if (!symbol) return { name: inner.fresh(), type: isOptional ? boxOf(own) : own }
  if (!isOptional || !node) {
    const param = { name: inner.declare(symbol), type: own }
    inner.share(symbol, own)
    return param
  }
  const box = name(inner.fresh())
  const target = name(inner.declare(symbol))
  inner.add({ kind: 'let', name: target.name, constant: false, type: own, value: undefined })
  const missing = inner.block(() => inner.add(assign(target, lower(inner, node))))
  inner.add(when(isThere(box), [assign(target, member(box, 'value'))], missing))
  inner.share(symbol, own)
  return { name: box.name, type: boxOf(own) }
}

/** The type of a parameter that may be left out. */
export function boxOf(type: Type): Type {
  return nullable({ kind: 'ref', inner: type })
}
