// haira run [file] [args…]: compiles a program, or takes it from the cache, and runs it in the host.

import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { SuspendMode } from '../../compiler/manifest.ts'
import { messageOf } from '../errors.ts'
import { allowFlag, allowHelp, readAllowed } from './allow.ts'
import { type Arguments, command, UsageError } from './command.ts'
import { compileProgram, defaultSettings } from './compile.ts'
import { readInput } from './input.ts'
import { limitFlags, limitsFrom } from './limit-flags.ts'
import { note, paint } from './terminal.ts'

const flags = {
  offline: { help: 'Canned answers instead of models: no key, no network' },
  port: { takes: 'int', short: 'p', placeholder: 'N', help: "Port to listen on, instead of the program's own; 0: any" },
  database: {
    takes: 'text',
    placeholder: 'URL',
    help: 'Where sessions and runs are kept: postgres://…, sqlite:FILE or memory:',
  },
  strict: { help: 'Do not start while an API key is missing' },
  allow: allowFlag,
  workers: { takes: 'int', placeholder: 'N', help: 'Serve on so many threads, which share the port and the store' },
  suspend: {
    takes: 'choice',
    choices: ['asyncify', 'jspi'],
    help: 'How the module waits: on every engine (asyncify), or by the engine (jspi)',
  },
  input: {
    takes: 'text',
    placeholder: 'JSON',
    help: 'Run the one workflow that is named after the file, with these parameters: JSON, @FILE, or - for standard input',
  },
  'no-cache': { help: 'Compile even if the module is in the cache' },
  verbose: { help: 'Tell on stderr what happens' },
  ...limitFlags,
} as const

const mostWorkers = 256

type Flags = Arguments<typeof flags>['flags']

export const run = command({
  summary: 'Compile a program if it has changed, and run it',
  operands: '[file] [args… | Workflow --input JSON]',
  details: `The arguments after the file go to the program; after \`--\` they may look like flags.\n\n${allowHelp}`,
  flags,
  async act({ flags, names: [file, ...args], rest = [] }, { cacheFolder }) {
    const invoke = flags.input === undefined ? undefined : await invocation(args, flags.input)
    const allowed = readAllowed(flags.allow, process.cwd())
    if (flags.port !== undefined && flags.port > 65_535) throw new UsageError('`--port` must be at most 65535')
    if (flags.workers !== undefined && !(flags.workers >= 1 && flags.workers <= mostWorkers)) {
      throw new UsageError(`\`--workers\` must be from 1 to ${mostWorkers}`)
    }
    if (flags.workers !== undefined && invoke) throw new UsageError('`--workers` and `--input` exclude each other')
    // The host loads while the module is looked for: neither needs the other.
    const running = import('./run-module.ts')
    const found = await findModule(file, flags, cacheFolder)
    if (!found) return 1
    if (flags.verbose) note(`${paint(`haira: ${found.origin}`, 'dim')}\n`)
    const { runModule, runWorkers } = await running
    const run = flags.workers === undefined ? runModule : runWorkers(flags.workers)
    return run(found.wasm, [...args, ...rest], {
      offline: flags.offline,
      strict: flags.strict,
      ...allowed,
      verbose: flags.verbose,
      limits: limitsFrom(flags),
      ...(invoke === undefined ? {} : { invoke }),
      ...(flags.port === undefined ? {} : { port: flags.port }),
      ...(flags.database === undefined ? {} : { database: flags.database }),
      ...(found.driver === undefined ? {} : { suspend: found.driver }),
      ...(found.file === undefined ? {} : { file: found.file }),
    })
  },
})

/** The workflow to run, and its parameters. */
async function invocation(names: readonly string[], input: string): Promise<{ workflow: string; input: unknown }> {
  const [workflow, ...more] = names
  if (workflow === undefined || more.length > 0) {
    throw new UsageError('`--input` wants one workflow after the file', "haira run app.haira Report --input '{}'")
  }
  const text = await inputText(input)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { workflow, input: value }
  } catch (error) {
    throw new UsageError(`\`--input\` is not JSON: ${messageOf(error)}`)
  }
  throw new UsageError('`--input` must be a JSON object', 'parameters by name: \'{"days": 7}\'')
}

async function inputText(input: string): Promise<string> {
  if (input === '-') return text(process.stdin)
  if (!input.startsWith('@')) return input
  try {
    return await readFile(input.slice(1), 'utf8')
  } catch (error) {
    throw new UsageError(`\`--input\` cannot be read: ${messageOf(error)}`)
  }
}

interface FoundModule {
  wasm: Uint8Array<ArrayBuffer>
  origin: string
  /** How to wait, where that is chosen now and not when the program is compiled. */
  driver?: SuspendMode | undefined
  /** The file of a module that was built before, for what is said of it. */
  file?: string
}

async function findModule(file: string | undefined, flags: Flags, folder: string): Promise<FoundModule | undefined> {
  const input = await readInput(file)
  if (input.kind === 'module') {
    return { wasm: input.wasm, origin: `module ${input.name}`, driver: flags.suspend, file: input.name }
  }
  return compileProgram({
    source: input,
    settings: { ...defaultSettings, suspend: flags.suspend ?? defaultSettings.suspend },
    cacheFolder: folder,
    useCache: !flags['no-cache'],
    json: false,
  })
}
