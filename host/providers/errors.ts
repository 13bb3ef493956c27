// Failures in words: one line each, that starts with the provider's declared name and never holds a secret.

import { ProviderError } from './provider.ts'

const longestDetail = 500

/** Removes secrets from text that a server sent: some echo the key they rejected. */
export type Redact = (text: string) => string

/** `secrets`: keys and values of extra headers. Short values are left alone, as they would blot out ordinary words. */
export function redactor(secrets: string[]): Redact {
  const hidden = secrets.filter((secret) => secret.length >= 6).sort((a, b) => b.length - a.length)
  return (text) => hidden.reduce((result, secret) => result.replaceAll(secret, '***'), text)
}

/** A connection that failed, in words: `connection refused (127.0.0.1:1)`. The provider's name is added later. */
export function connectionError(error: unknown, origin: string): Error {
  const { host } = new URL(origin)
  return new Error(`${connectionReason(error)} (${host})`)
}

function connectionReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ECONNREFUSED':
      return 'connection refused'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'host not found'
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return 'connection closed before the answer was complete'
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return 'no connection'
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return 'answer too large'
    default:
      return error instanceof Error && error.message ? `connection failed: ${error.message}` : 'connection failed'
  }
}

/** What the SDKs' error classes have in common; they are told apart by their fields, so that no SDK is loaded for it. */
interface SdkError {
  status?: number | undefined
  message?: string
  /** OpenAI: the body's `error`. Anthropic: the whole body. */
  error?: unknown
}

/** Makes a ProviderError of what an SDK threw. */
export function providerError(provider: string, thrown: unknown, redact: Redact): ProviderError {
  if (thrown instanceof ProviderError) return thrown
  if (thrown instanceof SyntaxError) return new ProviderError(`${provider}: the answer is not valid JSON`)
  // Reading an answer of another form than agreed ends in one of these.
  if (thrown instanceof TypeError) return new ProviderError(`${provider}: the answer has an unexpected form`)
  const { status, message = '', error }: SdkError = thrown instanceof Error ? thrown : {}
  if (status === undefined) return new ProviderError(`${provider}: ${detail(message, redact)}`)
  const plain = message.startsWith(`${status} `) ? message.slice(String(status).length + 1) : message
  return new ProviderError(`${provider}: ${status} ${detail(bodyMessage(error) ?? plain, redact)}`, status)
}

/** HTTP statuses of the error types that come in the middle of a stream, when the response's own was sent long ago. */
const statusOfType: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  api_error: 500,
  server_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
}

/** A failure that an answer in events ends with: `{type, message}`, `{code, message}` or a text. */
export function failureInStream(provider: string, error: unknown): ProviderError {
  const { type, code } = (typeof error === 'object' && error !== null ? error : {}) as {
    type?: unknown
    code?: unknown
  }
  const status =
    [code, type].map((name) => (typeof name === 'number' ? name : statusOfType[String(name)])).find(Boolean) ??
    undefined
  const message = bodyMessage(error) ?? 'the answer ended in an error'
  return new ProviderError(`${provider}: ${status === undefined ? '' : `${status} `}${message}`, status)
}

/** The message inside an error body: `{message}`, `{error: {message}}` or `{error: text}`. */
function bodyMessage(body: unknown): string | undefined {
  if (typeof body === 'string') return body
  if (typeof body !== 'object' || body === null) return undefined
  if ('message' in body && typeof body.message === 'string') return body.message
  return 'error' in body ? bodyMessage(body.error) : undefined
}

function detail(text: string, redact: Redact): string {
  const line = redact(text).replace(/\s+/g, ' ').trim()
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line
}
