// What the checker and the lowering know of the standard library: signatures, and where the runtime has the code.
// The meaning is in the reference; the implementation is AssemblyScript below stdlib/.

import type { StructType, Type } from '../3-check/types.ts'

export interface LibraryParam {
  name: string
  type: Type
  /** May be left out; the runtime function has the default. */
  optional: boolean
  rest: boolean
  /**
   * Other function types that will do: `fn(T, int) -> U` beside `fn(T) -> U`. The runtime has a function for each, whose
   * name ends with the number of parameters: `map1`, `map2`.
   */
  others?: Type[]
}

export interface LibraryFunction {
  /** `io.println`, `len`, `Agent.ask`. */
  name: string
  typeParams: string[]
  params: LibraryParam[]
  result: Type
  /** File below stdlib/ without extension, and the exported AssemblyScript function (or method) there. */
  file: string
  export: string
  /** May set the pending panic, so that the caller must look. */
  mayPanic: boolean
  /** Arguments are passed in printed form: one string made from all, joined by a space (`println(1, "a")`). */
  shown: boolean
  /** Methods that the runtime calls on values of its type parameters. */
  needs?: ('equals' | 'show' | 'write' | 'copy')[]
  /** It is told the type of its result, by type parameters: what that is read as from JSON, and itself; and its zero value. */
  typed?: true
  /** Known by its signature, while the runtime has no code for it yet. */
  later?: true
  /** Other lists of parameters that it takes. */
  forms?: LibraryFunction[]
}

export interface LibraryModule {
  name: string
  functions: Map<string, LibraryFunction>
  constants: Map<string, Type>
  /** Structs that a program may name: `time.Time`. */
  types: Map<string, StructType>
}

/** All names that a module gives to programs. A type and the function that makes it may have one name. */
export function publicNames({ functions, constants, types }: LibraryModule): string[] {
  return [...new Set([...functions.keys(), ...constants.keys(), ...types.keys()])]
}
