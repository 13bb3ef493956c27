// The modules of the standard library. What the runtime has is in tables; the rest is known by its signature alone, so
// that programs which use it can be checked.

import type { StructType } from '../3-check/types.ts'
import { env } from './env.ts'
import { http } from './http.ts'
import { io } from './io.ts'
import { json } from './json.ts'
import type { LibraryFunction, LibraryModule } from './library.ts'
import { log } from './log.ts'
import { type Declared, readSignatures } from './read-signatures.ts'
import { signatures } from './signatures.ts'
import { time } from './time.ts'

/** Modules with functions that notation cannot say everything of, by name. */
const compiled = new Map<string, LibraryModule>([io, http, json, time, env, log].map((module) => [module.name, module]))

/** All modules that the language knows. */
export const standardModules: ReadonlySet<string> = new Set(
  Object.keys(signatures).filter((name) => name !== 'builtin'),
)

const known = new Map<string, LibraryModule>()
const methods = new Map<StructType, ReadonlyMap<string, LibraryFunction>>()

/** A module of the standard library. Its signatures are read when it is asked for first. */
export function libraryModule(name: string): LibraryModule | undefined {
  if (!standardModules.has(name)) return undefined
  const module = known.get(name) ?? whole(name)
  known.set(name, module)
  return module
}

/** The methods of a struct that a module declares. */
export function structMethods(struct: StructType): ReadonlyMap<string, LibraryFunction> | undefined {
  return methods.get(struct)
}

/** Functions that are known by their signature alone, of which all forms are noted at the first. */
export function declaredFunctions({ functions }: Declared): [string, LibraryFunction][] {
  return [...functions].map(([name, [first, ...others]]) => [
    name,
    others.length > 0 ? { ...first!, forms: others } : first!,
  ])
}

function whole(name: string): LibraryModule {
  const declared = readSignatures(name, signatures[name] ?? '')
  for (const [struct, own] of declared.methods) methods.set(struct, own)
  const own = compiled.get(name)
  return {
    name,
    functions: new Map([...(own?.functions ?? []), ...declaredFunctions(declared)]),
    constants: declared.constants,
    types: declared.types,
  }
}
