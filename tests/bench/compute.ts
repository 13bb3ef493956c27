// Programs that compute: in Haira, in JavaScript on this Node, and in AssemblyScript written by hand, which is compiled
// with the options of emitted code. Each prints its result, so that all three are known to do the same.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { assemble } from '../../compiler/6-wasm/assemble.ts'
import { compile } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { instantiate, library } from '../emit/run-program.ts'
import { printTable, ratio } from './table.ts'

const folder = new URL('programs/', import.meta.url)
const options = { suspend: 'jspi', optimize: 2, library } as const

interface Measured {
  output: string
  ms: number
}

/**
 * Prints the table. The time of a program is that of the best of several runs in one instance, whose memory is there by
 * then, as JavaScript's is: time of this thread, so that other processes do not count.
 */
export async function computeBench(scale: number): Promise<void> {
  const rounds = Math.max(2, Math.round(10 * scale))
  const names = readdirSync(folder).flatMap((name) => (name.endsWith('.haira') ? [name.slice(0, -6)] : []))
  const rows: string[][] = []
  for (const name of names) {
    const haira = best(rounds, runner(await compiled(name)))
    const script = (await import(new URL(`${name}.js`, folder).href)) as { main: () => string }
    const javascript = best(rounds, script.main)
    const byHand = existsSync(new URL(`${name}.as`, folder)) ? best(rounds, runner(await assembled(name))) : undefined
    for (const other of [javascript, byHand]) {
      if (other && normal(other.output) !== normal(haira.output)) {
        throw new Error(`${name}: Haira gives ${haira.output}, another ${other.output}`)
      }
    }
    rows.push([
      name,
      `${haira.ms.toFixed(0)} ms`,
      byHand ? ratio(haira.ms, byHand.ms) : '–',
      ratio(haira.ms, javascript.ms),
    ])
  }
  printTable('Computing', ['', 'Haira', 'to AssemblyScript', 'to JavaScript'], rows)
}

const normal = (output: string) => output.trim().replace(/\.0\b/g, '')

/** A thread's clock may tick every 4 ms only, so it is read once for so many runs as take this long, in milliseconds. */
const LEAST_MS = 100

function best(rounds: number, run: () => string): Measured {
  let result: Measured = { output: '', ms: Number.POSITIVE_INFINITY }
  for (let round = 0; round < rounds; round++) {
    let output = ''
    let runs = 0
    let ms = 0
    const started = process.threadCpuUsage()
    while (ms < LEAST_MS) {
      output = run()
      runs++
      const { user, system } = process.threadCpuUsage(started)
      ms = (user + system) / 1000
    }
    if (ms / runs < result.ms) result = { output, ms: ms / runs }
  }
  return result
}

async function compiled(name: string): Promise<Uint8Array> {
  const text = readFileSync(new URL(`${name}.haira`, folder), 'utf8')
  const { artifact, diagnostics } = await compile(new Source(`${name}.haira`, text), options)
  if (!artifact) throw new Error(diagnostics.map((one) => `${one.code} ${one.message}`).join('\n'))
  return artifact.wasm
}

/** A program by hand gives its result from `run`. */
async function assembled(name: string): Promise<Uint8Array> {
  const own = readFileSync(new URL(`${name}.as`, folder), 'utf8').replace('export function run', 'function run')
  const text = `import { program } from "./haira/program";
import { println } from "./haira/lib-io";
export * from "./haira/exports";
${own}
program([], () => { println(run()); });
`
  const facts = { sources: [], env: [], secrets: [], init: { entries: [] } }
  return (await assemble({ text, map: [], traced: [] }, facts, options)).wasm
}

function runner(wasm: Uint8Array): () => string {
  let printed = ''
  const guest = instantiate(wasm, (name, request) => {
    if (name === 'io.write-stdout') printed += request
    return ''
  })
  return () => {
    printed = ''
    const reply = guest('main', { args: [] }) as { error?: { message: string } }
    if (reply.error) throw new Error(reply.error.message)
    return printed
  }
}
