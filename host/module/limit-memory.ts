// The limit of a module's memory, written into its bytes before they are compiled: the engine then refuses to grow it any
// further, and the module ends in a trap. (A memory is limited by whoever makes it, and a module makes its own.)

const PAGE = 64 * 1024
const MEMORY_SECTION = 5
const HAS_MAXIMUM = 1

/** The same module with at most so much memory. Bytes that are no module are given back as they are. */
export function limitMemory(wasm: Uint8Array<ArrayBuffer>, megabytes: number): Uint8Array<ArrayBuffer> {
  const found = findSection(wasm, MEMORY_SECTION)
  if (found === undefined) return wasm
  const { start, content, end } = found
  const flags = wasm[content + 1]!
  const [least, afterLeast] = readNumber(wasm, content + 2)
  const [own] = flags & HAS_MAXIMUM ? readNumber(wasm, afterLeast) : [Number.POSITIVE_INFINITY]
  const most = Math.max(least, Math.min(own, Math.floor((megabytes * 1024 * 1024) / PAGE)))
  const limits = [1, flags | HAS_MAXIMUM, ...writeNumber(least), ...writeNumber(most)]
  const section = Uint8Array.from([MEMORY_SECTION, ...writeNumber(limits.length), ...limits])
  const limited = new Uint8Array(start + section.length + wasm.length - end)
  limited.set(wasm.subarray(0, start))
  limited.set(section, start)
  limited.set(wasm.subarray(end), start + section.length)
  return limited
}

function findSection(wasm: Uint8Array, wanted: number): { start: number; content: number; end: number } | undefined {
  const magicAndVersion = 8
  for (let start = magicAndVersion; start < wasm.length; ) {
    const [size, content] = readNumber(wasm, start + 1)
    const end = content + size
    if (end > wasm.length) return undefined
    if (wasm[start] === wanted) return { start, content, end }
    start = end
  }
  return undefined
}

/** LEB128: the number at an offset, and the offset after it. */
function readNumber(bytes: Uint8Array, at: number): [value: number, after: number] {
  let value = 0
  for (let shift = 0; ; shift += 7, at++) {
    const byte = bytes[at] ?? 0
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return [value, at + 1]
  }
}

function writeNumber(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...writeNumber(Math.floor(value / 0x80))]
}
