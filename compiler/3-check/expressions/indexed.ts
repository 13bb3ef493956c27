// `a[i]` and `t.0` as values.

import type * as ast from '../../1-parse/syntax.ts'
import { notIndexable, unknownMember } from '../../diagnostics/messages.generated.ts'
import { textOf } from '../config.ts'
import type { Context } from '../context.ts'
import { coerce, expect, present, value } from '../expressions.ts'
import { commonType } from '../fit.ts'
import { showType } from '../show-type.ts'
import { anyType, intType, isPrimitive, optionOf, stringType, type Type } from '../types.ts'
import { isDynamic } from '../unions.ts'
import { noMember } from './unknown-member.ts'

/** `a[i]` as a value: of a map, `V?`. */
export function inferIndex(context: Context, node: ast.Index): Type {
  const object = present(context, node.object)
  const element = elementType(context, node, object)
  return object.kind === 'map' ? optionOf(element) : element
}

/** The type of an element: what can be stored into it. */
export function elementType(context: Context, node: ast.Index, object: Type): Type {
  const { index } = node
  switch (object.kind) {
    case 'error':
      value(context, index)
      return object
    case 'list':
      return isSlice(context, index) ? object : object.element
    case 'map':
      expect(context, index, object.key)
      return object.value
    case 'record':
      return recordElement(context, node, object)
    case 'union':
      value(context, index)
      return anyType
    case 'primitive':
      if (object.name === 'any') {
        value(context, index)
        return anyType
      }
      if (object.name !== 'string') break
      isSlice(context, index)
      return stringType
    default:
      break
  }
  return context.error(node.object, notIndexable({ type: showType(object) }))
}

/** Whether an index is a range, which copies a part; otherwise it must be a position. */
function isSlice(context: Context, index: ast.Expression): boolean {
  const type = value(context, index, intType)
  if (isPrimitive(type, 'range')) return true
  coerce(context, index, type, intType)
  return false
}

/** `r["a"]` reads as `r.a`; a key that is known only when the program runs gives nil where there is no such field. */
function recordElement(context: Context, node: ast.Index, object: Extract<Type, { kind: 'record' }>): Type {
  const { index } = node
  expect(context, index, stringType)
  const key = textOf(index)
  if (key === undefined) {
    const element = fieldsType(object.fields)
    context.conversions.set(node.object, { kind: 'map', key: stringType, value: element })
    return optionOf(element)
  }
  const field = object.fields.find(({ name }) => name === key)
  return field ? field.type : noMember(context, object, { text: key, span: index.span }, object.fields)
}

/** What all fields of a record have in common. */
export function fieldsType(fields: readonly { type: Type }[]): Type {
  let common: Type | undefined = fields[0]?.type
  for (const { type } of fields) common = common && commonType(common, type)
  return common ?? anyType
}

/** `t.0`. */
export function inferTupleIndex(context: Context, node: ast.TupleIndex): Type {
  const object = present(context, node.object)
  if (object.kind === 'error') return object
  if (isDynamic(object)) return anyType
  const element = object.kind === 'tuple' ? object.elements[node.index] : undefined
  return element ?? context.error(node, unknownMember({ type: showType(object), name: node.index }))
}
