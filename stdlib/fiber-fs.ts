// Suspending imports of the interface `fs`, as fiber.ts says: no managed locals, nothing in common but by copying.

import { haira_fiber, park, setFiber, unpark } from './fiber'
import {
  fsCopy,
  fsGlob,
  fsKind,
  fsMkdir,
  fsReadBytes,
  fsReadDir,
  fsReadText,
  fsRemove,
  fsRename,
  fsStat,
  fsWrite,
} from './host'
import { Stack } from './stack'

/** `fs.read-text` */
export function readText(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsReadText(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.read-bytes` */
export function readBytes(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsReadBytes(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.write` */
export function write(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsWrite(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.kind` */
export function kind(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsKind(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.stat` */
export function stat(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsStat(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.remove` */
export function remove(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsRemove(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.rename` */
export function rename(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsRename(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.copy` */
export function copy(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsCopy(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.mkdir` */
export function mkdir(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsMkdir(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.read-dir` */
export function readDir(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsReadDir(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

/** `fs.glob` */
export function glob(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  fsGlob(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}
