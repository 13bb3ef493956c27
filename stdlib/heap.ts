// Memory of the module: where objects are, and the collector that frees those that nothing reaches. It takes the place of
// AssemblyScript's allocator and collector, and has their interface, from `__new` to `__visit`.
//
// Memory is cut into pages. A page has objects of one size, and what is free of it is handed out from front to back, so
// that a new object costs a few instructions; larger objects have pages of their own. Before each object stand its class
// and its size, 8 bytes. Whether it is alive is noted at the beginning of its page, a byte for each 16 bytes of the page.
//
// The collector begins when as much has been allocated as was alive the last time. It marks what is alive little by little
// while the program goes on; pages are swept one by one when room is needed. While it marks, whoever stores an object into
// another one says so (`__link`), unless that one is new and nobody has seen it. Objects do not move.

import { E_ALLOCATION_TOO_LARGE } from 'util/error'
import { TypeinfoFlags } from 'shared/typeinfo'

const PAGE_BITS: usize = 14
const PAGE: usize = 1 << PAGE_BITS
/** Objects begin at multiples of 16 bytes. */
const UNIT_BITS: usize = 4
/** What stands before an object. */
const OVERHEAD: usize = 8
/** Where the first object of a page begins, behind the marks. */
const FIRST: usize = (PAGE >> UNIT_BITS) + 16
/** Up to so many units there is a pool for each size; for larger objects there are four for each power of two. */
const EXACT: usize = 16
/** The most units of objects that share a page: two of them fill it. */
const MOST: usize = 448
const POOLS: usize = 36
/** Objects are smaller than this. */
const TOO_LARGE: usize = 1 << 30
/** So many bytes, at least, are allocated between two collections. */
const LEAST: usize = 512 * 1024
/** While the collector marks, it visits so many objects each time after so many bytes have been allocated. */
const STEP_BYTES: usize = 16 * 1024
const STEP_OBJECTS: i32 = 8192

/** The mark of a place without an object. Objects are marked with 1 or 2, by turns: see `white`. */
const FREE: u8 = 0
/** The mark of what the collector leaves alone. */
const UNMANAGED: u8 = 3

/** The beginning of a page of small objects, and of the pages of a large one. Marks begin 65 bytes behind it. */
// @ts-ignore: a decorator of AssemblyScript's
@unmanaged
class Page {
  /** The next one of the same pool, or the next large object. */
  next: Page | null
  /** Bytes from one object to the next; for a large object, all that it may have. */
  stride: usize
  /** After which collection it was swept. */
  swept: u32
}

/** Pages with objects of one size. */
// @ts-ignore: a decorator of AssemblyScript's
@unmanaged
class Pool {
  /** Where the next object will be, */
  at: usize
  /** up to here. */
  end: usize
  /** The page that these are in; those behind it have not been looked at since the last collection. */
  current: Page | null
  pages: Page | null
}

const pools = memory.data(<i32>(POOLS * offsetof<Pool>()))
let larges: Page | null = null

/** Whether it marks. */
let marking = false
/** The mark of objects that have not been reached. The other mark becomes this one when all are: for the next time. */
let white: u8 = 1
/** How many collections there have been, this one included. Static objects that have been reached are marked with it. */
let collection: u32 = 1
/** What has been reached, in bytes. */
let alive: usize = 0
/** How many bytes may be allocated before the collector goes on. */
let left: isize = LEAST
/** Whether there may be pages that have not been swept. */
let isUnswept = false

// ------------------------------------------------------------------------------------------------------------- objects

/** Makes an object of a class, all zeros. */
// @ts-ignore: a decorator of AssemblyScript's
@global
export function __new(size: usize, id: i32): usize {
  if (left <= 0) step()
  let number = (size + OVERHEAD + 15) >> UNIT_BITS
  let stride = number << UNIT_BITS
  let object: usize
  if (size > (MOST << UNIT_BITS) - OVERHEAD) object = makeLarge(size)
  else {
    if (number > EXACT) {
      const shift = 29 - clz(number - 1)
      const step = (number - 1) >> shift
      number = (shift << 2) + step + 5
      stride = (step + 1) << (shift + UNIT_BITS)
    }
    const pool = changetype<Pool>(pools + number * offsetof<Pool>())
    object = pool.at
    if (object == pool.end) object = refill(pool, stride)
    pool.at = object + stride
  }
  store<u8>(markOf(object), white)
  store<i32>(object - OVERHEAD, id)
  setSize(object, <u32>size)
  return object
}

