// Calls: of functions, tools and workflows, of the library, and of methods.

import type * as ast from '../../1-parse/syntax.ts'
import { notCallable } from '../../diagnostics/messages.generated.ts'
import { builtins } from '../../library/builtins.ts'
import type { LibraryFunction } from '../../library/library.ts'
import { methodsOf } from '../../library/methods.ts'
import { libraryModules } from '../../library/modules.ts'
import type { ResolvedCall, Symbol } from '../../phases.ts'
import type { Context, Signature } from '../context.ts'
import { enumOf, variantOf } from '../enums.ts'
import { noteEnvironment } from '../environment.ts'
import { infer, present, unwrapGroup, value } from '../expressions.ts'
import { showType } from '../show-type.ts'
import { anyType, errorKind, isPrimitive, type Type } from '../types.ts'
import { bindArguments, type Parameter } from './arguments.ts'
import { callLibrary } from './library-call.ts'
import { moduleFunction, moduleOf, noMember } from './member.ts'

/** A call, whatever it calls. */
export function inferCall(context: Context, node: ast.Call): Type {
  if (node.typeArgs.length > 0) return context.notYet(node, 'a call with type arguments')
  const callee = unwrapGroup(node.callee)
  const symbol = context.reference(callee)
  if (callee.kind === 'identifier' || symbol) return callName(context, node, callee, symbol)
  if (callee.kind === 'member') return callMember(context, node, callee)
  if (callee.kind === 'lambda') return callLambda(context, node, callee)
  return callValue(context, node, value(context, callee))
}

function callName(context: Context, node: ast.Call, callee: ast.Expression, symbol: Symbol | undefined): Type {
  if (!symbol) return unchecked(context, node)
  switch (symbol.kind) {
    case 'function':
    case 'tool':
    case 'workflow': {
      const signature = context.signatures.get(symbol.node)
      return signature ? callSignature(context, node, symbol, signature) : unchecked(context, node)
    }
    case 'builtin': {
      const fn = builtins.get(symbol.name)
      if (!fn) return context.notYet(callee, `\`${symbol.name}\``)
      if (symbol.name === 'env') noteEnvironment(context, node)
      return callFunction(context, node, fn)
    }
    case 'library': {
      const fn = libraryModules.get(symbol.module)?.functions.get(symbol.name)
      return fn ? callFunction(context, node, fn) : unchecked(context, node)
    }
    case 'struct': {
      const hint = `write a literal: \`${symbol.name}{…}\``
      return notCalled(context, node, callee, 'the struct', symbol, hint)
    }
    case 'agent':
      return notCalled(context, node, callee, 'the agent', symbol, `ask it: \`${symbol.name}.ask(message)\``)
    case 'provider':
      return notCalled(context, node, callee, 'the provider', symbol)
    case 'module':
      return notCalled(context, node, callee, 'the module', symbol)
    case 'enum':
    case 'typeAlias':
      return notCalled(context, node, callee, 'the type', symbol)
    case 'local':
    case 'global':
      return callValue(context, node, context.typeOf(symbol))
    default:
      return symbol satisfies never
  }
}

function notCalled(
  context: Context,
  node: ast.Call,
  callee: ast.Expression,
  kind: string,
  symbol: Symbol,
  hint?: string,
): Type {
  unchecked(context, node)
  const what = `${kind} \`${symbol.name}\``
  return context.error(callee, notCallable({ what, hint }), { related: context.declaredHere(symbol) })
}

/** Types of the arguments of a call that cannot be made, so that what is wrong in them is said too. */
function unchecked(context: Context, node: ast.Call): Type {
  for (const argument of node.args) infer(context, argument.value)
  return errorKind
}

/** In a tool or workflow also what may be nil can be left out, as a model or client may leave it out. */
function callSignature(
  context: Context,
  node: ast.Call,
  symbol: Extract<Symbol, { kind: 'function' | 'tool' | 'workflow' }>,
  signature: Signature,
): Type {
  const params: Parameter[] = signature.params.map((param) => ({
    name: param.name,
    type: param.rest && param.type.kind === 'list' ? param.type.element : param.type,
    optional: param.default !== undefined || (signature.what !== 'function' && param.type.kind === 'option'),
    rest: param.rest,
    default: param.default,
  }))
  const related = context.declaredHere(symbol)
  const args = bindArguments(context, node, params, related)
  return made(context, node, { target: { kind: 'function', symbol }, args, result: signature.result })
}

