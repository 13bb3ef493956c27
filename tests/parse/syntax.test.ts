// A case is a program and its tree: `input.haira` and `syntax.json`. Every node's span is checked on the way.

import { expect } from 'vitest'
import { suite } from '../suite.ts'
import { dump } from './dump.ts'
import { parsed } from './program.ts'
import { checkSpans } from './spans.ts'

suite('parse', new URL('cases/', import.meta.url), (one) => {
  const syntax = parsed(one.read('input.haira'))
  expect(checkSpans(syntax)).toEqual([])
  one.expect('syntax.json', dump(syntax.items))
})
