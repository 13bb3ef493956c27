// OpenAI's own schema of chat completions, where the folder with it stands beside the project.
// Without it the hand-written rules remain, and tests say that they ran without the schema.

import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

const file = new URL('../../../shared/data/openai-chat-completions.schema.json', import.meta.url)

/** Whether the schema is there. */
export const schemaPresent: boolean = existsSync(file)

let ajv: Ajv | undefined
const validators = new Map<string, ValidateFunction>()

/** What is wrong with the value under the named schema, or undefined; undefined also when the schema is absent. */
export function schemaErrors(name: string, value: unknown): string | undefined {
  if (!schemaPresent) return undefined
  const validate = validator(name)
  if (validate(value)) return undefined
  return ajv!.errorsText(validate.errors?.slice(0, 5), { dataVar: name })
}

function validator(name: string): ValidateFunction {
  let found = validators.get(name)
  if (!found) {
    ajv ??= new Ajv({ strict: false, discriminator: false, validateFormats: false, allErrors: false }).addSchema(
      fromOpenApi(JSON.parse(readFileSync(file, 'utf8'))) as object,
      'openai',
    )
    found = ajv.compile({ $ref: `openai#/components/schemas/${name}` })
    validators.set(name, found)
  }
  return found
}

/** Says OpenAPI's `nullable` in JSON Schema's words, which ajv understands everywhere. */
function fromOpenApi(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(fromOpenApi)
  if (typeof node !== 'object' || node === null) return node
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, fromOpenApi(value)]),
  )
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest
}

/** What the APIs demand of a schema that models are held to; undefined if it meets that. */
export function strictErrors(schema: unknown, rules: { allRequired: boolean; limits: boolean }): string | undefined {
  if (typeof schema !== 'object' || schema === null) return 'a schema is not an object'
  const node = schema as Record<string, unknown>
  if (Object.keys(node).length === 0) return 'schema must have a type'
  for (const word of ['default', 'prefixItems', ...(rules.limits ? [] : ['minimum', 'maximum', '$defs', '$ref'])]) {
    if (word in node) return `'${word}' is not permitted`
  }
  if ('$ref' in node && Object.keys(node).length > 1) return `$ref cannot have keywords beside it`
  const properties = (node.properties ?? {}) as Record<string, unknown>
  if (node.type === 'object') {
    if (node.additionalProperties !== false) return "'additionalProperties' is required to be false"
    const required = new Set(node.required as string[])
    const missing = Object.keys(properties).find((name) => !required.has(name))
    if (rules.allRequired && missing !== undefined) return `'required' must include every key: missing '${missing}'`
  }
  if (node.type === 'array' && !node.items) return 'array schema missing items'
  const inner = [
    ...Object.values(properties),
    ...Object.values((node.$defs ?? {}) as object),
    ...((node.anyOf ?? []) as unknown[]),
    ...(node.items ? [node.items] : []),
  ]
  return inner.map((one) => strictErrors(one, rules)).find((error) => error !== undefined)
}
