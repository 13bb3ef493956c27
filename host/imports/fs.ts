// Interface `fs`: files below the folders that the program was granted. Texts are UTF-8; what is not is replaced.

import {
  appendFile,
  copyFile,
  glob,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { basename, join, parse, relative, resolve, sep } from 'node:path'
import { messageOf } from '../errors.ts'
import type { Interface } from './index.ts'
import { codeOf, PathRefused, type Paths } from './paths.ts'

/** How many names `read_dir` and `glob` give at most. */
const maxNames = 100_000

/** The functions of the interface. `maxBytes` is the size of the largest file that can be read. */
export function fsImports(paths: Paths, maxBytes: number): Interface {
  const read = async (path: string) => readWhole(await paths.target(path), maxBytes)
  return {
    'read-text': suspending('read', async (path) => {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await read(path))
      return { text }
    }),
    'read-bytes': suspending('read', async (path) => ({ hex: (await read(path)).toString('hex') })),
    write: withFields<{ path: string; text: string; append: boolean }>('write', async ({ path, text, append }) => {
      const target = await paths.target(path)
      await (append ? appendFile(target, text, { mode: 0o644 }) : writeFile(target, text, { mode: 0o644 }))
    }),
    kind: suspending('stat', async (path) => ({ kind: await kindOf(paths, path) })),
    stat: suspending('stat', async (path) => {
      const target = await paths.target(path)
      return { ...(await describe(target, basename(resolve(paths.folder, path)))), path: target }
    }),
    remove: withFields<{ path: string; all: boolean }>('remove', async ({ path, all }) => {
      const place = await paths.place(path)
      if (place === parse(place).root) throw new Error('refused: it is everything')
      if (all) await rm(place, { recursive: true, force: true })
      else if ((await lstat(place)).isDirectory()) await rmdir(place)
      else await unlink(place)
    }),
    rename: withFields<{ path: string; to: string }>('rename', async ({ path, to }) => {
      await rename(await paths.place(path), await paths.place(to))
    }),
    copy: withFields<{ path: string; to: string }>('copy', async ({ path, to }) => {
      await copyFile(await paths.target(path), await paths.target(to))
    }),
    mkdir: withFields<{ path: string; parents: boolean }>('mkdir', async ({ path, parents }) => {
      await mkdir(await paths.target(path), { recursive: parents })
    }),
    'read-dir': suspending('read', async (path) => {
      const folder = await paths.target(path)
      const names = (await readdir(folder)).sort(byCodeUnits)
      if (names.length > maxNames) throw new Error(`more than ${maxNames} entries`)
      return { entries: await Promise.all(names.map((name) => describe(join(folder, name), name))) }
    }),
    glob: suspending('glob', async (pattern) => ({ paths: await matches(paths, pattern) })),
  }
}

/** A function that only looks, whose request is a path. Errors name what was to be done, and the path as the program has it. */
function suspending(verb: string, act: (path: string) => Promise<object>): Interface[string] {
  return {
    kind: 'suspending',
    repeatable: true,
    call: async (path) => JSON.stringify(await told(verb, path, () => act(path))),
  }
}

/** A function whose request is an object with a path, and whose reply says nothing. */
function withFields<T extends { path: string }>(verb: string, act: (request: T) => Promise<void>): Interface[string] {
  return {
    kind: 'suspending',
    call: async (text) => {
      const request = JSON.parse(text) as T
      await told(verb, request.path, () => act(request))
      return '{}'
    },
  }
}

const meanings: Partial<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EEXIST: 'already exists',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'directory not empty',
  ELOOP: 'too many links',
  ENOSPC: 'no space left',
  EROFS: 'read-only file system',
  ENAMETOOLONG: 'name too long',
}

async function told<T>(verb: string, path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof PathRefused) throw error
    throw new Error(`${verb} ${path}: ${describeFailure(error)}`)
  }
}

/** What failed, without the host's paths. */
export function describeFailure(error: unknown): string {
  const code = codeOf(error)
  return (code !== undefined && (meanings[code] ?? code)) || messageOf(error)
}

async function readWhole(path: string, maxBytes: number): Promise<Buffer> {
  const file = await open(path)
  try {
    if ((await file.stat()).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    const chunks: Buffer[] = []
    let size = 0
    // Not by its size: pipes and devices have none.
    for await (const chunk of file.createReadStream({ autoClose: false, end: maxBytes }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) throw new Error(`larger than ${maxBytes} bytes`)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } finally {
    await file.close()
  }
}

/** What is at a path; nothing where the program may not look. */
async function kindOf(paths: Paths, path: string): Promise<'file' | 'folder' | 'none'> {
  try {
    return (await stat(await paths.target(path))).isDirectory() ? 'folder' : 'file'
  } catch {
    return 'none'
  }
}

async function describe(path: string, name: string) {
  // A link to nothing is described itself.
  const found = await stat(path).catch(() => lstat(path))
  return { name, size: found.size, is_dir: found.isDirectory(), modified: found.mtime.toISOString() }
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Paths that match, as the pattern has them: relative or absolute. */
async function matches(paths: Paths, pattern: string): Promise<string[]> {
  const parts = pattern.split('/')
  const first = parts.findIndex((part) => /[*?[\]{}()!@+]/.test(part))
  const fixed = first < 0 ? parts.slice(0, -1) : parts.slice(0, first)
  if (parts.slice(fixed.length).includes('..')) throw new Error('`..` cannot stand behind a wildcard')
  // All that matches is below here, as links are not followed by wildcards.
  const base = await paths.target(fixed.length === 0 ? '.' : fixed.join('/') || '/')
  const rest = parts.slice(fixed.length).join('/')
  const prefix = fixed.length === 0 ? '' : `${fixed.join('/')}/`
  const found: string[] = []
  for await (const match of glob(rest, { cwd: base })) {
    if (found.length === maxNames) throw new Error(`more than ${maxNames} matches`)
    const real = await paths.target(join(base, match)).catch(() => undefined)
    if (real !== undefined) found.push(prefix + relative(base, join(base, match)).split(sep).join('/'))
  }
  return found.sort(byCodeUnits)
}
