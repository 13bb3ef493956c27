// List and map literals; a `{…}` literal is a record, a map or a struct, depending on its keys and its place.

import type * as ast from '../../1-parse/syntax.ts'
import { badMapKey, duplicateName, expectedType } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { isPlainEnum } from '../enums.ts'
import { coerce, converts, expect, value } from '../expressions.ts'
import { commonType, fit } from '../fit.ts'
import { isNumber, isNumberLiteral, isSized } from '../numbers.ts'
import { openType } from '../open-types.ts'
import { showType } from '../show-type.ts'
import { anyType, intType, isPrimitive, listOf, type RecordField, stringType, type Type } from '../types.ts'
import { symbolValue } from './leaves.ts'
import { checkStructFields, type GivenField } from './struct-literal.ts'

/** `[a, b]`: elements as the place wants them, else of their common type, else `any`. */
export function inferList(context: Context, node: ast.List, wanted: Type | undefined): Type {
  const place = wanted?.kind === 'option' ? wanted.inner : wanted
  const values = node.elements.map((element) => element.value)
  if (place?.kind === 'list' && !context.open.has(place)) {
    for (const one of node.elements) expect(context, one.value, one.spread ? place : place.element)
    return { kind: 'list', element: place.element }
  }
  if (values.length === 0) return openType(context, { kind: 'list', element: anyType })
  return { kind: 'list', element: commonElement(context, node.elements) }
}

/** The common type of several values, which each is converted to; `any` if they have none. */
function commonElement(context: Context, elements: ast.List['elements']): Type {
  const found = elementTypes(context, elements)
  const types = found.map((type, at) =>
    elements[at]!.spread ? spreadElement(context, elements[at]!.value, type) : type,
  )
  let common: Type | undefined = types[0]
  for (const type of types.slice(1)) common = common && commonType(common, type)
  const element = common === undefined || isPrimitive(common, 'nil') ? anyType : common
  elements.forEach((one, at) => {
    if (one.spread) converts(context, one.value, found[at]!, listOf(element))
    else converts(context, one.value, types[at]!, element)
  })
  return element
}

/** Numbers that are written take the sized type of the elements beside them. */
function elementTypes(context: Context, elements: ast.List['elements']): Type[] {
  const types = new Map<ast.Expression, Type>()
  const isLiteral = ({ value: node }: ast.List['elements'][number]) => isNumberLiteral(node)
  for (const one of elements) if (!isLiteral(one)) types.set(one.value, value(context, one.value))
  const size = [...types.values()].find(isSized)
  for (const one of elements) if (isLiteral(one)) types.set(one.value, value(context, one.value, size))
  return elements.map((one) => types.get(one.value)!)
}

/** The type of what `...xs` gives to a list. */
function spreadElement(context: Context, node: ast.Expression, type: Type): Type {
  if (type.kind === 'list') return type.element
  if (type.kind === 'error') return type
  if (isPrimitive(type, 'range')) return intType
  if (isPrimitive(type, 'any')) return anyType
  return context.error(node, expectedType({ expected: '[]any', found: showType(type) }))
}

/** A `{…}` literal. */
export function inferMap(context: Context, node: ast.MapLiteral, wanted: Type | undefined): Type {
  const place = wanted?.kind === 'option' ? wanted.inner : wanted
  for (const entry of node.entries) if (entry.kind === 'spread') return context.notYet(entry, '`...` in a map')
  reportRepeatedKeys(context, node)
  if (place?.kind === 'map' && !context.open.has(place)) return mapOf(context, node, place.key, place.value)
  if (node.entries.length === 0) {
    if (place?.kind === 'record') return recordOf(context, node, place.fields)
    return openType(context, { kind: 'map', key: stringType, value: anyType })
  }
  if (node.entries.every((entry) => entry.kind !== 'keyed')) {
    if (place?.kind === 'struct') return structOf(context, node, place)
    return recordOf(context, node, place?.kind === 'record' ? place.fields : undefined)
  }
  return inferKeyed(context, node)
}

function reportRepeatedKeys(context: Context, node: ast.MapLiteral): void {
  const first = new Map<string, ast.Name>()
  for (const entry of node.entries) {
    if (entry.kind !== 'field' && entry.kind !== 'shorthand') continue
    const other = first.get(entry.name.text)
    if (!other) first.set(entry.name.text, entry.name)
    else {
      const related = [{ span: other.span, text: 'first given here' }]
      context.error(entry.name, duplicateName({ name: entry.name.text }), { related })
    }
  }
}

