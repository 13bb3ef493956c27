// Calls of library functions: type parameters are found from the arguments, printed arguments may be anything.

import type * as ast from '../../1-parse/syntax.ts'
import { badArgumentOf } from '../../diagnostics/messages.generated.ts'
import type { LibraryFunction } from '../../library/library.ts'
import type { ResolvedArgument } from '../../phases.ts'
import type { Context } from '../context.ts'
import { coerce, expect, value } from '../expressions.ts'
import { fit } from '../fit.ts'
import { fixElement } from '../open-types.ts'
import { showType } from '../show-type.ts'
import { anyType, errorKind, isPrimitive, stringType, type Type } from '../types.ts'
import { bindArguments, checkSpread } from './arguments.ts'

type Bindings = Map<string, Type>

/** What the arguments so far say about the type parameters of a function. */
interface Inference {
  bindings: Bindings
  /** A list whose elements are not known yet, as in `append([], 1)`: the next argument decides. */
  open: Type | undefined
}

/** Checks a call of a library function. */
export function callLibrary(
  context: Context,
  node: ast.Call,
  fn: LibraryFunction,
): { args: ResolvedArgument[]; result: Type } {
  const inference: Inference = { bindings: new Map(), open: undefined }
  const args = bindArguments(context, node, fn.params, [], (argument, parameter, isSpread) => {
    if (isSpread) checkSpread(context, argument, parameter)
    else if (fn.shown) value(context, argument)
    else if (fn.file === 'agent' && parameter.name === 'message') checkMessage(context, argument)
    else if (fn.typeParams.length === 0) expect(context, argument, parameter.type)
    else checkGeneric(context, argument, parameter.type, inference)
  })
  reportUnsuitable(context, fn, args)
  const result = substitute(fn.result, inference.bindings)
  return { args, result: hasTypeParam(result) ? (inference.open ?? errorKind) : result }
}

/** A message that is not text is sent as JSON, which is not compiled yet. */
function checkMessage(context: Context, argument: ast.Expression): void {
  const found = value(context, argument)
  if (fit(found, stringType) === 'never') context.notYet(argument, 'a message that is not a string')
  else coerce(context, argument, found, stringType)
}

function checkGeneric(context: Context, argument: ast.Expression, parameter: Type, inference: Inference): void {
  const wanted = substitute(parameter, inference.bindings)
  if (!hasTypeParam(wanted)) {
    expect(context, argument, wanted)
    return
  }
  const found = value(context, argument)
  if (context.open.has(found) && wanted.kind === 'list') inference.open = found
  else if (!unify(wanted, found, inference.bindings)) coerce(context, argument, found, anyShape(wanted))
  else if (inference.open && wanted.kind === 'typeParam') fixElement(context, inference.open, found)
}

/** Finds type parameters so that `found` fits; false if it does not. */
function unify(wanted: Type, found: Type, bindings: Bindings): boolean {
  if (found.kind === 'error') return true
  if (wanted.kind === 'typeParam') {
    bindings.set(wanted.name, found)
    return true
  }
  if (wanted.kind === 'list' && found.kind === 'list') return unify(wanted.element, found.element, bindings)
  if (wanted.kind === 'map' && found.kind === 'map') {
    return unify(wanted.key, found.key, bindings) && unify(wanted.value, found.value, bindings)
  }
  return false
}

function substitute(type: Type, bindings: Bindings): Type {
  switch (type.kind) {
    case 'typeParam':
      return bindings.get(type.name) ?? type
    case 'list':
      return { kind: 'list', element: substitute(type.element, bindings) }
    case 'map':
      return { kind: 'map', key: substitute(type.key, bindings), value: substitute(type.value, bindings) }
    default:
      return type
  }
}

function hasTypeParam(type: Type): boolean {
  switch (type.kind) {
    case 'typeParam':
      return true
    case 'list':
      return hasTypeParam(type.element)
    case 'map':
      return hasTypeParam(type.key) || hasTypeParam(type.value)
    default:
      return false
  }
}

/** The wanted type as a message names it: `[]any`. */
function anyShape(type: Type): Type {
  switch (type.kind) {
    case 'typeParam':
      return anyType
    case 'list':
      return { kind: 'list', element: anyShape(type.element) }
    case 'map':
      return { kind: 'map', key: anyShape(type.key), value: anyShape(type.value) }
    default:
      return type
  }
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
    test: (type) => isPrimitive(type, 'string', 'range') || ['list', 'map', 'chan'].includes(type.kind),
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
