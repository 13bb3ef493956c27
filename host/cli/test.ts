// haira test [files…]: runs the tests of programs, each in a fresh instance.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestEntry } from '../../compiler/manifest.ts'
import { CancelledError, HostError, load, type TestOutcome } from '../index.ts'
import { type Allowed, allowFlag, allowHelp, readAllowed } from './allow.ts'
import { command } from './command.ts'
import { compileProgram, defaultSettings } from './compile.ts'
import { readSource } from './input.ts'
import { colourOut, note, print, printError } from './terminal.ts'

interface Result {
  file: string
  name: string
  line: number
  passed: boolean
  ms: number
  failures: { message: string; at: string[] }[]
}

export const test = command({
  summary: "Run programs' tests",
  operands: '[files…]',
  details: `Without files: every .haira file below this folder that has tests. A test runs alone, and \`main\` does not run.\n\n${allowHelp}`,
  flags: {
    filter: { takes: 'text', placeholder: 'TEXT', help: 'Run the tests whose names contain a text' },
    json: { help: 'Write the results as JSON' },
    offline: { help: 'Canned answers instead of models: no key, no network' },
    allow: allowFlag,
    'no-cache': { help: 'Compile even if the module is in the cache' },
  },
  async act({ flags, names, rest = [] }, { cacheFolder }) {
    const given = [...names, ...rest]
    const options = { ...flags, allowed: readAllowed(flags.allow, process.cwd()) }
    const files = given.length > 0 ? given : filesBelow('.')
    const results: Result[] = []
    let isBroken = false
    for (const file of files) {
      const source = await readSource(file)
      // Most files of a project have no tests, and need not be compiled to find that out.
      if (given.length === 0 && !/^\s*test\b/m.test(source.text)) continue
      const found = await compileProgram({
        source,
        settings: { ...defaultSettings, optimize: 1, tests: true },
        cacheFolder,
        useCache: !flags['no-cache'],
        json: false,
      })
      if (!found) {
        isBroken = true
        continue
      }
      for await (const result of runTests(found.wasm, source.name, options)) {
        results.push(result)
        if (!flags.json) show(result)
      }
    }
    const failed = results.filter((one) => !one.passed).length
    if (flags.json) print(JSON.stringify({ passed: results.length - failed, failed, tests: results }, null, 2))
    else if (results.length > 0) print(`\n${results.length - failed} passed, ${failed} failed`)
    else if (!isBroken)
      note(`no tests${flags.filter === undefined ? '' : ` with \`${flags.filter}\` in their names`}\n`)
    return failed > 0 || isBroken ? 1 : 0
  },
})

interface Options {
  filter: string | undefined
  json: boolean
  offline: boolean
  allowed: Allowed
}

async function* runTests(wasm: Uint8Array<ArrayBuffer>, file: string, options: Options): AsyncGenerator<Result> {
  const tests = await testsOf(wasm, options.allowed)
  for (const [index, { title, position }] of tests.entries()) {
    if (options.filter !== undefined && !title.includes(options.filter)) continue
    const started = performance.now()
    const outcome = await runTest(wasm, index, options)
    const { failures, error } = outcome
    const all = failures.map(({ message, place }) => ({ message, at: [`at ${place}`] }))
    if (error) all.push({ message: `${error.isPanic ? 'panic' : 'error'}: ${error.message}`, at: error.chain })
    const ms = Math.round(performance.now() - started)
    yield { file, name: title, line: position.line, passed: all.length === 0, ms, failures: all }
  }
}

async function testsOf(wasm: Uint8Array<ArrayBuffer>, allowed: Allowed): Promise<TestEntry[]> {
  const program = await load(wasm, { ...allowed, log: () => {} })
  await program.close()
  return program.manifest.tests ?? []
}

async function runTest(
  wasm: Uint8Array<ArrayBuffer>,
  index: number,
  { json, offline, allowed }: Options,
): Promise<TestOutcome> {
  const write = (text: string) => void process.stderr.write(text)
  const program = await load(wasm, {
    offline,
    // What tests say is nobody's conversation.
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
    return await program.test(index)
  } catch (error) {
    if (!(error instanceof HostError) || error instanceof CancelledError) throw error
    return { failures: [], error: { message: error.message, isPanic: false, chain: [] } }
  } finally {
    await program.close()
  }
}

function show({ name, passed, ms, failures }: Result): void {
  const word = passed ? 'PASS' : 'FAIL'
  const painted = colourOut ? `\x1b[${passed ? '32' : '1;31'}m${word}\x1b[0m` : word
  print(`${painted} ${name} (${ms}ms)`)
  for (const { message, at } of failures) print([`  ${message}`, ...at.map((line) => `    ${line}`)].join('\n'))
}

/** Programs below a folder; what is installed or hidden is left out. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesBelow(path)
      return entry.name.endsWith('.haira') ? [path] : []
    })
}