/** Shorthand `{name}` has no expression of its own, so its type must be right as it is. */
function entryType(context: Context, entry: ast.MapEntry, wanted?: Type): Type {
  if (entry.kind !== 'shorthand') {
    const found = value(context, entry.value, wanted)
    if (wanted) coerce(context, entry.value, found, wanted)
    return wanted ?? found
  }
  const symbol = context.symbol(entry.name)
  const found: Type = symbol ? symbolValue(context, entry.name, symbol) : { kind: 'error' }
  if (!wanted || fit(found, wanted) === 'same') return found
  const [expected, actual] = [showType(wanted), showType(found)]
  if (fit(found, wanted) === 'never') return context.error(entry.name, expectedType({ expected, found: actual }))
  const text = entry.name.text
  return context.notYet(entry.name, `\`{${text}}\` with a conversion to ${expected} (write \`${text}: ${text}\`)`)
}

function fieldEntries(node: ast.MapLiteral): Extract<ast.MapEntry, { kind: 'field' | 'shorthand' }>[] {
  return node.entries.filter((entry) => entry.kind === 'field' || entry.kind === 'shorthand')
}

/** A record; with the wanted fields where it has exactly those, whatever their order. */
function recordOf(context: Context, node: ast.MapLiteral, wanted: RecordField[] | undefined): Type {
  const fields: RecordField[] = []
  for (const entry of fieldEntries(node)) {
    const place = wanted?.find((field) => field.name === entry.name.text)
    if (fields.some((field) => field.name === entry.name.text)) continue
    fields.push({ name: entry.name.text, type: entryType(context, entry, place?.type) })
  }
  const isWhole = wanted?.length === fields.length && wanted.every((one) => fields.some((own) => own.name === one.name))
  return { kind: 'record', fields: isWhole ? wanted : fields }
}

function structOf(context: Context, node: ast.MapLiteral, place: Extract<Type, { kind: 'struct' }>): Type {
  const given: GivenField[] = fieldEntries(node).map((entry) => ({
    name: entry.name,
    check: (wanted) => {
      entryType(context, entry, wanted)
    },
  }))
  checkStructFields(context, node, place.struct, given)
  return place
}

function mapOf(context: Context, node: ast.MapLiteral, key: Type, element: Type): Type {
  for (const entry of node.entries) {
    if (entry.kind === 'keyed') expect(context, entry.key, key)
    else if (entry.kind !== 'spread' && !isPrimitive(key, 'string', 'any')) {
      context.error(entry.name, expectedType({ expected: showType(key), found: 'string' }))
    }
    entryType(context, entry, element)
  }
  return { kind: 'map', key, value: element }
}

/** A literal with at least one written-out key: `map[string]T`, or `any` values if they have no common type. */
function inferKeyed(context: Context, node: ast.MapLiteral): Type {
  let key: Type | undefined
  let element: Type | undefined
  const types: { node: ast.Expression | undefined; type: Type }[] = []
  for (const entry of node.entries) {
    const keyType = entry.kind === 'keyed' ? value(context, entry.key) : stringType
    if (entry.kind === 'keyed' && !isKey(keyType)) {
      return context.error(entry.key, badMapKey({ type: showType(keyType) }))
    }
    key = key === undefined ? keyType : (commonType(key, keyType) ?? anyType)
    const type = entryType(context, entry)
    types.push({ node: entry.kind === 'shorthand' ? undefined : entry.value, type })
    element = element === undefined ? type : (commonType(element, type) ?? anyType)
  }
  if (isPrimitive(key!, 'any')) return context.notYet(node, 'a map with keys of different types')
  const shared = isPrimitive(element!, 'nil') ? anyType : element!
  for (const one of types) if (one.node) converts(context, one.node, one.type, shared)
  return { kind: 'map', key: key!, value: shared }
}

/** Whether values of a type can be map keys. */
export function isKey(type: Type): boolean {
  // What stands for it is looked at where it is known.
  if (type.kind === 'typeParam') return true
  if (type.kind === 'enum') return isPlainEnum(type.enum)
  return type.kind === 'error' || isNumber(type) || isPrimitive(type, 'bool', 'string')
}
