// haira graph [file]: who hands off to whom, with which provider and tools; as text, as Mermaid, as JSON.

import { command, UsageError } from './command.ts'
import { readSource } from './input.ts'
import { colour, note, print } from './terminal.ts'

export const graph = command({
  summary: 'Print the agents of a program and their handoffs',
  operands: '[file]',
  flags: {
    mermaid: { help: 'Write a Mermaid flowchart' },
    json: { help: 'Write JSON; errors of the program too, one object per line' },
  },
  async act({ flags, names, rest = [] }) {
    const [file, ...more] = [...names, ...rest]
    if (more.length > 0) throw new UsageError('`haira graph` takes one file')
    if (flags.mermaid && flags.json) throw new UsageError('`--mermaid` and `--json` exclude each other')
    const { name, text } = await readSource(file)
    const [{ check, Source, ProjectFiles, showAll }, { agentGraph }, { graphText }, { graphMermaid }] =
      await Promise.all([
        import('./front-end.ts'),
        import('../../compiler/graph/agent-graph.ts'),
        import('../../compiler/graph/text.ts'),
        import('../../compiler/graph/mermaid.ts'),
      ])
    const { checked, diagnostics } = check(new Source(name, text), new ProjectFiles(name))
    const messages = showAll(diagnostics)
    note(flags.json ? messages.json : colour ? messages.coloured : messages.plain)
    if (!checked) return 1
    const found = agentGraph(checked)
    if (flags.json) print(JSON.stringify(found, null, 2))
    else print(flags.mermaid ? graphMermaid(found) : graphText(found))
    return 0
  },
})
