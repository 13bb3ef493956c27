// A case is a program that is wrong in one way, and how it is told: `input.haira`, and `output.txt` with the source and
// the rendered findings of all phases together, so that a review reads it as the user does.

import { suite } from '../suite.ts'
import { snapshot } from './front.ts'

suite('diagnostics', new URL('cases/', import.meta.url), (one) => {
  one.expect('output.txt', snapshot(one.read('input.haira')))
})
