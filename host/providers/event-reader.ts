// Reads an answer that comes as server-sent events: bytes in, cut anywhere, the data of one event after another out.
// Our own and not the SDKs': they read web streams, which costs several times as much, and take an early end for the end.

/** What an answer in events is put together by. One serves one attempt. */
export interface Assembly {
  /** Takes the data of one event. Throws what makes the answer unusable. */
  event(data: string): void
  /** Nothing more of the answer is to come. */
  readonly complete: boolean
}

export class EventReader {
  readonly #assembly: Assembly
  readonly #decoder = new TextDecoder()
  /** The beginning of a line whose end has not arrived. */
  #rest = ''
  /** The data lines of an event whose end has not arrived. */
  #data: string | undefined
  /** The last piece ended in CR, so a leading LF belongs to it. */
  #afterReturn = false

  constructor(assembly: Assembly) {
    this.#assembly = assembly
  }

  get complete(): boolean {
    return this.#assembly.complete
  }

  /** Takes bytes as they arrive. What comes after a complete answer is not looked at. */
  push(bytes: Uint8Array): void {
    let text = this.#decoder.decode(bytes, { stream: true })
    if (text === '') return
    if (this.#afterReturn && text.startsWith('\n')) text = text.slice(1)
    this.#afterReturn = text === '' ? false : text.endsWith('\r')
    const lines = text.split(/\r\n|\n|\r/)
    const last = lines.pop()!
    for (const line of lines) {
      if (this.complete) return
      this.#line(this.#rest + line)
      this.#rest = ''
    }
    this.#rest += last
  }

  #line(line: string): void {
    if (line === '') {
      const data = this.#data
      this.#data = undefined
      if (data !== undefined) this.#assembly.event(data)
      return
    }
    // Comments and other fields say nothing that the data does not.
    if (!line.startsWith('data')) return
    const value = line.startsWith('data: ') ? line.slice(6) : line.startsWith('data:') ? line.slice(5) : undefined
    if (value !== undefined) this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`
  }
}
