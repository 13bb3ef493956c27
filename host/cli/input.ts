// Which program a command line means, and its text: the file that it names, else the entry of the nearest package.haira.

import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { existsSync, readdirSync, readFileSync } from './built-in.ts'
import { UsageError } from './command.ts'

/** A program as it was found. */
export type Input =
  /** Source: `name` is the path as messages show it. */
  | { kind: 'source'; name: string; text: string }
  /** A module that has been built. */
  | { kind: 'module'; name: string; wasm: Uint8Array<ArrayBuffer> }

/** The program of a command: the file named, else the package's entry. */
export async function readInput(file: string | undefined): Promise<Input> {
  const name = file ?? (await packageEntry())
  const extension = extname(name)
  if (extension !== '.haira' && extension !== '.wasm') {
    throw new UsageError(`\`${name}\` is not a program: its name must end in .haira or .wasm`)
  }
  const bytes = readBytes(name)
  if (extension === '.wasm') return { kind: 'module', name, wasm: bytes }
  try {
    return { kind: 'source', name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    throw new UsageError(`\`${name}\` is not UTF-8 text`)
  }
}

/** As {@link readInput}, for commands that work on source only. */
export async function readSource(file: string | undefined): Promise<Extract<Input, { kind: 'source' }>> {
  const input = await readInput(file)
  if (input.kind === 'module') throw new UsageError(`\`${input.name}\` is compiled already; name its source`)
  return input
}

async function packageEntry(): Promise<string> {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const path = join(folder, 'package.haira')
    if (existsSync(path)) {
      const { readPackageFile } = await import('./package-file.ts')
      const { entry } = readPackageFile(relative('', path), readBytes(path).toString('utf8'))
      return relative('', resolve(folder, entry))
    }
    if (folder === dirname(folder)) throw new UsageError('no input file and no package.haira')
  }
}

function readBytes(path: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(path)
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'ENOENT':
        throw new UsageError(`there is no file \`${path}\``, similarFile(path))
      case 'EISDIR':
        throw new UsageError(`\`${path}\` is a folder`)
      case 'EACCES':
        throw new UsageError(`\`${path}\` may not be read`)
      default:
        throw error
    }
  }
}

/** A program of the same folder whose name is nearly the one that was given. */
function similarFile(path: string): string | undefined {
  const folder = dirname(path)
  if (!existsSync(folder)) return `there is no folder \`${folder}\` either`
  const stem = basename(path).toLowerCase().replace(/[-_ ]/g, '')
  const near = readdirSync(folder).find((name) => name.toLowerCase().replace(/[-_ ]/g, '') === stem)
  return near && `did you mean \`${join(folder, near)}\`?`
}
