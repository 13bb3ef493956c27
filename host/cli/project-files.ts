// The files of a program on disk: what its imports may lead to, and nothing outside of its folder.

import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Files } from '../../compiler/2-resolve/load.ts'
import { Source } from '../../compiler/source.ts'
import { existsSync, readFileSync, realpathSync } from './built-in.ts'

/** A file that the compiler has asked for; without text if there is none. */
export interface FileRead {
  path: string
  text: string | undefined
}

/** Gives the compiler the files below a program's root, and remembers which it asked for. */
export class ProjectFiles implements Files {
  readonly entry: string
  /** In the order in which they were asked for, each once. */
  readonly reads: FileRead[] = []
  readonly #root: string
  /** The root as messages show it. */
  readonly #shownRoot: string
  readonly #known = new Map<string, Source | 'outside' | undefined>()

  /** @param entry The entry file as the command line names it. */
  constructor(entry: string) {
    this.#root = rootOf(entry)
    this.#shownRoot = isAbsolute(entry) ? this.#root : relative('', this.#root)
    this.entry = relative(this.#root, resolve(entry)).split(sep).join('/')
  }

  read(path: string): Source | 'outside' | undefined {
    if (!this.#known.has(path)) this.#known.set(path, this.#readNow(path))
    return this.#known.get(path)
  }

  #readNow(path: string): Source | 'outside' | undefined {
    const found = this.#text(path)
    const isText = typeof found === 'object'
    this.reads.push({ path, text: isText ? found.text : found })
    return isText ? new Source(join(this.#shownRoot, path), found.text) : found
  }

  #text(path: string): { text: string } | 'outside' | undefined {
    try {
      const real = realpathSync(join(this.#root, path))
      if (!real.startsWith(realpathSync(this.#root) + sep)) return 'outside'
      return { text: readFileSync(real, 'utf8') }
    } catch (error) {
      // What is no file cannot be imported; anything else, such as a file that may not be read, is told.
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
      throw error
    }
  }
}

/** The folder of the nearest package.haira, else that of the entry file. */
function rootOf(entry: string): string {
  const own = dirname(resolve(entry))
  for (let folder = own; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.haira'))) return folder
    if (folder === dirname(folder)) return own
  }
}
