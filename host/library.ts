// The standard library's sources, which the compiler gets as texts: it reads no files itself.

import { readdirSync, readFileSync } from 'node:fs'
import { packageFile } from './installation.ts'

/** What `compile` takes as `library`: texts by file name below stdlib/, such as `agent.ts`. */
export function readLibrary(): Map<string, string> {
  const folder = packageFile('stdlib/')
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  return new Map(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]))
}
