// haira explain E0110: what an error or warning means, why it exists, and how to mend it.

import type { Explanation } from '../../compiler/diagnostics/explain.ts'
import { command, UsageError } from './command.ts'
import { colourOut, print, widthOut } from './terminal.ts'

export const explain = command({
  summary: 'Explain error and warning codes',
  operands: '[codes…]',
  flags: {
    list: { help: 'List all codes with their messages' },
    json: { help: 'Write explanations as JSON, one object per line' },
  },
  async act({ flags, names, rest = [] }) {
    const codes = [...names, ...rest]
    if (flags.list && codes.length > 0)
      throw new UsageError('`haira explain --list` takes no codes', 'see `haira help explain`')
    if (!flags.list && codes.length === 0)
      throw new UsageError('no code to explain', '`haira explain E0110`, or `--list`')
    const [{ explanations }, { renderExplanation, renderList }] = await Promise.all([
      import('../../compiler/diagnostics/explanations.generated.ts'),
      import('../../compiler/diagnostics/explain.ts'),
    ])
    const chosen = flags.list ? explanations : await Promise.all(codes.map((code) => find(explanations, code)))
    if (flags.json) for (const one of chosen) print(JSON.stringify(one))
    else if (flags.list) print(renderList(chosen))
    else print(chosen.map((one) => renderExplanation(one, { colour: colourOut, width: widthOut() })).join('\n\n\n'))
    return 0
  },
})

async function find(explanations: Explanation[], given: string): Promise<Explanation> {
  const code = given.toUpperCase()
  const found = explanations.find((one) => one.code === code)
  if (found) return found
  const { nearest } = await import('../../compiler/util/distance.ts')
  const near = nearest(
    code,
    explanations.map((one) => one.code),
  )
  throw new UsageError(
    `unknown code \`${given}\``,
    near ? `did you mean \`${near}\`?` : '`haira explain --list` shows all',
  )
}
