// `@before` and `@after` of a tool (agentic.md 2). Its parts are functions that share an object: the parameters, which hooks
// may change, and the result and error, which `@after` sees. Around them stands the function that callers know.

import type * as ast from '../1-parse/syntax.ts'
import {
  errorType,
  type Type as HairaType,
  isError,
  isErrorPair,
  isPrimitive,
  nilType,
  optionOf,
  withoutError,
} from '../3-check/types.ts'
import type { CheckedTool, Symbol } from '../phases.ts'
import { Body } from './body.ts'
import {
  assign,
  binary,
  call,
  create,
  giveBack,
  helper,
  isNull,
  isThere,
  member,
  name,
  nullable,
  nullValue,
  perform,
  present,
  scalar,
  text,
  when,
} from './build.ts'
import type { Context } from './context.ts'
import { contentOf, convert, leaving } from './convert.ts'
import { deferring, hasDefer } from './defer.ts'
import { lower } from './expressions.ts'
import { hasPlainDefault, placeOf } from './functions.ts'
import { pascal } from './names.ts'
import type { ClassDeclaration, Expression, FunctionDeclaration, Statement, Type } from './program.ts'
import { lowerFunctionBody, lowerStatements } from './statements.ts'
import { errorClass, fieldName } from './types.ts'

const state = name('$tool')

/** What is known of a tool with hooks while its functions are made. */
interface Parts {
  context: Context
  tool: CheckedTool
  own: string
  /** The class of the shared object. */
  type: Type
  /** The result without an error beside it. */
  whole: HairaType
}

/** The functions and the class of a tool with hooks; the first is what callers call. */
export function lowerHookedTool(
  context: Context,
  tool: CheckedTool,
): { functions: FunctionDeclaration[]; classes: ClassDeclaration[] } {
  const own = context.nameOf(tool.node)
  const className = context.names.invented(`${pascal(own)}Call`)
  const { result } = tool
  const whole = isErrorPair(result) ? withoutError(result) : isError(result) ? nilType : result
  const parts: Parts = { context, tool, own, type: { kind: 'class', name: className, file: undefined }, whole }
  const before = tool.node.hooks.filter((hook) => hook.when === 'before')
  const after = tool.node.hooks.filter((hook) => hook.when === 'after')
  const first = before.map((hook) => lowerBefore(parts, hook))
  const work = lowerWork(parts)
  const last = after.map((hook) => lowerAfter(parts, hook))
  const outer = lowerOuter(parts, first.map(nameOf), work[0]!.name, last.map(nameOf))
  return { functions: [outer, ...[...first, work, ...last].flat()], classes: [sharedClass(parts, className)] }
}

const nameOf = (functions: FunctionDeclaration[]) => functions[0]!.name

/** Whether callers may get the error as a part of the result. */
const mayReturnError = (result: HairaType) => isErrorPair(result) || isError(result)

/**
 * The parameters under their own names; `$result`, `$err`, whether `@before` lets the body run, and what was returned, for
 * an error that was returned and not raised.
 */
function sharedClass({ context, tool, whole }: Parts, className: string): ClassDeclaration {
  const fields = [
    ...tool.params.map((param) => ({ name: fieldName(param.name), type: storedAs(context, param.symbol, param.type) })),
    { name: '$result', type: context.type(optionOf(whole)) },
    { name: '$err', type: context.type(errorType) },
    { name: '$goesOn', type: scalar('bool') },
    ...(mayReturnError(tool.result) ? [{ name: '$returned', type: nullable(context.types.of(tool.result)) }] : []),
  ]
  return {
    kind: 'class',
    name: className,
    haira: `a call of tool ${tool.name}`,
    struct: undefined,
    fields: fields.map((field) => ({ ...field, key: field.name })),
    methods: new Set(),
  }
}

/** A parameter that lambdas share with the tool is in a `Ref`, as everywhere. */
function storedAs(context: Context, symbol: Symbol, type: HairaType): Type {
  const own = context.type(type)
  return context.captures.shared.has(symbol) ? { kind: 'ref', inner: own } : own
}

