// Where in Haira something went wrong: the engine's stack names offsets in the module's code, and the module's source map
// says which function and line they are from.

import { decode, type SourceMapSegment } from '@jridgewell/sourcemap-codec'
import type { Position, SourceMap } from '../../compiler/manifest.ts'

/** A call on the stack. */
export interface Frame {
  /** The function as Haira names it; `top level` for statements outside of functions. */
  function: string | undefined
  position: Position
}

/** Of a deeper chain the rest is left out: recursion repeats itself. */
const mostFrames = 20

/** Reads call chains of one module. */
export class CallChains {
  readonly #module: WebAssembly.Module
  #map: SourceMap | undefined
  #segments: SourceMapSegment[] | undefined

  constructor(module: WebAssembly.Module) {
    this.#module = module
  }

  /** The calls that an error was made or thrown in, innermost first. Those of the runtime, and of the host, are left out. */
  of(error: unknown): Frame[] {
    const stack = error instanceof Error ? (error.stack ?? '') : ''
    // `wasm-function[12]:0x1a2b` in V8 and SpiderMonkey; JavaScriptCore tells no offset.
    const offsets = [...stack.matchAll(/wasm-function\[\d+\]:0x([0-9a-f]+)/g)]
    const frames = offsets.flatMap(([, offset]) => this.#frameAt(Number.parseInt(offset!, 16)) ?? [])
    return frames.slice(0, mostFrames)
  }

  #frameAt(offset: number): Frame | undefined {
    this.#read()
    const segment = lastUpTo(this.#segments!, offset)
    if (segment === undefined || segment.length === 1) return undefined
    const [, file, line, column, name] = segment
    const { sources, names } = this.#map!
    return {
      function: name === undefined ? undefined : names[name],
      position: { file: sources[file] ?? '', line: line + 1, column: column + 1 },
    }
  }

  /** A module without map, built by hand, has empty chains. */
  #read(): void {
    if (this.#segments !== undefined) return
    const [bytes] = WebAssembly.Module.customSections(this.#module, 'haira.source-map')
    this.#map = bytes && (JSON.parse(new TextDecoder().decode(bytes)) as SourceMap)
    this.#segments = this.#map === undefined ? [] : (decode(this.#map.mappings)[0] ?? [])
  }
}

/** The last segment that begins at an offset or before it. */
function lastUpTo(segments: readonly SourceMapSegment[], offset: number): SourceMapSegment | undefined {
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (segments[middle]![0] <= offset) low = middle + 1
    else high = middle
  }
  return segments[low - 1]
}

/** A call a line, recursion shortened: `at pick (app.haira:4:12)`, `at deep (app.haira:1:26), 18 times`. */
export function describeChain(frames: readonly Frame[]): string[] {
  const runs: { text: string; count: number }[] = []
  for (const text of frames.map(describeFrame)) {
    const last = runs.at(-1)
    if (last?.text === text) last.count++
    else runs.push({ text, count: 1 })
  }
  return runs.map(({ text, count }) => (count === 1 ? text : `${text}, ${count} times`))
}

function describeFrame({ function: name, position }: Frame): string {
  const place = `${position.file}:${position.line}:${position.column}`
  return name === undefined ? `at ${place}` : `at ${name} (${place})`
}
