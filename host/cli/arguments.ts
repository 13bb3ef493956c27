// Takes a command line apart by a command's table of flags. Flags may stand before and after names; nothing is guessed:
// what the table does not know is an error with the nearest flag as a hint.

import { nearest } from '../../compiler/util/distance.ts'
import { parseArgs } from './built-in.ts'
import { type Arguments, type Flag, type FlagTable, UsageError } from './command.ts'

/** Flags that every command has. */
const common: FlagTable = { help: { short: 'h', help: 'Show this help' } }

/** The arguments of a command, or a {@link UsageError}, with `help` as its hint where there is no better one. */
export function parseArguments(args: string[], table: FlagTable, help: string): Arguments {
  try {
    return parse(args, table)
  } catch (error) {
    if (error instanceof UsageError && !error.hint) throw new UsageError(error.message, help)
    throw error
  }
}

function parse(args: string[], table: FlagTable): Arguments {
  const flags: FlagTable = { ...table, ...common }
  const { tokens } = parseArgs({ args, options: optionsOf(flags), strict: false, allowPositionals: true, tokens: true })
  const values: Record<string, unknown> = {}
  for (const [name, flag] of Object.entries(flags)) values[name] = flag.repeated ? [] : flag.takes ? undefined : false
  const names: string[] = []
  let rest: string[] | undefined
  for (const token of tokens) {
    if (token.kind === 'option-terminator') rest = args.slice(token.index + 1)
    else if (token.kind === 'positional') {
      if (!rest) names.push(token.value)
    } else {
      const flag = Object.hasOwn(flags, token.name) && token.rawName !== hidden(flags, token.name) && flags[token.name]
      if (!flag) throw unknownFlag(token.rawName, flags)
      const value = readValue(token.rawName, flag, token.value, token.inlineValue === true)
      if (flag.repeated) (values[token.name] as unknown[]).push(value)
      else values[token.name] = value
    }
  }
  return { flags: values as Arguments['flags'], names, rest }
}

function optionsOf(flags: FlagTable): NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']> {
  const entries = Object.entries(flags).map(
    ([name, { takes, short }]) =>
      [name, { type: takes ? ('string' as const) : ('boolean' as const), ...(short ? { short } : {}) }] as const,
  )
  return Object.fromEntries(entries)
}

function hidden(flags: FlagTable, name: string): string | undefined {
  return flags[name]?.shortOnly ? `--${name}` : undefined
}

function readValue(given: string, flag: Flag, text: string | undefined, inline: boolean): string | number | boolean {
  if (!flag.takes) {
    if (text !== undefined) throw new UsageError(`\`${given}\` takes no value`)
    return true
  }
  const example = flag.choices?.join('|') ?? flag.placeholder ?? 'VALUE'
  // `--port --verbose` is a forgotten value; a lone `-` is one.
  if (text === undefined || text === '' || (!inline && /^-./.test(text))) {
    throw new UsageError(`\`${given}\` needs a value`, `\`${given}${flag.shortOnly ? '' : ' '}${example}\``)
  }
  switch (flag.takes) {
    case 'text':
      return text
    case 'int':
      if (!/^\d{1,15}$/.test(text)) throw new UsageError(`\`${given}\` must be a whole number, found \`${text}\``)
      return Number(text)
    case 'choice': {
      const choices = flag.choices ?? []
      if (choices.includes(text)) return text
      const near = nearest(text, choices)
      const hint = near ? `did you mean \`${near}\`?` : undefined
      throw new UsageError(`\`${given}\` must be one of ${choices.join(', ')}, found \`${text}\``, hint)
    }
  }
}

function unknownFlag(given: string, flags: FlagTable): UsageError {
  const long = Object.entries(flags).flatMap(([name, { shortOnly }]) => (shortOnly ? [] : [`--${name}`]))
  const near = given.startsWith('--') ? nearest(given, long) : undefined
  return new UsageError(`unknown flag \`${given}\``, near && `did you mean \`${near}\`?`)
}
