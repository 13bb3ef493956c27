// What parser.generated.js gives, as far as parse.ts uses it.

import type { Build } from './build.ts'
import type { Expression, Item } from './syntax.ts'

export interface Expectation {
  type: 'literal' | 'class' | 'any' | 'end' | 'other'
  /** Of a literal: the code of the token. */
  text?: string
  /** Of a rule with a description. */
  description?: string
}

export interface Options {
  startRule: 'FileItems' | 'FileItem' | 'Interpolation'
  build: Build
  /** Return the state below instead of throwing. */
  peg$library: true
  /** Where to begin. */
  peg$currPos: number
  /** 1: do not note what was expected, which is faster. */
  peg$silentFails: 0 | 1
}

export interface Outcome {
  peg$result: (Item | null)[] | Item | Expression | null | object
  peg$FAILED: object
  peg$currPos: number
  peg$maxFailPos: number
  peg$maxFailExpected: Expectation[]
}

export function parse(input: string, options: Options): Outcome
