// The launcher alone, in front of a main.ts that only tells how it was called. An old Node is this one in disguise; where
// the machine has a really old one on its PATH, that is tried as well.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { haira, root, start, temporaryFolder } from './command-line.ts'

const oldNode = ['--import', join(root, 'tests/cli/setup/old-node.mjs')]

/** A copy of the launcher with the main.ts of this folder; by default with the project's packages beside it. */
function copyOfLauncher({ packages = true } = {}): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'host/cli'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  for (const file of ['cli/haira.js', 'cli/own-files.ts', 'cli/built-in.ts', 'installation.ts'])
    cpSync(join(root, 'host', file), join(folder, 'host', file))
  cpSync(join(root, 'tests/cli/setup/main.ts'), join(folder, 'host/cli/main.ts'))
  if (packages) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return join(folder, 'host/cli/haira.js')
}

test('a Node that is new enough runs main.ts itself', async () => {
  const { status, stdout } = await haira(['show', 'a b', '--', '-x'], { file: copyOfLauncher({ packages: false }) })
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ node: process.versions.node, args: ['a b', '--', '-x'] })
})

test('the cache folder is HAIRA_CACHE_DIR, else in XDG_CACHE_HOME, else in the home folder', async () => {
  const file = copyOfLauncher()
  const home = temporaryFolder()
  const folder = async (env: Record<string, string>) =>
    JSON.parse((await haira(['show'], { file, env: { HOME: home, HAIRA_CACHE_DIR: '', ...env } })).stdout).cacheFolder
  expect(await folder({ HAIRA_CACHE_DIR: join(home, 'mine'), XDG_CACHE_HOME: home })).toBe(join(home, 'mine'))
  expect(await folder({ XDG_CACHE_HOME: join(home, 'xdg') })).toBe(join(home, 'xdg/haira'))
  expect(await folder({})).toBe(join(home, '.cache/haira'))
})

test('an older Node starts the pinned one with the same arguments', async () => {
  const { status, stdout } = await haira(['show', 'a b', '--', '-x'], { file: copyOfLauncher(), node: oldNode })
  expect(status).toBe(0)
  const shown = JSON.parse(stdout)
  expect(shown.args).toEqual(['a b', '--', '-x'])
  expect(Number(shown.node.split('.')[0])).toBeGreaterThanOrEqual(22)
  // What the program starts itself must not believe that the launcher has started it.
  expect(shown.launched).toBeUndefined()
})

test('an older Node passes on standard input, the exit status, and the signal that ended the program', async () => {
  const file = copyOfLauncher()
  const copied = await haira(['copy'], { file, node: oldNode, stdin: 'line\n' })
  expect(copied).toMatchObject({ status: 0, stdout: 'line\n' })
  expect(await haira(['exit', '5'], { file, node: oldNode })).toMatchObject({ status: 5, signal: null })
  expect(await haira(['die'], { file, node: oldNode })).toMatchObject({ status: null, signal: 'SIGKILL' })
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('an older Node passes %s on', async (signal) => {
  const { child, ended, until } = start(['wait'], { file: copyOfLauncher(), node: oldNode })
  await until('stdout', /waiting/)
  child.kill(signal)
  expect(await ended).toMatchObject({ status: 7, stdout: expect.stringContaining(`got ${signal}`) })
})

test('when the launcher is killed, the program ends too', async () => {
  const { child, ended, until } = start(['wait'], { file: copyOfLauncher(), node: oldNode })
  const [, pid] = await until('stdout', /waiting as (\d+)/)
  expect(Number(pid)).not.toBe(child.pid)
  child.kill('SIGKILL')
  // The streams close when the last process that holds them has ended, and that is the program.
  expect(await ended).toMatchObject({ signal: 'SIGKILL' })
})

test('an older Node without the pinned one says what to do', async () => {
  const { status, stderr } = await haira(['show'], { file: copyOfLauncher({ packages: false }), node: oldNode })
  expect(status).toBe(1)
  expect(stderr).toContain('needs Node 22.19 or newer')
  expect(stderr).toContain('npm ci')
  expect(stderr).not.toContain('    at ')
})

const reallyOld = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((node) => /^v(1[6-9]|2[01])\./.test(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? ''))

test.skipIf(!reallyOld)('a really old Node runs the command', async () => {
  expect(await haira(['--version'], { program: reallyOld! })).toMatchObject({ status: 0, stderr: '' })
})
