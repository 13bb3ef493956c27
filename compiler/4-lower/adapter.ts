// Tools and workflows as they are called from outside: a function that takes named parameters, calls the Haira function
// and gives its result as text. Where it gives up, the text does not matter: the caller looks at the parameters'
// problems and the pending panic first.

import type * as ast from '../1-parse/syntax.ts'
import {
  type Type as HairaType,
  isError,
  isErrorPair,
  isPrimitive,
  type StructType,
  stringType,
  withoutError,
} from '../3-check/types.ts'
import type { CheckedFunction, CheckedParam } from '../phases.ts'
import { Body } from './body.ts'
import {
  assign,
  call,
  create,
  giveBack,
  helper,
  isThere,
  libraryClass,
  member,
  method,
  name,
  perform,
  text,
  when,
} from './build.ts'
import type { Context } from './context.ts'
import { lower } from './expressions.ts'
import type { Expression, FunctionDeclaration, Statement, Type } from './program.ts'

/** How a kind of callable differs in its adapter. */
export interface Manner {
  name: string
  comment: string
  /** The result as text. */
  render: (value: Expression, type: HairaType) => Expression
  /** Text of a result that is nil. */
  nothing: string
}

const params = name('params')

/** The adapter of a tool or workflow. */
export function lowerAdapter(
  context: Context,
  fn: CheckedFunction & { node: ast.Tool | ast.Workflow },
  manner: Manner,
): FunctionDeclaration {
  const body = new Body(context, stringType)
  for (const own of ['params', 'result', 'error']) body.reserve(own)
  const args = fn.params.map((param) => take(body, param))
  if (args.length > 0) body.add(when(method(params, 'rejects', []), [giveBack(text(''))]))
  respond(body, fn, call(name(context.nameOf(fn.node)), args), manner)
  return {
    kind: 'function',
    name: manner.name,
    comment: manner.comment,
    params: [{ name: 'params', type: libraryClass('Parameters', 'parameters') }],
    result: { kind: 'string' },
    body: body.statements,
    mayPanic: false,
    // In a call chain the tool or workflow itself says enough.
    place: undefined,
  }
}

/** Takes a parameter by name; one that is absent has its default. */
function take(body: Body, param: CheckedParam): Expression {
  const type = body.context.type(param.type)
  const taken = takeAs(body, param)
  const own = body.declare(param.symbol)
  const [statements, value] = param.default || param.rest ? defaultOf(body, param) : []
  if (statements === undefined || value === undefined) {
    body.add({ kind: 'let', name: own, constant: true, type: undefined, value: taken })
    return name(own)
  }
  const isGiven = method(params, 'has', [text(param.name)])
  if (statements.length === 0) {
    const chosen: Expression = { kind: 'conditional', condition: isGiven, then: taken, else: value }
    body.add({ kind: 'let', name: own, constant: true, type, value: chosen })
  } else {
    body.add({ kind: 'let', name: own, constant: false, type, value: undefined })
    body.add(when(isGiven, [assign(name(own), taken)], [...statements, assign(name(own), value)]))
  }
  return name(own)
}

/** What is absent has its default; a rest parameter is an empty list. */
function defaultOf(body: Body, param: CheckedParam): [Statement[], Expression] {
  const { default: node } = param
  return node ? body.capture(() => lower(body, node)) : [[], { kind: 'array', items: [] }]
}

/** Reads a parameter's value by its type. */
function takeAs(body: Body, param: CheckedParam): Expression {
  const { types, methodsOfAny } = body.context
  types.need(param.type, 'read')
  // What a union holds has become a value of type any.
  if (holdsAny(param.type, new Set())) types.need(param.type, ...methodsOfAny)
  const type = body.context.type(param.type)
  const reading = types.reading(param.type)
  const taken = method(params, 'take', [text(param.name)], [reading])
  return sameIr(type, reading) ? taken : call(name('changetype'), [taken], [type])
}

function sameIr(a: Type, b: Type): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function holdsAny(type: HairaType, seen: Set<StructType>): boolean {
  switch (type.kind) {
    case 'union':
      return true
    case 'list':
      return holdsAny(type.element, seen)
    case 'map':
      return holdsAny(type.value, seen)
    case 'option':
      return holdsAny(type.inner, seen)
    case 'tuple':
      return type.elements.some((element) => holdsAny(element, seen))
    case 'record':
      return type.fields.some((field) => holdsAny(field.type, seen))
    case 'struct':
      if (seen.has(type.struct)) return false
      seen.add(type.struct)
      return type.struct.fields.some((field) => holdsAny(field.type, seen))
    default:
      return false
  }
}

/** Calls, raises an error result, and renders the rest. */
function respond(
  body: Body,
  fn: CheckedFunction & { node: ast.Tool | ast.Workflow },
  made: Expression,
  manner: Manner,
): void {
  const { result } = fn
  const mayPanic = body.context.panicking.has(fn.node)
  if (isPrimitive(result, 'nil')) {
    body.add(perform(made))
    if (mayPanic) body.check()
    return body.add(giveBack(text(manner.nothing)))
  }
  body.add({ kind: 'let', name: 'result', constant: true, type: undefined, value: made })
  if (mayPanic) body.check()
  const [value, type] = withoutErrors(body, name('result'), result)
  if (isPrimitive(type, 'nil')) return body.add(giveBack(text(manner.nothing)))
  body.context.types.need(type, 'write')
  body.add(giveBack(manner.render(value, type)))
}

/** A non-nil error in the result is raised. */
function withoutErrors(body: Body, result: Expression, type: HairaType): [Expression, HairaType] {
  if (type.kind === 'option' && isError(type)) {
    raiseIfThere(body, result)
    return [result, { kind: 'primitive', name: 'nil' }]
  }
  if (!isErrorPair(type)) return [result, type]
  raiseIfThere(body, member(result, `_${type.elements.length - 1}`))
  const rest = withoutError(type)
  if (type.elements.length === 2) return [member(result, '_0'), rest]
  const parts = type.elements.slice(0, -1).map((_, at) => member(result, `_${at}`))
  return [create(body.context.types.of(rest), parts), rest]
}

function raiseIfThere(body: Body, error: Expression): void {
  body.add({ kind: 'let', name: 'error', constant: true, type: undefined, value: error })
  body.add(when(isThere(name('error')), [perform(helper('panic', 'raise', [name('error')])), giveBack(text(''))]))
}
