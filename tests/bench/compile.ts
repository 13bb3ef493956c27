// What compiling and starting cost: a cold process, a warm compiler, a cached module; and what the module weighs.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { startServer } from './process.ts'
import { printTable } from './table.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const haira = join(root, 'host/cli/haira.js')

function timed(args: string[], env: NodeJS.ProcessEnv): number {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [haira, ...args], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`haira ${args.join(' ')} failed:\n${stderr}`)
  return performance.now() - started
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`

/** Prints the tables. */
export async function compileBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'haira-bench-'))
  const env = { ...process.env, HAIRA_CACHE_DIR: join(folder, 'cache') }
  try {
    const rows: string[][] = []
    for (const example of ['support-desk', 'escalation']) {
      const source = join(root, 'examples', `${example}.haira`)
      const out = (suspend: string) => join(folder, `${example}-${suspend}.wasm`)
      const build = (suspend: string) =>
        timed(['build', '--wasm', '--no-cache', '--suspend', suspend, '-o', out(suspend), source], env)
      const cold = build('asyncify')
      build('jspi')
      const sizes = ['asyncify', 'jspi'].map((suspend) => {
        const bytes = statSync(out(suspend)).size
        return `${kb(bytes)} (gzip ${kb(gzipSync(readFileSync(out(suspend))).length)})`
      })
      rows.push([example, seconds(cold), seconds(timed(['check', source], env)), ...sizes])
    }
    printTable('Compiling, each a process of its own', ['example', 'build', 'check', 'asyncify', 'jspi'], rows)

    const { starts, warm } = await startTimes(env)
    printTable(
      'From the start of `haira run examples/support-desk.haira --offline` to listening',
      ['nothing cached', 'cached, best of 5', 'compile in a warm process'],
      [[seconds(starts[0]!), seconds(Math.min(...starts.slice(1))), seconds(warm)]],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function startTimes(env: NodeJS.ProcessEnv): Promise<{ starts: number[]; warm: number }> {
  const starts: number[] = []
  for (let round = 0; round < 6; round++) {
    const server = await startServer(
      [haira, 'run', join(root, 'examples/support-desk.haira'), '--offline', '--port', '0'],
      { HAIRA_CACHE_DIR: env.HAIRA_CACHE_DIR ?? '' },
    )
    starts.push(server.startMs)
    await server.stop()
  }
  const { compileFile } = await import('./compile-file.ts')
  await compileFile(join(root, 'examples/support-desk.haira'))
  const started = performance.now()
  await compileFile(join(root, 'examples/support-desk.haira'))
  return { starts, warm: performance.now() - started }
}
