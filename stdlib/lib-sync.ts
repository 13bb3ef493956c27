// Module `sync`.

import { Mutex as MutexClass, Once as OnceClass, WaitGroup as WaitGroupClass } from './sync'

/** `sync.Mutex()` */
export function Mutex(): MutexClass {
  return new MutexClass()
}

/** `sync.WaitGroup()` */
export function WaitGroup(): WaitGroupClass {
  return new WaitGroupClass()
}

/** `sync.Once()` */
export function Once(): OnceClass {
  return new OnceClass()
}
