// How fibers wait: one interface, two drivers. Asyncify unwinds the module's stack into linear memory and needs nothing
// of the engine; JSPI lets the engine switch stacks. What a program does is the same on both.

import type { SuspendMode } from '../../compiler/manifest.ts'
import { HostError } from '../errors.ts'
import type { Abi, Lowered } from '../module/abi.ts'
import { AsyncifySuspender } from './asyncify.ts'
import type { Answer, Fiber } from './fiber.ts'
import { JspiSuspender } from './jspi.ts'
import type { TurnsWatcher } from './turns.ts'

/** An import as the program means it: a request, and an answer now or later. */
export type Ask = (request: string, fiber: Fiber) => Answer

/** An export that takes a lowered text and gives a pointer to its result. */
export type Entry = (pointer: number, length: number) => number

/** One call of an export. `begin` and `end` run with nobody else in the module, right before and after it. */
export interface Call {
  readonly fiber: Fiber
  readonly entry: Entry
  /** Lowers the argument. */
  begin(): Lowered
  /** Reads the result and frees it: the call is over. */
  end(result: number): void
  /** It is over by what the engine threw, a trap. */
  fail(error: unknown): void
}

/** What a driver needs of the instance that it runs. It is complete only once the instance exists. */
export interface Engine extends TurnsWatcher {
  readonly abi: Abi
  readonly exports: WebAssembly.Exports
  /** Set once the instance has trapped: nothing may enter it any more. */
  readonly dead: boolean
  /** Longest time of the processor that a fiber may take between two waits, in milliseconds; 0 for any. */
  readonly sliceMs: number
  /** Called while the module runs, when its fiber has taken longer than that. */
  overrun(): void
}

export interface Suspender {
  readonly mode: SuspendMode
  /** The fiber that is inside the module now. */
  readonly current: Fiber | undefined
  /** Whether no fiber runs or is ready to. */
  readonly idle: boolean
  /** Makes an import of a function that may wait. */
  suspending(ask: Ask): WebAssembly.ImportValue
  /** Runs an export to its end. */
  run(call: Call): void
}

interface JspiApi {
  Suspending?: unknown
  promising?: unknown
}

/** Whether this engine has JavaScript Promise Integration. */
export function hasJspi(): boolean {
  const api = WebAssembly as JspiApi
  return typeof api.Suspending === 'function' && typeof api.promising === 'function'
}

/** Whether the module carries Asyncify's own functions. */
export function hasAsyncify(module: WebAssembly.Module): boolean {
  return WebAssembly.Module.exports(module).some((item) => item.name === 'asyncify_start_unwind')
}

/**
 * Picks the driver for a module: Asyncify where the module has it, else JSPI.
 *
 * A module with Asyncify can be run on JSPI too, which is then asked for by `wanted`.
 */
export function chooseMode(module: WebAssembly.Module, wanted?: SuspendMode): SuspendMode {
  const asyncify = hasAsyncify(module)
  const mode = wanted ?? (asyncify ? 'asyncify' : 'jspi')
  if (mode === 'asyncify' && !asyncify) {
    throw new HostError('invalid_module', 'the module was built for JSPI (--suspend jspi) and cannot run on Asyncify')
  }
  if (mode === 'jspi' && !hasJspi()) {
    throw new HostError('invalid_module', 'this engine has no JSPI; build the module with --suspend asyncify')
  }
  return mode
}

/** Makes the driver for one instance. */
export function createSuspender(mode: SuspendMode, engine: Engine): Suspender {
  switch (mode) {
    case 'asyncify':
      return new AsyncifySuspender(engine)
    case 'jspi':
      return new JspiSuspender(engine)
  }
}