function callFunction(context: Context, node: ast.Call, fn: LibraryFunction): Type {
  const { args, result } = callLibrary(context, node, fn)
  return made(context, node, { target: { kind: 'library', fn }, args, result })
}

function made(context: Context, node: ast.Call, call: ResolvedCall): Type {
  context.calls.set(node, call)
  return call.result
}

/** `io.println(…)`, `FrontDesk.ask(…)`, `server.listen(…)`. */
function callMember(context: Context, node: ast.Call, callee: ast.Member): Type {
  const module = moduleOf(context, callee.object)
  if (module) {
    const fn = moduleFunction(context, module.name, callee.name)
    if (!fn) return unchecked(context, node)
    if (fn.name === 'env.get') noteEnvironment(context, node)
    return callFunction(context, node, fn)
  }
  // Another file without such a public name, which has been said.
  if (callee.object.kind === 'identifier' && context.symbol(callee.object)?.kind === 'module') {
    return unchecked(context, node)
  }
  const type = enumOf(context, callee.object)
  if (type) return callVariant(context, node, callee, type)
  if (callee.optional) return context.notYet(callee, '`?.`')
  const owner = present(context, callee.object)
  if (owner.kind === 'error') return unchecked(context, node)
  const fn = methodsOf(owner).get(callee.name.text)
  if (!fn) {
    const fields = owner.kind === 'struct' ? owner.struct.fields : owner.kind === 'record' ? owner.fields : []
    const field = fields.find((one) => one.name === callee.name.text)
    if (field) {
      context.types.set(callee, field.type)
      return callValue(context, node, field.type, callee)
    }
    unchecked(context, node)
    return noMember(context, owner, callee.name, fields)
  }
  const { args, result } = callLibrary(context, node, fn)
  const { text: name } = callee.name
  return made(context, node, { target: { kind: 'method', receiver: callee.object, owner, name, fn }, args, result })
}

/** `Shape.Circle(1.5)`. */
function callVariant(context: Context, node: ast.Call, callee: ast.Member, type: ReturnType<typeof enumOf> & {}): Type {
  const variant = variantOf(context, type.enum, callee.name)
  if (!variant) {
    unchecked(context, node)
    return type
  }
  const params = variant.fields.map((field, at) => ({
    name: field.name ?? String(at),
    type: field.type,
    optional: false,
    rest: false,
  }))
  const args = bindArguments(context, node, params)
  return made(context, node, { target: { kind: 'variant', enum: type.enum, variant }, args, result: type })
}

/** A call of what an expression gives: a function value, or something that is known only when the program runs. */
function callValue(context: Context, node: ast.Call, type: Type, at: ast.Expression = node.callee): Type {
  const target = { kind: 'value', callee: node.callee } as const
  if (isPrimitive(type, 'any')) {
    const values = node.args.map(({ spread, value: given }) => {
      value(context, given)
      return { spread, value: given }
    })
    return made(context, node, { target, args: [{ kind: 'rest', values }], result: anyType })
  }
  if (type.kind !== 'fn') {
    unchecked(context, node)
    return type.kind === 'error' ? type : context.error(at, notCallable({ what: showType(type) }))
  }
  const args = bindArguments(context, node, valueParameters(type))
  return made(context, node, { target, args, result: type.result })
}

/** The parameters of a function value have no names, so its arguments go by position. */
function valueParameters(type: Extract<Type, { kind: 'fn' }>): Parameter[] {
  const params = type.params.map((param, at) => ({
    name: String(at + 1),
    type: param,
    optional: at >= type.required,
    rest: false,
  }))
  return type.rest ? [...params, { name: 'rest', type: type.rest, optional: true, rest: true }] : params
}

/** A lambda that is called at once takes the types of its arguments. */
function callLambda(context: Context, node: ast.Call, callee: ast.Lambda): Type {
  const params = node.args.map((argument) => value(context, argument.value))
  const wanted: Type = { kind: 'fn', params, required: params.length, rest: undefined, result: anyType }
  return callValue(context, node, infer(context, callee, wanted))
}
