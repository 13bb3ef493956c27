// Where requests go and which key they carry, by the table of the reference; and what is wrong with a declaration.

import { describe, expect, test } from 'vitest'
import { createProvider, missingKey } from '../../host/providers/index.ts'
import { readSettings } from '../../host/providers/settings.ts'

/** An environment in which every variable is set to its own name. */
const everything = (name: string): string => `value-of-${name}`
const nothing = (): undefined => undefined
const noBaseUrl = (name: string) => (name === 'OPENAI_BASE_URL' ? undefined : everything(name))

function read(
  name: string,
  fields: Record<string, unknown> = {},
  env: (name: string) => string | undefined = noBaseUrl,
) {
  const settings = readSettings(name, fields, env)
  const { authorization, 'api-key': apiKey, 'x-api-key': xApiKey } = settings.headers
  return {
    url: settings.origin + settings.path('m'),
    key: authorization ?? apiKey ?? xApiKey,
    missing: settings.missingKey,
  }
}

const chat = '/chat/completions'
const bearer = (name: string) => `Bearer value-of-${name}`

test.each([
  ['openai', {}, `https://api.openai.com/v1${chat}`, bearer('OPENAI_API_KEY')],
  ['anthropic', {}, 'https://api.anthropic.com/v1/messages', 'value-of-ANTHROPIC_API_KEY'],
  ['groq', {}, `https://api.groq.com/openai/v1${chat}`, bearer('GROQ_API_KEY')],
  ['together', {}, `https://api.together.xyz/v1${chat}`, bearer('TOGETHER_API_KEY')],
  ['mistral', {}, `https://api.mistral.ai/v1${chat}`, bearer('MISTRAL_API_KEY')],
  ['deepseek', {}, `https://api.deepseek.com${chat}`, bearer('DEEPSEEK_API_KEY')],
  ['fireworks', {}, `https://api.fireworks.ai/inference/v1${chat}`, bearer('FIREWORKS_API_KEY')],
  ['openrouter', {}, `https://openrouter.ai/api/v1${chat}`, bearer('OPENROUTER_API_KEY')],
  ['xai', {}, `https://api.x.ai/v1${chat}`, bearer('XAI_API_KEY')],
  ['cerebras', {}, `https://api.cerebras.ai/v1${chat}`, bearer('CEREBRAS_API_KEY')],
  [
    'cloudflare',
    { account_id: 'acc' },
    `https://api.cloudflare.com/client/v4/accounts/acc/ai/v1${chat}`,
    bearer('CLOUDFLARE_API_TOKEN'),
  ],
  ['ollama', {}, `http://localhost:11434/v1${chat}`, undefined],
  ['ollama', { host: 'box:1' }, `http://box:1/v1${chat}`, undefined],
  ['ollama', { endpoint: 'http://box:2' }, `http://box:2/v1${chat}`, undefined],
  ['ollama', { endpoint: 'http://box:2/api/' }, `http://box:2/api${chat}`, undefined],
  [
    'azure',
    { endpoint: 'https://r.openai.azure.com/' },
    `https://r.openai.azure.com/openai/deployments/m${chat}?api-version=2024-10-21`,
    'value-of-AZURE_OPENAI_API_KEY',
  ],
  [
    'work',
    { endpoint: 'https://r.example', api_version: 'v9' },
    `https://r.example/openai/deployments/m${chat}?api-version=v9`,
    'value-of-AZURE_OPENAI_API_KEY',
  ],
  ['fast', { backend: 'groq' }, `https://api.groq.com/openai/v1${chat}`, bearer('GROQ_API_KEY')],
  ['fast', {}, `https://api.openai.com/v1${chat}`, bearer('OPENAI_API_KEY')],
  ['groq', { host: 'ignored:1' }, `https://api.groq.com/openai/v1${chat}`, bearer('GROQ_API_KEY')],
  ['local', { host: 'localhost:8000' }, `http://localhost:8000/v1${chat}`, undefined],
  ['openai', { endpoint: 'https://own.example/v1/' }, `https://own.example/v1${chat}`, undefined],
  ['anthropic', { endpoint: 'https://own.example/x' }, 'https://own.example/x/messages', undefined],
  ['openai', { endpoint: 'https://own.example/v1?tenant=1' }, `https://own.example/v1${chat}?tenant=1`, undefined],
  ['openai', { endpoint: 'https://own.example', api_key: 'k' }, `https://own.example${chat}`, 'Bearer k'],
  ['openai', { api_key: 'k' }, `https://api.openai.com/v1${chat}`, 'Bearer k'],
  ['openai', { api_key: '' }, `https://api.openai.com/v1${chat}`, bearer('OPENAI_API_KEY')],
])('%s %o', (name, fields, url, key) => {
  expect(read(name, fields)).toEqual({ url, key, missing: undefined })
})

