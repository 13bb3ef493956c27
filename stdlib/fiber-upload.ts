// Suspending imports of the interface `upload`, as fiber.ts says: no managed locals, nothing in common but by copying.

import { haira_fiber, park, setFiber, unpark } from './fiber'
import { uploadReadBytes, uploadReadText } from './host'

/** `upload.read-text` */
export function uploadText(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const frames = park(sp)
  __stack_pointer = __heap_base
  uploadReadText(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  unpark(frames, sp)
}

/** `upload.read-bytes` */
export function uploadBytes(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const frames = park(sp)
  __stack_pointer = __heap_base
  uploadReadBytes(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  unpark(frames, sp)
}
