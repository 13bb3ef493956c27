// JSON Schemas of the parameters of tools and workflows (table in agentic.md 2).

import type * as ast from '../1-parse/syntax.ts'
import type { JsonSchema } from '../manifest.ts'
import type { CheckedParam } from '../phases.ts'
import { numberOf, textOf } from './config.ts'
import type { Context } from './context.ts'
import { integerLimits, integerName, isSized } from './numbers.ts'
import type { RecordField, StructType, Type } from './types.ts'

/** The schema of an object with these parameters. */
export function parametersSchema(
  context: Context,
  params: CheckedParam[],
  docs: ReadonlyMap<string, string>,
): JsonSchema {
  const definitions: Record<string, JsonSchema> = {}
  const schemas = new SchemaWriter(context, definitions)
  const properties: Record<string, JsonSchema> = {}
  for (const param of params) {
    const schema = schemas.of(param.type)
    const description = docs.get(param.name)
    if (description !== undefined) schema.description = description
    const value = param.default && literalValue(param.default)
    if (value !== undefined) schema.default = value
    properties[param.name] = schema
  }
  const required = params
    .filter((one) => one.default === undefined && one.type.kind !== 'option')
    .map((one) => one.name)
  const schema: JsonSchema = { type: 'object', properties, required, additionalProperties: false }
  return Object.keys(definitions).length === 0 ? schema : { ...schema, $defs: definitions }
}

/** The value of a literal default; defaults that are computed are not in the schema. */
function literalValue(node: ast.Expression): unknown {
  switch (node.kind) {
    case 'bool':
      return node.value
    case 'string':
      return textOf(node)
    case 'list': {
      const values = node.elements.map((element) => (element.spread ? undefined : literalValue(element.value)))
      return values.includes(undefined) ? undefined : values
    }
    default:
      return numberOf(node)
  }
}

class SchemaWriter {
  readonly #context: Context
  readonly #definitions: Record<string, JsonSchema>
  readonly #open: StructType[] = []

  constructor(context: Context, definitions: Record<string, JsonSchema>) {
    this.#context = context
    this.#definitions = definitions
  }

  of(type: Type): JsonSchema {
    switch (type.kind) {
      case 'primitive':
        return integerSchema(type) ?? primitiveSchema(type.name)
      case 'list':
        return { type: 'array', items: this.of(type.element) }
      case 'tuple':
        return { type: 'array', prefixItems: type.elements.map((element) => this.of(element)), items: false }
      case 'map':
        return { type: 'object', additionalProperties: this.of(type.value) }
      case 'option':
        return this.of(type.inner)
      case 'record':
        return this.#object(type.fields.map((field) => ({ ...field, hasDefault: false })))
      case 'struct':
        return this.#struct(type.struct)
      case 'enum':
        return { type: 'string', enum: type.enum.variants.map((variant) => variant.name) }
      case 'union':
        return { anyOf: type.members.map((member) => this.of(member)) }
      default:
        return {}
    }
  }

  #object(fields: (RecordField & { hasDefault: boolean; doc?: string | undefined })[]): JsonSchema {
    const properties: Record<string, JsonSchema> = {}
    for (const field of fields) {
      const schema = this.of(field.type)
      properties[field.name] = field.doc === undefined ? schema : { ...schema, description: field.doc }
    }
    const required = fields
      .filter((field) => !field.hasDefault && field.type.kind !== 'option')
      .map((field) => field.name)
    return { type: 'object', properties, required, additionalProperties: false }
  }

  /** A struct that contains itself is written once, below `$defs`. */
  #struct(struct: StructType): JsonSchema {
    const reference = { $ref: `#/$defs/${struct.name}` }
    if (this.#definitions[struct.name]) return reference
    if (this.#open.includes(struct)) {
      this.#definitions[struct.name] = {}
      return reference
    }
    this.#open.push(struct)
    const node = [...this.#context.structs].find(([, one]) => one === struct)?.[0]
    const docOf = (name: string) => node?.fields.find((field) => field.name.text === name)?.doc
    const schema = this.#object(struct.fields.map((field) => ({ ...field, doc: docOf(field.name) })))
    this.#open.pop()
    if (!this.#definitions[struct.name]) return schema
    this.#definitions[struct.name] = schema
    return reference
  }
}

/** Sized integers have limits that JSON Schema can say, as far as JSON numbers are exact. */
function integerSchema(type: Type): JsonSchema | undefined {
  const name = isSized(type) ? integerName(type) : undefined
  if (name === undefined) return undefined
  const { min, max } = integerLimits[name]
  const limits: JsonSchema = { type: 'integer', minimum: Number(min) }
  return max > BigInt(Number.MAX_SAFE_INTEGER) ? limits : { ...limits, maximum: Number(max) }
}

function primitiveSchema(name: string): JsonSchema {
  switch (name) {
    case 'int':
      return { type: 'integer' }
    case 'float':
    case 'f32':
      return { type: 'number' }
    case 'bool':
      return { type: 'boolean' }
    case 'string':
      return { type: 'string' }
    default:
      return {}
  }
}