test('OPENAI_BASE_URL is for backend openai, below endpoint and host', () => {
  const env = (name: string) => (name === 'OPENAI_BASE_URL' ? 'http://proxy:1/v1/' : everything(name))
  expect(read('openai', {}, env)).toMatchObject({ url: `http://proxy:1/v1${chat}`, key: bearer('OPENAI_API_KEY') })
  expect(read('openai', { host: 'h:1' }, env).url).toBe(`http://h:1/v1${chat}`)
  expect(read('groq', {}, env).url).toBe(`https://api.groq.com/openai/v1${chat}`)
})

describe('missingKey', () => {
  test.each([
    ['openai', {}, 'OPENAI_API_KEY'],
    ['openai', { api_key: '' }, 'OPENAI_API_KEY'],
    ['anthropic', {}, 'ANTHROPIC_API_KEY'],
    ['cloudflare', { account_id: 'a' }, 'CLOUDFLARE_API_TOKEN'],
    ['azure', { endpoint: 'https://r.example' }, 'AZURE_OPENAI_API_KEY'],
    ['openai', { api_key: 'k' }, undefined],
    ['openai', { endpoint: 'http://own.example' }, undefined],
    ['openai', { headers: { Authorization: 'Bearer t' } }, undefined],
    ['ollama', {}, undefined],
  ])('%s %o: %s', (name, fields, variable) => {
    expect(missingKey(name, fields, nothing)).toBe(variable)
  })

  test('the variable of another backend does not count', () => {
    const env = (name: string) => (name === 'OPENAI_API_KEY' ? 'sk' : undefined)
    expect(missingKey('groq', {}, env)).toBe('GROQ_API_KEY')
  })
})

test.each([
  [{ modle: 'x' }, "provider p: unknown field 'modle'"],
  [{ model: 4 }, 'provider p: model must be a string, got 4'],
  [{ max_retries: -1 }, 'provider p: max_retries must be a whole number of at least 0, got -1'],
  [{ max_retries: 1.5 }, 'provider p: max_retries must be a whole number of at least 0, got 1.5'],
  [{ max_tokens: 0 }, 'provider p: max_tokens must be a whole number of at least 1, got 0'],
  [{ temperature: 'hot' }, 'provider p: temperature must be a number, got a string'],
  [{ input_token_cost: -1 }, 'provider p: input_token_cost must be a number of at least 0, got -1'],
  [{ headers: ['a'] }, 'provider p: headers must be a map of header names to strings, got a list'],
  [{ headers: { a: 'x\r\ny: z' } }, 'provider p: headers must be a map of header names to strings, got a map'],
  [{ backend: 'gorq' }, "provider p: unknown backend 'gorq' (known: openai, groq,"],
  [{ endpoint: 'own.example' }, 'provider p: endpoint must be an http or https URL'],
  [{ endpoint: 'https://u:pw@own.example' }, 'provider p: endpoint must not hold a user name or password'],
  [{ host: 'http://h' }, 'provider p: host must be host:port; a URL goes into endpoint'],
  [{ backend: 'azure' }, 'provider p: azure needs endpoint'],
  [{ backend: 'cloudflare' }, 'provider p: cloudflare needs account_id'],
  [{ transport: 'mcp' }, "provider p: MCP providers are not supported yet (field 'transport')"],
  [{ api_key: 'bad key\n' }, 'provider p: api_key holds characters that cannot be sent in a header'],
])('%o is refused', (fields, message) => {
  const make = () => createProvider('p', fields, { env: nothing, offline: false, log() {} })
  expect(make).toThrow(message)
  expect(make).not.toThrow('bad key')
})

test('null counts as absent', () => {
  expect(read('openai', { endpoint: null, headers: null }).url).toBe(`https://api.openai.com/v1${chat}`)
})
