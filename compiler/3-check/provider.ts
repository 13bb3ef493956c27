// Fields of a provider (agentic.md 1).

import type * as ast from '../1-parse/syntax.ts'
import { secretLiteral } from '../diagnostics/messages.generated.ts'
import { checkField, type Field, type FieldRule, fieldsOf, textOf } from './config.ts'
import type { Context } from './context.ts'
import { reportOpenedSecrets } from './report-opened-secrets.ts'
import { floatType, intType, stringType } from './types.ts'

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
  temperature: { type: floatType, least: 0 },
  max_tokens: { type: intType, least: 1 },
  input_token_cost: { type: floatType, least: 0 },
  output_token_cost: { type: floatType, least: 0 },
  headers: { type: { kind: 'map', key: stringType, value: stringType } },
  max_retries: { type: intType, least: 0 },
}

const ofMcp = ['transport', 'command', 'args', 'env', 'url']
const ofLaterVersions = ['auth', ...ofMcp]

/** Checks a provider. */
export function checkProvider(context: Context, node: ast.Provider): void {
  const fields = fieldsOf(context, node, [...Object.keys(rules), ...ofLaterVersions])
  const mcp = ofMcp.find((name) => fields.has(name))
  if (mcp !== undefined) context.notYet(fields.get(mcp)!.name, 'an MCP provider')
  for (const [name, field] of fields) {
    const rule = rules[name]
    if (rule) checkProviderField(context, node, field, rule)
    else if (!ofMcp.includes(name)) context.notYet(field.name, `provider field \`${name}\``)
  }
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
