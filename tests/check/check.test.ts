// Programs and what the checker says to them. A case folder holds `input.haira` and `output.txt`, the findings as a user
// sees them (empty: none). `types.txt` lists the types of the program's variables, one a line, in source order.

import { showType } from '../../compiler/3-check/show-type.ts'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { suite } from '../suite.ts'
import { type Findings, findingsOf } from './findings.ts'

suite('check', new URL('cases/', import.meta.url), (one) => {
  const found = findingsOf(one.read('input.haira'))
  one.expect('output.txt', renderAll(found.diagnostics))
  if (one.has('types.txt')) one.expect('types.txt', variables(found))
})

function variables({ resolved, checked }: Findings): string {
  const lines = [...resolved.declares]
    .sort((a, b) => a.span.start - b.span.start)
    .map((name) => {
      const symbol = resolved.symbols.get(name)
      const type = symbol && checked.symbolTypes.get(symbol)
      return `${name.text}: ${type ? showType(type) : '?'}\n`
    })
  return lines.join('')
}
