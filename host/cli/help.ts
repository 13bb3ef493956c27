// haira help [command], --help. Everything shown comes from the commands' own tables.

import { type Command, command, type Flag, UsageError } from './command.ts'
import { print } from './terminal.ts'

export const help = command({
  summary: 'Show this list, or the help of a command',
  operands: '[command]',
  flags: {},
  async act({ names: [name, ...more] }) {
    const { commands } = await import('./main.ts')
    if (more.length > 0) throw new UsageError('`haira help` takes one command')
    if (name === undefined) {
      await showAll(commands)
      return 0
    }
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!load) {
      const { nearest } = await import('../../compiler/util/distance.ts')
      const near = nearest(name, Object.keys(commands))
      throw new UsageError(`unknown command \`${name}\``, near ? `did you mean \`${near}\`?` : 'see `haira help`')
    }
    showCommand(name, await load())
    return 0
  },
})

/** The help of one command. */
export function showCommand(name: string, { summary, operands, details, flags }: Command): void {
  const lines = [`${summary}.`, '', `Usage: haira ${name} [flags] ${operands}`.trimEnd()]
  const groups = Map.groupBy(Object.entries(flags), ([, { group = 'Flags' }]) => group)
  for (const [group, table] of groups) {
    const rows = table.map(([long, flag]) => [spelling(long, flag), flag.help] as const)
    lines.push('', `${group}:`, ...columns(group === 'Flags' ? [...rows, ['-h, --help', 'Show this help']] : rows))
  }
  if (groups.size === 0) lines.push('', 'Flags:', ...columns([['-h, --help', 'Show this help']]))
  if (details) lines.push('', details)
  print(lines.join('\n'))
}

async function showAll(commands: Record<string, () => Promise<Command>>): Promise<void> {
  const loaded = await Promise.all(Object.entries(commands).map(async ([name, load]) => [name, await load()] as const))
  const rows = loaded.map(([name, { operands, summary }]) => [`${name} ${operands}`.trimEnd(), summary] as const)
  print(
    [
      'Haira compiles agents, tools and workflows to one WebAssembly module, and runs it.',
      '',
      'Usage: haira <command> [flags] [file] [-- program args]',
      '',
      'Commands:',
      ...columns(rows),
      '',
      'Without a file the entry of the nearest package.haira is used. `haira help <command>` shows its flags.',
    ].join('\n'),
  )
}

function spelling(long: string, { short, shortOnly, takes, placeholder, choices, repeated }: Flag): string {
  const value = takes ? (placeholder ?? choices?.join('|') ?? 'VALUE') : ''
  if (shortOnly) return `-${short}${value}`
  const form = `${short ? `-${short}, ` : ''}--${long}${value ? ` ${value}` : ''}`
  return repeated ? `${form} …` : form
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
