// A provider behind HTTP: what the backends share. It opens the SDK and the connections on first use, gives each request
// one deadline, and turns whatever goes wrong into a ProviderError. Everything that knows a key is private.

import type { CancelSignal } from '../fiber/cancellation.ts'
import { Call } from './call.ts'
import { providerError, type Redact, redactor } from './errors.ts'
import { OutputModes, type OutputSupport, type PreparedRequest } from './output.ts'
import { type GenerateReply, type GenerateRequest, type OnText, type Provider, ProviderError } from './provider.ts'
import type { Settings } from './settings.ts'
import type { Transport } from './transport.ts'

/** How to speak with one family of APIs through its SDK. */
export interface Dialect<Client> {
  /** Loads the SDK. It gets no key: the transport adds it. */
  open(fetch: Transport['fetch']): Promise<Client>
  /** Sends the request; `request.model` and the defaults are filled in. With `onText` it asks for a stream. */
  exchange(client: Client, request: PreparedRequest, call: Call, onText: OnText | undefined): Promise<GenerateReply>
  output: OutputSupport
}

export interface HttpOptions {
  retryDelayMs: number
  log(message: string): void
}

export class HttpProvider<Client> implements Provider {
  readonly name: string
  readonly #settings: Settings
  readonly #dialect: Dialect<Client>
  readonly #options: HttpOptions
  readonly #redact: Redact
  readonly #outputModes: OutputModes
  #client: Client | undefined
  #opening: Promise<Client> | undefined
  #transport: Transport | undefined
  #closed = false

  constructor(settings: Settings, dialect: Dialect<Client>, options: HttpOptions) {
    this.name = settings.name
    this.#settings = settings
    this.#dialect = dialect
    this.#options = options
    this.#outputModes = new OutputModes(dialect.output)
    this.#redact = redactor(settings.secrets)
  }

  // Nothing is awaited on the way to the model: ten thousand may wait for it at once, and must not hold the functions that led
  // there and the request in them.
  generate(request: GenerateRequest, signal: CancelSignal, onText?: OnText): Promise<GenerateReply> {
    let call: Call | undefined
    try {
      const complete = this.#complete(request)
      call = new Call(this.name, this.#settings.path(complete.model), request.timeout_ms, signal)
      return this.#ending(call, this.#begin(complete, call, onText && passingOn(call, onText)))
    } catch (error) {
      const failed = Promise.reject(error)
      return call === undefined ? failed : this.#ending(call, failed)
    }
  }

  #begin(request: GenerateRequest, call: Call, onText: OnText | undefined): Promise<GenerateReply> {
    if (this.#client !== undefined) return this.#exchange(this.#client, request, call, onText)
    return this.#open().then((client) => this.#exchange(client, request, call, onText))
  }

  #ending(call: Call, reply: Promise<GenerateReply>): Promise<GenerateReply> {
    return reply.then(
      (given) => {
        call.end()
        return given
      },
      (thrown: unknown) => {
        call.end()
        throw call.cancelled ? call.failure : this.#explain(call.failure, thrown)
      },
    )
  }

  /** Loads SDK and transport ahead of the first request. */
  async warmUp(): Promise<void> {
    await this.#open()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#opening?.catch(() => undefined)
    await this.#transport?.close()
  }

  /** Asks again in another way where the backend does not know how the reply's form was asked for. */
  #exchange(client: Client, request: GenerateRequest, call: Call, onText: OnText | undefined): Promise<GenerateReply> {
    if (call.cancelled) return Promise.reject(call.failure)
    const prepared = this.#outputModes.prepare(request)
    const reply = this.#dialect.exchange(client, prepared, call, onText)
    return request.output === undefined ? reply : this.#orOtherwise(reply, client, request, prepared, call, onText)
  }

  async #orOtherwise(
    reply: Promise<GenerateReply>,
    client: Client,
    request: GenerateRequest,
    prepared: PreparedRequest,
    call: Call,
    onText: OnText | undefined,
  ): Promise<GenerateReply> {
    try {
      return await reply
    } catch (thrown) {
      if (call.cancelled || !this.#outputModes.refused(prepared, thrown)) throw thrown
      return await this.#exchange(client, request, call, onText)
    }
  }

  #complete(request: GenerateRequest): GenerateRequest {
    const { missingKey, model, temperature, maxTokens } = this.#settings
    if (this.#closed) throw new ProviderError(`${this.name}: the provider has been closed`)
    if (missingKey) throw new ProviderError(missingKeyMessage(this.name, missingKey))
    const complete = { ...request, model: request.model || model || '' }
    if (!complete.model) throw new ProviderError(`${this.name}: no model (set model in the provider or the agent)`)
    if (temperature !== undefined) complete.temperature ??= temperature
    if (maxTokens !== undefined) complete.max_tokens ??= maxTokens
    return complete
  }

  #open(): Promise<Client> {
    this.#opening ??= this.#load()
    return this.#opening
  }

  async #load(): Promise<Client> {
    // Loaded here and not at the top: SDK and undici take longer to load than all the rest of a start.
    const { Transport } = await import('./transport.ts')
    this.#transport = new Transport({
      origin: this.#settings.origin,
      headers: this.#settings.headers,
      maxRetries: this.#settings.maxRetries,
      retryDelayMs: this.#options.retryDelayMs,
      onRetry: (reason, delayMs) =>
        this.#options.log(`${this.name}: ${this.#redact(reason)}, trying again in ${delayMs / 1000}s`),
    })
    this.#client = await this.#dialect.open(this.#transport.fetch)
    return this.#client
  }

  #explain(failure: unknown, thrown: unknown): ProviderError {
    const error = failure ?? thrown
    return providerError(this.name, error, this.#redact)
  }
}

/** Notes that text has gone on, and lets none go on after a cancellation. */
function passingOn(call: Call, onText: OnText): OnText {
  return (text) => {
    if (call.cancelled) return
    call.begun = true
    onText(text)
  }
}

/** The message of a missing key, at start and of the calls that need it. */
export function missingKeyMessage(name: string, variable: string): string {
  return `provider ${name}: no API key (set api_key or ${variable})`
}
