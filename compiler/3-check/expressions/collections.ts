// List and map literals; a `{…}` literal is a record, a map or a struct, depending on its keys and its place.

import type * as ast from '../../1-parse/syntax.ts'
import { badMapKey, duplicateName, expectedType } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { isPlainEnum } from '../enums.ts'
import { coerce, converts, expect, value } from '../expressions.ts'
import { commonType, fit } from '../fit.ts'
import { isNumber, isNumberLiteral, isSized } from '../numbers.ts'
import { fixElement, openType } from '../open-types.ts'
import { showType } from '../show-type.ts'
import { anyType, intType, isPrimitive, listOf, type RecordField, stringType, type Type } from '../types.ts'
import { inferSpreadEntry, isOpenSpread, mergeFields, type Spread } from './record-spread.ts'
import { inferShorthand } from './shorthand.ts'
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
  // Of an empty literal nothing is known: `[...[], 1]`. Where all are empty, they will be of one type: `[[], []]`.
  const known = types.filter((_, at) => !context.open.has(found[at]!))
  const empty = types.filter((_, at) => !elements[at]!.spread && context.open.has(found[at]!))
  let common = known[0] ?? commonOfEmpty(empty)
  for (const type of known.slice(1)) common = common && commonType(common, type)
  if (common && !empty.every((type) => canBe(type, common!))) common = undefined
  const element = common === undefined || isPrimitive(common, 'nil') ? anyType : common
  elements.forEach((one, at) => {
    if (one.spread && context.open.has(found[at]!)) fixElement(context, found[at]!, element)
    else if (one.spread) converts(context, one.value, found[at]!, listOf(element))
    else converts(context, one.value, types[at]!, element)
  })
  return element
}

/** Whether an empty literal can be of a type: `[[1], []]`, but not `[1, []]`. */
function canBe(empty: Type, type: Type): boolean {
  return isPrimitive(type, 'any') || empty.kind === (type.kind === 'option' ? type.inner : type).kind
}

/** The type of empty literals beside each other, `[[], []]`; of a list and a map nothing is common. */
function commonOfEmpty(types: readonly Type[]): Type | undefined {
  const [first] = types
  return types.every((type) => type.kind === first?.kind) ? first : anyType
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
  reportRepeatedKeys(context, node)
  if (place?.kind === 'map' && !context.open.has(place)) return mapOf(context, node, place.key, place.value)
  if (node.entries.length === 0 && place?.kind !== 'record' && place?.kind !== 'struct') {
    return openType(context, { kind: 'map', key: stringType, value: anyType })
  }
  const spreads = spreadsOf(context, node)
  const isFixed = node.entries.every((entry) => entry.kind !== 'keyed' && !isOpenSpread(spreads.get(entry)))
  if (!isFixed || context.assignments.growing.has(node)) return inferKeyed(context, node, spreads)
  if (place?.kind === 'struct') return structOf(context, node, place, spreads)
  return recordOf(context, node, spreads, place?.kind === 'record' ? place.fields : undefined)
}

type Spreads = ReadonlyMap<ast.MapEntry, Spread>

function spreadsOf(context: Context, node: ast.MapLiteral): Spreads {
  const spreads = new Map<ast.MapEntry, Spread>()
  for (const entry of node.entries) {
    if (entry.kind === 'spread') spreads.set(entry, inferSpreadEntry(context, entry.value))
  }
  return spreads
}

