// What a module is made of, read from its bytes: sections and their sizes, and the declarations of its init table.

import type { InitTable } from '../../compiler/manifest.ts'

export interface ModuleSize {
  bytes: number
  agents: number
  workflows: number
  /** Bytes by section: `code`, `data`, `haira.init`, … */
  sections: Record<string, number>
}

/** Names of the sections by their number in the binary format. */
const known = ['custom', 'type', 'import', 'function', 'table', 'memory', 'global', 'export', 'start', 'element']
const names = [...known, 'code', 'data', 'data count', 'tag']
const headerBytes = 8

/** Measures a valid module. */
export function measureModule(wasm: Uint8Array): ModuleSize {
  const sections: Record<string, number> = {}
  let table: InitTable = { entries: [] }
  for (let at = headerBytes; at < wasm.length; ) {
    const id = wasm[at]!
    const [size, start] = readLength(wasm, at + 1)
    let name = names[id] ?? `section ${id}`
    if (id === 0) {
      const [length, text] = readLength(wasm, start)
      name = decode(wasm.subarray(text, text + length))
      if (name === 'haira.init') table = JSON.parse(decode(wasm.subarray(text + length, start + size))) as InitTable
    }
    sections[name] = (sections[name] ?? 0) + (start + size - at)
    at = start + size
  }
  const count = (kind: string) => table.entries.filter((entry) => entry.kind === kind).length
  return { bytes: wasm.length, agents: count('agent'), workflows: count('workflow'), sections }
}

/** An unsigned LEB128 number, and where it ends. */
function readLength(wasm: Uint8Array, at: number): [value: number, end: number] {
  let value = 0
  for (let shift = 0; ; shift += 7, at++) {
    value += (wasm[at]! & 0x7f) * 2 ** shift
    if (wasm[at]! < 0x80) return [value, at + 1]
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
