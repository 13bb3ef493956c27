// What `haira build --debug` gives a debugger: the source map as a file, and the module's word where it is.

import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec'
import { unsigned, withSections } from '../../compiler/6-wasm/binary.ts'
import type { SourceMap } from '../../compiler/manifest.ts'

/** The text of a map file for a module that was built with `debug`: as its section, with columns in UTF-16 units. */
export function debugMap(wasm: Uint8Array<ArrayBuffer>): string {
  const [bytes] = WebAssembly.Module.customSections(new WebAssembly.Module(wasm), 'haira.source-map')
  const map = JSON.parse(new TextDecoder().decode(bytes)) as SourceMap
  const texts = (map.sourcesContent ?? []).map((text) => text.split('\n'))
  const segments = (decode(map.mappings)[0] ?? []).map((segment) => inUnits(segment, texts))
  return JSON.stringify({ ...map, mappings: encode([segments]) })
}

/** Debuggers count columns as JavaScript counts characters. */
function inUnits(segment: SourceMapSegment, texts: readonly string[][]): SourceMapSegment {
  if (segment.length === 1) return segment
  const [offset, file, line, points, ...name] = segment
  const text = texts[file]?.[line] ?? ''
  const column = [...text].slice(0, points).join('').length
  return [offset, file, line, column, ...name] as SourceMapSegment
}

/** The module with the address of its map. */
export function withMapAddress(wasm: Uint8Array, url: string): Uint8Array {
  const bytes = new TextEncoder().encode(url)
  return withSections(wasm, [['sourceMappingURL', Uint8Array.from([...unsigned(bytes.length), ...bytes])]])
}
