// Suspension: while an import waits, other fibers run in this instance and use the same shadow stack, from which the
// garbage collector finds its roots. So a fiber that may wait first copies its part of that stack to an array that is held.
// The same code serves Asyncify, JSPI, and a host that answers at once.

import { Account, account, accounts, setAccount } from './account'
import { timeHasPassed } from './clock'
import {
  clockSleep,
  ioReadLine,
  llmGenerate,
  llmStreamNext,
  memoryClose,
  memoryOpen,
  runConfirm,
  serverEmit,
  serverListen,
  storeDatabase,
  taskWait,
} from './host'
import { held, hold, release } from './heap'
import { HairaError, pendingPanic, setPendingPanic, stop } from './panic'
import { Stack } from './stack'

/** Id of the fiber that runs; the host sets it before each entry. */
export let haira_fiber: i32 = 0

/** Set by the host before it lets a fiber go on that it has cancelled: the wait then ends with a stop. */
export let haira_cancelled: i32 = 0

/** Size of the area into which Asyncify unwinds the WebAssembly stack: about 40 bytes a frame. */
export const haira_scratch_size: i32 = 256 * 1024

/** That area. Its first 8 bytes are the header {current, end} that Asyncify keeps. */
export const haira_scratch: usize = heap.alloc(haira_scratch_size)

/** Says which fiber runs again: for the wrappers of other files. */
export function setFiber(id: i32): void {
  haira_fiber = id
}

// A parked fiber is one array that is held: the pending panic, the account, then the words of the shadow stack. Nobody else
// can reach the array before it is held, and the collector visits what is held once more before it ends, so plain copies
// need no write barrier.
export function park(sp: usize): u32 {
  const size = __heap_base - sp
  const frames = changetype<usize>(new StaticArray<Object | null>(<i32>(size / sizeof<usize>()) + 2))
  store<usize>(frames, changetype<usize>(pendingPanic))
  memory.copy(frames + 2 * sizeof<usize>(), sp, size)
  setPendingPanic(null)
  if (accounts) {
    store<usize>(frames, changetype<usize>(account), sizeof<usize>())
    setAccount(null)
  }
  return hold(frames)
}

// Must not allocate before the copy is complete: until then the words above `sp` are another fiber's leftovers.
export function unpark(number: u32, sp: usize): void {
  const frames = held(number)
  memory.copy(sp, frames + 2 * sizeof<usize>(), __heap_base - sp)
  if (accounts) setAccount(changetype<Account | null>(load<usize>(frames, sizeof<usize>())))
  setPendingPanic(haira_cancelled ? stop : changetype<HairaError | null>(load<usize>(frames)))
  haira_cancelled = 0
  release(number)
  timeHasPassed()
}

// The wrappers below have no managed locals, so that moving the stack pointer under their feet moves nothing of their
// own. They are written out one by one: a call through a function pointer would make Asyncify instrument more.

/** `llm.generate`: waits for a model. */
export function generate(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  llmGenerate(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  Stack.left = left
  unpark(frames, sp)
}

/** `llm.stream-next`: waits for more of a reply. */
export function streamNext(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const frames = park(sp)
  __stack_pointer = __heap_base
  llmStreamNext(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  unpark(frames, sp)
}

/** `memory.open`: waits for earlier turns of the session. */
export function openSession(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  memoryOpen(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  Stack.left = left
  unpark(frames, sp)
}

/** `memory.close`: waits until what the turn adds is stored. */
export function closeSession(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  memoryClose(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  Stack.left = left
  unpark(frames, sp)
}

/** `store.database`: waits until the database has been opened. */
export function openDatabase(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  storeDatabase(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  Stack.left = left
  unpark(frames, sp)
}

/** `server.listen`: waits until the server has been closed. */
export function listen(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  serverListen(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  Stack.left = left
  unpark(frames, sp)
}

/** `server.emit`: waits until the client has caught up. */
export function emitEvent(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const frames = park(sp)
  __stack_pointer = __heap_base
  serverEmit(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  unpark(frames, sp)
}

/** `clock.sleep`. */
export function sleep(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  clockSleep(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  Stack.left = left
  unpark(frames, sp)
}

/** `io.read-line`: waits for a line on standard input. */
export function readLine(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  ioReadLine(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  Stack.left = left
  unpark(frames, sp)
}

/** `run.confirm`: waits for the user's answer. */
export function confirmStep(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  runConfirm(request, length, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  Stack.left = left
  unpark(frames, sp)
}

/** `task.wait`: waits until another fiber wakes this one. */
export function wait(reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  taskWait(0, 0, reply)
  __stack_pointer = sp
  haira_fiber = fiber
  Stack.left = left
  unpark(frames, sp)
}
