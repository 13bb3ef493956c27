// Functions that are there without import.

import { anyType, errorStructType, intType, listOf, nilType, stringType, type Type } from '../3-check/types.ts'
import type { Symbol } from '../phases.ts'
import { closeChannel } from './channel.ts'
import { define, optional, param, rest } from './define.ts'
import { io } from './io.ts'
import type { LibraryFunction } from './library.ts'
import { declaredFunctions, libraryModule } from './modules.ts'
import { readSignatures } from './read-signatures.ts'
import { signatures } from './signatures.ts'

const element: Type = { kind: 'typeParam', name: 'T' }
const key: Type = { kind: 'typeParam', name: 'K' }
const list = param('list', listOf(element))
const v = param('v', element)

const functions: LibraryFunction[] = [
  io.functions.get('print')!,
  io.functions.get('println')!,
  define('builtin.panic', [param('v', anyType)], nilType, { shown: true, mayPanic: true }),
  define('builtin.len', [param('x', element)], intType, { typeParams: ['T'] }),
  define('builtin.append', [list, rest('values', element)], listOf(element), { typeParams: ['T'] }),
  define('builtin.keys', [param('m', { kind: 'map', key, value: element })], listOf(key), { typeParams: ['K', 'T'] }),
  define('builtin.join', [list, param('sep', stringType)], stringType, { typeParams: ['T'], needs: ['show'] }),
  define('builtin.to_string', [v], stringType, { typeParams: ['T'], needs: ['show'] }),
  define('builtin.clone', [v], element, { file: 'clone', typeParams: ['T'], needs: ['copy'] }),
  define('builtin.error', [param('message', stringType), optional('code', intType)], errorStructType),
  define('builtin.env', [param('name', stringType), optional('default', stringType)], stringType),
  closeChannel,
]

const compiled = functions.map((fn): [string, LibraryFunction] => [fn.name.slice(fn.name.indexOf('.') + 1), fn])
const declared = declaredFunctions(readSignatures('builtin', signatures.builtin!))

/** Built-in functions by name. */
export const builtins: ReadonlyMap<string, LibraryFunction> = new Map([...compiled, ...declared])

/** All built-in names of the language. */
export const builtinNames: ReadonlySet<string> = new Set(builtins.keys())

/** The function of the library that a name stands for: `println`, or `trim` that was imported by its name. */
export function libraryFunctionOf(symbol: Symbol | undefined): LibraryFunction | undefined {
  if (symbol?.kind === 'builtin') return builtins.get(symbol.name)
  return symbol?.kind === 'library' ? libraryModule(symbol.module)?.functions.get(symbol.name) : undefined
}
