// Calls: of functions, tools and workflows, of the library, and of methods.

import type * as ast from '../../1-parse/syntax.ts'
import type { Label } from '../../diagnostics/diagnostic.ts'
import { notCallable, wrongTypeArguments } from '../../diagnostics/messages.generated.ts'
import { builtins } from '../../library/builtins.ts'
import type { LibraryFunction } from '../../library/library.ts'
import { methodsOf } from '../../library/methods.ts'
import { libraryModule } from '../../library/modules.ts'
import type { ResolvedCall, Symbol } from '../../phases.ts'
import type { Context, Signature } from '../context.ts'
import { enumOf, variantOf } from '../enums.ts'
import { noteEnvironment } from '../environment.ts'
import { calleeText, infer, unwrapGroup, value, warnIfNil } from '../expressions.ts'
import { enumInstance } from '../generics.ts'
import { counted, Inference } from '../inference.ts'
import { methodNamed, receiverArguments } from '../methods.ts'
import { showType } from '../show-type.ts'
import { anyType, errorKind, isPrimitive, listOf, optionOf, type Type } from '../types.ts'
import { isDynamic } from '../unions.ts'
import { bindArguments, type Parameter } from './arguments.ts'
import { callLibrary } from './library-call.ts'
import { memberObject, moduleFunction, moduleOf } from './member.ts'
import { typedCall } from './typed-call.ts'
import { noMember } from './unknown-member.ts'

/** A call, whatever it calls. */
export function inferCall(context: Context, node: ast.Call, wanted?: Type): Type {
  const callee = unwrapGroup(node.callee)
  const symbol = context.reference(callee)
  if (callee.kind === 'identifier' || symbol) return callName(context, node, callee, symbol, wanted)
  if (callee.kind === 'member') return callMember(context, node, callee, wanted)
  if (callee.kind === 'lambda') return callLambda(context, node, callee)
  return callValue(context, node, value(context, callee))
}

