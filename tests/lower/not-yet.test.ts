// What the checker accepts and no module can be made of yet: `haira check` is content, `haira emit` and `haira build`
// say E0900. A case folder holds `input.haira` and `output.txt`, the findings when code is to be made.

import { expect } from 'vitest'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { check, emit } from '../../compiler/index.ts'
import { Source } from '../../compiler/source.ts'
import { suite } from '../suite.ts'

suite('not yet', new URL('cases/', import.meta.url), (one) => {
  const source = new Source('main.haira', one.read('input.haira'))
  const errors = check(source).diagnostics.filter((found) => found.severity === 'error')
  expect(errors.map((found) => `${found.code} ${found.message}`)).toEqual([])
  one.expect('output.txt', renderAll(emit(source).diagnostics))
})
