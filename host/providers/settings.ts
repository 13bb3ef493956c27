// From a provider's fields to where its requests go and which key they carry.
// The rule for keys: `api_key`, else the variable of that backend only, and none at all for an endpoint of one's own.

import { type Backend, backends } from './backends.ts'
import { type CheckedFields, checkFields, fail, type ProviderFields } from './fields.ts'

/** Reads an environment variable that the program may see. */
export type ReadVariable = (name: string) => string | undefined

export interface Settings {
  name: string
  backend: Backend
  /** Base URL without the path of the operation. */
  base: string
  origin: string
  /** Path and query for a request to this model. */
  path(model: string): string
  /** Everything that goes with a request, credentials included. */
  headers: Record<string, string>
  /** Texts that must never show. */
  secrets: string[]
  /** Name of the variable that would hold the key, when a key is needed and absent. */
  missingKey: string | undefined
  maxRetries: number
  model: string | undefined
  temperature: number | undefined
  maxTokens: number | undefined
}

const azureVersion = '2024-10-21'

/** Checks the fields and settles URL, key and defaults. Throws a ProviderError about the declaration. */
export function readSettings(name: string, fields: ProviderFields, env: ReadVariable): Settings {
  const checked = checkFields(name, fields)
  const backend = chooseBackend(name, checked)
  const base = baseUrl(name, checked, backend, env)
  const { key, missing } = chooseKey(checked, backend, env)
  const url = parseUrl(name, base)
  const extra = lowerCaseNames(checked.headers ?? {})
  const carriesCredentials = 'authorization' in extra || backend.keyHeader in extra
  return {
    name,
    backend,
    base,
    origin: url.origin,
    path: pathOf(url, backend, checked.api_version),
    headers: { ...requestHeaders(name, backend, key), ...extra, 'content-type': 'application/json' },
    secrets: [...(key ? [key] : []), ...Object.values(extra)],
    missingKey: carriesCredentials ? undefined : missing,
    maxRetries: checked.max_retries ?? 2,
    model: checked.model,
    temperature: checked.temperature,
    maxTokens: checked.max_tokens,
  }
}

function chooseBackend(name: string, fields: CheckedFields): Backend {
  if (fields.api_version !== undefined && fields.endpoint !== undefined) return backends.get('azure')!
  if (fields.backend !== undefined) {
    const backend = backends.get(fields.backend)
    return backend ?? fail(name, `unknown backend '${fields.backend}' (known: ${[...backends.keys()].join(', ')})`)
  }
  return backends.get(name) ?? backends.get('openai')!
}

function baseUrl(name: string, fields: CheckedFields, backend: Backend, env: ReadVariable): string {
  if (fields.endpoint !== undefined) return ownEndpoint(name, fields.endpoint, backend)
  if (fields.host?.includes('/')) fail(name, 'host must be host:port; a URL goes into endpoint')
  switch (backend.name) {
    case 'azure':
      return fail(name, 'azure needs endpoint, such as https://my-resource.openai.azure.com')
    case 'openai':
      if (fields.host !== undefined) return `http://${fields.host}/v1`
      return trimSlashes(env('OPENAI_BASE_URL') || backend.base!)
    case 'ollama':
      return `http://${fields.host ?? 'localhost:11434'}/v1`
    case 'cloudflare':
      if (fields.account_id === undefined) fail(name, 'cloudflare needs account_id')
      return backend.base!.replace('{account_id}', encodeURIComponent(fields.account_id))
    default:
      return backend.base!
  }
}

function ownEndpoint(name: string, endpoint: string, backend: Backend): string {
  const base = trimSlashes(endpoint)
  return backend.name === 'ollama' && parseUrl(name, base).pathname === '/' ? `${base}/v1` : base
}

/** An endpoint or host of one's own never gets a key from the environment: it would go to a stranger. */
function chooseKey(fields: CheckedFields, backend: Backend, env: ReadVariable): { key?: string; missing?: string } {
  if (fields.api_key !== undefined) return { key: fields.api_key }
  const own = fields.endpoint !== undefined || (fields.host !== undefined && backend.name === 'openai')
  // Azure always has an endpoint of one's own, and its variable is for that endpoint.
  if (backend.keyVariable === undefined || (own && backend.name !== 'azure')) return {}
  const key = env(backend.keyVariable)
  return key ? { key } : { missing: backend.keyVariable }
}

function requestHeaders(name: string, backend: Backend, key: string | undefined): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'haira' }
  if (backend.dialect === 'anthropic') headers['anthropic-version'] = '2023-06-01'
  if (key === undefined) return headers
  if (!/^[\x21-\x7e]+$/.test(key)) fail(name, 'api_key holds characters that cannot be sent in a header')
  headers[backend.keyHeader] = backend.keyHeader === 'authorization' ? `Bearer ${key}` : key
  return headers
}

function pathOf(url: URL, backend: Backend, version: string | undefined): (model: string) => string {
  const root = trimSlashes(url.pathname)
  if (backend.name === 'azure') {
    const query = `?api-version=${encodeURIComponent(version ?? azureVersion)}`
    return (model) => `${root}/openai/deployments/${encodeURIComponent(model)}/chat/completions${query}`
  }
  const path = `${root}${backend.dialect === 'anthropic' ? '/messages' : '/chat/completions'}${url.search}`
  return () => path
}

function parseUrl(name: string, base: string): URL {
  const url = URL.canParse(base) ? new URL(base) : undefined
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    fail(name, 'endpoint must be an http or https URL')
  if (url.username || url.password) fail(name, 'endpoint must not hold a user name or password')
  return url
}

function lowerCaseNames(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function trimSlashes(text: string): string {
  return text.replace(/\/+$/, '')
}
