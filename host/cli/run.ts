// haira run [file] [args…]: compiles a program, or takes it from the cache, and runs it in the host.

import type { SuspendMode } from '../../compiler/manifest.ts'
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
  suspend: {
    takes: 'choice',
    choices: ['asyncify', 'jspi'],
    help: 'How the module waits: on every engine (asyncify), or by the engine (jspi)',
  },
  'no-cache': { help: 'Compile even if the module is in the cache' },
  verbose: { help: 'Tell on stderr what happens' },
  ...limitFlags,
} as const

type Flags = Arguments<typeof flags>['flags']

export const run = command({
  summary: 'Compile a program if it has changed, and run it',
  operands: '[file] [args…]',
  details: `The arguments after the file go to the program; after \`--\` they may look like flags.\n\n${allowHelp}`,
  flags,
  async act({ flags, names: [file, ...args], rest = [] }, { cacheFolder }) {
    const allowed = readAllowed(flags.allow, process.cwd())
    if (flags.port !== undefined && flags.port > 65_535) throw new UsageError('`--port` must be at most 65535')
    // The host loads while the module is looked for: neither needs the other.
    const running = import('./run-module.ts')
    const found = await findModule(file, flags, cacheFolder)
    if (!found) return 1
    if (flags.verbose) note(`${paint(`haira: ${found.origin}`, 'dim')}\n`)
    const { runModule } = await running
    return runModule(found.wasm, [...args, ...rest], {
      offline: flags.offline,
      strict: flags.strict,
      ...allowed,
      verbose: flags.verbose,
      limits: limitsFrom(flags),
      ...(flags.port === undefined ? {} : { port: flags.port }),
      ...(flags.database === undefined ? {} : { database: flags.database }),
      ...(found.driver === undefined ? {} : { suspend: found.driver }),
      ...(found.file === undefined ? {} : { file: found.file }),
    })
  },
})

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
