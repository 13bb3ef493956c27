// What a trap says: the text that AssemblyScript's abort left in the module, or the engine's own words.

import { messageOf } from '../errors.ts'
import type { Abi } from './abi.ts'

/** One line about a trap, for logs. */
export function describeTrap(cause: unknown, instance: { abi: Abi; exports: WebAssembly.Exports }): string {
  if (cause instanceof RangeError && /call stack/i.test(cause.message)) return 'stack overflow in the module'
  const text = abortText(instance)
  const trap = `the module trapped: ${messageOf(cause)}`
  return text === undefined ? trap : `${trap} (${text})`
}

function abortText({ abi, exports }: { abi: Abi; exports: WebAssembly.Exports }): string | undefined {
  const pointer = (exports.haira_abort_message as WebAssembly.Global<'i32'> | undefined)?.value ?? 0
  if (pointer === 0) return undefined
  try {
    return abi.readUtf16(pointer)
  } catch {
    // The pointer itself may be damaged; the trap is worth reporting all the same.
    return undefined
  }
}
