// What the compiler does to a finished WebAssembly binary: read which modules it imports from, take custom sections out
// and append others. Reading the binary, not the program, is what makes the manifest true.

const magicAndVersion = 8
const importSection = 2
const codeSection = 10
const customSection = 0

/** Module names of the import section, each once, in order of appearance. */
export function importedModules(wasm: Uint8Array): string[] {
  const reader = new Reader(wasm)
  reader.at = magicAndVersion
  while (reader.at < wasm.length) {
    const id = reader.byte()
    const size = reader.u32()
    if (id === importSection) return readModules(reader)
    reader.at += size
  }
  return []
}

function readModules(reader: Reader): string[] {
  const found = new Set<string>()
  for (let left = reader.u32(); left > 0; left--) {
    found.add(reader.name())
    reader.name()
    const kind = reader.byte()
    if (kind !== 0) throw new Error(`import of kind ${kind}: modules import functions only`)
    reader.u32()
  }
  return [...found]
}

/** The same binary with custom sections at its end, where readers that do not know them pass over them. */
export function withSections(
  wasm: Uint8Array,
  sections: readonly [name: string, contents: string | Uint8Array][],
): Uint8Array<ArrayBuffer> {
  return concatenated([wasm, ...sections.map(([name, contents]) => encodeSection(name, contents))])
}

/** Where each function's code stands in the binary, in order: offsets of its first byte and of the byte after its last. */
export function functionRanges(wasm: Uint8Array): [start: number, end: number][] {
  const reader = new Reader(wasm)
  reader.at = magicAndVersion
  while (reader.at < wasm.length) {
    const id = reader.byte()
    const size = reader.u32()
    if (id === codeSection) return readRanges(reader)
    reader.at += size
  }
  return []
}

function readRanges(reader: Reader): [start: number, end: number][] {
  return Array.from({ length: reader.u32() }, () => {
    const size = reader.u32()
    const start = reader.at
    reader.at += size
    return [start, reader.at]
  })
}

/** The same binary without the custom section of a name. */
export function withoutSection(wasm: Uint8Array, name: string): Uint8Array<ArrayBuffer> {
  const reader = new Reader(wasm)
  reader.at = magicAndVersion
  const kept = [wasm.subarray(0, magicAndVersion)]
  while (reader.at < wasm.length) {
    const start = reader.at
    const id = reader.byte()
    const size = reader.u32()
    const end = reader.at + size
    if (id !== customSection || reader.name() !== name) kept.push(wasm.subarray(start, end))
    reader.at = end
  }
  return concatenated(kept)
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function encodeSection(name: string, content: string | Uint8Array): Uint8Array {
  const encoder = new TextEncoder()
  const nameBytes = encoder.encode(name)
  const contents = typeof content === 'string' ? encoder.encode(content) : content
  const nameLength = unsigned(nameBytes.length)
  const size = unsigned(nameLength.length + nameBytes.length + contents.length)
  return Uint8Array.from([customSection, ...size, ...nameLength, ...nameBytes, ...contents])
}

/** A number in WebAssembly's encoding of unsigned numbers, LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  return [...bytes, rest]
}

/** Reads the few encodings that the import section uses. */
class Reader {
  at = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  byte(): number {
    const value = this.#bytes[this.at++]
    if (value === undefined) throw new Error('WebAssembly binary ends too early')
    return value
  }

  u32(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
  }

  name(): string {
    const length = this.u32()
    this.at += length
    return new TextDecoder().decode(this.#bytes.subarray(this.at - length, this.at))
  }
}
