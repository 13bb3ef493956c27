// What to say under the carets, and how to get out of it, where a type does not fit its place.

import { isNumber, isSized } from './numbers.ts'
import { showType } from './show-type.ts'
import { isError, isErrorPair, isPrimitive, optionOf, type Type } from './types.ts'

/** "this is a string". */
export function labelFor(found: Type, wanted: Type): string {
  if (isPrimitive(found, 'nil')) return 'this is nil'
  const missing = missingField(found, wanted)
  if (missing !== undefined) return `field \`${missing}\` is missing`
  const name = showType(found)
  return `this is ${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`
}

function missingField(found: Type, wanted: Type): string | undefined {
  if (found.kind !== 'record' || wanted.kind !== 'record') return undefined
  return wanted.fields.find((field) => found.fields.every((own) => own.name !== field.name))?.name
}

/** The function or form that converts, where one exists. */
export function conversionHint(found: Type, wanted: Type): string | undefined {
  if (isPrimitive(found, 'string') && isPrimitive(wanted, 'int')) return 'convert with conv.string_to_int'
  if (isPrimitive(found, 'string') && isPrimitive(wanted, 'float')) return 'convert with conv.string_to_float'
  if (isNumber(found) && isNumber(wanted) && (isSized(found) || isSized(wanted))) {
    return `convert with \`… as ${showType(wanted)}\``
  }
  if (isPrimitive(found, 'float') && isPrimitive(wanted, 'int')) return 'write `… as int`, which cuts off the fraction'
  if (isPrimitive(wanted, 'string') && (isNumber(found) || isPrimitive(found, 'bool'))) return 'convert with to_string'
  if (isPrimitive(found, 'nil')) return `only ${showType(optionOf(wanted))} can be nil`
  if (isErrorPair(wanted)) return 'give the error too: `return value, nil`'
  if (wanted.kind === 'option' && wanted.inner.kind === 'list' && found.kind === 'list')
    return 'a list of options is `[]T?`, an optional list is `([]T)?`'
  if (isError(wanted)) return 'make an error with error("…")'
  return undefined
}
