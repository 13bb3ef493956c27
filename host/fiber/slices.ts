// How long fibers keep the processor. While the module runs nothing else of this thread does, so somebody outside has to
// look: a watchdog thread reads the number of the slice that runs now, and where one lasts it interrupts this thread.
// The engine takes interrupts at the heads of loops and functions, in WebAssembly too; what runs then is `check` below.

import { isMainThread, threadId, Worker } from 'node:worker_threads'
import { packageFile } from '../installation.ts'

/** Whose fiber runs. */
export interface Watched {
  readonly sliceMs: number
  overrun(): void
}

/** How often the watchdog looks. A slice that it sees twice is looked at. */
export const watchEveryMs = 50

/** The number of the slice that runs, 0 while none does. */
const shown = new Int32Array(new SharedArrayBuffer(4))
const check = Symbol.for('haira.check-slice')
let count = 0
let running: Watched | undefined
/** Of the slice that was looked at last: the thread's time when that began. */
let seen: { slice: number; cpuMs: number } | undefined
let watchdog: Worker | undefined
let hand: ((shown: Int32Array<SharedArrayBuffer>) => void) | undefined

/** What the watchdog evaluates in a thread, with the thread that is meant and the number of its slice. */
export const checkExpression = `globalThis[Symbol.for('haira.check-slice')]`

/** A fiber is about to run. */
export function beginSlice(watched: Watched): void {
  running = watched
  count = (count + 1) & 0x3fffffff || 1
  shown[0] = count
}

/** It waits or has ended. */
export function endSlice(): void {
  running = undefined
  shown[0] = 0
}

/** Has slices watched from now on. Only for programs that serve: one that computes for itself may take its time. */
export function watchSlices(): void {
  if (watchdog !== undefined) return
  Object.defineProperty(globalThis, check, { value: checkSlice, configurable: true })
  if (!isMainThread) {
    hand?.(shown)
    return
  }
  const workerData = { shown, thread: threadId, everyMs: watchEveryMs, expression: checkExpression }
  watchdog = new Worker(packageFile('host/fiber/watchdog.js'), {
    workerData,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
  })
  watchdog.unref()
}

/** In a worker thread: the main thread watches it, and is handed what it has to look at. */
export function watchedBy(give: (shown: Int32Array<SharedArrayBuffer>) => void): void {
  hand = give
}

/**
 * Runs inside an interrupt. Only time of the processor counts: a busy machine is nobody's fault.
 *
 * Slices of two threads may have the same number, so the thread is named too.
 */
function checkSlice(thread: number, slice: number): void {
  if (running === undefined || thread !== threadId || slice !== count || running.sliceMs === 0) return
  const { user, system } = process.threadCpuUsage()
  const cpuMs = (user + system) / 1000
  if (seen?.slice !== slice) seen = { slice, cpuMs }
  else if (cpuMs - seen.cpuMs >= running.sliceMs - watchEveryMs) {
    seen = undefined
    running.overrun()
  }
}