/** Makes room that is not collected. Collects nothing. */
// @ts-ignore: a decorator of AssemblyScript's
@global
export function __alloc(size: usize): usize {
  const before = left
  left = isize.MAX_VALUE
  const block = __new(size, 0)
  left = before - (isize.MAX_VALUE - left)
  store<u8>(markOf(block), UNMANAGED)
  return block
}

/** Frees such room. */
// @ts-ignore: a decorator of AssemblyScript's
@global
export function __free(block: usize): void {
  store<u8>(markOf(block), FREE)
}

/** Changes the size of an object: the same one if there is room behind it, else a new one. */
// @ts-ignore: a decorator of AssemblyScript's
@global
export function __renew(object: usize, size: usize): usize {
  if (size <= roomOf(object)) {
    setSize(object, <u32>size)
    return object
  }
  const made = __new(size, load<i32>(object - OVERHEAD))
  memory.copy(made, object, min<usize>(size, sizeOf(object)))
  return made
}

/** How many bytes an object has. */
export function sizeOf(object: usize): u32 {
  return load<u32>(object - 4)
}

/** Says how many bytes an object has, of those for which it has room. */
export function setSize(object: usize, size: u32): void {
  store<u32>(object - 4, size)
}

/** How large an object could be where it is. */
export function roomOf(object: usize): u32 {
  return object < __heap_base ? sizeOf(object) : <u32>(pageOf(object).stride - OVERHEAD)
}

function makeLarge(size: usize): usize {
  if (size >= TOO_LARGE) throw new Error(E_ALLOCATION_TOO_LARGE)
  const count = (FIRST + size + PAGE - 1) >> PAGE_BITS
  const page = newPage(count, (count << PAGE_BITS) - FIRST + OVERHEAD)
  page.next = larges
  larges = page
  const object = changetype<usize>(page) + FIRST
  memory.fill(object, 0, size)
  left -= size
  return object
}

/** Finds the next free places of a pool, and clears them. */
function refill(pool: Pool, stride: usize): usize {
  let page = pool.current
  let at = pool.end
  while (true) {
    if (page !== null) {
      const last = changetype<usize>(page) + PAGE + OVERHEAD - stride
      while (at <= last && load<u8>(markOf(at)) != FREE) at += stride
      if (at <= last) {
        let end = at
        do end += stride
        while (end <= last && load<u8>(markOf(end)) == FREE)
        memory.fill(at - OVERHEAD, 0, end - at)
        left -= end - at
        pool.end = end
        return at
      }
    }
    let next = page === null ? pool.pages : page.next
    if (next === null) {
      next = newPage(1, stride)
      if (page === null) pool.pages = next
      else page.next = next
    } else if (next.swept != collection) sweep(next)
    page = next
    pool.current = page
    at = changetype<usize>(page) + FIRST
  }
}

function pageOf(object: usize): Page {
  return changetype<Page>(object & ~(PAGE - 1))
}

function markOf(object: usize): usize {
  return (object & ~(PAGE - 1)) + ((object & (PAGE - 1)) >> UNIT_BITS)
}

// --------------------------------------------------------------------------------------------------------------- pages

/** One byte for each page that memory may have at most: whether it is used. */
const table: usize = __heap_base
/** Pages are counted from the beginning of memory. */
let pageCount: usize = 0
let freePages: usize = 0
/** Where free pages are looked for. */
let search: usize = 0

function newPage(count: usize, stride: usize): Page {
  const page = changetype<Page>(takePages(count))
  memory.fill(changetype<usize>(page), 0, FIRST)
  page.stride = stride
  page.swept = collection
  return page
}

