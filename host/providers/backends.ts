// The known backends: base URL, the one environment variable a key may come from, and how the key is sent.

export interface Backend {
  name: string
  dialect: 'openai' | 'anthropic'
  /** Absent where the program must give an endpoint. `{account_id}` and `{host}` are filled in. */
  base?: string
  /** Absent for a backend that needs no key. */
  keyVariable?: string
  /** Header that carries the key; `authorization` gets the `Bearer` scheme. */
  keyHeader: 'authorization' | 'api-key' | 'x-api-key'
}

function compatible(name: string, base: string, keyVariable: string): Backend {
  return { name, dialect: 'openai', base, keyVariable, keyHeader: 'authorization' }
}

const list: Backend[] = [
  compatible('openai', 'https://api.openai.com/v1', 'OPENAI_API_KEY'),
  compatible('groq', 'https://api.groq.com/openai/v1', 'GROQ_API_KEY'),
  compatible('together', 'https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  compatible('mistral', 'https://api.mistral.ai/v1', 'MISTRAL_API_KEY'),
  compatible('deepseek', 'https://api.deepseek.com', 'DEEPSEEK_API_KEY'),
  compatible('fireworks', 'https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  compatible('openrouter', 'https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  compatible('xai', 'https://api.x.ai/v1', 'XAI_API_KEY'),
  compatible('cerebras', 'https://api.cerebras.ai/v1', 'CEREBRAS_API_KEY'),
  compatible('cloudflare', 'https://api.cloudflare.com/client/v4/accounts/{account_id}/ai/v1', 'CLOUDFLARE_API_TOKEN'),
  { name: 'ollama', dialect: 'openai', base: 'http://{host}/v1', keyHeader: 'authorization' },
  { name: 'azure', dialect: 'openai', keyVariable: 'AZURE_OPENAI_API_KEY', keyHeader: 'api-key' },
  {
    name: 'anthropic',
    dialect: 'anthropic',
    base: 'https://api.anthropic.com/v1',
    keyVariable: 'ANTHROPIC_API_KEY',
    keyHeader: 'x-api-key',
  },
]

/** Known backends by name. */
export const backends: ReadonlyMap<string, Backend> = new Map(list.map((backend) => [backend.name, backend]))
