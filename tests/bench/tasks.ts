// What tasks cost: memory of one that waits, time of a switch, values through channels; on both ways to suspend, and in
// JavaScript async functions with a channel written by hand.

import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from '../emit/run-program.ts'
import { printTable } from './table.ts'
import type { Measured } from './tasks-run.ts'

const drivers = ['asyncify', 'jspi', 'javascript'] as const
type Driver = (typeof drivers)[number]

interface Bench {
  title: string
  program: string
  counts: Record<string, number>
  /** Hand-overs between fibers. */
  switches: number
}

const run = promisify(execFile)
const runner = new URL('tasks-run.ts', import.meta.url).pathname

/** Prints the tables. */
export async function tasksBench(scale: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'haira-tasks-'))
  try {
    await memory(folder, Math.round(10_000 * Math.max(scale, 0.5)))
    await switches(folder, scale)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function memory(folder: string, count: number): Promise<void> {
  const bench: Bench = { title: '', program: 'waiting', counts: { COUNT: count }, switches: 0 }
  const rows: string[][] = []
  for (const driver of drivers) {
    const { resident, held } = await measure(folder, bench, driver)
    const each = (bytes: number[]) => `${Math.round((bytes[1]! - bytes[0]!) / count)} B`
    rows.push([driver, each(held), each(resident)])
  }
  printTable(
    `Memory of a fiber that waits (${count} of them)`,
    ['', 'in JavaScript', 'resident, module and host'],
    rows,
  )
}

async function switches(folder: string, scale: number): Promise<void> {
  const many = Math.round(1_000_000 * scale)
  const benches: Bench[] = [
    { title: `${many} sends, no room`, program: 'sends', counts: { COUNT: many, ROOM: 0 }, switches: many },
    { title: `${many} sends, room for 100`, program: 'sends', counts: { COUNT: many, ROOM: 100 }, switches: many },
    {
      title: `ring of 1000, ${many / 1000} rounds`,
      program: 'ring',
      counts: { MEMBERS: 1000, ROUNDS: many / 1000 },
      switches: many,
    },
  ]
  const rows: string[][] = []
  for (const bench of benches) {
    const cells: string[] = []
    for (const driver of drivers) {
      const { ms } = await measure(folder, bench, driver)
      cells.push(`${((ms * 1000) / bench.switches).toFixed(2)} µs`, `${Math.round(bench.switches / ms)} k/s`)
    }
    rows.push([bench.title, ...cells])
  }
  printTable(
    'Values between fibers: time of one, and how many a second',
    ['', ...drivers.flatMap((driver) => [driver, ''])],
    rows,
  )
}

async function measure(folder: string, bench: Bench, driver: Driver): Promise<Measured> {
  const args =
    driver === 'javascript'
      ? [bench.program, driver, ...Object.values(bench.counts).map(String)]
      : [await compiled(folder, bench, driver), driver]
  const { stdout } = await run(process.execPath, ['--expose-gc', runner, ...args])
  return JSON.parse(stdout) as Measured
}

async function compiled(folder: string, { program, counts }: Bench, suspend: 'asyncify' | 'jspi'): Promise<string> {
  let text = readFileSync(new URL(`tasks/${program}.haira`, import.meta.url), 'utf8')
  for (const [word, count] of Object.entries(counts)) text = text.replaceAll(word, String(count))
  const { wasm } = await build(text, { suspend, optimize: 2 })
  const file = join(folder, `${program}-${suspend}-${Object.values(counts).join('-')}.wasm`)
  writeFileSync(file, wasm)
  return file
}
