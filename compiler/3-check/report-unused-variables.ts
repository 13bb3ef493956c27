// W0202 for variables, and W0301 where the unused variable holds an error.

import { errorNeverRead, unusedVariable } from '../diagnostics/messages.generated.ts'
import type { Context } from './context.ts'
import { isError } from './types.ts'

/** Reports variables whose value nothing uses. Parameters and loop variables are part of a form, so they may be unused. */
export function reportUnusedVariables(context: Context): void {
  const { declares, symbols, reads } = context.resolved
  const exported = new Set(
    context.resolved.modules
      .flatMap(({ syntax }) => syntax.items)
      .filter((item) => item.kind === 'const' && item.pub)
      .map((item) => 'name' in item && item.name),
  )
  for (const name of declares) {
    const symbol = symbols.get(name)
    if (!symbol || reads.has(symbol) || exported.has(name) || name.text.startsWith('_')) continue
    if (symbol.kind === 'local' ? symbol.role !== 'variable' : symbol.kind !== 'global') continue
    const type = context.symbolTypes.get(symbol)
    const holdsError = type !== undefined && isError(type)
    const message = holdsError ? errorNeverRead({ name: name.text }) : unusedVariable({ name: name.text })
    context.error(name, message)
  }
}
