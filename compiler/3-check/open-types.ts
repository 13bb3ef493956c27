// `xs = []` and `m = {}` take their element type from the first use that fixes it. Until then the list's type is open:
// its element is `any`, and the type object, which variable and expressions share, is filled in later.

import type { Context } from './context.ts'
import { anyType, type Type } from './types.ts'

/** The type of an empty list or map literal in a place that says nothing about its elements. */
export function openType(context: Context, type: Extract<Type, { kind: 'list' | 'map' }>): Type {
  context.open.add(type)
  return type
}

/** Fixes whichever of two types is open to the other. */
export function fixOpen(context: Context, a: Type, b: Type): void {
  if (context.open.size === 0) return
  if (context.open.has(a) && !context.open.has(b)) fix(context, a, b)
  else if (context.open.has(b) && !context.open.has(a)) fix(context, b, a)
}

function fix(context: Context, open: Type, known: Type): void {
  if (known.kind === 'option') {
    fix(context, open, known.inner)
    return
  }
  if (open.kind === 'list' && known.kind === 'list') {
    open.element = known.element
    context.open.delete(open)
  } else if (open.kind === 'map' && known.kind === 'map') {
    open.key = known.key
    open.value = known.value
    context.open.delete(open)
  }
}

/** Fixes the element type of an open list, or the key and value types of an open map. */
export function fixElement(context: Context, collection: Type, element: Type, key: Type = anyType): void {
  if (!context.open.has(collection) || element.kind === 'error') return
  if (collection.kind === 'list') fix(context, collection, { kind: 'list', element })
  if (collection.kind === 'map') fix(context, collection, { kind: 'map', key, value: element })
}
