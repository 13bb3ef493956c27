// haira <command> [flags] [file] [-- program args]. Finds the command, parses by its table, runs it, and turns what it
// throws into a message and an exit status: 0 ok, 1 failure, 2 wrong usage.

import { type Command, Failure, UsageError } from './command.ts'
import { leave, printError } from './terminal.ts'

/** The commands, in the order of the help. A command's file is loaded when it is used. */
export const commands: Record<string, () => Promise<Command>> = {
  run: async () => (await import('./run.ts')).run,
  build: async () => (await import('./build.ts')).build,
  test: async () => (await import('./test.ts')).test,
  eval: async () => (await import('./eval.ts')).evaluate,
  check: async () => (await import('./check.ts')).check,
  graph: async () => (await import('./graph.ts')).graph,
  explain: async () => (await import('./explain.ts')).explain,
  fmt: async () => (await import('./fmt.ts')).fmt,
  emit: async () => (await import('./emit.ts')).emit,
  version: async () => (await import('./version.ts')).version,
  help: async () => (await import('./help.ts')).help,
}

/** Commands that the reference describes and this version does not have. */
const planned = ['parse', 'lex', 'init', 'repl', 'lsp', 'console', 'webui', 'auth']

const aliases: Record<string, string> = { '--version': 'version', '-v': 'version', '--help': 'help', '-h': 'help' }

/** Runs one command line and ends the process with its exit status. */
export async function main(args: string[], cacheFolder: string): Promise<void> {
  leave(await dispatch(args, cacheFolder).catch(report))
}

async function dispatch([given, ...args]: string[], cacheFolder: string): Promise<number> {
  const name = given === undefined ? 'help' : (aliases[given] ?? given)
  const found = Object.hasOwn(commands, name) ? await commands[name]!() : undefined
  if (!found) throw await unknownCommand(name)
  const { parseArguments } = await import('./arguments.ts')
  const parsed = parseArguments(args, found.flags, `see \`haira help ${name}\``)
  if (!parsed.flags.help) return found.act(parsed, { cacheFolder })
  const { showCommand } = await import('./help.ts')
  showCommand(name, found)
  return 0
}

async function unknownCommand(name: string): Promise<UsageError> {
  if (planned.includes(name)) return new UsageError(`\`haira ${name}\` is not available in this version`)
  if (name === 'serve') return new UsageError('there is no `haira serve`', '`haira run FILE --port N` serves a program')
  if (/\.(haira|wasm)$/.test(name)) return new UsageError(`unknown command \`${name}\``, `to run it: haira run ${name}`)
  const { nearest } = await import('../../compiler/util/distance.ts')
  const near = nearest(name, [...Object.keys(commands), ...planned])
  const kind = name.startsWith('-') ? 'flag' : 'command'
  return new UsageError(`unknown ${kind} \`${name}\``, near ? `did you mean \`haira ${near}\`?` : 'see `haira help`')
}

function report(error: unknown): number {
  if (error instanceof UsageError || error instanceof Failure) {
    printError(error.message, error.hint)
    return error instanceof UsageError ? 2 : 1
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  printError(`internal error: ${text}`, 'this is a fault of haira, not of your program')
  return 1
}
