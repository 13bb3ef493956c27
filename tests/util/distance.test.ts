// "Did you mean": edit distance at most 2, language page 11.

import { expect, test } from 'vitest'
import { editDistance, nearest } from '../../compiler/util/distance.ts'

test.each([
  ['', '', 0],
  ['same', 'same', 0],
  ['opnai', 'openai', 1],
  ['temprature', 'temperature', 1],
  ['serach', 'search', 1],
  ['kitten', 'sitting', 3],
  ['ab', 'abcdef', 3],
])('%s and %s are %i apart', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance)
  expect(editDistance(b, a)).toBe(distance)
})

test('the nearest candidate is suggested', () => {
  expect(nearest('opnai', ['anthropic', 'openai'])).toBe('openai')
  expect(nearest('frontdesk', ['FrontDust', 'FrontDesk'])).toBe('FrontDesk')
  expect(nearest('Billing', ['Biling', 'Billings', 'Bill'])).toBe('Biling')
})

test('nothing is suggested that shares nothing with the word, or is the word itself', () => {
  expect(nearest('x', ['y', 'ab'])).toBeUndefined()
  expect(nearest('ab', ['cd'])).toBeUndefined()
  expect(nearest('agent', ['agent'])).toBeUndefined()
  expect(nearest('temperature', ['system', 'model'])).toBeUndefined()
})
