// Arguments for the offline model's tool calls: values that fit the tool's schema, taken from the message where it has any.

import type { JsonSchema } from '../../compiler/manifest.ts'

/** What a message offers as values, each used once, in order. */
interface Offer {
  message: string
  numbers: number[]
  quoted: string[]
  names: string[]
}

/** Fills the required parameters, and optional ones with an enum of which the message names a value. */
export function argumentsFor(schema: JsonSchema, message: string): Record<string, unknown> {
  const offer = readOffer(message)
  return objectFor(schema, offer, schema)
}

function readOffer(message: string): Offer {
  const unquoted = message.replace(/"[^"]+"|“[^”]+”/g, ' ')
  return {
    message,
    numbers: [...unquoted.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number)),
    quoted: [...message.matchAll(/"([^"]+)"|“([^”]+)”/g)].map(([, straight, curly]) => straight ?? curly ?? ''),
    // Capitals within a sentence: names of places, people, products.
    names: [...unquoted.matchAll(/(?<=[\p{L}\d,;:]\s)\p{Lu}[\p{L}\d-]*(?:\s\p{Lu}[\p{L}\d-]*)*/gu)]
      .map(([name]) => name)
      .filter((name) => name !== 'I'),
  }
}

function objectFor(schema: JsonSchema, offer: Offer, root: JsonSchema): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  const required = new Set(schema.required ?? [])
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (required.has(name)) result[name] = valueFor(property, offer, root, 0)
    else if (mentioned(property, offer) !== undefined) result[name] = mentioned(property, offer)
  }
  return result
}

function valueFor(schema: JsonSchema, offer: Offer, root: JsonSchema, depth: number): unknown {
  const resolved = resolve(schema, root)
  if (resolved.default !== undefined) return resolved.default
  if (resolved.enum) return mentioned(resolved, offer) ?? resolved.enum[0]
  if (resolved.anyOf?.[0]) return valueFor(resolved.anyOf[0], offer, root, depth)
  switch (resolved.type) {
    case 'integer':
      return Math.trunc(offer.numbers.shift() ?? 1)
    case 'number':
      return offer.numbers.shift() ?? 1
    case 'boolean':
      return true
    case 'array':
      return arrayFor(resolved, offer, root, depth)
    case 'object':
      // A required recursive structure has no smallest value; the depth keeps it finite.
      return depth < 5 ? nestedObject(resolved, offer, root, depth + 1) : {}
    default:
      return offer.quoted.shift() ?? offer.names.shift() ?? offer.message
  }
}

function nestedObject(schema: JsonSchema, offer: Offer, root: JsonSchema, depth: number): Record<string, unknown> {
  const names = schema.required ?? []
  return Object.fromEntries(names.map((name) => [name, valueFor(schema.properties?.[name] ?? {}, offer, root, depth)]))
}

function arrayFor(schema: JsonSchema, offer: Offer, root: JsonSchema, depth: number): unknown[] {
  if (schema.prefixItems) return schema.prefixItems.map((item) => valueFor(item, offer, root, depth))
  return schema.items && depth < 5 ? [valueFor(schema.items, offer, root, depth + 1)] : []
}

function mentioned(schema: JsonSchema, offer: Offer): string | undefined {
  const message = offer.message.toLowerCase()
  return schema.enum?.find((value) => message.includes(value.toLowerCase()))
}

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = schema.$ref?.split('/').at(-1)
  return (name !== undefined && root.$defs?.[name]) || schema
}