function fieldsOf(spread: Spread): RecordField[] {
  return spread && 'fields' in spread ? spread.fields : []
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

function entryType(context: Context, entry: OwnEntry, wanted?: Type): Type {
  if (entry.kind === 'shorthand') return inferShorthand(context, entry.name, wanted)
  const found = value(context, entry.value, wanted)
  if (wanted) coerce(context, entry.value, found, wanted)
  return wanted ?? found
}

type OwnEntry = Exclude<ast.MapEntry, { kind: 'spread' }>

/** A record; with the wanted fields where it has exactly those, whatever their order. */
function recordOf(context: Context, node: ast.MapLiteral, spreads: Spreads, wanted: RecordField[] | undefined): Type {
  const found: RecordField[] = []
  for (const entry of node.entries) {
    if (entry.kind === 'spread') found.push(...fieldsOf(spreads.get(entry)))
    else if (entry.kind !== 'keyed') {
      const place = wanted?.find((field) => field.name === entry.name.text)
      found.push({ name: entry.name.text, type: entryType(context, entry, place?.type) })
    }
  }
  const fields = mergeFields(found)
  const isWhole =
    spreads.size === 0 &&
    wanted?.length === fields.length &&
    wanted.every((one) => fields.some((own) => own.name === one.name))
  return { kind: 'record', fields: isWhole ? wanted : fields }
}

/** Fields that are written take the place of those that a spread brings. */
function structOf(
  context: Context,
  node: ast.MapLiteral,
  place: Extract<Type, { kind: 'struct' }>,
  spreads: Spreads,
): Type {
  const given: GivenField[] = []
  const brought = new Map<string, GivenField>()
  for (const entry of node.entries) {
    if (entry.kind === 'keyed') continue
    if (entry.kind !== 'spread') {
      given.push({
        name: entry.name,
        check: (wanted) => {
          entryType(context, entry, wanted)
        },
      })
    }
    for (const { name, type } of fieldsOf(spreads.get(entry))) {
      brought.set(name, {
        name: { text: name, span: entry.span },
        check: (wanted) => coerceField(context, entry, type, wanted),
      })
    }
  }
  const isOwn = (name: string) => given.some((own) => own.name.text === name)
  checkStructFields(context, node, place.struct, [
    ...[...brought].flatMap(([name, one]) => (isOwn(name) ? [] : [one])),
    ...given,
  ])
  return place
}

function coerceField(context: Context, at: ast.MapEntry, found: Type, wanted: Type): void {
  const how = fit(found, wanted)
  if (how === 'same' || how === 'convert') return
  context.error(at, expectedType({ expected: showType(wanted), found: showType(found) }))
}

function mapOf(context: Context, node: ast.MapLiteral, key: Type, element: Type): Type {
  for (const entry of node.entries) {
    if (entry.kind === 'spread') {
      expect(context, entry.value, { kind: 'map', key, value: element })
      continue
    }
    if (entry.kind === 'keyed') expect(context, entry.key, key)
    else if (!isPrimitive(key, 'string', 'any')) {
      context.error(entry.name, expectedType({ expected: showType(key), found: 'string' }))
    }
    entryType(context, entry, element)
  }
  return { kind: 'map', key, value: element }
}

/** A literal with at least one written-out key: `map[string]T`, or `any` values if they have no common type. */
function inferKeyed(context: Context, node: ast.MapLiteral, spreads: Spreads): Type {
  const keys: Type[] = []
  const values: Type[] = []
  const types: { node: ast.Expression | ast.Name; type: Type }[] = []
  for (const entry of node.entries) {
    if (entry.kind === 'spread') {
      const spread = spreads.get(entry)
      keys.push(isOpenSpread(spread) ? spread.key : stringType)
      values.push(...(isOpenSpread(spread) ? [spread.value] : fieldsOf(spread).map((field) => field.type)))
      continue
    }
    const keyType = entry.kind === 'keyed' ? value(context, entry.key) : stringType
    if (entry.kind === 'keyed' && !isKey(keyType)) {
      return context.error(entry.key, badMapKey({ type: showType(keyType) }))
    }
    keys.push(keyType)
    const type = entryType(context, entry)
    types.push({ node: entry.kind === 'shorthand' ? entry.name : entry.value, type })
    values.push(type)
  }
  const key = shared(keys)
  const element = shared(values)
  for (const entry of node.entries) {
    if (entry.kind === 'keyed') converts(context, entry.key, context.types.get(entry.key)!, key)
    if (entry.kind === 'spread') {
      const found = context.conversions.get(entry.value) ?? context.types.get(entry.value)!
      if (found.kind !== 'error') coerce(context, entry.value, found, { kind: 'map', key, value: element })
    }
  }
  for (const { node: one, type } of types) {
    if ('kind' in one) converts(context, one, type, element)
    else context.shorthands.set(one, { type, wanted: element })
  }
  return { kind: 'map', key, value: element }
}

/** What keys or values have in common; `any` where that is nothing, or only nil. */
function shared(types: readonly Type[]): Type {
  let common: Type | undefined
  for (const type of types) common = common === undefined ? type : (commonType(common, type) ?? anyType)
  return common === undefined || isPrimitive(common, 'nil') ? anyType : common
}

/** Whether values of a type can be map keys. */
export function isKey(type: Type): boolean {
  // What stands for it is looked at where it is known.
  if (type.kind === 'typeParam') return true
  if (type.kind === 'enum') return isPlainEnum(type.enum)
  if (type.kind === 'tuple') return type.elements.every(isKey)
  if (type.kind === 'union') return type.members.every(isKey)
  return type.kind === 'error' || isNumber(type) || isPrimitive(type, 'bool', 'string', 'any')
}
