// haira fmt [files…]: rewrites programs in the one layout. A file is replaced at once or not at all, and only by text
// that is the same program: that is checked before it is written.

import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { command, Failure, UsageError } from './command.ts'
import { readSource } from './input.ts'
import { colour, note, print } from './terminal.ts'

export const fmt = command({
  summary: 'Format programs',
  operands: '[files…]',
  flags: {
    check: { help: 'Change nothing; name the files that would change, and fail if there are any' },
    stdin: { help: 'Format standard input to standard output' },
  },
  async act({ flags, names, rest = [] }) {
    const files = [...names, ...rest]
    if (flags.stdin && files.length > 0) throw new UsageError('`--stdin` takes no files')
    if (flags.stdin) return formatInput(flags.check)
    const inputs = []
    for (const file of files.length > 0 ? files : [undefined]) inputs.push(await readSource(file))
    let failed = false
    for (const { name, text } of inputs) {
      const formatted = await formatText(name, text)
      failed ||= formatted === undefined
      if (formatted === undefined || formatted === text) continue
      if (flags.check) print(name)
      else replace(name, formatted)
      failed ||= flags.check
    }
    return failed ? 1 : 0
  },
})

async function formatInput(check: boolean): Promise<number> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const text = decode(Buffer.concat(chunks))
  const formatted = await formatText('<stdin>', text)
  if (formatted === undefined) return 1
  if (!check) process.stdout.write(formatted)
  else if (formatted !== text) print('<stdin>')
  return check && formatted !== text ? 1 : 0
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError('standard input is not UTF-8 text')
  }
}

/** The formatted text; undefined after the syntax errors have been shown. */
async function formatText(name: string, text: string): Promise<string | undefined> {
  const [{ format }, { sameProgram }, { Source }, { showAll }] = await Promise.all([
    import('../../compiler/format/format.ts'),
    import('../../compiler/format/same-program.ts'),
    import('../../compiler/source.ts'),
    import('./messages.ts'),
  ])
  const source = new Source(name, text)
  const formatted = format(source)
  if (formatted.diagnostics) {
    const messages = showAll(formatted.diagnostics)
    note(colour ? messages.coloured : messages.plain)
    return undefined
  }
  if (formatted.text !== source.text && !sameProgram(source, new Source(name, formatted.text))) {
    throw new Failure(
      `formatting \`${name}\` would change what it means`,
      'this is a fault of haira; nothing is written',
    )
  }
  return formatted.text
}

/** Writes beside the file and renames, so that nobody ever sees half a program. A link stays a link. */
function replace(name: string, text: string): void {
  const file = realpathSync(name)
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  try {
    writeFileSync(temporary, text, { mode: statSync(file).mode, flag: 'wx' })
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new Failure(`cannot write \`${name}\`: ${(error as Error).message}`)
  }
}
