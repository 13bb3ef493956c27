// Calls: of functions, tools and workflows of the program, of the library, and of methods.

import type * as ast from '../1-parse/syntax.ts'
import { anyType, type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import { isMessage } from '../library/agent.ts'
import type { LibraryFunction, LibraryParam } from '../library/library.ts'
import type { ResolvedArgument, ResolvedCall } from '../phases.ts'
import { functionArguments, inWrittenOrder, listOperand, valueArguments } from './arguments.ts'
import type { Body, Operand } from './body.ts'
import { call, create, helper, method, name, nullValue, perform, text } from './build.ts'
import { elementOf, lowerTryReceive } from './channels.ts'
import { functionTypeOf, localInstance } from './closures.ts'
import { leaving } from './convert.ts'
import { dynamicCall, dynamicLength } from './dynamic.ts'
import { type Callable, isMethod } from './effects.ts'
import { lower, operand } from './expressions.ts'
import { adapted, constantOf } from './function-values.ts'
import { appending, lookedAt } from './growing.ts'
import { messageOperand } from './message.ts'
import { typedAgentCall } from './output.ts'
import { panicWith } from './panic.ts'
import type { Expression, Type } from './program.ts'
import { shownOperand, template } from './strings.ts'
import { placeText } from './test.ts'
import { argumentsOf, bindTypes, typeFor } from './type-arguments.ts'
import { zeroOf } from './zero.ts'

/** A call that is not yet made. */
export interface PreparedCall {
  expression: Expression
  result: HairaType
  mayPanic: boolean
}

/** A call as a value. */
export function lowerCall(body: Body, node: ast.Call): Expression {
  const made = prepareCall(body, node)
  if (isPrimitive(made.result, 'nil')) {
    performCall(body, node, made)
    return nullValue
  }
  if (!made.mayPanic) return made.expression
  const value = body.temporary(made.expression, undefined)
  body.check()
  return value
}

/** A call for its effects. */
export function performCall(body: Body, node: ast.Call, made = prepareCall(body, node)): void {
  body.add(perform(made.expression))
  if (leavesByPanic(body, node)) body.add(leaving(body))
  else if (made.mayPanic) body.check()
}

/** Whether an expression is a call of the built-in `panic`, after which nothing runs. */
export function leavesByPanic(body: Body, node: ast.Expression): boolean {
  const target = node.kind === 'call' ? body.context.checked.calls.get(node)?.target : undefined
  return target?.kind === 'library' && target.fn.name === 'builtin.panic'
}

/** The expression of a call, its arguments evaluated in order. */
export function prepareCall(body: Body, node: ast.Call): PreparedCall {
  const { context } = body
  const resolved = context.checked.calls.get(node) ?? context.fail(node, 'call without a target')
  const { target, result } = resolved
  switch (target.kind) {
    case 'function':
      return callFunction(body, node, resolved, target.symbol.node)
    case 'library':
      return { expression: callLibrary(body, node, resolved, target.fn), result, mayPanic: target.fn.mayPanic }
    case 'method': {
      const { fn } = target
      if (isMethod(fn)) return callMethod(body, node, resolved, target.receiver, fn)
      const output = context.checked.outputs.get(node)
      if (output) return typedAgentCall(body, node, resolved, target.receiver, output)
      if (fn.name === 'chan.try_receive') {
        const element = elementOf(body, target.receiver)
        const expression = lowerTryReceive(body, lower(body, target.receiver), result, element)
        return { expression, result, mayPanic: false }
      }
      const [receiver, ...args] = body.inOrder([
        operand(body, target.receiver),
        ...libraryArguments(body, node, resolved, fn),
      ])
      return { expression: method(receiver!, fn.export, args), result, mayPanic: fn.mayPanic }
    }
    case 'variant': {
      const values = inWrittenOrder(body, node, resolved.args)
      const args = resolved.args.map((arg) => (arg.kind === 'given' ? values(arg.value) : nullValue))
      const type = context.types.variantClass(target.enum, target.variant)
      return { expression: create(type, args), result, mayPanic: false }
    }
    case 'value':
      return callValue(body, node, resolved, target.callee)
    default:
      return target satisfies never
  }
}

// ------------------------------------------------------------------------------------------- functions of the program

/** A method is a function whose first parameter is the receiver. */
function callMethod(
  body: Body,
  node: ast.Call,
  resolved: ResolvedCall,
  receiver: ast.Expression,
  callee: ast.Method,
): PreparedCall {
  const { context } = body
  const self = operand(body, receiver)
  let args: Expression[] = []
  const [statements, first] = body.capture(self.lower)
  body.add(...statements)
  const [after, own] = body.capture(() => functionArguments(body, node, resolved, callee))
  const held = after.length === 0 || body.isSettled(first, after) ? first : body.temporary(first, self.type)
  body.add(...after)
  args = [held, ...own]
  const expression = call(name(calleeName(body, callee, resolved)), args)
  return { expression, result: resolved.result, mayPanic: context.panicking.has(callee) }
}

function callFunction(body: Body, node: ast.Call, resolved: ResolvedCall, callee: Callable): PreparedCall {
  const { context } = body
  if (callee.kind === 'fn' && context.captures.isLocal(callee)) return callLocal(body, node, resolved, callee)
  const args = functionArguments(body, node, resolved, callee)
  const callable = name(calleeName(body, callee, resolved))
  const mayPanic = context.panicking.has(callee)
  if (callee.kind !== 'workflow') return { expression: call(callable, args), result: resolved.result, mayPanic }
  return { expression: callWorkflow(body, callee, callable, args), result: resolved.result, mayPanic }
}

/** A tool or a workflow as a value, which can be called where it is one of type any. */
export function callableValue(body: Body, node: ast.Tool | ast.Workflow): Expression {
  const { context } = body
  const value = name(context.valueName(node))
  if (!context.callsAny) return value
  const own = context.nameOf(node)
  const constant = constantOf(context, node, context.callee(node), own, (inner, args) =>
    node.kind === 'tool' ? call(name(own), args) : callWorkflow(inner, node, name(own), args),
  )
  return helper(node.kind, 'callable', [value, constant])
}

/** A workflow is a run of its own, which begins once its arguments are there. */
function callWorkflow(body: Body, callee: ast.Workflow, callable: Expression, args: readonly Expression[]): Expression {
  const { params, result } = body.context.callee(callee)
  const settled = args.map((arg, at) => body.settled(arg, body.context.type(params[at]!.type)))
  const isNil = isPrimitive(result, 'nil')
  body.add(perform(helper('workflow-call', 'enterWorkflow', [text(callee.name.text)])))
  const made = call(callable, settled)
  const leave = helper('workflow-call', 'leaveWorkflow', [])
  if (isNil) {
    body.add(perform(made))
    return leave
  }
  const value = body.temporary(made, undefined)
  body.add(perform(leave))
  return value
}

function calleeName(body: Body, callee: Callable, { typeArgs = [] }: ResolvedCall): string {
  const { context } = body
  const isGeneric = typeArgs.length > 0 && (callee.kind === 'fn' || callee.kind === 'method')
  return isGeneric ? context.instanceName(callee, typeArgs) : context.nameOf(callee)
}

/** A function that is declared inside of another one. */
function callLocal(body: Body, node: ast.Call, resolved: ResolvedCall, callee: ast.Fn): PreparedCall {
  const { context } = body
  if (context.captures.isGeneric(callee)) return callLocalGeneric(body, node, resolved, callee)
  const fn = context.callee(callee)
  const symbol = context.captures.symbolOf(callee) ?? context.fail(node, 'local function without a name')
  const args = valueArguments(body, node, resolved.args, functionTypeOf(fn.params, fn.result))
  const expression = method(body.read(symbol, node), 'call', args)
  return { expression, result: resolved.result, mayPanic: context.panicking.has(callee) }
}

function callLocalGeneric(body: Body, node: ast.Call, resolved: ResolvedCall, callee: ast.Fn): PreparedCall {
  const { typeArgs = [] } = resolved
  const fn = body.context.withinLocal(callee, typeArgs).callee(callee)
  const args = valueArguments(body, node, resolved.args, functionTypeOf(fn.params, fn.result))
  const expression = method(localInstance(body, callee, typeArgs, node), 'call', args)
  return { expression, result: resolved.result, mayPanic: true }
}

/** A function value. It is evaluated before its arguments. */
function callValue(body: Body, node: ast.Call, resolved: ResolvedCall, callee: ast.Expression): PreparedCall {
  const type = body.context.wantedType(callee)
  if (isDynamic(type)) return { expression: dynamicCall(body, node), result: resolved.result, mayPanic: true }
  if (type.kind !== 'fn') return body.context.fail(node, 'call of a value that is no function')
  const own = operand(body, callee)
  const first = own.lower()
  const [statements, args] = body.capture(() => valueArguments(body, node, resolved.args, type))
  const value = statements.length === 0 || body.isSettled(first, statements) ? first : body.temporary(first, own.type)
  body.add(...statements)
  return { expression: method(value, 'call', args), result: resolved.result, mayPanic: true }
}

// ------------------------------------------------------------------------------------------------------- the library

function callLibrary(body: Body, node: ast.Call, resolved: ResolvedCall, fn: LibraryFunction): Expression {
  const special = specialCall(body, node, resolved, fn)
  if (special) return special
  const args = body.inOrder(libraryArguments(body, node, resolved, fn))
  if (fn.result.kind === 'struct' && fn.result.struct.library === fn.file && fn.result.struct.name === fn.export) {
    return create(body.context.types.of(fn.result), args)
  }
  return helper(fn.file, exportOf(body, resolved, fn), args, typeArguments(body, resolved, fn))
}

/** A function that takes functions with more or fewer parameters has one export for each. */
function exportOf(body: Body, resolved: ResolvedCall, fn: LibraryFunction): string {
  const at = fn.params.findIndex((param) => param.others)
  const arg = resolved.args[at]
  const type = arg?.kind === 'given' ? body.context.wantedType(arg.value) : undefined
  return type?.kind === 'fn' ? `${fn.export}${type.params.length}` : fn.export
}

/** Built-in functions that mean something else in some places. */
function specialCall(body: Body, node: ast.Call, resolved: ResolvedCall, fn: LibraryFunction): Expression | undefined {
  const [first] = resolved.args
  if (first === undefined || first.kind === 'default') return undefined
  const value = first.kind === 'given' ? first.value : first.values[0]?.value
  if (value === undefined) return undefined
  if ((fn.name === 'builtin.env' || fn.name === 'env.get') && body.inSecret) {
    return helper('provider', 'sealedEnv', body.inOrder(libraryArguments(body, node, resolved, fn)))
  }
  if (fn.name === 'testing.assert_eq' || fn.name === 'testing.assert_error') {
    return helper(fn.file, fn.export, [...body.inOrder(libraryArguments(body, node, resolved, fn)), placeText(node)])
  }
  if (fn.typed) return typedCall(body, node, resolved, fn)
  if (appending.has(fn.name)) return appendOne(body, resolved, value)
  const type = body.context.wantedType(value)
  if (fn.name === 'builtin.len' && isDynamic(type)) return dynamicLength(body, value)
  if (fn.name === 'builtin.close' && isDynamic(type)) return helper('dynamic-channel', 'close', [lower(body, value)])
  if (fn.name === 'builtin.panic') return panicWith(body, lower(body, value), type)
  return undefined
}

/** `append(xs, v)`: one element needs no list of its own. */
function appendOne(body: Body, resolved: ResolvedCall, list: ast.Expression): Expression | undefined {
  const [, more] = resolved.args
  if (more?.kind !== 'rest' || more.values.length !== 1 || more.values[0]!.spread) return undefined
  const type = body.context.wantedType(list)
  if (type.kind !== 'list') return undefined
  const values = body.inOrder([operand(body, list), operand(body, more.values[0]!.value)])
  return helper('growing', 'appended', values, [body.context.type(type.element)])
}

/** `json.decode<T>(text)` and `env(name, T)`. */
function typedCall(body: Body, node: ast.Call, resolved: ResolvedCall, fn: LibraryFunction): Expression {
  const { context } = body
  const type = resolved.result.kind === 'tuple' ? resolved.result.elements[0] : undefined
  if (!type) return context.fail(node, 'a typed call without a type')
  const args = libraryArguments(body, node, resolved, fn)
  if (fn.name === 'builtin.env') return helper('lib-env', 'getAs', body.inOrder(args), [context.type(type)])
  context.types.need(type, 'read', ...context.methodsOfAny)
  const zero = { type: context.type(type), lower: () => zeroOf(body, type, node) }
  const types = [context.types.reading(type), context.type(type)]
  return helper('lib-json', 'decodeTo', body.inOrder([...args, zero]), types)
}

function libraryArguments(body: Body, node: ast.Call, resolved: ResolvedCall, fn: LibraryFunction): Operand[] {
  if (fn.shown) return [shownArguments(body, resolved.args)]
  const args = resolved.args.slice(0, resolved.args.findLastIndex((arg) => arg.kind !== 'default') + 1)
  return args.map((arg, at) => {
    switch (arg.kind) {
      case 'given':
        if (isMessage(fn, fn.params[at]!)) return messageOperand(body, arg.value)
        return libraryArgument(body, arg.value, fn, fn.params[at]!)
      case 'rest':
        return restArgument(body, arg, resolved, fn, at)
      case 'default':
        return body.context.fail(node, 'argument left out before one that is given')
      default:
        return arg satisfies never
    }
  })
}

/** Functions that look at their argument, and give nothing back that has it. */
const looking: ReadonlySet<string> = new Set([
  'builtin.len',
  'array.len',
  'array.is_empty',
  'string.len',
  'string.byte_len',
  'string.is_empty',
])

/** A function that returns nothing gives nil to a library function that takes its results. */
function libraryArgument(body: Body, node: ast.Expression, fn: LibraryFunction, param: LibraryParam): Operand {
  const own = looking.has(fn.name) ? lookedAt(body, node) : operand(body, node)
  const type = body.context.wantedType(node)
  if (type.kind !== 'fn' || !isPrimitive(type.result, 'nil')) return own
  const pattern = typeFor(param, type)
  if (pattern.kind !== 'fn' || isPrimitive(pattern.result, 'nil')) return own
  const wanted = { ...type, result: anyType }
  return { type: body.context.type(wanted), lower: () => adapted(body, own.lower(), type, wanted, node) }
}

function restArgument(
  body: Body,
  arg: Extract<ResolvedArgument, { kind: 'rest' }>,
  resolved: ResolvedCall,
  fn: LibraryFunction,
  at: number,
): Operand {
  const element = body.context.type(bindTypes(body.context, resolved, fn).apply(fn.params[at]!.type))
  return listOperand(body, arg.values, element)
}

/** All arguments in printed form, with a blank between them. */
function shownArguments(body: Body, args: readonly ResolvedArgument[]): Operand {
  const nodes = args.flatMap((arg) =>
    arg.kind === 'rest' ? arg.values.map((one) => one.value) : arg.kind === 'given' ? [arg.value] : [],
  )
  const lowerAll = () => {
    const values = body.inOrder(nodes.map((node) => shownOperand(body, node)))
    const parts = values.flatMap((value, at) => [
      ...(at > 0 ? [' '] : []),
      ...(value.kind === 'template' ? value.parts : [value]),
    ])
    return parts.length === 0 ? text('') : template(parts)
  }
  return { type: { kind: 'string' }, lower: lowerAll }
}

function typeArguments(body: Body, resolved: ResolvedCall, fn: LibraryFunction): Type[] {
  return argumentsOf(body.context, fn, bindTypes(body.context, resolved, fn).get)
}
