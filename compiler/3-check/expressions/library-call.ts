// Calls of library functions: type parameters are found from the arguments, printed arguments may be anything.

import type * as ast from '../../1-parse/syntax.ts'
import { badArgumentOf } from '../../diagnostics/messages.generated.ts'
import { isMessage } from '../../library/agent.ts'
import { libraryFunctionOf } from '../../library/builtins.ts'
import type { LibraryFunction, LibraryParam } from '../../library/library.ts'
import { libraryModule } from '../../library/modules.ts'
import type { ResolvedArgument } from '../../phases.ts'
import type { Context } from '../context.ts'
import { coerce, expect, unwrapGroup, value } from '../expressions.ts'
import { Inference } from '../inference.ts'
import { showType } from '../show-type.ts'
import { isError, isPrimitive, listOf, stringType, type Type, type TypeParam } from '../types.ts'
import { isDynamic } from '../unions.ts'
import { bindArguments, checkSpread, type Parameter } from './arguments.ts'
import { moduleOf } from './member.ts'

/** Checks a call of a library function. */
export function callLibrary(
  context: Context,
  node: ast.Call,
  fn: LibraryFunction,
  wanted?: Type,
): { args: ResolvedArgument[]; result: Type; form: LibraryFunction } {
  const form = chosenForm(context, node, fn)
  const inference = new Inference(context, form.typeParams.map(typeParam), { lenient: true })
  const args = bindArguments(context, node, form.params, [], (argument, parameter, isSpread) => {
    if (form.shown) value(context, argument)
    else if (isMessage(form, parameter)) checkMessage(context, argument)
    else if (form.typeParams.length === 0 && isSpread) checkSpread(context, argument, parameter)
    else if (form.typeParams.length === 0 && !parameter.others) expect(context, argument, parameter.type)
    else {
      const type = suitable(context, argument, parameter)
      inference.argument(argument, isSpread ? listOf(type) : type)
    }
  })
  inference.settle(node, form.name, form.result, wanted)
  reportUnsuitable(context, form, args)
  return { args, result: inference.apply(form.result), form }
}

const typeParam = (name: string): TypeParam => ({ kind: 'typeParam', name })

/** Of a function that takes its arguments in several ways, the one that this call means. */
function chosenForm(context: Context, node: ast.Call, fn: LibraryFunction): LibraryFunction {
  const forms = [fn, ...(fn.forms ?? [])]
  if (forms.length === 1) return fn
  return forms.find((form) => takes(context, node, form)) ?? fn
}

function takes(context: Context, node: ast.Call, { params }: LibraryFunction): boolean {
  const hasRest = params.some((param) => param.rest)
  if (!hasRest && node.args.length > params.length) return false
  if (node.args.length < params.filter((param) => !param.optional).length) return false
  return node.args.every((argument, at) => {
    const { name } = argument
    const param = name ? params.find((one) => one.name === name.text) : (params[at] ?? params.at(-1))
    return param !== undefined && looksLike(context, argument.value, param)
  })
}

/** Whether an argument may be of a parameter's type, as far as lists and functions go. */
function looksLike(context: Context, node: ast.Expression, param: LibraryParam): boolean {
  const isFunction = parametersOf(context, node) !== undefined
  if (isFunction || param.type.kind === 'fn') return isFunction === (param.type.kind === 'fn')
  const type = context.types.get(node) ?? value(context, node)
  if (param.type.kind === 'typeParam' || isPrimitive(type, 'any') || type.kind === 'error') {
    // `min(xs)` is of the elements of a list, `min(a, b)` of numbers.
    return !(param.rest && type.kind === 'list')
  }
  // A list whose elements are never nil is no list of optional ones.
  if (param.type.kind === 'list' && type.kind === 'list' && param.type.element.kind === 'option')
    return type.element.kind === 'option' || isPrimitive(type.element, 'any', 'nil')
  return param.type.kind === type.kind
}

/** The function type of a parameter that an argument has the parameters for. */
function suitable(context: Context, node: ast.Expression, { type, others }: Parameter): Type {
  if (!others) return type
  const count = parametersOf(context, node)
  return [type, ...others].find((one) => one.kind === 'fn' && one.params.length === count) ?? type
}

/** How many arguments a function value needs; nothing for an expression that is no function. */
function parametersOf(context: Context, node: ast.Expression): number | undefined {
  const inner = unwrapGroup(node)
  if (inner.kind === 'lambda') return inner.params.length
  const symbol = context.reference(inner)
  const module = inner.kind === 'member' ? moduleOf(context, inner.object) : undefined
  const library =
    module && inner.kind === 'member'
      ? libraryModule(module.name)?.functions.get(inner.name.text)
      : libraryFunctionOf(symbol)
  if (library) return library.params.filter((param) => !param.optional).length
  const signature = symbol?.kind === 'function' ? context.signatures.get(symbol.node) : undefined
  if (signature) return signature.params.filter((param) => param.default === undefined && !param.rest).length
  const type = value(context, node)
  return type.kind === 'fn' ? type.required : undefined
}

/** A message that is not text is sent as JSON. */
function checkMessage(context: Context, argument: ast.Expression): void {
  const found = value(context, argument)
  const inner = found.kind === 'option' ? found.inner : found
  const isText = isPrimitive(inner, 'string') || isError(inner)
  if (isText || !canBeJson(found)) coerce(context, argument, found, stringType)
}

function canBeJson(type: Type): boolean {
  return !['fn', 'chan', 'task', 'stream', 'agentic', 'typeParam'].includes(type.kind)
}

/** What a type parameter alone cannot say: `len` of a number, `sleep` of a string. */
function reportUnsuitable(context: Context, fn: LibraryFunction, args: ResolvedArgument[]): void {
  const accepts = acceptedBy[fn.name]
  const [first] = args
  if (!accepts || first?.kind !== 'given') return
  const type = context.types.get(first.value)
  if (!type || type.kind === 'error' || accepts.test(type)) return
  const name = fn.name.replace('builtin.', '')
  context.error(first.value, badArgumentOf({ name, expected: accepts.text, found: showType(type) }))
}

const acceptedBy: Record<string, { text: string; test: (type: Type) => boolean } | undefined> = {
  'builtin.len': {
    text: 'a string, list, map, range or channel',
    test: (type) =>
      isDynamic(type) || isPrimitive(type, 'string', 'range') || ['list', 'map', 'chan'].includes(type.kind),
  },
  'builtin.close': {
    text: 'a channel',
    test: (type) => type.kind === 'chan' || isPrimitive(type, 'any'),
  },
  'time.sleep': {
    text: 'an int (milliseconds) or a float (seconds)',
    test: (type) => isPrimitive(type, 'int', 'float'),
  },
}
