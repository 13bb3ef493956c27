// Which files a program may reach: its working folder, which it can change for itself and nobody else, and the folders that
// it was granted. Links are followed before a path is compared, so a link inside of a granted folder leads nowhere else.

import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, join, parse, resolve, sep } from 'node:path'

/** Folders and files that a program may reach, with all below them. */
export type AllowedPaths = readonly string[] | 'all'

/** A path that a program may not reach. */
export class PathRefused extends Error {
  constructor(path: string) {
    super(`${path}: not granted; \`--allow fs:PATH\` grants a file or folder`)
  }
}

export class Paths {
  #folder: string
  readonly #allowed: AllowedPaths
  #roots: Promise<string[]> | undefined

  constructor(folder: string, allowed: AllowedPaths) {
    this.#folder = resolve(folder)
    this.#allowed = allowed
  }

  /** The working folder. */
  get folder(): string {
    return this.#folder
  }

  /** Changes it. */
  async enter(path: string): Promise<void> {
    const target = await this.target(path)
    if (!(await lstat(target)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    this.#folder = target
  }

  /** Where a path leads, links followed; the last part need not be there. Throws if it is not granted. */
  async target(path: string): Promise<string> {
    return this.#granted(path, await follow(this.#absolute(path)))
  }

  /** The place of a path itself, which may be a link: for what removes or renames it. */
  async place(path: string): Promise<string> {
    const absolute = this.#absolute(path)
    return this.#granted(path, join(await follow(dirname(absolute)), basename(absolute)))
  }

  #absolute(path: string): string {
    if (path === '') throw Object.assign(new Error(), { code: 'ENOENT' })
    if (path.includes('\0')) throw new Error('a path has no zero characters')
    return resolve(this.#folder, path)
  }

  async #granted(path: string, real: string): Promise<string> {
    if (this.#allowed === 'all') return real
    this.#roots ??= Promise.all(this.#allowed.map((root) => follow(resolve(root))))
    for (const root of await this.#roots) {
      if (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) return real
    }
    throw new PathRefused(path)
  }
}

/** The real path; of what is not there, that of its folder and the rest as it is. */
async function follow(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || path === parse(path).root) throw error
    // A link to nothing would be followed by whatever writes to it.
    if (await exists(path)) throw error
    return join(await follow(dirname(path)), basename(path))
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** `ENOENT` and its like. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
