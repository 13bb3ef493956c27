// /_api/files and /_api/git/branch: the project folder of a developer, only with HAIRA_DEV=1. Nothing outside of the folder
// is reached, not by links either.

import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { HostError } from '../../errors.ts'
import type { Exchange, ServerContext } from '../exchange.ts'

const mostBytes = 500 * 1024
const mostEntries = 10_000

/** GET /_api/files?path= */
export async function listFolder(folder: string, exchange: Exchange, context: ServerContext): Promise<Response> {
  const path = await inside(folder, context.req.query('path') ?? '.')
  const entries = (await readdir(path, { withFileTypes: true }).catch(unreadable)).slice(0, mostEntries)
  const list = entries.map((entry) => ({ name: entry.name, is_dir: entry.isDirectory() }))
  list.sort((a, b) => Number(b.is_dir) - Number(a.is_dir) || (a.name < b.name ? -1 : 1))
  return exchange.reply(200, JSON.stringify(list))
}

/** GET /_api/files/read?path= */
export async function readProjectFile(folder: string, exchange: Exchange, context: ServerContext): Promise<Response> {
  const path = await inside(folder, context.req.query('path') ?? '')
  const { size, isFile } = await stat(path)
    .then((found) => ({ size: found.size, isFile: found.isFile() }))
    .catch(unreadable)
  if (!isFile) throw new HostError('bad_request', 'path: not a file')
  if (size > mostBytes) throw new HostError('body_too_large', `the file is larger than ${mostBytes} bytes`)
  const content = await readFile(path, 'utf8').catch(unreadable)
  return exchange.reply(200, JSON.stringify({ path: relative(await realpath(folder), path), content }))
}

/** GET /_api/git/branch */
export async function gitBranch(folder: string, exchange: Exchange): Promise<Response> {
  const head = await readFile(join(folder, '.git', 'HEAD'), 'utf8').catch(() => '')
  const branch = /^ref: refs\/heads\/(.+)\s*$/.exec(head)?.[1]?.trim()
  return exchange.reply(200, JSON.stringify({ branch: branch ?? null }))
}

async function inside(folder: string, path: string): Promise<string> {
  const root = await realpath(folder)
  const found = await realpath(resolve(root, path)).catch(unreadable)
  if (found !== root && !found.startsWith(root + sep))
    throw new HostError('unknown_route', 'path: outside of the project')
  return found
}

function unreadable(): never {
  throw new HostError('unknown_route', 'path: no such file or folder')
}
