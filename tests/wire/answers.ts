// What a wire server is told to answer, in words that read as sentences in a test.

export interface WireToolCall {
  id?: string
  name: string
  /** An object, or JSON text exactly as it shall be sent. */
  arguments?: Record<string, unknown> | string
}

export type Answer =
  /** `pieces`: the text as a stream brings it. */
  | {
      kind: 'reply'
      text?: string
      pieces?: string[]
      toolCalls?: WireToolCall[]
      finishReason?: string
      /** Input tokens that were written to a cache, and read from it, where the format counts them. */
      cached?: { written: number; read: number }
    }
  /** Bytes of an event stream, chunk by chunk as the iterator gives them; then its end, or that of the connection. */
  | { kind: 'bytes'; chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>; end: 'ends' | 'breaks' }
  | { kind: 'status'; status: number; message: string; headers?: Record<string, string> }
  | { kind: 'raw'; status: number; contentType: string; body: string }
  | { kind: 'silence' }
  | { kind: 'close'; when: 'before-headers' | 'within-body' }

/** A text reply. */
export const text = (text: string): Answer => ({ kind: 'reply', text })

/** A text reply that a stream brings in these pieces. */
export const pieces = (...pieces: string[]): Answer => ({ kind: 'reply', text: pieces.join(''), pieces })

/** Bytes of an event stream, as they are. */
export const bytes = (
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  end: 'ends' | 'breaks' = 'ends',
): Answer => ({ kind: 'bytes', chunks, end })

/** One call of a tool. */
export const toolCall = (name: string, args?: WireToolCall['arguments'], id?: string): Answer =>
  toolCalls([{ name, ...(args === undefined ? {} : { arguments: args }), ...(id === undefined ? {} : { id }) }])

/** Several calls in one reply, with text beside them if given. */
export const toolCalls = (calls: WireToolCall[], text?: string): Answer => ({
  kind: 'reply',
  toolCalls: calls,
  ...(text === undefined ? {} : { text }),
})

/** The tool call that hands over to an agent. */
export const handOver = (agent: string, reason?: string): Answer =>
  toolCall(`transfer_to_${agent}`, reason === undefined ? {} : { reason })

/** An HTTP failure with the API's error body. */
export const failure = (status: number, message: string, headers?: Record<string, string>): Answer => ({
  kind: 'status',
  status,
  message,
  ...(headers === undefined ? {} : { headers }),
})

/** Status 200 and JSON that ends too soon. */
export const malformed = (): Answer => raw('{"choices": [')

/** Any body with status 200. */
export const raw = (body: string, contentType = 'application/json', status = 200): Answer => ({
  kind: 'raw',
  status,
  contentType,
  body,
})

/** Takes the request and never answers. */
export const silence = (): Answer => ({ kind: 'silence' })

/** Ends the connection without an answer, or within its body. */
export const closeEarly = (when: 'before-headers' | 'within-body' = 'before-headers'): Answer => ({
  kind: 'close',
  when,
})
