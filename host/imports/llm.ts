// Interface `llm`: hands a model request to the provider of its name.

import type { GenerateRequest, Provider } from '../providers/provider.ts'
import type { Interface } from './index.ts'

/** The program's providers by declared name; filled while the init table runs. */
export type Providers = Map<string, Provider>

export function llmImports(providers: Providers): Interface {
  return {
    generate: {
      kind: 'suspending',
      call: async (request, fiber) => {
        const asked = JSON.parse(request) as GenerateRequest
        const provider = providers.get(asked.provider)
        if (provider === undefined) throw new Error(`unknown provider ${asked.provider}`)
        return JSON.stringify(await provider.generate(asked, fiber.signal))
      },
    },
  }
}