/** Takes pages that lie side by side. */
function takePages(count: usize): usize {
  let first = findPages(count)
  if (first == 0 && isUnswept) {
    sweepRest()
    first = findPages(count)
  }
  if (first == 0) first = addPages(count)
  memory.fill(table + first, 1, count)
  freePages -= count
  search = first + count
  return first << PAGE_BITS
}

function givePages(page: Page, count: usize): void {
  memory.fill(table + (changetype<usize>(page) >> PAGE_BITS), 0, count)
  freePages += count
}

/** The first of so many free pages; 0 if there are none. */
function findPages(count: usize): usize {
  if (freePages < count) return 0
  let found = 0
  let at = search
  // From where the last ones were found, and once more from the beginning.
  for (let rest = pageCount; rest > 0; rest--) {
    if (at == pageCount) at = found = 0
    found = load<u8>(table + at++) == 0 ? found + 1 : 0
    if (found == count) return at - count
  }
  return 0
}

/** Adds pages to memory: a quarter of what there is, if that is possible. Traps if there is not enough. */
function addPages(count: usize): usize {
  const size = <usize>memory.size()
  const isFirst = pageCount == 0
  const first = isFirst ? (__heap_base + (1 << (32 - PAGE_BITS)) + PAGE - 1) >> PAGE_BITS : pageCount
  const needed = ((first + count + 3) >> (16 - PAGE_BITS)) - size
  if (<isize>needed > 0 && memory.grow(<i32>max(needed, size >> 2)) < 0 && memory.grow(<i32>needed) < 0) unreachable()
  // The last page of all is left out, so that addresses behind a page can be told.
  pageCount = min<usize>(memory.size() << (16 - PAGE_BITS), (1 << (32 - PAGE_BITS)) - 1)
  freePages += pageCount - first
  // Those before the heap are nobody's.
  if (isFirst) memory.fill(table, 1, first)
  return first
}

// ------------------------------------------------------------------------------------------------------------ collector

/** Tells the collector that an object has been stored into another one. */
// @ts-ignore: a decorator of AssemblyScript's
@global
export function __link(parent: usize, child: usize, expectMultiple: bool): void {
  if (marking && !isWhite(parent)) __visit(child, 0)
}

/** Notes that an object is alive. */
// @ts-ignore: a decorator of AssemblyScript's
@global
export function __visit(object: usize, cookie: u32): void {
  if (object == 0 || !isWhite(object)) return
  if (object < __heap_base) store<u32>(object - 16, collection)
  else {
    store<u8>(markOf(object), white ^ 3)
    alive += sizeOf(object) + OVERHEAD
  }
  const id = load<u32>(object - OVERHEAD)
  if (id > idof<string>() && (__typeinfo(id) & TypeinfoFlags.POINTERFREE) == 0) push(object)
}

/** Collects all garbage at once. */
// @ts-ignore: a decorator of AssemblyScript's
@global
export function __collect(): void {
  if (marking) finish()
  begin()
  finish()
  sweepRest()
}

function isWhite(object: usize): bool {
  return object < __heap_base ? load<u32>(object - 16) != collection : load<u8>(markOf(object)) == white
}

function step(): void {
  if (!marking) begin()
  for (let i = 0; i < STEP_OBJECTS; i++) {
    if (top == 0) return finish()
    __visit_members(pop(), 0)
  }
  left = STEP_BYTES
}

function begin(): void {
  sweepRest()
  marking = true
  alive = 0
  visitRoots()
}

// What the program may have changed since is looked at once more, so that nothing is missed; and its stack, which is not
// looked at before, so that what has just been made is not marked until somebody has it.
function finish(): void {
  visitRoots()
  for (let at = __stack_pointer; at < __heap_base; at += sizeof<usize>()) __visit(load<usize>(at), 0)
  while (top != 0) __visit_members(pop(), 0)
  marking = false
  white ^= 3
  collection++
  left = max(alive, LEAST)
  isUnswept = true
  for (let i: usize = 0; i < POOLS; i++) {
    const pool = changetype<Pool>(pools + i * offsetof<Pool>())
    pool.at = pool.end = 0
    pool.current = null
  }
  sweepLarges()
}

