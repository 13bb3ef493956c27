// What it costs that a loop and a recursive function can be ended from outside: small programs that do next to nothing
// but that, with the tests for a pending panic and without them.

import { readdirSync, readFileSync } from 'node:fs'
import { assemble } from '../../compiler/6-wasm/assemble.ts'
import { emit } from '../../compiler/index.ts'
import type { Assembly } from '../../compiler/phases.ts'
import { Source } from '../../compiler/source.ts'
import { instantiate, library } from '../emit/run-program.ts'
import { printTable } from './table.ts'

const folder = new URL('loops/', import.meta.url)
const options = { suspend: 'asyncify', optimize: 2, library } as const
const facts = { sources: [], env: [], secrets: [], init: { entries: [] } }

/** Prints the table. The two modules of a program take turns; the best time of each counts. */
export async function checksBench(scale: number): Promise<void> {
  const rounds = Math.max(3, Math.round(12 * scale))
  const rows: string[][] = []
  for (const [name, text] of programs()) {
    const { assembly } = emit(new Source(`${name}.haira`, text))
    if (!assembly) throw new Error(`${name} does not compile`)
    const [bareText, count] = withoutChecks(assembly)
    const runs: (() => number)[] = []
    for (const text of [assembly.text, bareText]) {
      runs.push(timer((await assemble({ ...assembly, text, map: [] }, facts, options)).wasm))
    }
    const best = runs.map(() => Number.POSITIVE_INFINITY)
    for (let round = 0; round < rounds; round++) {
      for (const [at, run] of runs.entries()) best[at] = Math.min(best[at]!, run())
    }
    const [checked, bare] = best as [number, number]
    rows.push([name, String(count), `${checked.toFixed(0)} ms`, `${((checked / bare - 1) * 100).toFixed(1)} %`])
  }
  printTable(
    'Tests for a pending panic, by which loops and recursion can be ended',
    ['', 'tests', 'time', 'cost'],
    rows,
  )
}

function programs(): [name: string, text: string][] {
  return readdirSync(folder).flatMap((name): [string, string][] =>
    name.endsWith('.haira') ? [[name.slice(0, -6), readFileSync(new URL(name, folder), 'utf8')]] : [],
  )
}

/** Tests in loops, or behind them, and after calls of the program's functions. Those after operators were there before. */
function isCheck(line: string, before: string, traced: readonly string[]): boolean {
  if (!/^\s*if \(failed\(\)\) (return\b.*|break);$/.test(line)) return false
  return /^\s*(for|while) \(|^\s*\}$/.test(before) || traced.some((name) => before.includes(` ${name}(`))
}

/** The same text without those, and without those in the conditions of loops; and how many there were. None of these programs panics. */
function withoutChecks({ text, traced }: Assembly): [text: string, count: number] {
  const lines = text.split('\n')
  const kept = lines.filter((line, at) => !isCheck(line, lines[at - 1] ?? '', traced))
  const bare = kept.map((line) => line.replace(/\bgoesOn\(([^;{]+)\)(?=[;)])/, '$1'))
  return [bare.join('\n'), bare.filter((line, at) => line !== kept[at]).length + lines.length - kept.length]
}

function timer(wasm: Uint8Array): () => number {
  return () => {
    const guest = instantiate(wasm, () => '')
    const before = process.threadCpuUsage()
    const reply = guest('main', { args: [] }) as { error?: { message: string } }
    if (reply.error) throw new Error(reply.error.message)
    return process.threadCpuUsage(before).user / 1000
  }
}
