// What the tests of providers share: a request with defaults, and a provider connected to a wire server.

import { createProvider, type GenerateRequest, type Provider, ProviderError } from '../../host/providers/index.ts'

/** The key the tests use; no message may ever show it. */
export const key = 'sk-secret-key-of-the-tests'

/** A model request; `messages` may be given as one user text. */
export function request(parts: Partial<GenerateRequest> | string = {}): GenerateRequest {
  const given = typeof parts === 'string' ? { messages: [{ role: 'user' as const, content: parts }] } : parts
  return {
    provider: 'test',
    model: 'gpt-4o',
    agent: 'FrontDesk',
    session: 's1',
    messages: [{ role: 'user', content: 'Hello' }],
    timeout_ms: 10_000,
    ...given,
  }
}

/** A provider whose endpoint is the server, with retries after 1 ms. */
export function connect(name: string, url: string, fields: Record<string, unknown> = {}, log: string[] = []): Provider {
  return createProvider(
    name,
    { endpoint: url, api_key: key, ...fields },
    { env: () => undefined, offline: false, log: (message) => void log.push(message), retryDelayMs: 1 },
  )
}

export const never = new AbortController().signal

/** The error a promise rejects with; fails if it resolves. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: Error) => ({ error }),
  )
  if ('error' in outcome) return outcome.error
  throw new Error(`expected a failure, got ${JSON.stringify(outcome.value)}`)
}

/** The message and code of the ProviderError a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<{ message: string; code: number | undefined }> {
  const error = await errorOf(promise)
  if (!(error instanceof ProviderError)) throw error
  return { message: error.message, code: error.code }
}
