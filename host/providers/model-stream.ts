// A model request whose reply is asked for piece by piece. Pieces that arrive between two questions are given as one, so a
// slow reader costs memory for the text alone, which the transport limits.

import { Cancellation } from '../fiber/cancellation.ts'
import type { GenerateReply, GenerateRequest, Provider } from './provider.ts'

type End = { reply: GenerateReply } | { error: unknown }

export class ModelStream {
  /** Called once, when nothing more will be asked of it. */
  onClose: () => void = () => {}
  readonly #cancellation = new Cancellation()
  readonly #textOf: (reply: GenerateReply) => string
  #text = ''
  #end: End | undefined
  #waiting: PromiseWithResolvers<string> | undefined
  #closed = false

  /** `textOf` gives the text of a whole reply. */
  constructor(
    provider: Pick<Provider, 'generate'>,
    request: GenerateRequest,
    textOf: (reply: GenerateReply) => string,
  ) {
    this.#textOf = textOf
    provider
      .generate(request, this.#cancellation, (piece) => {
        this.#text += piece
        this.#serve()
      })
      .then((reply) => this.#finish({ reply }))
      .catch((error: unknown) => this.#finish({ error }))
  }

  /** The next text, `{"piece": …}`, or the whole reply, which ends the stream. At once where something is there. */
  next(): string | Promise<string> {
    if (this.#text !== '') return this.#takePiece()
    const end = this.#end
    if (end === undefined) {
      this.#waiting = Promise.withResolvers()
      return this.#waiting.promise
    }
    this.close()
    if ('error' in end) throw end.error
    return this.#textOf(end.reply)
  }

  /** Gives the request up if it is still under way. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#end === undefined) this.#cancellation.abort(new Error('the stream was closed'))
    this.onClose()
  }

  #finish(end: End): void {
    this.#end = end
    this.#serve()
  }

  #serve(): void {
    const waiting = this.#waiting
    if (waiting === undefined) return
    this.#waiting = undefined
    try {
      waiting.resolve(this.next())
    } catch (error) {
      waiting.reject(error)
    }
  }

  #takePiece(): string {
    const piece = JSON.stringify({ piece: this.#text })
    this.#text = ''
    return piece
  }
}