function callName(
  context: Context,
  node: ast.Call,
  callee: ast.Expression,
  symbol: Symbol | undefined,
  wanted: Type | undefined,
): Type {
  if (!symbol) return unchecked(context, node)
  switch (symbol.kind) {
    case 'function':
    case 'tool':
    case 'workflow': {
      const signature = context.signatures.get(symbol.node)
      if (!signature) return unchecked(context, node)
      const target = { kind: 'function', symbol } as const
      return callSignature(context, node, { target, signature, related: context.declaredHere(symbol), wanted })
    }
    case 'builtin': {
      const fn = builtins.get(symbol.name)
      if (!fn) return unchecked(context, node)
      if (symbol.name === 'env') noteEnvironment(context, node)
      return callFunction(context, node, fn)
    }
    case 'library': {
      const module = libraryModule(symbol.module)
      const fn = module?.functions.get(symbol.name)
      if (fn) return callFunction(context, node, fn, wanted)
      const constant = module?.constants.get(symbol.name)
      return constant ? callValue(context, node, constant) : notCalled(context, node, callee, 'the type', symbol)
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

/** A call of something that the program declares. */
interface DeclaredCall {
  target: ResolvedCall['target']
  signature: Signature
  related: Label[]
  wanted: Type | undefined
  /** The type of a method's receiver. */
  receiver?: Type
}

/** In a tool or workflow also what may be nil can be left out, as a model or client may leave it out. */
function callSignature(context: Context, node: ast.Call, call: DeclaredCall): Type {
  const { target, signature, related, wanted, receiver } = call
  const isByName = signature.what === 'tool' || signature.what === 'workflow'
  const params: Parameter[] = signature.params.map((param) => ({
    name: param.name,
    type: param.rest && param.type.kind === 'list' ? param.type.element : param.type,
    optional: param.default !== undefined || (isByName && param.type.kind === 'option'),
    rest: param.rest,
    default: param.default,
  }))
  const { params: ofOwner, args: ownArgs } = receiver ? receiverArguments(receiver) : { params: [], args: [] }
  const inference = new Inference(context, signature.typeParams)
  inference.bind(ofOwner, ownArgs)
  inference.given(node, signature.name, node.typeArgs)
  const isPlain = signature.typeParams.length === 0 && ofOwner.length === 0
  const args = isPlain
    ? bindArguments(context, node, params, related)
    : bindArguments(context, node, params, related, (argument, { type }, isSpread) =>
        inference.argument(argument, isSpread ? listOf(type) : type),
      )
  if (isPlain) return made(context, node, { target, args, result: signature.result })
  inference.settle(node, signature.name, signature.result, wanted)
  const typeArgs = [...ownArgs, ...inference.typeArgs]
  return made(context, node, { target, args, result: inference.apply(signature.result), typeArgs })
}

function callFunction(context: Context, node: ast.Call, fn: LibraryFunction, wanted?: Type): Type {
  const typed = typedCall(context, node, fn)
  if (typed) return made(context, node, typed)
  if (node.typeArgs.length > 0) {
    const found = { wanted: counted(0), found: node.typeArgs.length }
    context.error(node, wrongTypeArguments({ name: calleeText(node), ...found }))
  }
  const { args, result, form } = callLibrary(context, node, fn, wanted)
  return made(context, node, { target: { kind: 'library', fn: form }, args, result })
}

function made(context: Context, node: ast.Call, call: ResolvedCall): Type {
  context.calls.set(node, call)
  return call.result
}

/** Library functions whose first argument names an environment variable. */
const readsVariable: ReadonlySet<string> = new Set(['env.get', 'env.require', 'os.getenv'])

/** `io.println(…)`, `FrontDesk.ask(…)`, `server.listen(…)`. */
function callMember(context: Context, node: ast.Call, callee: ast.Member, wanted: Type | undefined): Type {
  const module = moduleOf(context, callee.object)
  if (module) {
    const fn = moduleFunction(context, module.name, callee.name)
    if (!fn) return unchecked(context, node)
    if (readsVariable.has(fn.name)) noteEnvironment(context, node)
    return callFunction(context, node, fn, wanted)
  }
  // Another file without such a public name, which has been said.
  if (callee.object.kind === 'identifier' && context.symbol(callee.object)?.kind === 'module') {
    return unchecked(context, node)
  }
  const type = enumOf(context, callee.object)
  if (type) return callVariant(context, node, callee, type, wanted)
  const owner = memberObject(context, callee)
  if (owner.kind === 'error') return unchecked(context, node)
  if (isDynamic(owner)) {
    context.types.set(callee, anyType)
    return callValue(context, node, anyType)
  }
  const { text: name } = callee.name
  const declared = methodNamed(context, owner, name)
  const signature = declared && context.signatures.get(declared)
  if (declared && signature) {
    const target = { kind: 'method', receiver: callee.object, owner, name, fn: declared } as const
    const related = [{ span: declared.name.span, text: 'declared here' }]
    return callSignature(context, node, { target, signature, related, wanted, receiver: owner })
  }
  const fn = methodsOf(owner).get(name)
  // `m.f(x)` is `m["f"](x)`.
  if (!fn && owner.kind === 'map' && isPrimitive(owner.key, 'string') && mayBeCalled(owner.value)) {
    context.types.set(callee, optionOf(owner.value))
    context.conversions.set(callee, owner.value)
    return callValue(context, node, owner.value, callee)
  }
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
  return made(context, node, { target: { kind: 'method', receiver: callee.object, owner, name, fn }, args, result })
}

function mayBeCalled(type: Type): boolean {
  return isDynamic(type) || (type.kind === 'option' ? type.inner : type).kind === 'fn'
}

/** `Shape.Circle(1.5)`. */
function callVariant(
  context: Context,
  node: ast.Call,
  callee: ast.Member,
  type: Extract<Type, { kind: 'enum' }>,
  wanted: Type | undefined,
): Type {
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
  const { typeParams } = type.enum
  if (!typeParams) {
    const args = bindArguments(context, node, params)
    return made(context, node, { target: { kind: 'variant', enum: type.enum, variant }, args, result: type })
  }
  const whole = enumInstance(type.enum, typeParams)
  const inference = new Inference(context, typeParams)
  const args = bindArguments(context, node, params, [], (argument, { type: field }) =>
    inference.argument(argument, field),
  )
  inference.settle(node, type.enum.name, whole, wanted)
  const result = inference.apply(whole)
  if (result.kind !== 'enum') return result
  const own = result.enum.variants.find(({ name }) => name === variant.name)!
  return made(context, node, { target: { kind: 'variant', enum: result.enum, variant: own }, args, result })
}

/** A call of what an expression gives: a function value, or something that is known only when the program runs. */
function callValue(context: Context, node: ast.Call, type: Type, at: ast.Expression = node.callee): Type {
  const target = { kind: 'value', callee: node.callee } as const
  if (!context.types.has(node.callee)) context.types.set(node.callee, type)
  if (isDynamic(type)) {
    const values = node.args.map(({ spread, value: given }) => {
      value(context, given)
      return { spread, value: given }
    })
    return made(context, node, { target, args: [{ kind: 'rest', values }], result: anyType })
  }
  if (type.kind === 'option' && type.inner.kind === 'fn') {
    warnIfNil(context, at, type)
    context.conversions.set(node.callee, type.inner)
    return callValue(context, node, type.inner, at)
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
