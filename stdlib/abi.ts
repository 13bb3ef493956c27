// Text across the boundary, by the Component Model's canonical ABI for `func(request: string) -> string`: UTF-8 in
// unmanaged memory on both sides. An import's request and its 8-byte reply area are one block that belongs to the call,
// never a global, since calls of several fibers are under way at once.

import { JsonWriter } from './json'

/** The allocator for the host: reply bytes, and the arguments of exports. */
export function cabi_realloc(oldPtr: usize, oldSize: usize, align: usize, newSize: usize): usize {
  if (newSize == 0) return align
  // The allocator's blocks are aligned to 16 bytes, more than any request needs.
  const ptr = heap.alloc(newSize)
  if (oldSize > 0) {
    memory.copy(ptr, oldPtr, min(oldSize, newSize))
    heap.free(oldPtr)
  }
  return ptr
}

/** One call of an import: the request in UTF-8 and room for the reply's address. */
export class Call {
  private constructor(
    private block: usize,
    readonly length: usize,
  ) {}

  /** A call with `text` as its request. */
  static of(text: string): Call {
    return Call.encode(changetype<usize>(text), text.length)
  }

  /** A call with what was written as its request. */
  static json(json: JsonWriter): Call {
    return Call.encode(json.start, json.length)
  }

  private static encode(units: usize, count: i32): Call {
    // The exact size is worth a look at the text: thousands of requests may be waiting.
    const block = heap.alloc(8 + sizeInUtf8(units, count))
    return new Call(block, encodeUtf8(units, count, block + 8))
  }

  get request(): usize {
    return this.block + 8
  }

  get reply(): usize {
    return this.block
  }

  /** The reply, once the import has returned. To be called once: it frees the call. */
  take(): string {
    const text = takeText(load<u32>(this.block), load<u32>(this.block + 4))
    heap.free(this.block)
    return text
  }
}

/** Reads UTF-8 text that the host allocated, and frees it. */
export function takeText(ptr: usize, length: usize): string {
  if (length == 0) return ''
  const text = decodeUtf8(ptr, length)
  heap.free(ptr)
  return text
}

/** Makes the result of an export: the address of {address, length}. */
export function giveText(json: JsonWriter): usize {
  const block = heap.alloc(8 + sizeInUtf8(json.start, json.length))
  const length = encodeUtf8(json.start, json.length, block + 8)
  store<u32>(block, block + 8)
  store<u32>(block, length, 4)
  return block
}

/** Frees the result of an export, after the host has read it. */
export function freeText(result: usize): void {
  heap.free(result)
}

// Most text is ASCII, which is converted four characters at a time.

function encodeUtf8(units: usize, count: i32, to: usize): usize {
  const ascii = asciiUnits(units, count)
  const words = ascii & ~3
  for (let i: usize = 0; i < words; i += 4) {
    const pairs = load<u64>(units + (i << 1))
    const halves = (pairs | (pairs >> 8)) & 0x0000ffff_0000ffff
    store<u32>(to + i, <u32>(halves | (halves >> 16)))
  }
  const rest = units + (words << 1)
  const left = count - <i32>words
  if (left == 0) return words
  return words + String.UTF8.encodeUnsafe(rest, left, to + words, false, String.UTF8.ErrorMode.REPLACE)
}

function decodeUtf8(from: usize, length: usize): string {
  let at: usize = 0
  while (at + 4 <= length && (load<u32>(from + at) & 0x80808080) == 0) at += 4
  while (at < length && load<u8>(from + at) < 0x80) at++
  if (at < length) return String.UTF8.decodeUnsafe(from, length)
  const text = changetype<string>(__new(length << 1, idof<string>()))
  const units = changetype<usize>(text)
  const words = length & ~3
  for (at = 0; at < words; at += 4) {
    const bytes = <u64>load<u32>(from + at)
    const pairs = (bytes | (bytes << 16)) & 0x0000ffff_0000ffff
    store<u64>(units + (at << 1), (pairs | (pairs << 8)) & 0x00ff00ff_00ff00ff)
  }
  for (; at < length; at++) store<u16>(units + (at << 1), load<u8>(from + at))
  return text
}

// How many units at the beginning are ASCII.
function asciiUnits(units: usize, count: i32): usize {
  const end = units + ((<usize>count) << 1)
  let at = units
  while (at + 8 <= end && (load<u64>(at) & 0xff80ff80_ff80ff80) == 0) at += 8
  while (at < end && load<u16>(at) < 0x80) at += 2
  return (at - units) >> 1
}

// Lone surrogates are replaced by U+FFFD, which has three bytes as they would have.
function sizeInUtf8(units: usize, count: i32): usize {
  let size = <usize>count
  const end = units + ((<usize>count) << 1)
  for (let at = units + (asciiUnits(units, count) << 1); at < end; at += 2) {
    const unit = load<u16>(at)
    if (unit < 0x80) continue
    // The halves of a pair have two bytes each.
    size += unit < 0x800 || isHalfOfPair(at, units, end) ? 1 : 2
  }
  return size
}

function isHalfOfPair(at: usize, start: usize, end: usize): bool {
  const kind = load<u16>(at) & 0xfc00
  if (kind == 0xd800) return at + 2 < end && (load<u16>(at + 2) & 0xfc00) == 0xdc00
  return kind == 0xdc00 && at > start && (load<u16>(at - 2) & 0xfc00) == 0xd800
}
