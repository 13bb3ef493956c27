// JSON Schemas in the dialects that models can be held to: a subset in which every member of an object is named.

import type { JsonSchema } from '../../compiler/manifest.ts'

type Strict = Record<string, unknown>

/**
 * For OpenAI's strict mode: every member is required, and what may be left out may be null. Nothing where the schema says
 * what strict mode cannot: maps, tuples, values of any type.
 */
export function strictSchema(schema: JsonSchema): Strict | undefined {
  return convert(schema, (node, required) => {
    const { default: _, ...rest } = node
    return required ? rest : { anyOf: [rest, { type: 'null' }] }
  })
}

/** For Anthropic's output format, which takes optional members, but no recursion and no limits of numbers. */
export function outputSchema(schema: JsonSchema): Strict | undefined {
  if (schema.$defs) return undefined
  return convert(schema, ({ default: _, minimum: __, maximum: ___, ...rest }) => rest, { allRequired: false })
}

type Finish = (schema: Strict, required: boolean) => Strict

function convert(schema: JsonSchema, finish: Finish, { allRequired = true } = {}): Strict | undefined {
  const { $defs, $ref, properties, additionalProperties, items, prefixItems, anyOf, required = [], ...plain } = schema
  const inner = (one: JsonSchema) => convert(one, finish, { allRequired })
  const whole: Strict = { ...plain }
  if ($defs) {
    const definitions = all($defs, (one) => finished(inner(one), finish, true))
    if (!definitions) return undefined
    whole.$defs = definitions
  }
  if ($ref !== undefined) return { $ref }
  if (prefixItems || (typeof additionalProperties === 'object' && additionalProperties !== null)) return undefined
  if (properties) {
    const members = all(properties, (one, name) => finished(inner(one), finish, required.includes(name)))
    if (!members) return undefined
    whole.properties = members
    whole.required = allRequired ? Object.keys(properties) : required
    whole.additionalProperties = false
  } else if (schema.type === 'object') return undefined
  if (items) {
    const element = finished(inner(items), finish, true)
    if (!element) return undefined
    whole.items = element
  } else if (schema.type === 'array') return undefined
  if (anyOf) {
    const members = anyOf.map((one) => finished(inner(one), finish, true))
    if (members.includes(undefined)) return undefined
    whole.anyOf = members
  }
  return schema.type === undefined && !anyOf ? undefined : whole
}

function finished(schema: Strict | undefined, finish: Finish, required: boolean): Strict | undefined {
  return schema && finish(schema, required)
}

/** Every member converted; nothing if one cannot be. */
function all(
  schemas: Record<string, JsonSchema>,
  convertOne: (schema: JsonSchema, name: string) => Strict | undefined,
): Record<string, Strict> | undefined {
  const converted = Object.entries(schemas).map(([name, one]) => [name, convertOne(one, name)] as const)
  if (converted.some(([, one]) => one === undefined)) return undefined
  return Object.fromEntries(converted) as Record<string, Strict>
}
