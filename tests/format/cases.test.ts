// Each case: a program as someone might write it, and how it has to look.

import { expect } from 'vitest'
import { suite } from '../suite.ts'
import { roundTrip } from './round-trip.ts'

suite('format', new URL('cases/', import.meta.url), (one) => {
  const text = roundTrip(one.read('input.haira'))
  one.expect('output.haira', text)
  expect(roundTrip(text)).toBe(text)
})
