// Makes the provider that a declaration asks for.

import { anthropicDialect } from './anthropic.ts'
import { checkFields, fail, type ProviderFields } from './fields.ts'
import { HttpProvider } from './http-provider.ts'
import { OfflineProvider } from './offline.ts'
import { openAiDialect } from './openai.ts'
import type { Provider } from './provider.ts'
import { type ReadVariable, readSettings } from './settings.ts'

export type { ProviderFields } from './fields.ts'
export { missingKeyMessage } from './http-provider.ts'
export * from './provider.ts'
export type { ReadVariable } from './settings.ts'

export interface ProviderContext {
  /** Reads the environment as far as the program may. */
  env: ReadVariable
  /** Every provider becomes the offline model. */
  offline: boolean
  log(message: string): void
  /** First delay between retries; the reference's half second unless a test wants less. */
  retryDelayMs?: number
}

/**
 * Makes a provider from its evaluated fields. Throws a ProviderError (`provider openai: …`) for fields that cannot work;
 * a missing key is no such case: it fails the calls, and `missingKey` tells beforehand.
 */
export function createProvider(name: string, fields: ProviderFields, context: ProviderContext): Provider {
  if (context.offline) {
    // Only names and types: an endpoint that a variable would hold may be absent here.
    checkFields(name, fields)
    return new OfflineProvider(name)
  }
  const settings = readSettings(name, fields, context.env)
  const options = { retryDelayMs: context.retryDelayMs ?? 500, log: context.log }
  const { dialect } = settings.backend
  switch (dialect) {
    case 'openai':
      return new HttpProvider(settings, openAiDialect(settings), options)
    case 'anthropic':
      return new HttpProvider(settings, anthropicDialect(settings), options)
    default:
      return fail(name, `unknown dialect ${String(dialect satisfies never)}`)
  }
}

/** The variable that should hold the key, where one is needed and there is none. See `missingKeyMessage`. */
export function missingKey(name: string, fields: ProviderFields, env: ReadVariable): string | undefined {
  return readSettings(name, fields, env).missingKey
}
