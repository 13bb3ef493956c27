// What checking costs: `haira check` of a 300-line program as a process and in a warm one, and whether the time for
// parsing grows with the lines and not faster.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from '../../compiler/1-parse/parse.ts'
import { Report } from '../../compiler/diagnostics/diagnostic.ts'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { check } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { printTable, ratio } from './table.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const launcher = join(root, 'host/cli/haira.js')

/** A piece of a program with every kind of declaration; 30 lines. `at` makes its names its own. */
const piece = (at: number) => `
struct Order${at} {
    id: string
    total: float
    items: []string
}

tool find_order${at}(id: string, limit: int = 10) -> string {
    """Find an order.
    id: its number"""
    order = Order${at}{ id: id, total: 12.5, items: ["a", "b"] }
    return "order \${order.id}: \${order.total} for \${len(order.items)} of \${limit}"
}

agent Desk${at} {
    provider: openai
    system: "Answer questions about orders of kind ${at}."
    tools: [find_order${at}]
    memory: conversation(max_turns: 10)
}

fn answer${at}(message: string, tries: int) -> string {
    for i in 0..tries {
        reply, err = Desk${at}.ask(message)
        if err == nil and reply != "" { return reply }
        println("try \${i + 1} of \${tries} failed") // and again
    }
    return "no answer"
}
`
const head = 'provider openai {\n    model: "gpt-4o"\n    api_key: env("OPENAI_API_KEY")\n}\n'

/** A program of at least so many lines. */
function program(lines: number): string {
  const pieces = Math.ceil((lines - 10) / 30)
  const calls = Array.from({ length: pieces }, (_, at) => `    println(answer${at}("Where is it?", 3))\n`)
  return `${head}${Array.from({ length: pieces }, (_, at) => piece(at)).join('')}\nfn main() {\n${calls.join('')}}\n`
}

/** One function of so many lines. */
function longFunction(lines: number): string {
  const statement = (at: number) => `    total = total + ${at} * (limit - 1) // line ${at}\n`
  return `fn main() {\n    total = 0\n    limit = 3\n${Array.from({ length: lines - 4 }, (_, at) => statement(at)).join('')}}\n`
}

const linesOf = (text: string) => text.split('\n').length - 1
const ms = (time: number) => `${time.toFixed(time < 10 ? 2 : 0)} ms`

/** The shortest of several runs: what it costs when nothing else disturbs it. */
function best(rounds: number, run: () => void, clock = () => performance.now()): number {
  const times = Array.from({ length: rounds }, () => {
    const started = clock()
    run()
    return clock() - started
  })
  return Math.min(...times)
}

/** Time of this thread: a long run is interrupted more often than a short one, which would look like growth. */
function ownTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Prints the tables. */
export async function checkBench(scale: number): Promise<void> {
  const rounds = Math.max(3, Math.round(20 * scale))
  const text = program(300)
  printTable(
    `haira check of ${linesOf(text)} lines`,
    ['', 'time', 'goal'],
    [
      ...processTimes(text).map(([name, time, goal]) => [name, ms(time), goal]),
      ['in a warm process', ms(best(rounds, () => checkText(text))), '30 ms'],
    ],
  )
  const rows = [program, longFunction].map((make) => {
    const name = make === program ? 'many declarations' : 'one function'
    const [small, large] = parseTimes(make, rounds)
    return [name, ...[small, large].map((time) => `${(time * 1000).toFixed(1)} µs`), ratio(large, small)]
  })
  const header = ['', '1,000 lines', '20,000 lines', 'ratio (goal 1.5)']
  printTable('Parsing, CPU time per line', header, rows)
}

/**
 * Time per line of a 1,000-line file and of one with 20,000 lines. The small file is parsed twenty times in a row, since
 * the clock of a thread may tick every 4 ms only.
 */
function parseTimes(make: (lines: number) => string, rounds: number): [small: number, large: number] {
  const [small, large] = [make(1000), make(20_000)]
  const twenty = Array.from({ length: 20 }, () => small)
  const perLine = (texts: string[]) =>
    best(rounds, () => texts.forEach(parseText), ownTime) / texts.reduce((sum, text) => sum + linesOf(text), 0)
  perLine(twenty)
  return [perLine(twenty), perLine([large])]
}

/** Processes, best of ten each: Node alone, which is part of the others; the sources as they are; and as published. */
function processTimes(text: string): [name: string, ms: number, goal: string][] {
  const folder = mkdtempSync(join(tmpdir(), 'haira-bench-'))
  try {
    const file = join(folder, 'main.haira')
    writeFileSync(file, text)
    const env = { ...process.env, HAIRA_CACHE_DIR: join(folder, 'cache') }
    const run = (command: string, args: string[], cwd = folder) => {
      const { status, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
      if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`)
    }
    run(join(root, 'node_modules/.bin/rolldown'), ['-c', 'host/publish/rolldown.config.js'], root)
    // Where there is no main.ts beside it, the launcher takes what is built.
    const published = join(folder, 'host/cli/haira.js')
    cpSync(launcher, published)
    for (const name of ['dist', 'node_modules', 'package.json']) symlinkSync(join(root, name), join(folder, name))
    const commands: [name: string, args: string[], goal: string][] = [
      ['a process as published', [published, 'check', file], '250 ms'],
      ['a process in a checkout', [launcher, 'check', file], ''],
      ['`node -e 0` alone', ['-e', '0'], ''],
    ]
    return commands.map(([name, args, goal]) => [name, best(10, () => run(process.execPath, args)), goal])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function checkText(text: string): void {
  const { checked, diagnostics } = check(new Source('main.haira', text))
  if (!checked) throw new Error(renderAll(diagnostics))
}

function parseText(text: string): unknown {
  const report = new Report()
  const syntax = parse(new Source('main.haira', text), report)
  if (report.failed) throw new Error(renderAll(report.all))
  return syntax
}
