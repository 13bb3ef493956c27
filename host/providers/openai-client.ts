// The client of the package `openai`, without the work that our transport does anyway. The transport decides URL and
// headers, and its deadline covers retries; the package would build several sets of headers for each request and set two
// timers, a quarter of the CPU time of a model call. The two hooks below are the package's own, meant for subclasses.

import { OpenAI } from 'openai/client'
import type { Transport } from './transport.ts'

type Options = Parameters<OpenAI['buildRequest']>[0]
type Built = ReturnType<OpenAI['buildRequest']>

const noHeaders = new Headers()

export class OpenAiClient extends OpenAI {
  readonly #fetch: Transport['fetch']

  constructor(base: string, fetch: Transport['fetch']) {
    super({
      // All five keep the package from reading its environment variables.
      apiKey: 'added by the transport',
      adminAPIKey: null,
      organization: null,
      project: null,
      baseURL: base,
      fetch,
      maxRetries: 0,
      logLevel: 'off',
    })
    this.#fetch = fetch
  }

  override async buildRequest({ body, fetchOptions }: Options): Built {
    const req = { ...fetchOptions, method: 'post' as const, headers: noHeaders, body: JSON.stringify(body) }
    return { req, url: this.baseURL, timeout: this.timeout }
  }

  protected override fetchWithAuth(url: string, init: RequestInit): Promise<Response> {
    return this.#fetch(url, init)
  }
}