/** A function of the tool: its parameters are read from the shared object. */
function inside({ context, tool }: Parts, result: HairaType): Body {
  const body = new Body(context, result)
  for (const { name: plain, symbol } of tool.params) {
    const field = member(state, fieldName(plain))
    body.alias(symbol, context.captures.shared.has(symbol) ? member(field, 'value') : field)
  }
  return body
}

function part(
  { context, tool, own, type }: Parts,
  word: string,
  block: ast.Block,
  body: Body,
  statements: Statement[],
): FunctionDeclaration[] {
  const made: FunctionDeclaration = {
    kind: 'function',
    name: context.names.invented(`${own}${word}`),
    title: tool.name,
    comment: undefined,
    params: [{ name: state.name, type }],
    result: body.resultType,
    body: statements,
    mayPanic: true,
    place: placeOf(block),
  }
  if (!hasDefer(block)) return [made]
  const second = context.names.invented(`${made.name}Body`)
  return deferring(made, body, second, (args) => call(name(second), args))
}

/** What it returns is the result; coming to its end it lets the body run. */
function lowerBefore(parts: Parts, hook: ast.ToolHook): FunctionDeclaration[] {
  const body = inside(parts, parts.tool.result)
  lowerStatements(body, hook.body.statements)
  body.add(assign(member(state, '$goesOn'), { kind: 'bool', value: true }), leaving(body))
  return part(parts, 'Before', hook.body, body, body.whole)
}

function lowerWork(parts: Parts): FunctionDeclaration[] {
  const { tool } = parts
  const body = inside(parts, tool.result)
  const givesLast = tool.node.result !== undefined && !isPrimitive(tool.result, 'nil')
  return part(parts, 'Work', tool.body, body, lowerFunctionBody(body, tool.body, givesLast))
}

function lowerAfter(parts: Parts, hook: ast.ToolHook): FunctionDeclaration[] {
  const body = inside(parts, nilType)
  const { result, err } = parts.context.checked.afterHooks.get(hook)!
  body.alias(result, member(state, '$result'))
  body.alias(err, member(state, '$err'))
  lowerStatements(body, hook.body.statements)
  return part(parts, 'After', hook.body, body, body.whole)
}

/** Before blocks, body, after blocks; then what has come of it. */
function lowerOuter(parts: Parts, before: string[], work: string, after: string[]): FunctionDeclaration {
  const { context, tool, own, type } = parts
  const body = new Body(context, tool.result)
  const params = tool.params.map((param, at) => {
    const own = body.declare(param.symbol)
    const plain = param.default && hasPlainDefault(tool.params, at)
    return {
      name: own,
      type: context.type(param.type),
      ...(plain ? { default: lower(body, param.default!) } : {}),
    }
  })
  const given = tool.params.map((param, at) => {
    const stored = storedAs(context, param.symbol, param.type)
    return stored.kind === 'ref' ? create(stored, [name(params[at]!.name)]) : name(params[at]!.name)
  })
  const made = create(type, [
    ...given,
    nullValue,
    nullValue,
    { kind: 'bool', value: true },
    ...(mayReturnError(tool.result) ? [nullValue] : []),
  ])
  body.add({ kind: 'let', name: state.name, constant: true, type: undefined, value: made })
  runFirst(parts, body, [...before, work])
  for (const one of after) {
    body.add(perform(call(name(one), [state])), when(helper('panic', 'failed', []), failing()))
  }
  conclude(parts, body)
  return {
    kind: 'function',
    name: own,
    title: tool.name,
    comment: undefined,
    params,
    result: body.resultType,
    body: body.whole,
    mayPanic: true,
    place: placeOf(tool.node.name),
  }
}

/** A panic that has come out of a part is the error from now on. */
function failing(): Statement[] {
  return [assign(member(state, '$err'), helper('panic', 'takeError', [])), assign(member(state, '$result'), nullValue)]
}

