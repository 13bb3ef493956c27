// haira emit [file]: the AssemblyScript that a program becomes, for reading.

import { writeFileSync } from 'node:fs'
import { command, UsageError } from './command.ts'
import { readSource } from './input.ts'
import { colour, note, print } from './terminal.ts'

export const emit = command({
  summary: 'Print the AssemblyScript that a program becomes',
  operands: '[file]',
  flags: {
    output: { takes: 'text', short: 'o', placeholder: 'FILE', help: 'Write to a file instead' },
  },
  async act({ flags, names, rest = [] }) {
    const [file, ...more] = [...names, ...rest]
    if (more.length > 0) throw new UsageError('`haira emit` takes one file')
    const { name, text } = await readSource(file)
    const [{ Source, ProjectFiles, showAll }, { emit }] = await Promise.all([
      import('./front-end.ts'),
      import('../../compiler/index.ts'),
    ])
    const { assembly, diagnostics } = emit(new Source(name, text), new ProjectFiles(name))
    const messages = showAll(diagnostics)
    note(colour ? messages.coloured : messages.plain)
    if (!assembly) return 1
    if (flags.output !== undefined) writeFileSync(flags.output, assembly.text)
    else print(assembly.text.replace(/\n$/, ''))
    return 0
  },
})
