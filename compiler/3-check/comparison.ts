// What `==` compares two values as (language.md 4, equality): structural and deep, so also values of different types may
// be equal.

import { commonType, fit } from './fit.ts'
import { anyType, isError, isPrimitive, optionOf, type RecordField, stringType, type Type } from './types.ts'
import { isDynamic } from './unions.ts'

/** The type that both sides are converted to; nothing where they can never be equal. */
export function comparedAs(a: Type, b: Type): Type | undefined {
  const common = commonType(a, b)
  if (common) return common
  if (isText(a) && isText(b)) return stringType
  if (isDynamic(a) || isDynamic(b))
    return membersOf(a).some((x) => membersOf(b).some((y) => comparedAs(x, y))) ? anyType : undefined
  if (a.kind === 'option' || b.kind === 'option') return options(a, b)
  if (a.kind === 'record' && b.kind === 'record') return records(a.fields, b.fields) ? asFirst(a, b) : undefined
  if (a.kind === 'record' && b.kind === 'map') return recordAndMap(a, b)
  if (a.kind === 'map' && b.kind === 'record') return recordAndMap(b, a)
  // Both may be empty.
  if (a.kind === b.kind && (a.kind === 'list' || a.kind === 'map')) return anyType
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    const isAlike =
      a.elements.length === b.elements.length && a.elements.every((one, at) => comparedAs(one, b.elements[at]!))
    return isAlike ? asFirst(a, b) : undefined
  }
  return undefined
}

/** An `Error` compares with a string by its message. */
function isText(type: Type): boolean {
  return isPrimitive(type, 'string') || (type.kind === 'struct' && isError(type))
}

function membersOf(type: Type): Type[] {
  return type.kind === 'union' ? type.members : [type]
}

/** Two options are equal where both are nil, whatever they could hold. */
function options(a: Type, b: Type): Type | undefined {
  const [x, y] = [inside(a), inside(b)]
  if (isText(x) && isText(y)) return optionOf(stringType)
  const inner = comparedAs(x, y)
  if (inner) return isDynamic(inner) ? inner : optionOf(inner)
  return a.kind === 'option' && b.kind === 'option' ? anyType : undefined
}

function inside(type: Type): Type {
  return type.kind === 'option' ? type.inner : type
}

/** Fields are compared by name, in whatever order. */
function records(a: RecordField[], b: RecordField[]): boolean {
  return (
    a.length === b.length &&
    a.every((field) => {
      const other = b.find((one) => one.name === field.name)
      return other !== undefined && comparedAs(field.type, other.type) !== undefined
    })
  )
}

function recordAndMap(
  record: Extract<Type, { kind: 'record' }>,
  map: Extract<Type, { kind: 'map' }>,
): Type | undefined {
  if (fit(record, map) === 'convert') return map
  const isAlike = record.fields.every((field) => comparedAs(field.type, map.value))
  return isAlike && comparedAs(map.key, stringType) ? anyType : undefined
}

function asFirst(a: Type, b: Type): Type {
  if (fit(b, a) === 'convert') return a
  return fit(a, b) === 'convert' ? b : anyType
}
