// Short forms for the tables of library functions.

import type { Type } from '../3-check/types.ts'
import type { LibraryFunction, LibraryModule, LibraryParam } from './library.ts'

/** Names that AssemblyScript keeps for itself; the function of such a name ends in `_` below stdlib/. */
const reserved: ReadonlySet<string> = new Set([
  'delete',
  'do',
  'export',
  'import',
  'typeof',
  'void',
  'new',
  'with',
  'yield',
])

/** A required parameter. */
export function param(name: string, type: Type): LibraryParam {
  return { name, type, optional: false, rest: false }
}

/** A parameter that may be left out; the runtime has its default. */
export function optional(name: string, type: Type): LibraryParam {
  return { name, type, optional: true, rest: false }
}

/** `...values` */
export function rest(name: string, type: Type): LibraryParam {
  return { name, type, optional: true, rest: true }
}

type Options = Partial<
  Pick<LibraryFunction, 'typeParams' | 'mayPanic' | 'shown' | 'export' | 'file' | 'later' | 'needs'>
>

/** A function of a module: `define('string.trim', [param('s', stringType)], stringType)` is in stdlib/lib-string.ts. */
export function define(name: string, params: LibraryParam[], result: Type, options: Options = {}): LibraryFunction {
  const [module, plain] = name.split('.') as [string, string]
  return {
    name,
    typeParams: [],
    params,
    result,
    file: `lib-${module}`,
    export: reserved.has(plain) ? `${plain}_` : plain,
    mayPanic: false,
    shown: false,
    ...options,
  }
}

/** A module of functions, by their names without the module. */
export function module(name: string, functions: LibraryFunction[]): LibraryModule {
  const byName = new Map(functions.map((fn) => [fn.name.slice(name.length + 1), fn]))
  return { name, functions: byName, constants: new Map(), types: new Map() }
}
