// Which declaration names mean, and in which order agents are initialised. A case folder holds `input.haira` and any of
// `names.txt` (each use of a variable with the place of its declaration) and `init-order.txt` (one group a line).

import { type Findings, findingsOf } from '../check/findings.ts'
import { suite } from '../suite.ts'

suite('resolve', new URL('cases/', import.meta.url), (one) => {
  const found = findingsOf(one.read('input.haira'))
  if (one.has('names.txt')) one.expect('names.txt', names(found))
  if (one.has('init-order.txt')) one.expect('init-order.txt', initOrder(found))
})

/** `4:9 total -> 1:1` for each name that stands for a variable; `declares` where it is declared. */
function names({ resolved }: Findings): string {
  const place = (node: {
    span: { source: { position(at: number): { line: number; column: number } }; start: number }
  }) => {
    const { line, column } = node.span.source.position(node.span.start)
    return `${line}:${column}`
  }
  const lines = [...resolved.symbols]
    .sort(([a], [b]) => a.span.start - b.span.start)
    .flatMap(([name, symbol]) => {
      if (symbol.kind !== 'local' && symbol.kind !== 'global') return []
      const means =
        'text' in name && resolved.declares.has(name) ? `declares ${symbol.kind}` : `-> ${place(symbol.declaration)}`
      return [`${place(name)} ${symbol.name} ${means}\n`]
    })
  return lines.join('')
}

function initOrder({ resolved }: Findings): string {
  return resolved.agentOrder.map((group) => `${group.map((agent) => agent.name.text).join(' ')}\n`).join('')
}
