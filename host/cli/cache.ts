// Compiled modules by content. An entry's name is the hash of everything that the module depends on, so an entry is
// never out of date; it is only evicted. Losing the cache, or not being able to write it, costs time and nothing else.

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Messages } from './messages.ts'

/** What a compilation gave. */
export interface CacheEntry {
  wasm: Uint8Array<ArrayBuffer>
  /** The compiler's warnings, ready to be shown again. */
  warnings: Messages
}

/** Everything that decides about a module. Imported files belong to `sources`. */
export interface CacheKey {
  compiler: string
  /** The entry file, then all that it led to; no text where a file was looked for in vain. */
  sources: { name: string; text: string | undefined }[]
  options: Record<string, unknown>
}

/** Raised when the form of an entry changes. */
const format = 1
const mostEntries = 200

export class ModuleCache {
  readonly #folder: string

  /** `folder` need not exist yet. */
  constructor(folder: string) {
    this.#folder = join(folder, 'modules')
  }

  /** The name of an entry: hex digits. */
  key({ compiler, sources, options }: CacheKey): string {
    const all = [
      format,
      compiler,
      sources.map(({ name, text }) => [name, text ?? null]),
      Object.entries(options).sort(),
    ]
    return sha256(JSON.stringify(all))
  }

  /** Paths of the files that a program led to when it was compiled last, by the key of its entry file alone. */
  paths(entry: string): string[] {
    try {
      return JSON.parse(readFileSync(join(this.#folder, `${entry}.files`), 'utf8')) as string[]
    } catch {
      // Not compiled yet, or evicted: then the module is, too, or is found again when the program has been compiled.
      return []
    }
  }

  /** Keeps the paths of a program that consists of several files. */
  writePaths(entry: string, paths: readonly string[]): void {
    if (paths.length > 0) this.#writeWhole(`${entry}.files`, JSON.stringify(paths))
  }

  /** The entry, or undefined if there is none or it is damaged. */
  read(key: string): CacheEntry | undefined {
    const path = join(this.#folder, key)
    try {
      const bytes = readFileSync(path)
      const sum = bytes.subarray(0, 64).toString('latin1')
      const body = bytes.subarray(65)
      if (sum !== sha256(body)) return undefined
      const end = body.indexOf(0x0a)
      const warnings = JSON.parse(body.subarray(0, end).toString('utf8')) as CacheEntry['warnings']
      // What was used last is evicted last.
      utimesSync(path, new Date(), new Date())
      return { wasm: body.subarray(end + 1), warnings }
    } catch {
      return undefined
    }
  }

  /** Keeps an entry: all of it or nothing, whoever else writes at the same time. */
  write(key: string, { wasm, warnings }: CacheEntry): void {
    const body = Buffer.concat([Buffer.from(`${JSON.stringify(warnings)}\n`), wasm])
    this.#writeWhole(key, Buffer.concat([Buffer.from(`${sha256(body)}\n`), body]))
  }

  #writeWhole(name: string, contents: string | Uint8Array): void {
    const temporary = join(this.#folder, `${name}.${process.pid}.tmp`)
    try {
      mkdirSync(this.#folder, { recursive: true })
      writeFileSync(temporary, contents)
      renameSync(temporary, join(this.#folder, name))
      this.#evict()
    } catch {
      remove(temporary)
    }
  }

  #evict(): void {
    const names = readdirSync(this.#folder)
    if (names.length <= mostEntries) return
    const byAge = names
      .map((name) => ({ name, time: statSync(join(this.#folder, name)).mtimeMs }))
      .sort((a, b) => b.time - a.time)
    for (const { name } of byAge.slice(mostEntries)) remove(join(this.#folder, name))
  }
}

/** Somebody else may have removed it already. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // What cannot be removed is not in the way: it is overwritten or evicted another time.
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