/** The first part that gives a result has given it for all; the body always does. */
function runFirst(parts: Parts, body: Body, names: string[]): void {
  const goesOn = member(state, '$goesOn')
  const run = (at: number): Statement[] =>
    body.block(() => {
      const isWork = at === names.length - 1
      if (!isWork) body.add(assign(goesOn, { kind: 'bool', value: false }))
      const made = call(name(names[at]!), [state])
      const value = isPrimitive(parts.tool.result, 'nil') ? undefined : body.temporary(made, undefined)
      if (!value) body.add(perform(made))
      const took = body.block(() => take(parts, body, value))
      const ended = isWork ? took : [when(goesOn, run(at + 1), took)]
      body.add(when(helper('panic', 'failed', []), failing(), ended))
    })
  body.add(...run(0))
}

/** Notes what a part has returned. */
function take({ tool, whole, context }: Parts, body: Body, value: Expression | undefined): void {
  const { result } = tool
  if (!value) return
  const err = member(state, '$err')
  if (mayReturnError(result)) body.add(assign(member(state, '$returned'), value))
  if (!isErrorPair(result)) {
    if (isError(result)) body.add(assign(err, value))
    else body.add(assign(member(state, '$result'), convert(body, value, result, optionOf(whole), tool.node)))
    return
  }
  const last = result.elements.length - 1
  body.add(assign(err, member(value, `_${last}`)))
  const given =
    last === 1
      ? member(value, '_0')
      : create(
          context.types.of(whole),
          result.elements.slice(0, -1).map((_, at) => member(value, `_${at}`)),
        )
  body.add(
    when(
      isNull(err),
      body.block(() =>
        body.add(assign(member(state, '$result'), convert(body, given, whole, optionOf(whole), tool.node))),
      ),
    ),
  )
}

/** An error that was returned is returned. */
function returnedError(type: HairaType, error: Expression): Statement[] {
  if (!mayReturnError(type)) return []
  const returned = member(state, '$returned')
  const is = (one: Expression) => binary(one, '===', error)
  if (!isErrorPair(type)) return [when(is(returned), [giveBack(error)])]
  const own = member(present(returned), `_${type.elements.length - 1}`)
  return [when(binary(isThere(returned), '&&', is(own)), [giveBack(present(returned))])]
}

/** One that was raised goes on as it is, with the place where it was raised. */
function raised(body: Body, error: Expression): Statement[] {
  return [perform(helper('panic', 'setPendingPanic', [error])), leaving(body)]
}

/** A result counts, even beside an error that `@after` has made up for; an error without one is raised. */
function conclude(parts: Parts, body: Body): void {
  const { tool, whole, context } = parts
  const result = member(state, '$result')
  const isError_ = binary(isNull(result), '&&', isThere(member(state, '$err')))
  const error = body.temporary(member(state, '$err'), context.type(errorType))
  const { result: type } = tool
  body.add(when(isError_, [...returnedError(type, error), ...raised(body, error)]))
  if (isPrimitive(type, 'nil')) return
  if (isError(type)) return body.add(giveBack(nullValue))
  const held = body.temporary(result, context.type(optionOf(whole)))
  const mayBeNil = optionOf(whole) === whole
  if (!mayBeNil) {
    const message = text(`tool ${tool.name}: \`@after\` has left no result`)
    const nothing = helper('panic', 'raise', [create(errorClass, [message])])
    body.add(when(isNull(held), [perform(nothing), leaving(body)]))
  }
  const value = mayBeNil ? held : contentOf(held, whole)
  if (!isErrorPair(type)) return body.add(giveBack(value))
  const elements =
    type.elements.length === 2 || whole.kind !== 'tuple'
      ? [value]
      : whole.elements.map((_, at) => member(value, `_${at}`))
  body.add(giveBack(create(context.types.of(type), [...elements, nullValue])))
}