function visitRoots(): void {
  __visit_globals(0)
  for (let i: u32 = 1; i < holdRoom; i++) {
    const object = held(i)
    if ((object & 1) == 0) __visit(object, 0)
  }
}

/** Frees what has not been reached; whether anything else is there. */
function sweep(page: Page): bool {
  let all: u64 = 0
  const start = changetype<usize>(page)
  // Eight marks at a time. What was reached is white by now.
  for (let at = start + (FIRST >> UNIT_BITS) - 1; at < start + (PAGE >> UNIT_BITS); at += 8) {
    const marks = load<u64>(at)
    const ones = marks & 0x0101_0101_0101_0101
    const twos = (marks >> 1) & 0x0101_0101_0101_0101
    const dead = white == 1 ? (twos & ~ones) << 1 : ones & ~twos
    if (dead != 0) store<u64>(at, marks ^ dead)
    all |= marks ^ dead
  }
  page.swept = collection
  return all != 0
}

/** Sweeps the pages that nobody has asked for room; those that are empty may be used for anything. */
function sweepRest(): void {
  isUnswept = false
  for (let i: usize = 0; i < POOLS; i++) {
    const pool = changetype<Pool>(pools + i * offsetof<Pool>())
    let before: Page | null = null
    let page = pool.pages
    while (page !== null) {
      const next = page.next
      if (page.swept == collection || sweep(page)) before = page
      else {
        if (before === null) pool.pages = next
        else before.next = next
        givePages(page, 1)
      }
      page = next
    }
  }
}

function sweepLarges(): void {
  let before: Page | null = null
  let page = larges
  while (page !== null) {
    const next = page.next
    if (sweep(page)) before = page
    else {
      if (before === null) larges = next
      else before.next = next
      givePages(page, (page.stride + FIRST - OVERHEAD) >> PAGE_BITS)
    }
    page = next
  }
}

// Objects that have been reached and whose members have not been looked at, on a stack of pages that are linked.

/** Where the next one goes; 0 if there is none. */
let top: usize = 0

function push(object: usize): void {
  if ((top & (PAGE - 1)) == 0) {
    const page = takePages(1)
    store<usize>(page, top)
    top = page + sizeof<usize>()
  }
  store<usize>(top, object)
  top += sizeof<usize>()
}

function pop(): usize {
  top -= sizeof<usize>()
  const object = load<usize>(top)
  if ((top & (PAGE - 1)) == sizeof<usize>()) {
    const page = changetype<Page>(top - sizeof<usize>())
    top = load<usize>(changetype<usize>(page))
    givePages(page, 1)
  }
  return object
}

// --------------------------------------------------------------------------------------------------------------- holds

// Objects that are alive though only somebody outside knows them, by a number. Free numbers are linked: each has twice the
// next one, and 1.

let holds: usize = 0
let holdRoom: u32 = 0
let freeHold: u32 = 0

/** Keeps an object alive until it is released; gives the number by which it is known. Collects nothing. */
export function hold(object: usize): u32 {
  if (freeHold == 0) addHolds()
  const number = freeHold
  freeHold = <u32>held(number) >> 1
  store<usize>(holds + number * sizeof<usize>(), object)
  return number
}

/** The object of a number. */
export function held(number: u32): usize {
  return load<usize>(holds + number * sizeof<usize>())
}

/** Lets the object of a number go. */
export function release(number: u32): void {
  store<usize>(holds + number * sizeof<usize>(), (freeHold << 1) | 1)
  freeHold = number
}

function addHolds(): void {
  const before = holds
  const from = max<u32>(holdRoom, 1)
  holdRoom = from << 4
  holds = __alloc(holdRoom * sizeof<usize>())
  if (before != 0) {
    memory.copy(holds, before, from * sizeof<usize>())
    __free(before)
  }
  for (let number = holdRoom - 1; number >= from; number--) release(number)
}
