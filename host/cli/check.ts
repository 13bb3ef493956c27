// haira check [files…]: all findings of each program, without compiling it.

import { command } from './command.ts'
import { readSource } from './input.ts'
import { colour, note, print } from './terminal.ts'

export const check = command({
  summary: 'Report all errors and warnings',
  operands: '[files…]',
  flags: {
    json: { help: 'Write findings as JSON, one object per line' },
    'deny-warnings': { help: 'Fail if there are warnings' },
  },
  async act({ flags, names, rest = [] }) {
    const files = [...names, ...rest]
    const inputs = []
    for (const file of files.length > 0 ? files : [undefined]) inputs.push(await readSource(file))
    const { check, Source, ProjectFiles, showAll, countFindings } = await import('./front-end.ts')
    let failed = false
    for (const { name, text } of inputs) {
      const { diagnostics } = check(new Source(name, text), new ProjectFiles(name))
      const bad = diagnostics.some((one) => one.severity === 'error' || flags['deny-warnings'])
      failed ||= bad
      const messages = showAll(diagnostics)
      note(flags.json ? messages.json : colour ? messages.coloured : messages.plain)
      if (flags.json) continue
      if (bad) note(`${name}: ${countFindings(diagnostics)}\n`)
      else print(`${name}: OK`)
    }
    return failed ? 1 : 0
  },
})
