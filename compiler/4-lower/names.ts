// Names in the emitted code. Haira names stay as they are; where that is impossible they get a trailing `_`. Names that
// the compiler makes up (classes of records, adapters) keep clear of every name that the program's text contains.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'

/** Words that AssemblyScript keeps for itself, and names of it that emitted code uses. */
const reserved: ReadonlySet<string> = new Set(
  `abstract any as async await bool boolean break case catch class const constructor continue debugger declare default
  delete do else enum export extends f32 f64 false finally for from function get i16 i32 i64 i8 if implements import in
  instanceof interface is isize keyof let module namespace never new null number object of package private protected
  public readonly return set static string super switch symbol this throw true try type typeof u16 u32 u64 u8 undefined
  unknown usize v128 var void while with yield externref anyref Array ArrayBuffer Error Map Math Object Set StaticArray
  String Date Function Symbol globalThis NaN Infinity isNaN changetype unreachable abort trace assert store load
  memory heap`.split(/\s+/),
)

/**
 * What stdlib/ calls its type parameters. Where AssemblyScript looks up a type in code of the program it may know what they
 * stand for in code of the library, and would take that for a class of this name.
 */
export const typeParameters: ReadonlySet<string> = new Set('A B C D E K N O R S T U V'.split(' '))

/** A name as AssemblyScript accepts it. */
export function safeName(name: string): string {
  return reserved.has(name) ? `${name}_` : name
}

/** Names of the module level, each given once. */
export class ModuleNames {
  readonly #inText: ReadonlySet<string>
  readonly #taken = new Set<string>()
  readonly #locals = new Set<string>()

  constructor(files: readonly ast.Syntax[]) {
    this.#inText = new Set(files.flatMap(namesIn))
  }

  /** The name of something that the program declares. */
  declared(name: string): string {
    return this.#take(name, () => false)
  }

  /** The name of a class for a type that the program declares. */
  declaredClass(name: string): string {
    return this.#take(name, isTypeParameter)
  }

  /** A name that the compiler makes up. */
  invented(name: string): string {
    return this.#take(name, (candidate) => this.#inText.has(candidate))
  }

  /** One for a class. */
  inventedClass(name: string): string {
    return this.#take(name, (candidate) => this.#inText.has(candidate) || isTypeParameter(candidate))
  }

  /** Whether a local of this name could be mistaken for something else. */
  clashes(name: string): boolean {
    return this.#taken.has(name)
  }

  /** Whether the program's text has this name anywhere. */
  inText(name: string): boolean {
    return this.#inText.has(name)
  }

  /** Notes the name of a local variable. */
  local(name: string): void {
    this.#locals.add(name)
  }

  /** All names that the emitted code declares. */
  get all(): ReadonlySet<string> {
    return new Set([...this.#taken, ...this.#locals])
  }

  #take(name: string, isBad: (candidate: string) => boolean): string {
    let candidate = safeName(name)
    while (this.#taken.has(candidate) || isBad(candidate)) candidate += '_'
    this.#taken.add(candidate)
    return candidate
  }
}

// Those of larger tuples and functions are numbered (5-emit/wide.ts).
function isTypeParameter(name: string): boolean {
  return typeParameters.has(name) || /^T\d+$/.test(name)
}

function namesIn(file: ast.Syntax): string[] {
  const names: string[] = []
  walk(file.items, (node) => {
    if (node.kind === 'identifier') names.push((node as ast.Identifier).name)
    else if (node.kind === undefined && 'text' in node) names.push((node as ast.Name).text)
    return true
  })
  return names
}

/** `query_logs` as part of a made-up name: `QueryLogs`. */
export function pascal(name: string): string {
  return name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
}
