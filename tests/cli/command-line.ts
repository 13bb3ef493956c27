// Starts the command `haira` as a process, with an environment of its own. All share a cache, so that each program is
// compiled once; a test of the cache itself gives it a folder.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const launcher = join(root, 'host/cli/haira.js')

export interface StartOptions {
  cwd?: string
  env?: Record<string, string>
  /** Flags for Node itself. */
  node?: string[]
  /** Another program than this Node. */
  program?: string
  /** Another launcher than the project's. */
  file?: string
  stdin?: string
}

/** A running process, and what it has written. */
export type Started = ReturnType<typeof start>

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'haira-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts `haira <args>`. */
export function start(args: string[], options: StartOptions = {}) {
  const { HOME = tmpdir(), PATH = '', NODE_COMPILE_CACHE = '' } = process.env
  const child = spawn(
    options.program ?? process.execPath,
    [...(options.node ?? []), options.file ?? launcher, ...args],
    {
      cwd: options.cwd ?? root,
      env: { HOME, PATH, NODE_COMPILE_CACHE, HAIRA_CACHE_DIR: join(tmpdir(), 'haira-cli-tests'), ...options.env },
      stdio: 'pipe',
    },
  )
  // A test that fails leaves nothing running.
  onTestFinished(() => void child.kill('SIGKILL'))
  const written = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
      for (const look of listeners) look()
    })
  }
  child.stdin.end(options.stdin ?? '')
  const ended = new Promise<{ status: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>(
    (resolve, reject) => {
      child.once('error', reject)
      child.once('close', (status, signal) => resolve({ status, signal, ...written }))
    },
  )
  /** Waits until the output on a stream matches; fails if the process ends before. */
  const until = (name: 'stdout' | 'stderr', pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(written[name])
        if (match) resolve(match)
      }
      listeners.add(look)
      look()
      ended.then((end) => reject(new Error(`ended before ${pattern}: ${JSON.stringify(end)}`)), reject)
    })
  return { child, ended, until, written }
}

/** Runs `haira <args>` to its end. */
export function haira(args: string[], options?: StartOptions) {
  return start(args, options).ended
}
