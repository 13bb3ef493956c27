// Makes a module suspendable on every engine: Binaryen's Asyncify lets the stack unwind at a suspending import and
// rewind when the answer is there. A module for JSPI is left as it is, the engine switches stacks itself.

import type binaryen from 'binaryen'
import { interfaceName, suspendingImports } from './interface.ts'

/** Instruments all functions from which a suspending import can be reached. */
export function asyncify(library: typeof binaryen, module: binaryen.Module): void {
  const imports = suspendingImports.map((name) => {
    const [short, fn] = name.split('.') as [string, string]
    return `${interfaceName(short)}.${fn}`
  })
  library.setPassArgument('asyncify-imports', imports.join(','))
  module.runPasses(['asyncify'])
  library.clearPassArguments()
}
