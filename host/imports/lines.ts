// Lines of an input stream, for whoever asks. The stream is opened by the first question and read no further than is
// asked for, so a program that asks for nothing leaves its standard input alone.

import type { Readable } from 'node:stream'

interface Waiting {
  resolve(line: string | null): void
  reject(error: Error): void
}

export class Lines {
  readonly #open: () => Readable
  readonly #maxBytes: number
  readonly #decoder = new TextDecoder()
  readonly #waiting: Waiting[] = []
  #stream: Readable | undefined
  #text = ''
  #error: Error | undefined
  #ended = false

  constructor(open: () => Readable, maxBytes: number) {
    this.#open = open
    this.#maxBytes = maxBytes
  }

  /** The next line without its end, null at the end of input. Lines go to askers in the order of their questions. */
  next(signal: AbortSignal): Promise<string | null> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        this.#pauseIfIdle()
        reject(signal.reason)
      }
      const waiting: Waiting = {
        resolve: (line) => {
          signal.removeEventListener('abort', stop)
          resolve(line)
        },
        reject: (error) => {
          signal.removeEventListener('abort', stop)
          reject(error)
        },
      }
      signal.addEventListener('abort', stop, { once: true })
      this.#waiting.push(waiting)
      this.#serve()
      if (this.#waiting.length > 0) this.#begin().resume()
    })
  }

  #begin(): Readable {
    if (this.#stream !== undefined) return this.#stream
    const stream = this.#open()
    stream.on('data', (chunk: Buffer | string) => {
      this.#text += typeof chunk === 'string' ? chunk : this.#decoder.decode(chunk, { stream: true })
      this.#serve()
    })
    const end = (error?: Error): void => {
      this.#text += this.#ended ? '' : this.#decoder.decode()
      this.#ended = true
      this.#error ??= error
      this.#serve()
    }
    stream.once('end', () => end())
    stream.once('close', () => end())
    stream.once('error', end)
    this.#stream = stream
    return stream
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const end = this.#text.indexOf('\n')
      if (end >= 0) {
        this.#give(this.#text.slice(0, end))
        this.#text = this.#text.slice(end + 1)
      } else if (this.#text.length > this.#maxBytes) {
        this.#text = ''
        this.#waiting.shift()!.reject(new Error(`a line of input is longer than ${this.#maxBytes} bytes`))
      } else if (!this.#ended) break
      else if (this.#text !== '') {
        this.#give(this.#text)
        this.#text = ''
      } else if (this.#error !== undefined) this.#waiting.shift()!.reject(this.#error)
      else this.#waiting.shift()!.resolve(null)
    }
    this.#pauseIfIdle()
  }

  #give(line: string): void {
    this.#waiting.shift()!.resolve(line.endsWith('\r') ? line.slice(0, -1) : line)
  }

  #pauseIfIdle(): void {
    if (this.#waiting.length === 0 && !this.#ended) this.#stream?.pause()
  }
}
