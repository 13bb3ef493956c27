// Lists and strings that grow at their end, in constant time on average.
//
// `append` gives a new list, but need not copy: the new list may have the buffer of the old one and the next place in it.
// Lists that share a buffer are marked (`room` is 0), and one that is stored into gets a buffer of its own before. What of a
// shared buffer is taken is the size that its header tells, so the next place goes to whoever asks first.
//
// Where the compiler sees that a variable alone holds the list or string that it has grown last (`4-lower/growing.ts`), the
// value grows where it is.

import { roomOf, setSize, sizeOf } from './heap'
import { magnitude, textSize, writeText } from './number'

/** An array, as AssemblyScript lays it out. */
// @ts-ignore: a decorator of AssemblyScript's
@unmanaged
class Layout {
  buffer: usize
  start: usize
  /** Bytes of the buffer that belong to this array alone; 0 while it shares the buffer, or has none. */
  room: u32
  length: i32
}

/** `append(list, v)`: a new list. */
export function appended<T>(list: T[], value: T): T[] {
  const made = grown<T>(list, 1)
  unchecked((made[list.length] = value))
  return made
}

/** A new list of the elements of both. */
export function concat<T>(list: T[], more: T[]): T[] {
  const made = grown<T>(list, more.length)
  // Nobody has seen the new list, so that the collector need not be told.
  memory.copy(
    made.dataStart + ((<usize>list.length) << alignof<T>()),
    more.dataStart,
    (<usize>more.length) << alignof<T>(),
  )
  return made
}

// A new list that is longer. What is behind the old elements has to be set before anything is allocated.
function grown<T>(list: T[], count: i32): T[] {
  const made = changetype<T[]>(__new(offsetof<T[]>(), idof<T[]>()))
  const from = changetype<Layout>(list)
  const to = changetype<Layout>(made)
  const size = (<u32>list.length) << alignof<T>()
  const more = (<u32>count) << alignof<T>()
  if (takes(list, size, more)) {
    from.room = 0
    to.buffer = from.buffer
    to.start = from.start
  } else move<T>(made, from.start, size, size + more)
  to.length = list.length + count
  return made
}

// Takes the places behind the last element, if they are there and free. The buffer is one that lists share from now on.
function takes<T>(list: T[], size: u32, more: u32): bool {
  const layout = changetype<Layout>(list)
  if (layout.buffer == 0) return false
  const buffer = layout.buffer
  if (layout.room != 0 ? size + more > layout.room : sizeOf(buffer) != size || size + more > roomOf(buffer))
    return false
  setSize(buffer, size + more)
  return true
}

// Gives a list a buffer of its own, which begins with what is at `start`, and has room for twice that.
function move<T>(list: T[], start: usize, size: u32, needed: u32): void {
  const room = needed > size ? max<u32>(needed, min<u32>(size << 1, MOST)) : needed
  const buffer = __new(room, idof<ArrayBuffer>())
  memory.copy(buffer, start, size)
  const layout = changetype<Layout>(list)
  layout.buffer = buffer
  layout.start = buffer
  layout.room = room
  __link(changetype<usize>(list), buffer, false)
}

/** A buffer has to be smaller than this by its headers; what does not fit is reported where it is allocated. */
const MOST: u32 = (1 << 30) - 64

/** The list itself, one element longer, if `owned` says that nobody else has it; else a new one. */
export function pushed<T>(list: T[], owned: bool, value: T): T[] {
  if (!owned) return appended<T>(list, value)
  const layout = changetype<Layout>(list)
  const size = (<u32>layout.length) << alignof<T>()
  if (size + (1 << alignof<T>()) > layout.room) extend<T>(list, size)
  layout.length++
  unchecked((list[layout.length - 1] = value))
  return list
}

function extend<T>(list: T[], size: u32): void {
  const more: u32 = 1 << alignof<T>()
  if (changetype<Layout>(list).room != 0 || !takes<T>(list, size, more)) {
    move<T>(list, changetype<Layout>(list).start, size, size + more)
  }
}

/** Whether a list shares its buffer, so that nothing may be stored into it. */
export function isShared<T>(list: T[]): bool {
  return changetype<Layout>(list).room == 0
}

/** Gives it a buffer of its own. */
export function keepApart<T>(list: T[]): void {
  const size = (<u32>list.length) << alignof<T>()
  move<T>(list, list.dataStart, size, size)
}

/** The string itself with more at its end, if `owned` says that nobody else has it; else a new one, with room for as much again. */
export function joined(text: string, owned: bool, more: string): string {
  const size = (<usize>text.length) << 1
  const added = (<usize>more.length) << 1
  const made = longer(text, owned, size, added)
  copy(changetype<usize>(made) + size, changetype<usize>(more), added)
  return made
}

/** The same with an int, whose text need not be made first. */
export function joinedInt(text: string, owned: bool, value: i64): string {
  const size = (<usize>text.length) << 1
  const added = textSize(magnitude(value), value < 0)
  const made = longer(text, owned, size, added)
  writeText(changetype<usize>(made) + size + added, magnitude(value), value < 0)
  return made
}

// What is behind the first `size` bytes is to be written.
function longer(text: string, owned: bool, size: usize, added: usize): string {
  const needed = <u32>(size + added)
  let made = text
  if (!owned || needed > roomOf(changetype<usize>(text))) {
    made = changetype<string>(__new(max<u32>(needed, min<u32>(needed << 1, MOST)), idof<string>()))
    memory.copy(changetype<usize>(made), changetype<usize>(text), size)
  }
  setSize(changetype<usize>(made), needed)
  return made
}

/** Copies an even number of bytes, mostly few, for which the engine's own copy takes longer to begin than this to end. */
export function copy(to: usize, from: usize, size: usize): void {
  if (size > 64) {
    memory.copy(to, from, size)
    return
  }
  for (; size >= 8; size -= 8, to += 8, from += 8) store<u64>(to, load<u64>(from))
  for (; size > 0; size -= 2, to += 2, from += 2) store<u16>(to, load<u16>(from))
}
