// A provider's fields as the module evaluated them, checked: names, types, and what belongs together.
// Messages name the field and what was expected, never a value: it may be a secret.

import { ProviderError } from './provider.ts'

/** Fields as they come from the module, environment variables already filled in. `null` counts as absent. */
export type ProviderFields = Readonly<Record<string, unknown>>

export interface CheckedFields {
  model?: string
  api_key?: string
  backend?: string
  endpoint?: string
  host?: string
  api_version?: string
  account_id?: string
  temperature?: number
  max_tokens?: number
  input_token_cost?: number
  output_token_cost?: number
  headers?: Record<string, string>
  max_retries?: number
}

type Check = (value: unknown) => boolean

const text: [Check, string] = [(value) => typeof value === 'string', 'a string']
const number: [Check, string] = [(value) => typeof value === 'number' && Number.isFinite(value), 'a number']
const cost: [Check, string] = [(value) => number[0](value) && (value as number) >= 0, 'a number of at least 0']

const known: Record<keyof CheckedFields, [Check, string]> = {
  model: text,
  api_key: text,
  backend: text,
  endpoint: text,
  host: text,
  api_version: text,
  account_id: text,
  temperature: number,
  max_tokens: [(value) => Number.isSafeInteger(value) && (value as number) > 0, 'a whole number of at least 1'],
  input_token_cost: cost,
  output_token_cost: cost,
  headers: [isHeaders, 'a map of header names to strings'],
  max_retries: [(value) => Number.isSafeInteger(value) && (value as number) >= 0, 'a whole number of at least 0'],
}

/** Fields that the language has and this host does not serve yet. */
const later: Record<string, string> = {
  auth: 'credentials of auth.resolve',
  transport: 'MCP providers',
  command: 'MCP providers',
  args: 'MCP providers',
  env: 'MCP providers',
  url: 'MCP providers',
}

/** Checks names and types. Throws a ProviderError that names the field. */
export function checkFields(name: string, fields: ProviderFields): CheckedFields {
  const checked: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(fields)) {
    if (value === null || value === undefined) continue
    if (Object.hasOwn(later, field)) fail(name, `${later[field]} are not supported yet (field '${field}')`)
    if (!isKnown(field)) fail(name, `unknown field '${field}'`)
    const [check, expected] = known[field]
    if (!check(value)) fail(name, `${field} must be ${expected}, got ${kind(value)}`)
    // An unset variable arrives as an empty text: the same as no field.
    if (value !== '') checked[field] = value
  }
  return checked
}

/** Throws a ProviderError about a provider's declaration. */
export function fail(name: string, message: string): never {
  throw new ProviderError(`provider ${name}: ${message}`)
}

function isKnown(field: string): field is keyof CheckedFields {
  return Object.hasOwn(known, field)
}

function isHeaders(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(value).every(
    ([name, text]) =>
      /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && typeof text === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(text),
  )
}

function kind(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return 'a string'
    case 'number':
      return String(value)
    case 'boolean':
      return 'a bool'
    default:
      return 'a map'
  }
}
