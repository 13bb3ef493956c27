// Text across the boundary, by the Component Model's canonical ABI for `func(request: string) -> string`: UTF-8 in
// unmanaged memory on both sides. What the module hands out, requests of imports and results of exports, stands in one
// piece of memory, since the host reads each before anything else runs. Where a reply lies is written into the call, never
// into a global: calls of several fibers are under way at once.

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

/** A UTF-16 unit takes at most this many bytes of UTF-8. */
const BYTES_PER_UNIT: usize = 3

/** Bytes of that memory, unless a text has needed more just now. */
const ROOM: usize = 16 * 1024

let roomSize = ROOM
let room = heap.alloc(ROOM)

/** Puts a text there, some bytes after its beginning. Gives its length. */
function handOut(units: usize, count: i32, offset: usize): usize {
  const ascii = asciiUnits(units, count)
  const size = offset + ascii + (<usize>count - ascii) * BYTES_PER_UNIT
  if (size > roomSize || roomSize > ROOM) {
    heap.free(room)
    roomSize = max(size, ROOM)
    room = heap.alloc(roomSize)
  }
  return encodeUtf8(units, count, ascii, room + offset)
}

/** One call of an import: a request, to be made at once, and where the reply is. */
export class Call {
  // The host writes these two.
  private at: u32 = 0
  private size: u32 = 0

  private constructor(readonly length: usize) {}

  /** A call with `text` as its request. */
  static of(text: string): Call {
    return Call.encode(changetype<usize>(text), text.length)
  }

  /** A call with what was written as its request. */
  static json(json: JsonWriter): Call {
    return Call.encode(json.start, json.length)
  }

  private static encode(units: usize, count: i32): Call {
    return new Call(handOut(units, count, 0))
  }

  get request(): usize {
    return room
  }

  get reply(): usize {
    return changetype<usize>(this)
  }

  /** The reply, once the import has returned. To be called once: it frees the host's text. */
  take(): string {
    return takeText(this.at, this.size)
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
  const length = handOut(json.start, json.length, 8)
  store<u32>(room, room + 8)
  store<u32>(room, length, 4)
  return room
}

// Most text is ASCII, which is converted four characters at a time.

// A text of which so many units at the beginning are ASCII.
function encodeUtf8(units: usize, count: i32, ascii: usize, to: usize): usize {
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
