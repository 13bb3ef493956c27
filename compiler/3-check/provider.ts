// Fields of a provider (agentic.md 1).

import type * as ast from '../1-parse/syntax.ts'
import { fieldNotAllowed, secretLiteral } from '../diagnostics/messages.generated.ts'
import { checkField, describe, type Field, type FieldRule, fieldsOf, textOf } from './config.ts'
import type { Context } from './context.ts'
import { reportOpenedSecrets } from './report-opened-secrets.ts'
import { floatType, intType, listOf, stringType } from './types.ts'

const backends = [
  ...['openai', 'anthropic', 'groq', 'together', 'mistral', 'deepseek', 'fireworks', 'openrouter', 'xai', 'cerebras'],
  ...['cloudflare', 'ollama', 'azure'],
]

const rules: Record<string, FieldRule> = {
  model: { type: stringType },
  api_key: { type: stringType },
  backend: { type: stringType, oneOf: backends },
  endpoint: { type: stringType },
  host: { type: stringType },
  api_version: { type: stringType },
  account_id: { type: stringType },
  temperature: { type: floatType, least: 0, most: 2 },
  max_tokens: { type: intType, least: 1 },
  input_token_cost: { type: floatType, least: 0 },
  output_token_cost: { type: floatType, least: 0 },
  headers: { type: { kind: 'map', key: stringType, value: stringType } },
  max_retries: { type: intType, least: 0 },
  auth: { type: stringType },
  transport: { type: stringType, oneOf: ['mcp', 'stdio', 'sse', 'http'] },
  command: { type: stringType },
  args: { type: listOf(stringType) },
  env: { type: { kind: 'map', key: stringType, value: stringType } },
  url: { type: stringType },
}

/** Fields of a provider of tools, each with the transports that it goes with. */
const ofMcp: ReadonlyMap<string, readonly string[]> = new Map([
  ['command', ['mcp', 'stdio']],
  ['args', ['mcp', 'stdio']],
  ['env', ['mcp', 'stdio']],
  ['url', ['sse', 'http']],
])

/** Checks a provider. */
export function checkProvider(context: Context, node: ast.Provider): void {
  const fields = fieldsOf(context, node, Object.keys(rules))
  for (const [name, field] of fields) checkProviderField(context, node, field, rules[name]!)
  checkTransport(context, node, fields)
}

function checkTransport(context: Context, node: ast.Provider, fields: Map<string, Field>): void {
  const field = fields.get('transport')
  const transport = field && textOf(field.value)
  for (const [name, transports] of ofMcp) {
    const own = fields.get(name)
    if (!own || (field && (transport === undefined || transports.includes(transport)))) continue
    const allowed = `given with \`transport\` ${transports.map((one) => `"${one}"`).join(' or ')} only`
    context.error(own.name, fieldNotAllowed({ field: name, owner: describe(node), allowed }))
  }
  if (transport === undefined || !rules.transport!.oneOf!.includes(transport)) return
  const needed = transport === 'mcp' || transport === 'stdio' ? ['command'] : ['url', 'endpoint']
  if (needed.some((name) => fields.has(name))) return
  const message = fieldNotAllowed({
    field: 'transport',
    owner: describe(node),
    allowed: `given with \`${needed.join('` or `')}\``,
  })
  context.error(field!.name, message)
}

function checkProviderField(context: Context, node: ast.Provider, field: Field, rule: FieldRule): void {
  // Variables named in these fields are secrets: the module gets a reference, never the value.
  context.inSecret = field.name.text === 'api_key' || field.name.text === 'headers'
  checkField(context, node, field, rule)
  if (context.inSecret) reportOpenedSecrets(context, field.name, field.value)
  context.inSecret = false
  if (field.name.text === 'api_key' && looksSecret(textOf(field.value))) {
    context.error(field.value, secretLiteral({ owner: node.name.text }))
  }
}

/** Long words, and those with a known prefix of keys; not `none` or `test`, which local servers are given. */
function looksSecret(text: string | undefined): boolean {
  return text !== undefined && /^\S+$/.test(text) && (text.length >= 20 || /^(sk|gsk|xai|pk|key)[-_]/i.test(text))
}
