// Programs and what the checker says to them. A case folder holds `input.haira` and `output.txt`, the findings as a user
// sees them (empty: none). `types.txt` lists the types of the program's variables, one a line, in source order.

import { showType } from '../../compiler/3-check/show-type.ts'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { check } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { filesOf, suite } from '../suite.ts'
import { type Findings, findingsOf } from './findings.ts'

suite('check', new URL('cases/', import.meta.url), (one) => {
  const text = one.read('input.haira')
  const { diagnostics } = check(new Source('main.haira', text), filesOf(one))
  one.expect('output.txt', renderAll(diagnostics))
  if (one.has('types.txt')) one.expect('types.txt', variables(findingsOf(text, 'main.haira', filesOf(one))))
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
