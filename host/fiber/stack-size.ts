// How much of the engine's stack a fiber may use. The engine does not tell, but it has been told: by a flag, by whoever has
// made the thread, or not at all.

import { isMainThread, resourceLimits } from 'node:worker_threads'
import type { SuspendMode } from '../../compiler/manifest.ts'

/** V8's own size, in kilobytes. */
const usual = 984

/** What is left to the host's own functions, and to those of the runtime that take no count. */
const reserve = 184

/** The bytes that a module may use for nested calls. */
export function stackBytes(mode: SuspendMode, flags: readonly string[] = process.execArgv): number {
  // A fiber of a module for JSPI has a stack of its own.
  if (mode === 'jspi') return (flagOf(flags, 'wasm-stack-switching-stack-size') ?? usual) * 1024 - reserve * 1024
  return (flagOf(flags, 'stack-size') ?? threadSize()) * 1024 - reserve * 1024
}

function threadSize(): number {
  const { stackSizeMb } = resourceLimits as { stackSizeMb?: number }
  return isMainThread || stackSizeMb === undefined ? usual : Math.max(usual, stackSizeMb * 1024)
}

/** `--stack-size=3900`; dashes and underlines are the same to V8. */
function flagOf(flags: readonly string[], name: string): number | undefined {
  const prefix = `--${name}=`
  const flag = flags.findLast((one) => one.replaceAll('_', '-').startsWith(prefix))
  const size = Number(flag?.slice(prefix.length))
  return Number.isInteger(size) && size > usual ? size : undefined
}
