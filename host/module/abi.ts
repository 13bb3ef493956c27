// Text across the boundary, by the canonical ABI of `func(request: string) -> string`: UTF-8 in linear memory, room
// allocated by the module's `cabi_realloc`. Views are taken anew after every call, because memory may have grown.

export type Realloc = (oldPointer: number, oldSize: number, align: number, newSize: number) => number

/** Where a text lies in linear memory. */
export interface Lowered {
  pointer: number
  length: number
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
/** An empty text needs no room. */
const NOWHERE: Lowered = { pointer: 1, length: 0 }
/** Bytes. */
const SHORT = 16
/** A UTF-16 unit takes at most this many bytes of UTF-8. */
const BYTES_PER_UNIT = 3

/** Reads and writes texts in the memory of one instance. */
export class Abi {
  readonly #memory: WebAssembly.Memory
  readonly #realloc: Realloc
  readonly #fitting: (reply: string) => string
  #bytes = new Uint8Array(0)
  #words = new Uint32Array(0)

  /** `fitting` gives a reply to send in place of one that is too long. */
  constructor(memory: WebAssembly.Memory, realloc: Realloc, fitting: (reply: string) => string = (reply) => reply) {
    this.#memory = memory
    this.#realloc = realloc
    this.#fitting = fitting
  }

  /** All of linear memory. Valid until the module runs again. */
  get bytes(): Uint8Array<ArrayBuffer> {
    // Growing detaches the old buffer, which empties the views on it.
    if (this.#bytes.length === 0) this.#bytes = new Uint8Array(this.#memory.buffer as ArrayBuffer)
    return this.#bytes as Uint8Array<ArrayBuffer>
  }

  /** All of linear memory as 32-bit words. Valid until the module runs again. */
  get words(): Uint32Array {
    if (this.#words.length === 0) this.#words = new Uint32Array(this.#memory.buffer)
    return this.#words
  }

  read(pointer: number, length: number): string {
    if (length === 0) return ''
    const start = pointer >>> 0
    const end = start + (length >>> 0)
    const { bytes } = this
    if (end > bytes.length) throw new Error(`text at ${start} with ${length >>> 0} bytes is outside of memory`)
    if (length <= SHORT) {
      // Numbers, mostly: quicker than the decoder, if there is nothing but ASCII.
      let text = ''
      let at = start
      while (at < end && bytes[at]! < 0x80) text += String.fromCharCode(bytes[at++]!)
      if (at === end) return text
    }
    return decoder.decode(bytes.subarray(start, end))
  }

  /** Copies a text into room that the module allocates and will free. */
  lower(text: string): Lowered {
    // Most text is ASCII, so one byte a unit is tried first; what does not fit gets the worst case.
    let size = text.length
    let pointer = this.#realloc(0, 0, 1, size) >>> 0
    let { read, written } = encoder.encodeInto(text, this.bytes.subarray(pointer, pointer + size))
    if (read < text.length) {
      const rest = text.slice(read)
      const grown = written + rest.length * BYTES_PER_UNIT
      pointer = this.#realloc(pointer, size, 1, grown) >>> 0
      size = grown
      written += encoder.encodeInto(rest, this.bytes.subarray(pointer + written, pointer + size)).written
    }
    return { pointer, length: written }
  }

  /** Answers an import: the text's place is stored where the module asked for it. */
  reply(ret: number, text: string): void {
    const { pointer, length } = text === '' ? NOWHERE : this.lower(this.#fitting(text))
    const { words } = this
    words[ret >>> 2] = pointer
    words[(ret >>> 2) + 1] = length
  }

  /** Reads the text that an export's result points to. */
  result(pointer: number): string {
    const index = pointer >>> 2
    const { words } = this
    return this.read(words[index] ?? 0, words[index + 1] ?? 0)
  }

  /** Reads an AssemblyScript string, whose byte length stands before its UTF-16 text. */
  readUtf16(pointer: number): string {
    const start = pointer >>> 0
    const length = this.words[(start - 4) >>> 2] ?? 0
    return new TextDecoder('utf-16le').decode(this.bytes.subarray(start, start + length))
  }
}
