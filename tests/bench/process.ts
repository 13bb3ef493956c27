// Child processes of the benchmarks, and what they cost: CPU time and memory as the kernel counts them.

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** Clock ticks a second in /proc; fixed at 100 on Linux. */
const TICKS = 100

export interface Server {
  pid: number
  port: number
  /** Milliseconds from the start of the process until it printed its port. */
  startMs: number
  stop(): Promise<void>
}

/** Starts `node <args>` and waits for the line, on either output, that ends in its port. */
export async function startServer(args: string[], env: Record<string, string> = {}): Promise<Server> {
  const started = performance.now()
  // Ten thousand requests need twice as many sockets; where that many files may not be open, the load is what fails.
  const child = spawn('/bin/sh', ['-c', 'ulimit -n 65536 2>/dev/null; exec "$0" "$@"', process.execPath, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const port = await announcedPort(child)
  const startMs = performance.now() - started
  return {
    pid: child.pid!,
    port,
    startMs,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function announcedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const seen: string[] = []
    const onLine = (line: string) => {
      seen.push(line)
      const port = /^(?:Listening on http:\/\/localhost:)?(\d+)$/.exec(line)?.[1]
      if (port) resolve(Number(port))
    }
    for (const output of [child.stdout, child.stderr]) {
      if (output) createInterface({ input: output }).on('line', onLine)
    }
    child.once('exit', (code) => reject(new Error(`ended with ${code} before listening:\n${seen.join('\n')}`)))
  })
}

/** CPU time of a process so far, user and system, in milliseconds; resolution 10 ms. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS
}

/** Resident memory of a process in MB: now, or the highest so far. */
export function memoryMb(pid: number, which: 'now' | 'peak'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kb = new RegExp(`^${which === 'now' ? 'VmRSS' : 'VmHWM'}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]
  return Number(kb) / 1024
}
