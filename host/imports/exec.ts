// Interface `exec`: other programs. What they do is not held back by anything that the module was granted or not, so this is
// granted by itself. Each runs in a process group of its own, which is killed as a whole.

import { type ChildProcess, spawn } from 'node:child_process'
import type { Environment } from './env.ts'
import type { Interface } from './index.ts'
import type { Paths } from './paths.ts'

interface ExecRequest {
  /** For the shell. */
  command?: string
  /** A program and its arguments, without a shell. */
  args?: string[]
  timeout_ms?: number
  /** Whether a command that looks like an accident is refused. */
  guarded?: boolean
}

interface ExecReply {
  output: string
  error?: { message: string; code?: number }
}

export interface ExecSettings {
  paths: Paths
  environment: Environment
  /** How much output is kept; more ends the program. */
  maxBytes: number
}

export function execImports(settings: ExecSettings): Interface {
  return {
    run: {
      kind: 'suspending',
      call: async (text, fiber) => {
        const request = JSON.parse(text) as ExecRequest
        const accident = request.guarded ? looksLikeAccident(request.command ?? '') : undefined
        const refused = { output: '', error: { message: `refused: ${accident} is too dangerous` } }
        return JSON.stringify(accident === undefined ? await run(request, settings, fiber.signal) : refused)
      },
    },
  }
}

function run(
  request: ExecRequest,
  { paths, environment, maxBytes }: ExecSettings,
  signal: AbortSignal,
): Promise<ExecReply> {
  // One pipe for both streams keeps the order of what is written.
  const [program, ...args] = request.args ?? ['/bin/sh', '-c', `exec 2>&1; ${request.command ?? ''}`]
  if (program === undefined) return Promise.resolve({ output: '', error: { message: 'there is nothing to run' } })
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: paths.folder,
      env: environment.forChild(),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let killedBy: string | undefined
    const kill = (why: string): void => {
      killedBy ??= why
      killGroup(child)
    }
    const output = collect(child, maxBytes, () => kill(`output of more than ${maxBytes} bytes`))
    const cancel = (): void => kill('cancelled')
    signal.addEventListener('abort', cancel, { once: true })
    const { timeout_ms: ms } = request
    const timer = ms === undefined ? undefined : setTimeout(() => kill(`timed out after ${ms / 1000} seconds`), ms)
    const settle = (reply: ExecReply): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      if (signal.aborted) reject(signal.reason)
      else resolve(reply)
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'no such program' : (error.code ?? error.message)
      settle({ output: '', error: { message: `${program}: ${why}`, code: 127 } })
    })
    child.once('close', (status, signalName) => {
      const error = failureOf(killedBy, status, signalName)
      settle({ output: output(), ...(error === undefined ? {} : { error }) })
    })
  })
}

function failureOf(killedBy: string | undefined, status: number | null, signal: NodeJS.Signals | null) {
  if (killedBy !== undefined) return { message: killedBy }
  if (signal !== null) return { message: `killed by ${signal}` }
  return status === 0 || status === null ? undefined : { message: `exit status ${status}`, code: status }
}

/** Standard output and standard error, in the order in which they come. */
function collect(child: ChildProcess, maxBytes: number, tooMuch: () => void): () => string {
  const chunks: Buffer[] = []
  let size = 0
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      const kept = chunk.subarray(0, Math.max(0, maxBytes - size))
      size += chunk.length
      if (kept.length > 0) chunks.push(kept)
      if (size > maxBytes) tooMuch()
    })
  }
  return () => Buffer.concat(chunks).toString('utf8')
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
  // Whoever has left the group and holds the pipes is not waited for.
  child.stdout?.destroy()
  child.stderr?.destroy()
}

const accidents: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    '`rm -rf /`',
    /\brm\s+(-\S+\s+)*-\w*[rR]\S*\s+(-\S+\s+)*["']?(\/|~|\$HOME|\$\{HOME\})["']?(\/?\*|\/)?(?=\s|;|&|\||$)/,
  ],
  ['`rm -rf /`', /\brm\s.*--no-preserve-root/],
  ['`sudo`', /(^|[\s;&|(`])(sudo|doas|su)(?=\s|$)/],
  ['`mkfs`', /\bmkfs(\.\w+)?\b/],
  ['`dd if=`', /\bdd\b.*\b[io]f=/],
  ['a fork bomb', /(\S+)\s*\(\s*\)\s*\{[^}]*\1\s*\|\s*\1/],
  ['writing to a device', />\s*\/dev\/(sd|hd|nvme|vd|xvd|disk|mem)/],
  ['stopping the machine', /(^|[\s;&|(`])(shutdown|reboot|halt|poweroff|init\s+[06])(?=\s|;|$)/],
  ['`chmod -R` of everything', /\bch(mod|own)\s+(-\S+\s+)*-\w*R\S*\s+\S+\s+\/(?=\s|\*|;|$)/],
  ['running what was downloaded', /\b(curl|wget)\b[^|;]*\|\s*(sudo\s+)?\w*sh\b/],
]

/** What of a command looks like an accident. A guard for people in a hurry, not a sandbox. */
export function looksLikeAccident(command: string): string | undefined {
  return accidents.find(([, pattern]) => pattern.test(command))?.[0]
}
