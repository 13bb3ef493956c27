// The standard library's sources, which the compiler gets as texts: it reads no files itself.

import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../stdlib/', import.meta.url)

/** Texts by file name below stdlib/: `agent.ts`. */
export function readLibrary(): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  return new Map(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]))
}
