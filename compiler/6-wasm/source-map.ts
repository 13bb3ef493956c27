// The source map of a module: from places in its code to places in Haira. AssemblyScript and Binaryen know which line of
// the emitted text each instruction is from, the emitter knows which Haira text each line is from. The format is that of
// ECMA-426, in which a module has one line, and offsets in the binary are its columns.

import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec'
import type { SourceMap } from '../manifest.ts'
import type { Assembly } from '../phases.ts'
import type { Source } from '../source.ts'
import { functionRanges } from './binary.ts'

/** The name under which `asc` knows the emitted text. */
const emitted = 'app.ts'

/** A place in the code that is known to come from Haira. */
interface Mapped {
  offset: number
  origin: NonNullable<Assembly['map'][number]>
}

/**
 * Makes the map of a module. Code of the library that was inlined into a function of the program belongs to the place
 * that called it; functions of the library have no places.
 *
 * @param binary Binaryen's map of the same module, JSON: from offsets to AssemblyScript.
 * @param withTexts Whether the Haira texts are put in.
 */
export function sourceMap(wasm: Uint8Array, binary: string, assembly: Assembly, withTexts: boolean): SourceMap {
  const sources = new Numbering<Source>()
  const names = new Numbering<string>()
  const segments: SourceMapSegment[] = []
  let last = ''
  const add = (offset: number, place: number[]) => {
    const key = place.join()
    if (key !== last) segments.push([offset, ...place] as SourceMapSegment)
    last = key
  }
  const mapped = mappedPlaces(binary, assembly)
  let at = 0
  for (const [start, end] of functionRanges(wasm)) {
    const first = at
    while (at < mapped.length && mapped[at]!.offset < end) at++
    add(start, at === first ? [] : placeOf(mapped[first]!.origin, sources, names))
    for (const { offset, origin } of mapped.slice(first, at)) add(offset, placeOf(origin, sources, names))
  }
  return {
    version: 3,
    sources: sources.all.map(({ name }) => name),
    ...(withTexts ? { sourcesContent: sources.all.map(({ text }) => text) } : {}),
    names: names.all,
    mappings: encode([segments]),
  }
}

function mappedPlaces(binary: string, assembly: Assembly): Mapped[] {
  const { sources, mappings } = JSON.parse(binary) as { sources: string[]; mappings: string }
  const app = sources.indexOf(emitted)
  return (decode(mappings)[0] ?? []).flatMap(([offset, file, line]) => {
    const origin = file === app && line !== undefined ? assembly.map[line] : undefined
    return origin ? [{ offset, origin }] : []
  })
}

/** Source, line and column, all from 0, and the function. */
function placeOf(
  { source, offset, function: name }: Mapped['origin'],
  sources: Numbering<Source>,
  names: Numbering<string>,
): number[] {
  const { line, column } = source.position(offset)
  const place = [sources.of(source), line - 1, column - 1]
  return name === undefined ? place : [...place, names.of(name)]
}

/** Things in the order in which they first came. */
class Numbering<T> {
  readonly #numbers = new Map<T, number>()

  get all(): T[] {
    return [...this.#numbers.keys()]
  }

  of(one: T): number {
    const number = this.#numbers.get(one) ?? this.#numbers.size
    this.#numbers.set(one, number)
    return number
  }
}
