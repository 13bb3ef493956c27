// The command line as a process of its own: started, waited for, asked over real sockets, stopped by a signal. The
// process inherits nothing from the environment of the tests, so that no key or setting of the machine decides a result.

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const launcher = join(root, 'host/cli/haira.js')
/** One for all test files, so that each program compiles once; the compiler's own state is part of each entry's name. */
const cache = join(tmpdir(), `haira-tests-${process.getuid?.() ?? 'user'}`)

/** A file of the project, by its path from the top. */
export const projectFile = (path: string): string => join(root, path)

/** A program of this folder. */
export const program = (name: string): string => projectFile(`tests/e2e/programs/${name}.haira`)

export interface StartOptions {
  args?: string[]
  env?: Record<string, string>
  /** By default the top of the project. */
  cwd?: string
}

/** How a process ended. */
export interface Exit {
  status: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Reply {
  status: number
  headers: Headers
  body: unknown
}

/** A program that listens. */
export interface Served {
  readonly url: string
  /** What it has written so far. */
  readonly stderr: string
  /** Sends JSON and reads JSON. */
  post(path: string, body: unknown, init?: RequestInit): Promise<Reply>
  fetch(path: string, init?: RequestInit): Promise<Reply>
  signal(name: NodeJS.Signals): void
  /** Settles when the process has ended, however it does. */
  readonly exited: Promise<Exit>
  /** Asks it to end with SIGTERM. */
  stop(): Promise<Exit>
  [Symbol.asyncDispose](): Promise<void>
}

/** Runs `haira <args>` to its end. */
export function runHaira(args: string[], env: Record<string, string> = {}): Promise<Exit> {
  return follow(launch(args, env)).exited
}

/** A program that need not serve. */
export interface Started {
  /** Resolves once it has printed a text. */
  prints(text: string): Promise<void>
  /** Resolves once it waits, and would hear a signal. */
  waits(): Promise<void>
  signal(name: NodeJS.Signals): void
  readonly exited: Promise<Exit>
}

/** Starts `haira <args>`. */
export function startHaira(args: string[], env: Record<string, string> = {}): Started {
  const child = launch(args, env)
  const output = follow(child)
  const prints = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => (output.stdout().includes(text) ? resolve() : undefined)
      child.stdout!.on('data', look)
      output.exited.then(({ stderr }) => reject(new Error(`ended without printing ${text}:\n${stderr}`)), reject)
      look()
    })
  const waits = async (): Promise<void> => {
    while (!hears(child.pid!)) await new Promise((resolve) => setImmediate(resolve))
  }
  return { prints, waits, signal: (name) => void child.kill(name), exited: output.exited }
}

/** Whether a process has handlers for the signals that end it, as the kernel tells. */
function hears(pid: number): boolean {
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]!
  const { SIGINT, SIGTERM, SIGHUP } = constants.signals
  return [SIGINT, SIGTERM, SIGHUP].every((signal) => (BigInt(`0x${caught}`) & (1n << BigInt(signal - 1))) !== 0n)
}

/** Starts `haira run <file> --port 0` and waits until it listens. */
export async function serve(file: string, options: StartOptions = {}): Promise<Served> {
  const child = launch(['run', file, '--port', '0', ...(options.args ?? [])], options.env ?? {}, options.cwd)
  const output = follow(child)
  const url = await listening(child, output)
  const stop = (): Promise<Exit> => {
    child.kill('SIGTERM')
    return output.exited
  }
  const fetchJson = async (path: string, init?: RequestInit): Promise<Reply> => {
    const response = await fetch(url + path, init)
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
  return {
    url,
    get stderr() {
      return output.stderr()
    },
    fetch: fetchJson,
    post: (path, body, init) =>
      fetchJson(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        ...init,
      }),
    signal: (name) => void child.kill(name),
    exited: output.exited,
    stop,
    async [Symbol.asyncDispose]() {
      await stop()
    },
  }
}

interface Output {
  stdout(): string
  stderr(): string
  exited: Promise<Exit>
}

function launch(args: string[], env: Record<string, string>, cwd = root): ChildProcess {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd,
    env: { HOME: cache, HAIRA_CACHE_DIR: cache, HAIRA_DATABASE_URL: 'memory:', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return child
}

function follow(child: ChildProcess): Output {
  let stdout = ''
  let stderr = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal, stdout, stderr }))
  })
  return { stdout: () => stdout, stderr: () => stderr, exited }
}

function listening(child: ChildProcess, output: Output): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const url = /^Listening on (http:\/\/localhost:\d+)$/m.exec(output.stderr())?.[1]
      if (url) resolve(url)
    }
    child.stderr!.on('data', look)
    output.exited.then(
      ({ status, stderr }) => reject(new Error(`ended with status ${status} before listening:\n${stderr}`)),
      reject,
    )
  })
}
