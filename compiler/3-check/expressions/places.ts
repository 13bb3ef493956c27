// The targets of assignments that are no names: `a.b`, `a[i]`, and a variable of another file.

import type * as ast from '../../1-parse/syntax.ts'
import { badMapKey, constReassigned, notAssignable } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { present, value } from '../expressions.ts'
import { fixElement } from '../open-types.ts'
import { showType } from '../show-type.ts'
import { errorKind, isPrimitive, stringType, type Type } from '../types.ts'
import { isKey } from './collections.ts'
import { elementType } from './indexed.ts'
import { fieldType, isFile, moduleOf } from './member.ts'

/** The type of what can be stored into a place. */
export function placeType(context: Context, place: ast.PlaceTarget['place'], stored?: Type): Type {
  const type = storedType(context, place, stored)
  context.types.set(place, type)
  return type
}

/** A variable of another file. */
function globalPlace(context: Context, place: ast.Member): Type {
  const symbol = context.reference(place)
  if (!symbol) return errorKind
  if (symbol.kind !== 'global') return context.error(place, notAssignable({ operator: '=' }))
  if (!symbol.mutable) {
    return context.error(place, constReassigned({ name: symbol.name }), { related: context.declaredHere(symbol) })
  }
  return context.symbolTypes.get(symbol) ?? errorKind
}

/** The type of a new key. */
function keyType(context: Context, object: Type, index: ast.Expression): Type {
  const type = present(context, index)
  if (object.kind !== 'map' || isKey(type)) return type
  return context.error(index, badMapKey({ type: showType(type) }))
}

function storedType(context: Context, place: ast.PlaceTarget['place'], stored: Type | undefined): Type {
  switch (place.kind) {
    case 'tupleIndex':
      present(context, place.object)
      return context.error(place, notAssignable({ operator: '=' }))
    case 'member': {
      if (isFile(context, place.object) && !moduleOf(context, place.object)) return globalPlace(context, place)
      if (moduleOf(context, place.object) || place.optional)
        return context.error(place, notAssignable({ operator: '=' }))
      const object = present(context, place.object)
      if (object.kind === 'enum') return context.error(place, notAssignable({ operator: '=' }))
      if (stored) fixElement(context, object, stored, stringType)
      return fieldType(context, object, place.name)
    }
    case 'index': {
      const object = present(context, place.object)
      if (object.kind === 'record') {
        value(context, place.index)
        return context.error(place, notAssignable({ operator: '=' }))
      }
      if (isPrimitive(object, 'string')) return context.error(place, notAssignable({ operator: '=' }))
      if (stored && context.open.has(object)) fixElement(context, object, stored, keyType(context, object, place.index))
      const element = elementType(context, place, object)
      const isSlice = object.kind === 'list' && isPrimitive(context.types.get(place.index) ?? object, 'range')
      return isSlice ? context.error(place, notAssignable({ operator: '=' })) : element
    }
    default:
      return place satisfies never
  }
}
