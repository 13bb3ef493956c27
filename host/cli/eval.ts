// haira eval [file]: asks agents what the program's evals ask them, and scores the answers.

import type { EvalEntry } from '../../compiler/manifest.ts'
import { type Evaluation, HostError, load } from '../index.ts'
import { type Allowed, allowFlag, allowHelp, readAllowed } from './allow.ts'
import { command, UsageError } from './command.ts'
import { compileProgram, defaultSettings } from './compile.ts'
import { readSource } from './input.ts'
import { colourOut, note, print, printError } from './terminal.ts'

/** How many cases run at once in an eval that says `parallel: true`. */
const usualWidth = 4
/** The eval's own default, for one without cases. */
const usualThreshold = 0.7

interface Result {
  name: string
  passed: boolean
  score: number
  threshold: number
  cases: Case[]
}

interface Case {
  input: string
  passed: boolean
  score: number
  reply: string
  agent: string
  expected_agent?: string
  error?: string
}

export const evaluate = command({
  summary: "Run a program's evals: ask its agents, and score the answers",
  operands: '[file]',
  details: `Each case is asked in a session of its own. The command fails where an eval does.\n\n${allowHelp}`,
  flags: {
    filter: { takes: 'text', placeholder: 'TEXT', help: 'Run the evals whose names contain a text' },
    json: { help: 'Write the results as JSON' },
    parallel: {
      takes: 'int',
      placeholder: 'N',
      help: `Run N cases of an eval at once (default ${usualWidth} where it says so)`,
    },
    allow: allowFlag,
    offline: { help: 'Canned answers instead of models: no key, no network' },
    'no-cache': { help: 'Compile even if the module is in the cache' },
  },
  async act({ flags, names: [file, ...more] }, { cacheFolder }) {
    if (more.length > 0) throw new UsageError('`haira eval` takes one file')
    if (flags.parallel !== undefined && flags.parallel < 1) throw new UsageError('`--parallel` must be at least 1')
    const options = { ...flags, allowed: readAllowed(flags.allow, process.cwd()) }
    const found = await compileProgram({
      source: await readSource(file),
      settings: { ...defaultSettings, optimize: 1, evals: true },
      cacheFolder,
      useCache: !flags['no-cache'],
      json: false,
    })
    if (!found) return 1
    const results: Result[] = []
    for (const [index, entry] of (await evalsOf(found.wasm, options.allowed)).entries()) {
      if (flags.filter !== undefined && !entry.title.includes(flags.filter)) continue
      if (!flags.json) print(`${results.length > 0 ? '\n' : ''}=== Eval: ${entry.title} ===`)
      const width = flags.parallel ?? (entry.parallel ? usualWidth : 1)
      const result = await runEval(found.wasm, index, entry, width, options)
      results.push(result)
      if (!flags.json) print(resultLine(result))
    }
    const failed = results.filter((one) => !one.passed).length
    if (flags.json) print(JSON.stringify({ passed: results.length - failed, failed, evals: results }, null, 2))
    else if (results.length === 0) {
      note(`no evals${flags.filter === undefined ? '' : ` with \`${flags.filter}\` in their names`}\n`)
    }
    return failed > 0 ? 1 : 0
  },
})

interface Options {
  json: boolean
  offline: boolean
  allowed: Allowed
}

async function evalsOf(wasm: Uint8Array<ArrayBuffer>, allowed: Allowed): Promise<EvalEntry[]> {
  const program = await load(wasm, { ...allowed, log: () => {} })
  await program.close()
  return program.manifest.evals ?? []
}

/** Runs the cases, several at a time; they are shown in order, each as soon as those before it are. */
async function runEval(
  wasm: Uint8Array<ArrayBuffer>,
  index: number,
  { title, cases }: EvalEntry,
  width: number,
  options: Options,
): Promise<Result> {
  const done: (Case | undefined)[] = []
  let threshold = usualThreshold
  let next = 0
  let shown = 0
  const work = async (): Promise<void> => {
    while (next < cases) {
      const at = next++
      const found = await runCase(wasm, index, at, options)
      threshold = found.threshold ?? threshold
      done[at] = caseOf(found)
      for (; done[shown]; shown++) if (!options.json) print(caseLine(done[shown]!))
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, cases) }, work))
  const all = done.filter((one) => one !== undefined)
  const score = all.length === 0 ? 0 : all.reduce((sum, one) => sum + one.score, 0) / all.length
  // Sums of fractions fall short by a hair.
  return { name: title, passed: score >= threshold - 1e-9, score, threshold, cases: all }
}

function caseOf({
  threshold = usualThreshold,
  expected_agent,
  ...found
}: Partial<Evaluation> & { input: string }): Case {
  const { input, score = 0, reply = '', agent = '', error } = found
  return {
    input,
    passed: score > 0 && score >= threshold - 1e-9,
    score,
    reply,
    agent,
    ...(expected_agent ? { expected_agent } : {}),
    ...(error === undefined ? {} : { error }),
  }
}

async function runCase(
  wasm: Uint8Array<ArrayBuffer>,
  index: number,
  at: number,
  { json, offline, allowed }: Options,
): Promise<Partial<Evaluation> & { input: string }> {
  const write = (text: string) => void process.stderr.write(text)
  const program = await load(wasm, {
    offline,
    // What evals say is nobody's conversation.
    database: 'memory:',
    ...allowed,
    log: (level, message) => {
      if (level === 'error') printError(message)
    },
    // Results alone are on standard output where they are JSON.
    ...(json ? { stdout: write } : {}),
  })
  try {
    await program.init()
    return await program.evaluate(index, at)
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return { input: `case ${at + 1}`, error: error.message }
  } finally {
    await program.close()
  }
}

function caseLine({ input, passed, score, reply, agent, expected_agent: wanted, error }: Case): string {
  const start = `  ${painted(passed, passed ? '[PASS]' : '[FAIL]')} ${JSON.stringify(input)} (score: ${score.toFixed(2)})`
  if (passed) return start
  if (error !== undefined) return `${start} error: ${error}`
  return `${start} got: ${JSON.stringify(reply)}${wanted && wanted !== agent ? ` from ${agent}, not ${wanted}` : ''}`
}

function resultLine({ passed, score, threshold, cases }: Result): string {
  const count = cases.filter((one) => one.passed).length
  const verdict = painted(passed, passed ? 'PASS' : 'FAIL')
  return `Results: ${count}/${cases.length} passed (${percent(score)}), threshold ${percent(threshold)}: ${verdict}`
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`

function painted(passed: boolean, text: string): string {
  return colourOut ? `\x1b[${passed ? '32' : '1;31'}m${text}\x1b[0m` : text
}
