// `...r` in a `{…}` literal: the fields of a record or struct, or the entries of a map.

import type * as ast from '../../1-parse/syntax.ts'
import { expectedType } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { present } from '../expressions.ts'
import { showType } from '../show-type.ts'
import { anyType, isPrimitive, type RecordField, type Type } from '../types.ts'
import { isDynamic } from '../unions.ts'

/** What an entry `...e` brings: fields, or keys and values that are known only when the program runs. */
export type Spread = { fields: RecordField[] } | { key: Type; value: Type } | undefined

/** The type of a spread entry's value, noted and taken apart; reports what has no entries. */
export function inferSpreadEntry(context: Context, node: ast.Expression): Spread {
  const type = present(context, node)
  if (type.kind === 'error') return undefined
  if (type.kind === 'record') return { fields: type.fields }
  if (type.kind === 'struct') return { fields: type.struct.fields.map(({ name, type: its }) => ({ name, type: its })) }
  if (type.kind === 'map') return { key: type.key, value: type.value }
  if (isDynamic(type)) return { key: { kind: 'primitive', name: 'string' }, value: anyType }
  context.error(node, expectedType({ expected: 'a record or map', found: showType(type) }))
  return undefined
}

/** Fields of which later ones take the place of earlier ones. */
export function mergeFields(fields: readonly RecordField[]): RecordField[] {
  const merged = new Map<string, RecordField>()
  for (const field of fields) merged.set(field.name, field)
  return [...merged.values()]
}

/** Whether a spread brings entries whose keys only the running program knows. */
export function isOpenSpread(spread: Spread): spread is { key: Type; value: Type } {
  return spread !== undefined && 'key' in spread && !isPrimitive(spread.key, 'nil')
}
