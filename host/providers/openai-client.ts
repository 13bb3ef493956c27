// The client of the package `openai`, without the work that our transport does anyway. The transport decides URL and
// headers, and its deadline covers retries; the package would build several sets of headers for each request, set two
// timers, and hold the whole request for as long as the model takes: a quarter of the CPU time of a model call. `request`,
// which all of the package's calls come down to, is where that is left out.

import { OpenAI } from 'openai/client'
import { APIPromise } from 'openai/core/api-promise'
import type { Transport } from './transport.ts'

type Options = Awaited<Parameters<OpenAI['request']>[0]>
type Props = Awaited<ConstructorParameters<typeof APIPromise>[1]>

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

  override request<Result>(options: Options | PromiseLike<Options>): APIPromise<Result> {
    const sent = Promise.resolve(options).then(({ body, fetchOptions }) =>
      this.#fetch(this.baseURL, { ...fetchOptions, body: JSON.stringify(body) }),
    )
    return new APIPromise<Result>(
      this,
      sent.then((response) => this.#checked(response)),
    )
  }

  /** What the package makes of a response: an error of its own where the status is one. */
  async #checked(response: Response): Promise<Props> {
    if (!response.ok) {
      const text = await response.text()
      const error = parsed(text)
      throw this.makeStatusError(
        response.status,
        error as object,
        error === undefined ? text : undefined,
        response.headers,
      )
    }
    const options: Options = { method: 'post', path: '' }
    const controller = new AbortController()
    return { response, options, controller, requestLogID: '', retryOfRequestLogID: undefined, startTime: 0 }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
