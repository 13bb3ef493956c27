// `xs = []` and `m = {}` take their element type from the first use that fixes it. Until then the list's type is open:
// its element is `any`, and the type object, which variable and expressions share, is filled in later.

import type { Context } from './context.ts'
import { partsOf } from './type-size.ts'
import { anyType, type Type } from './types.ts'

type Collection = Extract<Type, { kind: 'list' | 'map' }>

/** The type of an empty list or map literal in a place that says nothing about its elements. */
export function openType(context: Context, type: Collection): Type {
  context.open.set(type, [])
  return type
}

/** Fixes whichever of two types is open to the other. What is open on both sides is fixed together, later. */
export function fixOpen(context: Context, a: Type, b: Type): void {
  if (context.open.size === 0 || a === b) return
  const [withA, withB] = [context.open.get(a), context.open.get(b)]
  if (withA && withB) {
    withA.push(b)
    withB.push(a)
  } else if (withA) fix(context, a, b)
  else if (withB) fix(context, b, a)
}

function fix(context: Context, open: Type, known: Type): void {
  if (known.kind === 'option') {
    fix(context, open, known.inner)
    return
  }
  const together = context.open.get(open)
  if (!together || open === known) return
  // A list that is put into itself holds anything: no type can be a part of itself.
  const part = (type: Type) => (holds(type, open) ? anyType : type)
  if (open.kind === 'list' && known.kind === 'list') open.element = part(known.element)
  else if (open.kind === 'map' && known.kind === 'map') {
    open.key = part(known.key)
    open.value = part(known.value)
  } else return
  context.open.delete(open)
  for (const other of together) fix(context, other, open)
}

/** Whether a type is a part of another one. */
function holds(type: Type, part: Type): boolean {
  return type === part || partsOf(type).some((one) => holds(one, part))
}

/** Fixes the element type of an open list, or the key and value types of an open map. */
export function fixElement(context: Context, collection: Type, element: Type, key: Type = anyType): void {
  if (!context.open.has(collection) || element.kind === 'error') return
  if (collection.kind === 'list') fix(context, collection, { kind: 'list', element })
  if (collection.kind === 'map') fix(context, collection, { kind: 'map', key, value: element })
}
