// JSON Schemas of the parameters of tools and workflows, and of what agents answer (table in agentic.md 2).

import type * as ast from '../1-parse/syntax.ts'
import type { JsonSchema } from '../manifest.ts'
import type { Checked, CheckedParam } from '../phases.ts'
import { numberOf, textOf } from './config.ts'
import { originOf } from './generics.ts'
import { integerLimits, integerName, isSized } from './numbers.ts'
import { showType } from './show-type.ts'
import type { RecordField, StructType, Type } from './types.ts'

/** What is known of the program's declarations, while it is checked and afterwards. */
type Declarations = Pick<Checked, 'structs' | 'variants'>

/** The schema of an object with these parameters. */
export function parametersSchema(
  declarations: Declarations,
  params: CheckedParam[],
  docs: ReadonlyMap<string, string>,
): JsonSchema {
  const schemas = new SchemaWriter(declarations)
  const properties: Record<string, JsonSchema> = {}
  for (const param of params) {
    const schema = schemas.of(param.type)
    const description = docs.get(param.name)
    if (description !== undefined) schema.description = description
    const value = param.default && literalValue(declarations, param.default)
    if (value !== undefined) schema.default = value
    properties[param.name] = schema
  }
  const required = params
    .filter((one) => one.default === undefined && !one.rest && one.type.kind !== 'option')
    .map((one) => one.name)
  return schemas.whole({ type: 'object', properties, required, additionalProperties: false })
}

/** The schema of values of a type. */
export function typeSchema(declarations: Declarations, type: Type): JsonSchema {
  const schemas = new SchemaWriter(declarations)
  return schemas.whole(schemas.of(type))
}

/** The value of a literal default; defaults that are computed are not in the schema. */
function literalValue(declarations: Declarations, node: ast.Expression): unknown {
  switch (node.kind) {
    case 'bool':
      return node.value
    case 'string':
      return textOf(node)
    case 'list': {
      const values = node.elements.map((element) =>
        element.spread ? undefined : literalValue(declarations, element.value),
      )
      return values.includes(undefined) ? undefined : values
    }
    case 'map': {
      const entries = node.entries.map((entry) => literalEntry(declarations, entry))
      return entries.some((entry) => entry?.[1] === undefined) ? undefined : Object.fromEntries(entries as [])
    }
    case 'member': {
      const variant = declarations.variants.get(node)
      return variant?.fields.length === 0 ? variant.name : undefined
    }
    default:
      return numberOf(node)
  }
}

function literalEntry(declarations: Declarations, entry: ast.MapEntry): [string, unknown] | undefined {
  if (entry.kind === 'field') return [entry.name.text, literalValue(declarations, entry.value)]
  const key = entry.kind === 'keyed' ? textOf(entry.key) : undefined
  return key === undefined || entry.kind !== 'keyed' ? undefined : [key, literalValue(declarations, entry.value)]
}

interface Property extends RecordField {
  isOptional: boolean
  doc?: string | undefined
  default?: unknown
}

class SchemaWriter {
  readonly #declarations: Declarations
  readonly #definitions: Record<string, JsonSchema> = {}
  readonly #open: StructType[] = []
  /** Names of structs that are written below `$defs`. */
  readonly #names = new Map<StructType, string>()

  constructor(declarations: Declarations) {
    this.#declarations = declarations
  }

  /** A schema with the definitions that it refers to. */
  whole(schema: JsonSchema): JsonSchema {
    return Object.keys(this.#definitions).length === 0 ? schema : { ...schema, $defs: this.#definitions }
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
        return this.#object(type.fields.map((field) => ({ ...field, isOptional: field.type.kind === 'option' })))
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

  #object(fields: Property[]): JsonSchema {
    const properties: Record<string, JsonSchema> = {}
    for (const field of fields) {
      const schema = this.of(field.type)
      if (field.doc !== undefined) schema.description = field.doc
      if (field.default !== undefined) schema.default = field.default
      properties[field.name] = schema
    }
    const required = fields.filter((field) => !field.isOptional).map((field) => field.name)
    return { type: 'object', properties, required, additionalProperties: false }
  }

  /** A struct that contains itself is written once, below `$defs`. */
  #struct(struct: StructType): JsonSchema {
    const known = this.#names.get(struct)
    if (known !== undefined) return { $ref: `#/$defs/${known}` }
    if (this.#open.includes(struct)) return { $ref: `#/$defs/${this.#nameOf(struct)}` }
    this.#open.push(struct)
    const schema = this.#object(struct.fields.map((field) => this.#property(struct, field)))
    this.#open.pop()
    const name = this.#names.get(struct)
    if (name === undefined) return schema
    this.#definitions[name] = schema
    return { $ref: `#/$defs/${name}` }
  }

  #property(struct: StructType, field: StructType['fields'][number]): Property {
    const origin = originOf(struct)
    const node = [...this.#declarations.structs].find(([, one]) => one === origin)?.[0]
    const declared = node?.fields.find(({ name }) => name.text === field.name)
    return {
      ...field,
      isOptional: field.hasDefault || field.type.kind === 'option',
      doc: declared?.doc,
      default: declared?.default && literalValue(this.#declarations, declared.default),
    }
  }

  /** A name of its own, also for one of several structs that are called alike, or of several instances. */
  #nameOf(struct: StructType): string {
    const plain = showType({ kind: 'struct', struct }).replace(/\W+/g, '_').replace(/_$/, '')
    const taken = new Set(this.#names.values())
    let name = plain
    for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`
    this.#names.set(struct, name)
    return name
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
    case 'file':
      return { type: 'string', contentMediaType: 'application/octet-stream' }
    case 'nil':
      return { type: 'null' }
    default:
      return {}
  }
}
