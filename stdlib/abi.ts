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
    const length = String.UTF8.encodeUnsafe(units, count, block + 8, false, String.UTF8.ErrorMode.REPLACE)
    return new Call(block, length)
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
  const text = String.UTF8.decodeUnsafe(ptr, length)
  heap.free(ptr)
  return text
}

/** Makes the result of an export: the address of {address, length}. */
export function giveText(json: JsonWriter): usize {
  const block = heap.alloc(8 + sizeInUtf8(json.start, json.length))
  const length = String.UTF8.encodeUnsafe(json.start, json.length, block + 8, false, String.UTF8.ErrorMode.REPLACE)
  store<u32>(block, block + 8)
  store<u32>(block, length, 4)
  return block
}

/** Frees the result of an export, after the host has read it. */
export function freeText(result: usize): void {
  heap.free(result)
}

// Lone surrogates are replaced by U+FFFD, which has three bytes as they would have.
function sizeInUtf8(units: usize, count: i32): usize {
  let size = <usize>count
  for (let at = units, end = units + ((<usize>count) << 1); at < end; at += 2) {
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
